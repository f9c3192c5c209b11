//! Between the browser's custom element and the checkout: connect, attributes and property in, disconnect.
//!
//! `element.js` holds the class that a browser insists on; whatever it is told arrives here.

mod reading;
mod style;
mod watch;

use crate::checkout::order::OrderProblem;
use crate::checkout::{Process, screen};
use crate::event::Event;
use leptos::mount::{UnmountHandle, mount_to_renderer};
use leptos::prelude::{AnyView, GetUntracked, Owner, Render};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use watch::Watch;
use web_sys::HtmlElement;

/// One connected `<kantan-checkout>`. Dropping it (`free()` in JavaScript) takes everything back.
#[wasm_bindgen]
pub struct CheckoutElement {
    // Dropped in this order: no more news, then the view, then its signals.
    _watch: Watch,
    _view: UnmountHandle<<AnyView as Render>::State>,
    _owner: Owner,
    reader: Rc<PageReader>,
}

#[wasm_bindgen]
impl CheckoutElement {
    /// Shows the order of `host` in `review`, and says in `live` what happens. Both stand in `host`'s shadow root.
    #[wasm_bindgen(constructor)]
    pub fn connect(host: HtmlElement, review: HtmlElement, live: HtmlElement) -> Self {
        style::adopt(&review);
        let owner = Owner::new();
        let process = owner.with(|| Process::new(host.clone()));
        // Read before anything is shown, so that the first thing shown is the order.
        let problems = reading::read(&host, process);
        let parent = review.clone();
        let view = owner.with(|| mount_to_renderer(&parent, move || screen(process, review, live)));
        let reader = Rc::new(PageReader { host, process, problems: RefCell::new(None), told_ready: Cell::new(false) });
        reader.tell(problems);
        let watch = Watch::start(&reader.host, process, {
            let reader = Rc::clone(&reader);
            move || reader.refresh()
        });
        Self { _watch: watch, _view: view, _owner: owner, reader }
    }

    /// Reads attributes, property, children and language again.
    pub fn refresh(&self) {
        self.reader.refresh();
    }
}

/// Brings what the page says to the process, and tells the page what came of it.
struct PageReader {
    host: HtmlElement,
    process: Process,
    problems: RefCell<Option<Vec<OrderProblem>>>,
    told_ready: Cell<bool>,
}

impl PageReader {
    fn refresh(&self) {
        self.tell(reading::read(&self.host, self.process));
    }

    /// Tells the page once that the order is shown, and of every new set of problems.
    fn tell(&self, problems: Vec<OrderProblem>) {
        if self.problems.borrow().as_ref() == Some(&problems) {
            return;
        }
        self.problems.replace(Some(problems.clone()));
        match self.process.order.get_untracked() {
            Err(failure) => {
                self.process.tell(&Event::Invalid(&failure, &problems));
            }
            Ok(_) if !self.told_ready.replace(true) => {
                self.process.tell(&Event::Ready);
            }
            Ok(_) => {}
        }
    }
}
