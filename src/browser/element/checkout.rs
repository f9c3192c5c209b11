//! Between the browser's custom element and the checkout: connect, attributes and property in, disconnect.

use super::reading::PageReader;
use crate::browser::announcer::Announcer;
use crate::browser::process::checkout::Process;
use crate::browser::style;
use crate::browser::watch::{News, Watch};
use leptos::prelude::location;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// One connected `<kantan-checkout>`. Dropping it (`free()` in JavaScript) takes everything back.
#[wasm_bindgen]
pub struct CheckoutElement {
    _watch: Watch,
    reader: Rc<PageReader>,
}

#[wasm_bindgen]
impl CheckoutElement {
    /// Shows the order of `host` in `review`, and says in `live` what happens. Both stand in `host`'s shadow root.
    #[wasm_bindgen(constructor)]
    pub fn connect(host: HtmlElement, review: HtmlElement, live: HtmlElement) -> Self {
        style::adopt(&review);
        let process = Process::new(host.clone(), review.clone(), Announcer::new(review, live));
        let reader = Rc::new(PageReader::new(host, Rc::clone(&process)));
        // Read before anything is shown, so that the first thing shown is the order.
        let news = reader.read();
        reader.process.stage.open();
        let heard = Rc::clone(&reader);
        let watch = Watch::start(&reader.host, move |news| match news {
            News::Changed => heard.refresh(),
            News::Returned => heard.process.returned(),
            News::FormBlocked => heard.process.form_was_blocked(),
        });
        reader.tell(news);
        reader.process.tick();
        Self { _watch: watch, reader }
    }

    /// The button with that part was pressed.
    pub fn press(&self, part: &str) {
        match part {
            "pay" => self.reader.process.press(),
            // A page that cannot be reloaded stays as it is.
            "step" => drop(location().reload()),
            _ => {}
        }
    }

    /// Reads attributes, property, children and language again.
    pub fn refresh(&self) {
        self.reader.refresh();
    }
}
