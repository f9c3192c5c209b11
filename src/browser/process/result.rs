//! What happens when: the report arrives, and while it says that nothing is known yet, the server is asked again.

use crate::browser::announcer::Announcer;
use crate::browser::event::{Event, dispatch};
use crate::browser::handoff::{UnderWay, ask};
use crate::browser::script::Script;
use crate::browser::stage::Stage;
use crate::json::Json;
use crate::language::Language;
use crate::page::failure::Failure;
use crate::page::report::{PaymentOutcome, Report};
use crate::screen::headings::Headings;
use crate::screen::result::{ResultState, WAITS, screen};
use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;
use web_sys::HtmlElement;

/// After this long a question has no answer.
const GIVE_UP: Duration = Duration::from_secs(15);

/// One element's report.
pub(crate) struct Process {
    /// What is shown.
    pub(crate) stage: Stage<ResultState>,
    itself: Weak<Self>,
    host: HtmlElement,
    script: Script,
    announcer: Announcer,
    endpoint: RefCell<Option<String>>,
    under_way: RefCell<UnderWay>,
    is_waiting: Cell<bool>,
}

impl Process {
    /// A process for the element `host` with nothing to show yet, which `script` shows.
    pub(crate) fn new(host: HtmlElement, script: Script, announcer: Announcer) -> Rc<Self> {
        let state =
            ResultState { report: None, language: Language::default(), headings: Headings::default(), asked: 0 };
        Rc::new_cyclic(|itself| Self {
            stage: Stage::new(script.clone(), state, screen),
            itself: Weak::clone(itself),
            host,
            script,
            announcer,
            endpoint: RefCell::default(),
            under_way: RefCell::default(),
            is_waiting: Cell::default(),
        })
    }

    /// Shows a report; `endpoint` is where a newer one can be had.
    pub(crate) fn show(&self, report: Option<Report>, endpoint: Option<String>) {
        // With nobody to ask, the page does not promise to look again by itself.
        let asked = if endpoint.is_some() { 0 } else { WAITS.len() };
        self.endpoint.replace(endpoint);
        self.update(|state| {
            state.report = report;
            state.asked = asked;
        });
        self.wait();
    }

    /// The page is looked at again: after a sleep the next question would come late.
    pub(crate) fn seen(&self) {
        if self.is_waiting.get() {
            self.look();
        }
    }

    /// Shows everything in another language, or under other headings.
    pub(crate) fn speak(&self, language: Language, headings: Headings) {
        self.update(|state| (state.language, state.headings) = (language, headings));
    }

    /// Looks again after a while, if there is a reason to.
    fn wait(&self) {
        let (is_open, asked) = self.stage.with(|state| {
            (state.report.as_ref().is_some_and(|report| report.outcome == PaymentOutcome::Confirming), state.asked)
        });
        let next = WAITS.get(asked).filter(|_| is_open && self.endpoint.borrow().is_some());
        let timer = next.and_then(|seconds| self.after(Duration::from_secs(*seconds), Self::look));
        self.is_waiting.set(next.is_some());
        self.under_way.replace(UnderWay::waiting([timer]));
    }

    fn look(&self) {
        self.is_waiting.set(false);
        let Some(endpoint) = self.endpoint.borrow().clone() else { return };
        // Nothing is said in it that could not be written.
        let Ok(request) = ask(&self.script, &endpoint, None, None) else { return };
        let timer = self.after(GIVE_UP, |process| process.under_way.borrow().give_up());
        self.under_way.replace(UnderWay::waiting([timer]).asking(request));
    }

    /// An answer came, or none did.
    pub(crate) fn answered(&self, answer: Result<Json, Failure>) {
        // No answer, and one that is no report, leave what is shown: the next one may come.
        let report = answer.ok().and_then(|answer| Report::read(&answer, &mut Vec::new()));
        self.update(|state| {
            state.asked += 1;
            if report.is_some() {
                state.report = report;
            }
        });
        self.wait();
    }

    fn update(&self, change: impl FnOnce(&mut ResultState)) {
        let outcome = || self.stage.with(|state| state.report.as_ref().map(|report| report.outcome.word()));
        let before = outcome();
        self.stage.update(change);
        self.stage.with(|state| self.announcer.announce(&state.announcement()));
        let now = outcome();
        if let Some(outcome) = now
            && now != before
        {
            dispatch(&self.host, &Event::ResultChanged { before, outcome });
        }
    }

    /// Calls back once, later, if the element is still there.
    fn after(&self, delay: Duration, then: fn(&Self)) -> Option<TimeoutHandle> {
        let process = Weak::clone(&self.itself);
        let call = move || {
            if let Some(process) = process.upgrade() {
                then(&process);
            }
        };
        set_timeout_with_handle(call, delay).ok()
    }
}
