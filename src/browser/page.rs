//! What every element reads of its page: its data, its endpoint, its language.

use super::json::{from_browser, parse};
use super::settings::Endpoint;
use crate::json::Json;
use crate::language::Language;
use crate::page::problem::{Problem, Reason};
use crate::page::reader::is_blank;
use crate::screen::headings::Headings;
use js_sys::Reflect;
use leptos::prelude::{document, location};
use wasm_bindgen::JsValue;
use web_sys::{HtmlElement, Url};

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
    /// Where its headings stand.
    pub(crate) headings: Headings,
}

impl Said {
    /// Reads the page of `host`, whose data have that name and which is shown in that language.
    pub(crate) fn read(host: &HtmlElement, name: &str, language: Language) -> Self {
        Self {
            offers: offers(host, name),
            endpoint: endpoint(host),
            destinations: host.get_attribute("destinations"),
            language,
            headings: Headings::of(
                host.get_attribute("heading-level").as_deref(),
                host.get_attribute("untitled").is_some(),
            ),
        }
    }

    /// Whether only the language or the headings, or nothing, are others than before.
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
