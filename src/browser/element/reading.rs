//! Reads what the page says: the order (property, attribute or child), the attributes, the language.

use crate::browser::event::Event;
use crate::browser::page::{data, endpoint, language};
use crate::browser::process::checkout::Process;
use crate::browser::settings::{Endpoint, Settings};
use crate::json::Json;
use crate::language::Language;
use crate::page::failure::{Code, Failure};
use crate::page::order::Order;
use crate::page::problem::{Problem, Reason};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::HtmlElement;

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
        self.process.look();
    }

    /// Brings the process up to date. Gives back every problem of an order that is new; the same page again is no news.
    pub(super) fn read(&self) -> Option<Vec<Problem>> {
        let language = language(&self.host);
        if self.language.replace(Some(language)) != Some(language) {
            self.process.speak(language);
        }
        let page = Page {
            order: data(&self.host, "order"),
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
    pub(super) fn tell(&self, news: Option<Vec<Problem>>) {
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
fn code(problems: &[Problem]) -> Code {
    match problems {
        [Problem { path, reason: Reason::Unencodable }] if path == "item_name" => Code::ItemNameUnencodable,
        _ => Code::OrderInvalid,
    }
}
