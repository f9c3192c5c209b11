//! What the three elements have in common: they read what their page says, show it once it is valid, hear what happens,
//! and look at the clock.
//!
//! Whatever the page had before, a plain form or a screen that its server printed, stays until a valid screen stands.

use crate::browser::announcer::Announcer;
use crate::browser::event::{Event, dispatch};
use crate::browser::news::News;
use crate::browser::page::{Said, first_valid};
use crate::browser::script::Script;
use crate::browser::settings::Settings;
use crate::json::Json;
use crate::language::Language;
use crate::page::failure::{Code, Failure};
use crate::page::problem::{Problem, Reason};
use crate::screen::headings::Headings;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use web_sys::{HtmlElement, Node};

/// One element's process, as the frame sees it.
pub(super) trait Framed: Sized + 'static {
    /// What it shows.
    type Data;
    /// The name of the attribute and of the property with its data, in its tag too.
    const NAME: &'static str;
    /// Whether it cannot do without its attributes.
    const NEEDS_SETTINGS: bool;

    /// A process for `host` whose views `script` shows.
    fn new(host: HtmlElement, script: Script, announcer: Announcer) -> Rc<Self>;
    /// Whether these data are for another module of the same element.
    fn is_beyond(_: &Json) -> bool {
        false
    }
    /// Reads its data, or every problem with them.
    fn read(json: &Json, problems: &mut Vec<Problem>) -> Option<Self::Data>;
    /// Notes what is wrong with data and settings together.
    fn check(_: &Self::Data, _: &Settings, _: &mut Vec<Problem>) {}
    /// Shows these data.
    fn show(&self, data: Result<Self::Data, Failure>, settings: Option<Settings>);
    /// Shows everything in another language, or under other headings.
    fn speak(&self, language: Language, headings: Headings);
    /// From now on what is shown is on the page.
    fn open(&self);
    /// Looks at the clock.
    fn look(&self) {}
    /// Something happened.
    fn hear(&self, news: News);
}

/// An element's frame. Dropping it takes everything back.
pub(super) struct Frame<P: Framed> {
    host: HtmlElement,
    place: HtmlElement,
    plain: HtmlElement,
    process: Rc<P>,
    said: RefCell<Option<Rc<Said>>>,
    stands: Cell<bool>,
    told_ready: Cell<bool>,
    is_outgrown: Cell<bool>,
}

impl<P: Framed> Frame<P> {
    /// Shows what `host` says in `review` and says in `live` what happens. `plain` is the slot of the plain children, which
    /// goes when the first valid screen stands; `told_ready` is that the page knows of one already.
    pub(super) fn new(
        host: HtmlElement,
        review: HtmlElement,
        live: HtmlElement,
        plain: HtmlElement,
        script: Script,
        told_ready: bool,
        language: &str,
    ) -> Self {
        let process = P::new(host.clone(), script, Announcer::new(review.clone(), live));
        let [stands, told_ready, is_outgrown] = [false, told_ready, false].map(Cell::new);
        let said = RefCell::default();
        let frame = Self { host, place: review, plain, process, said, stands, told_ready, is_outgrown };
        frame.refresh(language);
        frame
    }

    /// The process.
    pub(super) fn process(&self) -> &P {
        &self.process
    }

    /// Whether what is on the page is this element's, and not its server's.
    pub(super) fn stands(&self) -> bool {
        self.stands.get()
    }

    /// Whether the page holds data for another module by now, which this one leaves alone.
    #[cfg(not(feature = "recurring"))]
    pub(super) fn is_outgrown(&self) -> bool {
        self.is_outgrown.get()
    }

    /// Something happened to the page.
    pub(super) fn hear(&self, news: &str) {
        if let Some(news) = News::of(news) {
            self.process.hear(news);
        }
    }

    /// Reads attributes, property and children again, brings the process up to date, in the language of that tag, and tells
    /// the page what is new; the same page again is no news.
    pub(super) fn refresh(&self, language: &str) {
        let said = Rc::new(Said::read(&self.host, P::NAME, Language::of_tag(language)));
        let before = self.said.replace(Some(Rc::clone(&said)));
        let manner = |said: &Said| (said.language, said.headings);
        if before.as_deref().map(manner) != Some(manner(&said)) {
            self.process.speak(said.language, said.headings);
        }
        if before.is_none_or(|before| !said.shows_the_same(&before)) {
            self.show(&said);
        }
        self.process.look();
    }

    fn show(&self, said: &Said) {
        self.is_outgrown.set(said.offers.iter().flatten().any(P::is_beyond));
        if self.is_outgrown.get() {
            return;
        }
        let mut problems = Vec::new();
        let data = first_valid(P::NAME, &said.offers, P::read, &mut problems);
        let mut others = Vec::new();
        let settings = Settings::read(said.endpoint.as_ref(), said.destinations.as_deref(), &mut others);
        if let (Some(data), Some(settings)) = (&data, &settings) {
            P::check(data, settings, &mut others);
        }
        if P::NEEDS_SETTINGS {
            problems.append(&mut others);
        }
        let code = code(&problems);
        let data = data.filter(|_| problems.is_empty()).ok_or(Failure::new(code));
        let is_valid = data.is_ok();
        // Nothing is better than an excuse in the place of a form that works.
        if is_valid || self.stands.get() || !self.has_anything() {
            self.process.show(data, settings);
            if !self.stands.replace(true) {
                self.process.open();
                self.plain.set_hidden(true);
            }
        }
        if !is_valid {
            dispatch(&self.host, &Event::Invalid(code, &problems));
        } else if !self.told_ready.replace(true) {
            dispatch(&self.host, &Event::Ready);
        }
    }

    /// Whether the page has something to show instead: a screen that a server printed, or children of its own.
    fn has_anything(&self) -> bool {
        let child = ":scope > :not(script, template, style, [slot])";
        self.place.has_child_nodes() || matches!(self.host.query_selector(child), Ok(Some(_))) || has_text(&self.host)
    }
}

/// Whether an element has words beside its children.
fn has_text(host: &Node) -> bool {
    let mut child = host.first_child();
    while let Some(node) = child {
        let is_text = node.node_type() == Node::TEXT_NODE;
        if is_text && node.text_content().is_some_and(|words| !crate::page::reader::is_blank(&words)) {
            return true;
        }
        child = node.next_sibling();
    }
    false
}

/// A name that cannot be posted has its own code, if it is the only problem.
fn code(problems: &[Problem]) -> Code {
    match problems {
        [Problem { path, reason: Reason::Unencodable }] if path == "item_name" => Code::ItemNameUnencodable,
        _ => Code::OrderInvalid,
    }
}
