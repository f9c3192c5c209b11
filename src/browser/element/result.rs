//! Between the browser's custom element and the result: connect, attributes and property in, disconnect.

use crate::browser::announcer::Announcer;
use crate::browser::page::Said;
use crate::browser::process::result::Process;
use crate::browser::style;
use crate::browser::watch::{News, Watch};
use crate::page::report::Report;
use leptos::prelude::location;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// One connected `<kantan-result>`. Dropping it (`free()` in JavaScript) takes everything back.
#[wasm_bindgen]
pub struct ResultElement {
    _watch: Watch,
    page: Rc<Page>,
}

/// Brings what the page says to the process.
struct Page {
    host: HtmlElement,
    process: Rc<Process>,
    said: RefCell<Option<Said>>,
}

#[wasm_bindgen]
impl ResultElement {
    /// Shows the result of `host` in `review`, and says in `live` what happens. Both stand in `host`'s shadow root.
    #[wasm_bindgen(constructor)]
    pub fn connect(host: HtmlElement, review: HtmlElement, live: HtmlElement) -> Self {
        style::adopt(&review);
        let process = Process::new(host.clone(), review.clone(), Announcer::new(review, live));
        let page = Rc::new(Page { host, process, said: RefCell::default() });
        page.refresh();
        page.process.stage.open();
        let heard = Rc::clone(&page);
        let watch = Watch::start(&page.host, move |news| match news {
            News::Changed => heard.refresh(),
            // What a cached page says may be old.
            News::Returned => drop(location().reload()),
            News::FormBlocked => {}
        });
        Self { _watch: watch, page }
    }

    /// The button with that part was pressed: there is only the one that looks again.
    pub fn press(&self, part: &str) {
        if part == "step" {
            // A page that cannot be reloaded stays as it is.
            drop(location().reload());
        }
    }

    /// Reads attributes, property, children and language again.
    pub fn refresh(&self) {
        self.page.refresh();
    }
}

impl Page {
    /// Brings the process up to date; the same page again is no news.
    fn refresh(&self) {
        let said = Said::read(&self.host, "result");
        let before = self.said.replace(Some(said.clone()));
        if before.as_ref().map(|before| before.language) != Some(said.language) {
            self.process.speak(said.language);
        }
        if before.is_some_and(|before| said.shows_the_same(&before)) {
            return;
        }
        let mut problems = Vec::new();
        let report = Report::read(&said.data, &mut problems);
        // Without an address of the page's own origin it shows what it was told, and asks nobody.
        let endpoint = said.endpoint.filter(|endpoint| endpoint.origin == endpoint.page_origin);
        self.process.show(report, endpoint.map(|endpoint| endpoint.address), &problems);
    }
}
