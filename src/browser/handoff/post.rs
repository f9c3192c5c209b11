//! The jump: one hidden form, appended to the page itself, posted in Shift_JIS, once.
//!
//! Link type, "Transport". The form is never inside another form, opens no other window whatever the page's `<base>`
//! says, and is submitted by the browser's own method even if a field were called `submit`.

use crate::page::answer::Answer;
use crate::page::failure::{Code, Failure};
use js_sys::{Function, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

/// Which window the form takes to au: this one, or the whole page's where the element stands in a frame and says so by
/// `target="_top"`.
///
/// # Errors
/// `frame_refused`: au's pages are shown in no frame, so that the order would be spent for an empty one.
pub(crate) fn target(host: &HtmlElement) -> Result<&'static str, Failure> {
    let is_framed = window().top().ok().flatten().is_none_or(|top| *top != *window());
    match host.get_attribute("target").as_deref() {
        _ if !is_framed => Ok("_self"),
        Some("_top") => Ok("_top"),
        _ => Err(Failure::new(Code::FrameRefused)),
    }
}

/// Posts the fields of an answer that has been checked, and gives back the form that stands in the page meanwhile.
///
/// # Errors
/// `answer_invalid` where the browser makes no form of it, and [`blocked`].
pub(crate) fn post(answer: &Answer, target: &str) -> Result<PostedForm, Failure> {
    let (submit, form) = made(answer, target).map_err(|_| Failure::new(Code::AnswerInvalid))?;
    // Firefox throws where the page's policy stops the form, before it says so in an event.
    submit.call0(&form.0).map_err(|_| blocked())?;
    Ok(form)
}

/// The page's content security policy stopped the form.
pub(crate) fn blocked() -> Failure {
    Failure::with(Code::DestinationNotAllowed, "form-action")
}

/// The form in the page, and the browser's own way to submit it.
fn made(answer: &Answer, target: &str) -> Result<(Function, PostedForm), JsValue> {
    let body = document().body().ok_or(JsValue::NULL)?;
    let form = element(
        "form",
        &[
            ("method", "post"),
            ("action", &answer.action),
            ("accept-charset", "Shift_JIS"),
            ("enctype", "application/x-www-form-urlencoded"),
            ("target", target),
            ("hidden", ""),
        ],
    )?;
    // Taken while the form is empty: no field can stand in for it.
    let submit: Function = Reflect::get(&form, &JsValue::from_str("submit"))?.dyn_into()?;
    for (name, value) in &answer.fields {
        form.append_child(&element("input", &[("type", "hidden"), ("name", name), ("value", value)])?.into())?;
    }
    body.append_child(&form)?;
    Ok((submit, PostedForm(form)))
}

/// The form in the page; it goes when this goes.
pub(crate) struct PostedForm(Element);

impl Drop for PostedForm {
    fn drop(&mut self) {
        self.0.remove();
    }
}

fn element(tag: &str, attributes: &[(&str, &str)]) -> Result<Element, JsValue> {
    let element = document().create_element(tag)?;
    for (name, value) in attributes {
        element.set_attribute(name, value)?;
    }
    Ok(element)
}
