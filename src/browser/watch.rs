//! What else can change on a page: the language of an ancestor, the element's children, a return from the cache or from
//! sleep, a form that the page's policy stops.

use super::page;
use js_sys::Reflect;
use leptos::prelude::{document, window};
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, MutationObserver, MutationObserverInit, ShadowRoot};

/// Everything watched for one element; dropping it ends the watch.
pub(crate) struct Watch {
    observer: Option<MutationObserver>,
    _listeners: [Listener; 3],
    _changed: Closure<dyn FnMut()>,
}

/// What happened.
pub(crate) enum News {
    /// The children or the language may have changed.
    Changed,
    /// The page came back from the back/forward cache.
    Returned,
    /// The page is looked at again, perhaps after the device slept.
    Seen,
    /// The page's policy stopped a form.
    FormBlocked,
}

impl Watch {
    /// Watches from the element up to the document.
    pub(crate) fn start(host: &HtmlElement, heard: impl Fn(News) + 'static) -> Self {
        let heard = Rc::new(heard);
        let (shown, blocked, seen) = (Rc::clone(&heard), Rc::clone(&heard), Rc::clone(&heard));
        let changed = Closure::<dyn FnMut()>::new(move || heard(News::Changed));
        let observer = MutationObserver::new(changed.as_ref().unchecked_ref()).ok();
        if let Some(observer) = &observer {
            observe(observer, host);
        }
        let member = |event: &web_sys::Event, name: &str| Reflect::get(event, &JsValue::from_str(name)).ok();
        let shown = Listener::start("pageshow", move |event| {
            let is_cached = member(&event, "persisted").and_then(|it| it.as_bool()) == Some(true);
            shown(if is_cached { News::Returned } else { News::Seen });
        });
        // It bubbles from the document up to the window.
        let seen = Listener::start("visibilitychange", move |_| {
            if !document().hidden() {
                seen(News::Seen);
            }
        });
        let blocked = Listener::start("securitypolicyviolation", move |event| {
            if member(&event, "effectiveDirective").and_then(|it| it.as_string()).as_deref() == Some("form-action") {
                blocked(News::FormBlocked);
            }
        });
        Self { observer, _listeners: [shown, blocked, seen], _changed: changed }
    }
}

/// The host's children, and `lang` on every tree above it.
fn observe(observer: &MutationObserver, host: &HtmlElement) {
    let children = MutationObserverInit::new();
    children.set_child_list(true);
    let languages = MutationObserverInit::new();
    languages.set_attributes(true);
    languages.set_subtree(true);
    languages.set_attribute_filter(&js_sys::Array::of1(&JsValue::from_str("lang")));
    // Observing nodes that are in the page, with options that are complete, cannot fail.
    let _ = observer.observe_with_options(host, &children);
    let mut element: Element = host.clone().into();
    loop {
        let root = page::root(&element);
        let _ = observer.observe_with_options(&root, &languages);
        match root.dyn_into::<ShadowRoot>() {
            Ok(shadow) => element = shadow.host(),
            Err(_) => return,
        }
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if let Some(observer) = &self.observer {
            observer.disconnect();
        }
    }
}

/// A listener on the window; dropping it removes it.
///
/// Leptos's own handle may be sent to other threads, and brings in what asks in which one it is.
struct Listener {
    name: &'static str,
    hear: Closure<dyn FnMut(web_sys::Event)>,
}

impl Listener {
    fn start(name: &'static str, hear: impl FnMut(web_sys::Event) + 'static) -> Self {
        let hear = Closure::new(hear);
        // With a function to call, neither adding nor removing it can fail.
        let _ = window().add_event_listener_with_callback(name, hear.as_ref().unchecked_ref());
        Self { name, hear }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = window().remove_event_listener_with_callback(self.name, self.hear.as_ref().unchecked_ref());
    }
}
