//! What every element reads of its page: its data, its endpoint, its language.

use super::json::{from_browser, parse};
use super::settings::Endpoint;
use crate::json::Json;
use crate::language::Language;
use crate::page::problem::{Problem, Reason};
use crate::page::reader::is_blank;
use js_sys::Reflect;
use leptos::prelude::{document, location};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, ShadowRoot, Url};

/// Everything that an element reads of its page, before it is understood.
pub(crate) struct Said {
    /// What may be shown, in the order in which it is tried.
    /// `None` is what is no JSON.
    pub(crate) offers: Vec<Option<Json>>,
    /// The merchant's server.
    pub(crate) endpoint: Option<Endpoint>,
    /// Where a form may go.
    pub(crate) destinations: Option<String>,
    /// The language to show it in.
    pub(crate) language: Language,
}

impl Said {
    /// Reads the page of `host`, whose data have that name.
    pub(crate) fn read(host: &HtmlElement, name: &str) -> Self {
        Self {
            offers: offers(host, name),
            endpoint: endpoint(host),
            destinations: host.get_attribute("destinations"),
            language: language(host),
        }
    }

    /// Whether only the language, or nothing, is another one than before.
    pub(crate) fn shows_the_same(&self, before: &Self) -> bool {
        (&self.offers, &self.endpoint, &self.destinations) == (&before.offers, &before.endpoint, &before.destinations)
    }
}

/// What the first valid offer says. Without one, `problems` are those of the first that could be read at all.
pub(crate) fn first_valid<T>(
    name: &str,
    offers: &[Option<Json>],
    read: fn(&Json, &mut Vec<Problem>) -> Option<T>,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let reason = if offers.is_empty() { Reason::Missing } else { Reason::NotJson };
    for data in offers.iter().flatten() {
        let mut found = Vec::new();
        let valid = read(data, &mut found);
        if valid.is_some() {
            problems.clear();
            return valid;
        }
        if problems.is_empty() {
            *problems = found;
        }
    }
    if problems.is_empty() {
        problems.push(Problem { path: name.to_owned(), reason });
    }
    None
}

/// What the page offers: the attribute of that name, the property, the child. A framework that knows no properties makes
/// an attribute `[object Object]` of an object; then the next place has its turn.
fn offers(host: &HtmlElement, name: &str) -> Vec<Option<Json>> {
    let mut offers: Vec<_> = host.get_attribute(name).map(|text| parse(&text)).into_iter().collect();
    let property = Reflect::get(host, &JsValue::from_str(name)).unwrap_or(JsValue::NULL);
    if property.is_object() {
        offers.push(Some(from_browser(&property)));
    }
    offers.extend(property.as_string().map(|text| parse(&text)));
    let child = host.query_selector(":scope > script[type='application/json']").ok().flatten();
    offers.extend(child.and_then(|child| child.text_content()).map(|text| parse(&text)));
    offers
}

/// The attribute `endpoint` as the browser resolves it.
fn endpoint(host: &HtmlElement) -> Option<Endpoint> {
    let attribute = host.get_attribute("endpoint").filter(|address| !is_blank(address))?;
    let base = document().base_uri().ok().flatten()?;
    let url = Url::new_with_base(&attribute, &base).ok()?;
    Some(Endpoint { address: url.href(), origin: url.origin(), page_origin: location().origin().ok()? })
}

/// The language of the element: that of its own `lang` or its nearest ancestor's, also outside the shadow tree it may
/// stand in.
fn language(host: &HtmlElement) -> Language {
    let found = nearest(host, "[lang]").and_then(|found| found.get_attribute("lang"));
    Language::of_tag(&found.unwrap_or_default())
}

/// The element itself or its nearest ancestor that matches, also outside the shadow trees it may stand in.
pub(crate) fn nearest(host: &HtmlElement, selector: &str) -> Option<Element> {
    let mut element: Element = host.clone().into();
    loop {
        if let Ok(Some(found)) = element.closest(selector) {
            return Some(found);
        }
        element = root(&element).dyn_into::<ShadowRoot>().ok()?.host();
    }
}

/// The document or the shadow root that an element stands in.
pub(crate) fn root(element: &Element) -> Node {
    element.get_root_node()
}
