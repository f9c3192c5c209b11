//! What stands in for the browser's own ways out: the element itself runs unchanged.
//!
//! Three of the page's own functions are replaced: `fetch` answers in the server's stead, a form's `submit` sends nothing,
//! and `setTimeout` lets exactly the time pass that the scene needs, so that a state stays as long as a designer looks
//! at it.

use super::server::Reply;
use js_sys::{Error, Function, Promise, Reflect};
use leptos::prelude::{set_timeout, window};
use std::time::Duration;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortSignal, Event, Headers, HtmlElement, PageTransitionEvent, PageTransitionEventInit, Request, Response,
    ResponseInit,
};

/// Timers shorter than this are not the element's.
const SHORT: f64 = 1_000.0;

/// `fetch` answers with this reply, whatever it is asked for.
pub(super) fn answer_with(reply: Reply, after: Duration) {
    let fetch = Closure::<dyn FnMut(Request) -> Promise>::new(move |request: Request| {
        let reply = reply.clone();
        Promise::new(&mut |resolve, reject| answer(&reply, after, &request.signal(), resolve, reject))
    });
    replace(&window(), "fetch", &fetch.into_js_value());
}

fn answer(reply: &Reply, after: Duration, signal: &AbortSignal, resolve: Function, reject: Function) {
    match reply {
        Reply::Never => {
            let aborted = Closure::once_into_js(move || call(&reject, &Error::new("aborted")));
            signal.set_onabort(Some(aborted.unchecked_ref()));
        }
        Reply::NoNetwork => call(&reject, &js_sys::TypeError::new("no network")),
        Reply::Answer { status, wait, body } => {
            let (Ok(headers), init) = (Headers::new(), ResponseInit::new()) else { return };
            if *wait > 0 {
                // A header of digits is always accepted.
                let _ = headers.set("Retry-After", &wait.to_string());
            }
            init.set_status(*status);
            init.set_headers(&headers);
            let Ok(response) = Response::new_with_opt_str_and_init(Some(&body.write()), &init) else { return };
            set_timeout(move || call(&resolve, &response), after);
        }
    }
}

/// A form's `submit` does nothing.
pub(super) fn send_nothing() {
    let prototype = Reflect::get(&window(), &"HTMLFormElement".into())
        .and_then(|constructor| Reflect::get(&constructor, &"prototype".into()));
    if let Ok(prototype) = prototype {
        replace(&prototype, "submit", &Closure::<dyn FnMut()>::new(|| {}).into_js_value());
    }
}

/// `setTimeout` calls at once what is due within so many seconds, and never what is due later.
pub(super) fn let_pass(seconds: u32) {
    let window = window();
    let Ok(real) = Reflect::get(&window, &"setTimeout".into()).and_then(|real| real.dyn_into::<Function>()) else {
        return;
    };
    let passed = f64::from(seconds) * 1_000.0;
    let this: JsValue = window.clone().into();
    let timer = Closure::<dyn FnMut(JsValue, JsValue) -> JsValue>::new(move |then: JsValue, delay: JsValue| {
        let milliseconds = delay.as_f64().unwrap_or_default();
        let delay = if milliseconds < SHORT { milliseconds } else { 0.0 };
        if milliseconds < SHORT || milliseconds <= passed {
            return real.call2(&this, &then, &delay.into()).unwrap_or(JsValue::from(0));
        }
        JsValue::from(0)
    });
    replace(&window, "setTimeout", &timer.into_js_value());
}

/// Listens as long as the page is there.
pub(super) fn on(host: &HtmlElement, event: &str, then: impl FnMut(Event) + 'static) {
    let listener = Closure::<dyn FnMut(Event)>::new(then).into_js_value();
    // Listening to an element of the page cannot fail.
    let _ = host.add_event_listener_with_callback(event, listener.unchecked_ref());
}

/// The page's objects accept new members.
pub(super) fn replace(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}

/// Promises' functions do not throw.
fn call(function: &Function, argument: &JsValue) {
    let _ = function.call1(&JsValue::UNDEFINED, argument);
}

/// What the browser says when it shows a page again as it was left.
pub(super) fn come_back() {
    let init = PageTransitionEventInit::new();
    init.set_persisted(true);
    if let Ok(event) = PageTransitionEvent::new_with_event_init_dict("pageshow", &init) {
        // Nobody can cancel it.
        let _ = window().dispatch_event(&event);
    }
}
