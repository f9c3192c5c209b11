//! Reads what the page says: the order (property, attribute or child), the attributes, the language.

use crate::checkout::order::{Order, OrderProblem, Reason};
use crate::checkout::{Endpoint, Process, Settings};
use crate::event::Event;
use crate::handoff::{Code, Failure};
use crate::json::{self, Json};
use crate::language::Language;
use js_sys::Reflect;
use leptos::prelude::{document, location};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, Node, ShadowRoot, Url};

/// Brings what the page says to the process, and tells the page what came of it.
pub(super) struct PageReader {
    pub(super) host: HtmlElement,
    pub(super) process: Rc<Process>,
    language: Cell<Option<Language>>,
    page: RefCell<Option<Page>>,
    told_ready: Cell<bool>,
}

/// What the page says, before it is understood.
#[derive(PartialEq)]
struct Page {
    order: Json,
    endpoint: Option<Endpoint>,
    destinations: Option<String>,
}

impl PageReader {
    pub(super) fn new(host: HtmlElement, process: Rc<Process>) -> Self {
        let (language, page, told_ready) = (Cell::new(None), RefCell::new(None), Cell::new(false));
        Self { host, process, language, page, told_ready }
    }

    /// Reads the page again, and tells the page what is new.
    pub(super) fn refresh(&self) {
        self.tell(self.read());
    }

    /// Brings the process up to date. Gives back every problem of an order that is new; the same page again is no news.
    pub(super) fn read(&self) -> Option<Vec<OrderProblem>> {
        let language = Language::of_tag(&language_tag(&self.host));
        if self.language.replace(Some(language)) != Some(language) {
            self.process.speak(language);
        }
        let page = Page {
            order: order_json(&self.host),
            endpoint: endpoint(&self.host),
            destinations: self.host.get_attribute("destinations"),
        };
        if self.page.borrow().as_ref() == Some(&page) {
            return None;
        }
        let mut problems = Vec::new();
        let order = Order::read(&page.order, &mut problems);
        let settings = Settings::read(page.endpoint.as_ref(), page.destinations.as_deref(), &mut problems);
        self.page.replace(Some(page));
        let order = match order {
            Some(order) if problems.is_empty() => Ok(order),
            _ => Err(Failure::new(code(&problems))),
        };
        self.process.show(order, settings);
        Some(problems)
    }

    /// Tells the page once that the order is shown, and of every order that cannot be.
    pub(super) fn tell(&self, news: Option<Vec<OrderProblem>>) {
        match news {
            Some(problems) if !problems.is_empty() => {
                self.process.tell(&Event::Invalid(code(&problems), &problems));
            }
            Some(_) if !self.told_ready.replace(true) => {
                self.process.tell(&Event::Ready);
            }
            _ => {}
        }
    }
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
