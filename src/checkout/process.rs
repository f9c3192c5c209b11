//! What happens when: the order arrives, the button is pressed, the answer comes, the payer comes back.

use super::order::Order;
use super::phase::Phase;
use super::settings::Settings;
use crate::event::{self, Event};
use crate::handoff::{Answer, Code, Failure, Latch, PostedForm, Ticket, ask, check, post, question};
use crate::language::{Language, Sentence};
use leptos::prelude::{
    GetUntracked, GetValue, LocalStorage, RwSignal, Set, SetValue, StoredValue, TimeoutHandle, UpdateValue,
    WithUntracked, WithValue, set_timeout_with_handle,
};
use std::time::Duration;
use web_sys::{AbortController, HtmlElement};

/// After this long the payer is told that it takes longer than usual.
const SLOW: Duration = Duration::from_secs(8);
/// After this long the element gives up. Nothing has gone to au by then.
const GIVE_UP: Duration = Duration::from_secs(30);

/// One element's order and how far it has got. A handle: copies are the same process.
#[derive(Clone, Copy)]
pub(crate) struct Process {
    /// The order to show, or why there is none.
    pub(crate) order: RwSignal<Result<Order, Failure>>,
    /// The language to show it in.
    pub(crate) language: RwSignal<Language>,
    /// How far it has got.
    pub(crate) phase: RwSignal<Phase>,
    settings: StoredValue<Option<Settings>>,
    latch: StoredValue<Latch>,
    under_way: StoredValue<UnderWay, LocalStorage>,
    host: StoredValue<HtmlElement, LocalStorage>,
}

/// What has to be undone when an attempt ends, however it ends.
#[derive(Default)]
struct UnderWay {
    request: Option<AbortController>,
    timers: Vec<TimeoutHandle>,
    // Held only to be removed with the rest.
    _form: Option<PostedForm>,
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.timers.iter().for_each(TimeoutHandle::clear);
        if let Some(request) = &self.request {
            request.abort();
        }
    }
}

impl Process {
    /// A process for the element `host`, with nothing to show yet.
    pub(crate) fn new(host: HtmlElement) -> Self {
        Self {
            order: RwSignal::new(Err(Failure::new(Code::OrderInvalid))),
            language: RwSignal::new(Language::default()),
            phase: RwSignal::new(Phase::Reviewing(None)),
            settings: StoredValue::new(None),
            latch: StoredValue::new(Latch::default()),
            under_way: StoredValue::new_local(UnderWay::default()),
            host: StoredValue::new_local(host),
        }
    }

    /// Shows an order with its settings; `true` if that is news. Another order ends what is under way, unless the
    /// browser is already leaving.
    pub(crate) fn show(&self, order: Result<Order, Failure>, settings: Option<Settings>) -> bool {
        let same = self.order.with_untracked(|shown| *shown == order) && self.settings.with_value(|it| *it == settings);
        if same || matches!(self.phase.get_untracked(), Phase::Leaving { .. }) {
            return false;
        }
        self.end(Phase::Reviewing(None));
        self.settings.set_value(settings);
        self.order.set(order);
        true
    }

    /// The button was pressed.
    pub(crate) fn press(&self) {
        let (Ok(order), Some(settings)) = (self.order.get_untracked(), self.settings.get_value()) else {
            return;
        };
        let mut ticket = None;
        self.latch.update_value(|latch| ticket = latch.close());
        let Some(ticket) = ticket else { return };
        if !self.tell(&Event::BeforeHandoff) {
            return self.end(Phase::Reviewing(Some(Sentence::Withheld)));
        }
        let Ok(request) = AbortController::new() else {
            return self.fail(Failure::new(Code::EndpointUnreachable));
        };
        self.phase.set(Phase::Asking { slow: false });
        let (process, signal) = (*self, request.signal());
        let timers = vec![
            after(SLOW, move || process.phase.set(Phase::Asking { slow: true })),
            after(GIVE_UP, {
                let request = request.clone();
                move || request.abort()
            }),
        ];
        self.under_way.set_value(UnderWay {
            request: Some(request),
            timers: timers.into_iter().flatten().collect(),
            _form: None,
        });
        let question = question(&order, self.language.get_untracked());
        leptos::task::spawn_local(async move {
            let answer = ask(&settings.endpoint, &question, &signal).await;
            process.answered(ticket, &order, &settings, answer);
        });
    }

    /// An answer came, or none did. One that belongs to an earlier attempt, or to an element that is gone, is dropped.
    fn answered(&self, ticket: Ticket, order: &Order, settings: &Settings, answer: Result<Answer, Failure>) {
        if self.latch.try_with_value(|latch| latch.holds(ticket)) != Some(true) {
            return;
        }
        let checked = answer.and_then(|answer| {
            if !settings.destinations.allow(&answer.action) {
                return Err(Failure::new(Code::DestinationNotAllowed));
            }
            check(&answer, order).map(|()| answer)
        });
        match checked {
            Ok(answer) => self.leave(&answer),
            Err(failure) => self.fail(failure),
        }
    }

    /// Posts the form. The latch stays closed: only coming back opens it.
    fn leave(&self, answer: &Answer) {
        let process = *self;
        let slow = after(SLOW, move || process.phase.set(Phase::Leaving { slow: true }));
        self.phase.set(Phase::Leaving { slow: false });
        self.tell(&Event::Handoff);
        let posted = post(answer);
        let failed = posted.is_err();
        self.under_way.set_value(UnderWay { request: None, timers: slow.into_iter().collect(), _form: posted.ok() });
        if failed {
            self.fail(Failure::new(Code::AnswerInvalid));
        }
    }

    /// The page's content security policy stopped the form.
    pub(crate) fn form_was_blocked(&self) {
        if matches!(self.phase.get_untracked(), Phase::Leaving { .. }) {
            self.fail(Failure::with(Code::DestinationNotAllowed, "form-action"));
        }
    }

    /// The page came back from the back/forward cache, as it was left.
    pub(crate) fn returned(&self) {
        if self.phase.get_untracked().is_busy() {
            self.end(Phase::Reviewing(Some(Sentence::Returned)));
        }
        self.tell(&Event::Return);
    }

    /// Ends what is under way with a failure, and says so.
    fn fail(&self, failure: Failure) {
        self.end(Phase::Failed(failure.clone()));
        self.tell(&Event::Error(&failure));
    }

    /// Ends what is under way: the request is aborted, the form removed, the latch opened.
    fn end(&self, phase: Phase) {
        self.under_way.set_value(UnderWay::default());
        self.latch.update_value(Latch::open);
        self.phase.set(phase);
    }

    /// Tells the page; `false` if the page said no.
    pub(crate) fn tell(&self, event: &Event<'_>) -> bool {
        self.host.with_value(|host| event::dispatch(host, event))
    }
}

/// Calls back once, later; `None` if the browser has no timer left to give.
fn after(delay: Duration, then: impl FnOnce() + 'static) -> Option<TimeoutHandle> {
    set_timeout_with_handle(then, delay).ok()
}
