//! Reads what the page says: the order (property, attribute or child), the attributes, the language.

use crate::checkout::order::{Order, OrderProblem, Reason};
use crate::checkout::{Endpoint, Process, Settings};
use crate::handoff::{Code, Failure};
use crate::json::{self, Json};
use crate::language::Language;
use js_sys::Reflect;
use leptos::prelude::{GetUntracked, Set, document, location};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, ShadowRoot, Url};

/// Brings the process up to date and gives back every problem found.
pub(super) fn read(host: &HtmlElement, process: Process) -> Vec<OrderProblem> {
    let language = Language::of_tag(&language_tag(host));
    if process.language.get_untracked() != language {
        process.language.set(language);
    }
    let mut problems = Vec::new();
    let mut keep = |found: Vec<OrderProblem>| problems.extend(found);
    let order = Order::read(&order_json(host)).map_err(&mut keep).ok();
    let settings = Settings::read(endpoint(host), host.get_attribute("destinations").as_deref()).map_err(keep).ok();
    let order = match order {
        Some(order) if problems.is_empty() => Ok(order),
        _ => Err(Failure::new(code(&problems))),
    };
    process.show(order, settings);
    problems
}

/// A name that cannot be posted has its own code, if it is the only problem.
fn code(problems: &[OrderProblem]) -> Code {
    match problems {
        [OrderProblem { path, reason: Reason::Unencodable }] if path == "item_name" => Code::ItemNameUnencodable,
        _ => Code::OrderInvalid,
    }
}

/// The property `order` before the attribute, the attribute before the child.
fn order_json(host: &HtmlElement) -> Json {
    let property = Reflect::get(host, &JsValue::from_str("order")).unwrap_or(JsValue::NULL);
    if property.is_object() {
        return json::from_browser(&property);
    }
    let text = property.as_string().or_else(|| host.get_attribute("order")).or_else(|| {
        let child = host.query_selector(":scope > script[type='application/json']").ok().flatten()?;
        child.text_content()
    });
    match text {
        None => Json::Null,
        // What is no JSON is there, but of the wrong type.
        Some(text) => json::parse(&text).unwrap_or(Json::Truth(false)),
    }
}

fn endpoint(host: &HtmlElement) -> Option<Endpoint> {
    let attribute = host.get_attribute("endpoint").filter(|address| !address.trim().is_empty())?;
    let base = document().base_uri().ok().flatten()?;
    let url = Url::new_with_base(&attribute, &base).ok()?;
    Some(Endpoint { address: url.href(), origin: url.origin(), page_origin: location().origin().ok()? })
}

/// The `lang` of the element or of its nearest ancestor, also outside the shadow tree it may stand in.
fn language_tag(host: &HtmlElement) -> String {
    let mut element: Element = host.clone().into();
    loop {
        if let Ok(Some(found)) = element.closest("[lang]") {
            return found.get_attribute("lang").unwrap_or_default();
        }
        match root(&element).dyn_into::<ShadowRoot>() {
            Ok(shadow) => element = shadow.host(),
            Err(_) => return String::new(),
        }
    }
}

/// The document or the shadow root that an element stands in.
pub(super) fn root(element: &Element) -> Node {
    element.get_root_node()
}
