//! What every element reads of its page: its data, its endpoint, its language.

use super::json::{from_browser, parse};
use super::settings::Endpoint;
use crate::json::Json;
use crate::language::Language;
use crate::page::reader::is_blank;
use js_sys::Reflect;
use leptos::prelude::{document, location};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, ShadowRoot, Url};

/// Everything that an element reads of its page, before it is understood.
#[derive(Clone, PartialEq)]
pub(crate) struct Said {
    /// What is to be shown.
    pub(crate) data: Json,
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
            data: data(host, name),
            endpoint: endpoint(host),
            destinations: host.get_attribute("destinations"),
            language: language(host),
        }
    }

    /// Whether only the language, or nothing, is another one than before.
    pub(crate) fn shows_the_same(&self, before: &Self) -> bool {
        (&self.data, &self.endpoint, &self.destinations) == (&before.data, &before.endpoint, &before.destinations)
    }
}

/// What the element is to show: the property before the attribute of that name, the attribute before the child.
pub(crate) fn data(host: &HtmlElement, name: &str) -> Json {
    let property = Reflect::get(host, &JsValue::from_str(name)).unwrap_or(JsValue::NULL);
    if property.is_object() {
        return from_browser(&property);
    }
    let text = property.as_string().or_else(|| host.get_attribute(name)).or_else(|| {
        let child = host.query_selector(":scope > script[type='application/json']").ok().flatten()?;
        child.text_content()
    });
    match text {
        None => Json::Null,
        // What is no JSON is there, but of the wrong type.
        Some(text) => parse(&text).unwrap_or(Json::Truth(false)),
    }
}

/// The attribute `endpoint` as the browser resolves it.
pub(crate) fn endpoint(host: &HtmlElement) -> Option<Endpoint> {
    let attribute = host.get_attribute("endpoint").filter(|address| !is_blank(address))?;
    let base = document().base_uri().ok().flatten()?;
    let url = Url::new_with_base(&attribute, &base).ok()?;
    Some(Endpoint { address: url.href(), origin: url.origin(), page_origin: location().origin().ok()? })
}

/// The language of the element: that of its own `lang` or its nearest ancestor's.
pub(crate) fn language(host: &HtmlElement) -> Language {
    Language::of_tag(&language_tag(host))
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
pub(crate) fn root(element: &Element) -> Node {
    element.get_root_node()
}
