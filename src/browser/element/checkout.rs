//! Between the browser's custom element and the checkout: connect, attributes and property in, disconnect.

use super::frame::{Frame, Framed};
use crate::browser::announcer::Announcer;
use crate::browser::encoding::teach_kanji;
use crate::browser::handoff::answer;
use crate::browser::news::News;
use crate::browser::process::checkout::Process;
use crate::browser::script::Script;
use crate::browser::settings::Settings;
use crate::json::Json;
use crate::language::Language;
use crate::page::failure::Failure;
use crate::page::order::Order;
use crate::page::problem::Problem;
use crate::page::recurring::Recurring;
use crate::screen::headings::Headings;
use leptos::prelude::location;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// One connected `<kantan-checkout>`. Dropping it (`free()` in JavaScript) takes everything back.
#[wasm_bindgen]
pub struct CheckoutElement(Frame<Process>);

#[wasm_bindgen]
impl CheckoutElement {
    /// Shows the order of `host` in `review`, says in `live` what happens, and hides `plain`, the slot of the children,
    /// when it stands. All three stand in `host`'s shadow root. `script` carries each view over into `review`.
    /// `told_ready`: the page knows already that it is shown. `language` is the tag of one that the module speaks.
    #[wasm_bindgen(constructor)]
    pub fn connect(
        host: HtmlElement,
        review: HtmlElement,
        live: HtmlElement,
        plain: HtmlElement,
        script: Script,
        told_ready: bool,
        language: &str,
    ) -> Self {
        teach_kanji();
        let frame = Frame::<Process>::new(host, review, live, plain, script, told_ready, language);
        frame.process().tick();
        Self(frame)
    }

    /// The button with that part was pressed; `false` if that is the browser's to act upon.
    pub fn press(&self, part: &str) -> bool {
        match part {
            "pay" => self.0.process().press(),
            // A page that cannot be reloaded stays as it is.
            "step" => drop(location().reload()),
            _ => {}
        }
        self.0.stands()
    }

    /// Reads attributes, property and children again, and goes on in that language, by its tag.
    pub fn refresh(&self, language: &str) {
        self.0.refresh(language);
    }

    /// What was asked for was answered, with that status, header `Retry-After` and body.
    pub fn answered(&self, status: u16, retry_after: Option<String>, body: &str) {
        self.0.process().answered(answer(status, retry_after.as_deref(), body));
    }

    /// Something happened to the page (`News`).
    pub fn hear(&self, news: &str) {
        self.0.hear(news);
    }
}

/// What the module for one-time orders can say beside.
#[cfg(not(feature = "recurring"))]
#[wasm_bindgen]
impl CheckoutElement {
    /// Whether the page holds a contract by now, which only the whole module shows. While the browser is leaving for au
    /// nothing is changed.
    pub fn is_outgrown(&self) -> bool {
        self.0.is_outgrown() && !self.0.process().is_leaving()
    }
}

impl Framed for Process {
    type Data = Order;
    const NAME: &'static str = "order";
    const NEEDS_SETTINGS: bool = true;

    fn new(host: HtmlElement, script: Script, announcer: Announcer) -> Rc<Self> {
        Self::new(host, script, announcer)
    }

    fn is_beyond(json: &Json) -> bool {
        Recurring::is_beyond(json)
    }

    fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Order> {
        Order::read(json, problems)
    }

    fn show(&self, order: Result<Order, Failure>, settings: Option<Settings>) {
        self.show(order, settings);
    }

    fn speak(&self, language: Language, headings: Headings) {
        self.speak(language, headings);
    }

    fn open(&self) {
        self.stage.open();
    }

    fn look(&self) {
        self.look();
    }

    fn hear(&self, news: News) {
        match news {
            News::Returned => self.returned(),
            News::FormBlocked => self.form_was_blocked(),
            News::Seen => self.look(),
        }
    }
}
