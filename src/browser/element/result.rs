//! Between the browser's custom element and the result: connect, attributes and property in, disconnect.

use super::frame::{Frame, Framed};
use crate::browser::announcer::Announcer;
use crate::browser::handoff::answer;
use crate::browser::news::News;
use crate::browser::process::result::Process;
use crate::browser::script::Script;
use crate::browser::settings::Settings;
use crate::json::Json;
use crate::language::Language;
use crate::page::failure::Failure;
use crate::page::problem::Problem;
use crate::page::report::Report;
use crate::screen::headings::Headings;
use leptos::prelude::location;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::HtmlElement;

/// One connected `<kantan-result>`. Dropping it (`free()` in JavaScript) takes everything back.
#[wasm_bindgen]
pub struct ResultElement(Frame<Process>);

#[wasm_bindgen]
impl ResultElement {
    /// Shows the result of `host` in `review`, says in `live` what happens, and hides `plain`, the slot of the children,
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
        Self(Frame::new(host, review, live, plain, script, told_ready, language))
    }

    /// The one button, where no address says where to look again, was pressed; `false` if that is the browser's to act
    /// upon.
    pub fn press(&self) -> bool {
        // A page that cannot be reloaded stays as it is.
        drop(location().reload());
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

impl Framed for Process {
    type Data = Report;
    const NAME: &'static str = "result";
    const NEEDS_SETTINGS: bool = false;

    fn new(host: HtmlElement, script: Script, announcer: Announcer) -> Rc<Self> {
        Self::new(host, script, announcer)
    }

    fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Report> {
        Report::read(json, problems)
    }

    fn show(&self, report: Result<Report, Failure>, settings: Option<Settings>) {
        // Without an address of the page's own origin it shows what it was told, and asks nobody.
        self.show(report.ok(), settings.map(|settings| settings.endpoint));
    }

    fn speak(&self, language: Language, headings: Headings) {
        self.speak(language, headings);
    }

    fn open(&self) {
        self.stage.open();
    }

    fn hear(&self, news: News) {
        match news {
            // What a cached page says may be old; a page that cannot be reloaded stays as it is.
            News::Returned => drop(location().reload()),
            News::Seen => self.seen(),
            News::FormBlocked => {}
        }
    }
}
