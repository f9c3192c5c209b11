//! What happens when: the order arrives, the button is pressed, the answer comes, the payer comes back, time passes.

use crate::browser::announcer::Announcer;
use crate::browser::clock::Clock;
use crate::browser::event::{self, Event};
use crate::browser::handoff::{Latch, Ticket, UnderWay, ask, blocked, check, post, target, token};
use crate::browser::script::Script;
use crate::browser::settings::Settings;
use crate::browser::stage::Stage;
use crate::json::Json;
use crate::language::{Language, Sentence};
use crate::page::answer::Answer;
use crate::page::failure::{Code, Failure};
use crate::page::order::Order;
use crate::page::request::CheckoutRequest;
use crate::screen::checkout::{CheckoutState, Gate, Phase, Standing, screen, standing};
use crate::screen::headings::Headings;
use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;
use web_sys::HtmlElement;

/// After this long the payer is told that it takes longer than usual.
const SLOW: Duration = Duration::from_secs(8);
/// After this long the element gives up. Nothing has gone to au by then.
const GIVE_UP: Duration = Duration::from_secs(30);
/// A browser that has not left after this long stays: an empty answer, a stopped load, a download.
const STAYED: Duration = Duration::from_secs(20);
/// How often the clock is looked at.
const SECOND: Duration = Duration::from_secs(1);

/// One element's order and how far it has got.
pub(crate) struct Process {
    /// What is shown.
    pub(crate) stage: Stage<CheckoutState>,
    itself: Weak<Self>,
    host: HtmlElement,
    script: Script,
    announcer: Announcer,
    clock: Cell<Clock>,
    settings: RefCell<Option<Rc<Settings>>>,
    latch: RefCell<Latch>,
    under_way: RefCell<UnderWay>,
    asked: RefCell<Option<Asked>>,
}

/// What was asked for, until it is answered.
struct Asked {
    ticket: Ticket,
    order: Rc<Order>,
    settings: Rc<Settings>,
}

impl Process {
    /// A process for the element `host`, with nothing to show yet.
    pub(crate) fn new(host: HtmlElement, script: Script, announcer: Announcer) -> Rc<Self> {
        let order = Err(Failure::new(Code::OrderInvalid).into());
        let (language, phase) = (Language::default(), Phase::Reviewing(None));
        let state =
            CheckoutState { order, language, headings: Headings::default(), phase, standing: Standing::default() };
        Rc::new_cyclic(|itself| Self {
            stage: Stage::new(script.clone(), state, screen),
            itself: Weak::clone(itself),
            host,
            script,
            announcer,
            clock: Cell::default(),
            settings: RefCell::default(),
            latch: RefCell::default(),
            under_way: RefCell::default(),
            asked: RefCell::default(),
        })
    }

    /// Shows an order with its settings. It ends what is under way, unless the browser is already leaving.
    pub(crate) fn show(&self, order: Result<Order, Failure>, settings: Option<Settings>) {
        if self.is_leaving() {
            return;
        }
        self.settings.replace(settings.map(Rc::new));
        self.clock.set(Clock::start(order.as_ref().ok().and_then(|order| order.now)));
        self.stop();
        let order = order.map(Rc::new).map_err(Rc::new);
        // Known before anything is shown, so that a screen which its server printed is not touched.
        let standing = match (&order, self.clock.get().now()) {
            (Ok(order), Some(now)) => standing(now, order),
            _ => Standing::default(),
        };
        let phase = Phase::Reviewing(None);
        self.set(CheckoutState { order, phase, standing, ..self.state() }, true);
    }

    /// Shows everything in another language, or under other headings.
    pub(crate) fn speak(&self, language: Language, headings: Headings) {
        self.set(CheckoutState { language, headings, ..self.state() }, true);
    }

    /// Looks at the clock now and once in every second from now on, as long as the element is there.
    pub(crate) fn tick(&self) {
        self.look();
        self.after(SECOND, Self::tick);
    }

    /// Looks at the clock. Most of the time nothing else is to be shown then.
    pub(crate) fn look(&self) {
        let mut state = self.state();
        let (Ok(order), Some(now)) = (&state.order, self.clock.get().now()) else { return };
        let standing = standing(now, order);
        let before = std::mem::replace(&mut state.standing, standing);
        // What was started in time goes on.
        let may_fail = state.phase.can_pay() && !state.phase.is_busy();
        if standing != before {
            // Seconds are shown, and not read out.
            let is_news = standing.said() != before.said();
            if let Phase::Reviewing(word) = &mut state.phase
                && is_news
            {
                // A word about what happened before makes room for one about what happens now.
                *word = None;
            }
            self.set(state, is_news);
        }
        let failure = match standing.gate {
            Gate::Expired => Failure::new(Code::OrderExpired),
            // The server says the same of a contract whose charges were shown for another day.
            Gate::AnotherDay => Failure::with(Code::DisplayedDiffers, "joined_on"),
            Gate::Open | Gate::Closed => return,
        };
        if may_fail {
            self.fail(failure);
        }
    }

    /// The button was pressed.
    pub(crate) fn press(&self) {
        self.look();
        let state = self.state();
        let is_open = state.is_open();
        let (Ok(order), true, Some(settings)) = (state.order, is_open, self.settings.borrow().clone()) else { return };
        let Some(ticket) = self.latch.borrow_mut().close() else { return };
        if let Err(failure) = target(&self.host) {
            return self.fail(failure);
        }
        if !self.tell(&Event::BeforeHandoff) {
            return self.end(Phase::Reviewing(Some(Sentence::Withheld)));
        }
        self.go_on(Phase::Asking { slow: false });
        let question = CheckoutRequest::json_of(&order, state.language);
        let request = match ask(&self.script, &settings.endpoint, Some(&question), token(&self.host)) {
            Ok(request) => request,
            Err(failure) => return self.fail(failure),
        };
        let timers = [
            self.after(SLOW, |process| process.go_on(Phase::Asking { slow: true })),
            self.after(GIVE_UP, |process| process.under_way.borrow().give_up()),
        ];
        self.under_way.replace(UnderWay::waiting(timers).asking(request));
        self.asked.replace(Some(Asked { ticket, order, settings }));
    }

    /// An answer came, or none did. One that belongs to an earlier attempt is dropped.
    pub(crate) fn answered(&self, answer: Result<Json, Failure>) {
        let Some(Asked { ticket, order, settings }) = self.asked.take() else { return };
        if !self.latch.borrow().holds(ticket) {
            return;
        }
        let checked = answer.and_then(|answer| {
            let answer = Answer::read(&answer)?;
            if !settings.destinations.allow(&answer.action) {
                return Err(Failure::new(Code::DestinationNotAllowed));
            }
            check(&answer, &order).map(|()| answer)
        });
        match checked {
            Ok(answer) => self.leave(&answer),
            Err(failure) => self.fail(failure),
        }
    }

    /// Posts the form. The latch stays closed: only coming back opens it, or not having left.
    fn leave(&self, answer: &Answer) {
        self.go_on(Phase::Leaving { slow: false });
        self.tell(&Event::Handoff);
        let posted = target(&self.host).and_then(|target| post(answer, target));
        let form = match posted {
            Ok(form) => form,
            Err(failure) => return self.fail(failure),
        };
        let timers = [
            self.after(SLOW, |process| process.go_on(Phase::Leaving { slow: true })),
            self.after(STAYED, |process| process.fail(Failure::new(Code::HandoffStopped))),
        ];
        self.under_way.replace(UnderWay::waiting(timers).leaving(form));
    }

    /// Whether the browser is on its way to au.
    pub(crate) fn is_leaving(&self) -> bool {
        self.phase(|phase| matches!(phase, Phase::Leaving { .. }))
    }

    /// The page's content security policy stopped the form.
    pub(crate) fn form_was_blocked(&self) {
        if self.is_leaving() {
            self.fail(blocked());
        }
    }

    /// The page came back from the back/forward cache, as it was left.
    pub(crate) fn returned(&self) {
        if self.phase(Phase::is_busy) {
            self.end(Phase::Reviewing(Some(Sentence::Returned)));
        }
        self.tell(&Event::Return);
        self.look();
    }

    /// Tells the page; `false` if the page said no.
    pub(crate) fn tell(&self, event: &Event<'_>) -> bool {
        event::dispatch(&self.host, event)
    }

    /// Ends what is under way with a failure, and says so.
    fn fail(&self, failure: Failure) {
        let failure = Rc::new(failure);
        self.end(Phase::Failed(Rc::clone(&failure)));
        self.tell(&Event::Error(&failure));
    }

    /// Ends what is under way, and goes on with that.
    fn end(&self, phase: Phase) {
        self.stop();
        self.go_on(phase);
    }

    /// The request is aborted, the form removed, the latch opened.
    fn stop(&self) {
        self.latch.borrow_mut().open();
        let ended = self.under_way.take();
        drop(ended);
    }

    fn phase(&self, is: impl FnOnce(&Phase) -> bool) -> bool {
        is(&self.state().phase)
    }

    /// Goes on with that. Out of line, as the two below: closures would be compiled anew each time.
    #[inline(never)]
    fn go_on(&self, phase: Phase) {
        self.set(CheckoutState { phase, ..self.state() }, true);
    }

    /// What is shown.
    #[inline(never)]
    fn state(&self) -> CheckoutState {
        self.stage.with(CheckoutState::clone)
    }

    /// Shows this, and says it unless it is no news to the ear.
    #[inline(never)]
    fn set(&self, state: CheckoutState, is_news: bool) {
        let announcement = state.announcement();
        self.stage.update(|shown| *shown = state);
        if is_news {
            self.announcer.announce(&announcement);
        }
    }

    /// Calls back once, later, if the element is still there; `None` if the browser has no timer left to give.
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
