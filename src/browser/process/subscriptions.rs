//! What happens when: the data arrive, a control is pressed, the answer comes, the payer comes back.

use crate::browser::announcer::Announcer;
use crate::browser::event::{self, Event};
use crate::browser::handoff::{
    Latch, Ticket, UnderWay, ask, blocked, check_about_contract, check_cancellation, post, target, token,
};
use crate::browser::script::Script;
use crate::browser::settings::Settings;
use crate::browser::stage::Stage;
use crate::json::Json;
use crate::language::Language;
use crate::page::account::{Account, PLACE};
use crate::page::answer::Answer;
use crate::page::failure::{Code, Failure};
use crate::page::request::ActionRequest;
use crate::page::subscription::{Action, Subscription};
use crate::screen::headings::Headings;
use crate::screen::subscriptions::{Intent, Remedy, Step, SubscriptionsState, remedy, screen};
use leptos::prelude::{TimeoutHandle, set_timeout_with_handle};
use sbps::message::Application;
use std::cell::RefCell;
use std::rc::{Rc, Weak};
use std::time::Duration;
use web_sys::HtmlElement;

/// After this long the element waits no longer. What was asked for may still be carried out.
const GIVE_UP: Duration = Duration::from_secs(40);
/// A browser that has not left after this long stays: an empty answer, a stopped load, a download.
const STAYED: Duration = Duration::from_secs(20);

/// One element's subscriptions and how far the payer has got.
pub(crate) struct Process {
    /// What is shown.
    pub(crate) stage: Stage<SubscriptionsState>,
    itself: Weak<Self>,
    host: HtmlElement,
    script: Script,
    announcer: Announcer,
    settings: RefCell<Option<Rc<Settings>>>,
    latch: RefCell<Latch>,
    under_way: RefCell<UnderWay>,
    asked: RefCell<Option<Asked>>,
}

/// What was asked for, until it is answered.
struct Asked {
    ticket: Ticket,
    intent: Intent,
    subscription: Rc<Subscription>,
    settings: Rc<Settings>,
}

impl Process {
    /// A process for the element `host`, with nothing to show yet.
    pub(crate) fn new(host: HtmlElement, script: Script, announcer: Announcer) -> Rc<Self> {
        let account = Err(Failure::new(Code::OrderInvalid));
        let (language, headings) = <(Language, Headings)>::default();
        let state = SubscriptionsState { account, language, headings, step: Step::List(None) };
        Rc::new_cyclic(|itself| Self {
            stage: Stage::new(script.clone(), state, screen),
            itself: Weak::clone(itself),
            host,
            script,
            announcer,
            settings: RefCell::default(),
            latch: RefCell::default(),
            under_way: RefCell::default(),
            asked: RefCell::default(),
        })
    }

    /// Shows subscriptions with their settings. What is under way goes on: its answer is about the same contracts.
    pub(crate) fn show(&self, account: Result<Account, Failure>, settings: Option<Settings>) {
        if self.stage.with(|state| state.step.is_busy()) {
            return;
        }
        self.settings.replace(settings.map(Rc::new));
        let before = self.contracts();
        self.update(|state| {
            state.account = account;
            state.step = Step::List(None);
        });
        self.tell_changes(&before);
    }

    fn contracts(&self) -> Vec<Rc<Subscription>> {
        self.stage.with(|state| state.account.as_ref().map_or(Vec::new(), |account| account.subscriptions.clone()))
    }

    /// Tells the page of each contract whose state is another one than before.
    fn tell_changes(&self, before: &[Rc<Subscription>]) {
        for (index, now) in self.contracts().iter().enumerate() {
            let before = before.iter().find(|it| it.reference == now.reference).filter(|it| it.state != now.state);
            if let Some(before) = before {
                let (before, state) = (before.state.word(), now.state.word());
                event::dispatch(&self.host, &Event::ContractChanged { index, before, state });
            }
        }
    }

    /// Shows everything in another language, or under other headings.
    pub(crate) fn speak(&self, language: Language, headings: Headings) {
        self.update(|state| (state.language, state.headings) = (language, headings));
    }

    /// A control was pressed: its part, and its subscription's place in the list.
    pub(crate) fn press(&self, part: &str, value: &str) {
        let action = Action::ALL.iter().find(|(word, _)| *word == part).map(|(_, action)| *action);
        let step = self.stage.with(|state| state.step.clone());
        match (action, step) {
            (Some(action), Step::List(_) | Step::Confirming(_) | Step::Done(_) | Step::Failed(..)) => {
                let Some(index) = value.parse().ok() else { return };
                let Some(subscription) = self.subscription(index) else { return };
                let at_au = subscription.is_done_at_au(action);
                self.update(|state| state.step = Step::Confirming(Intent { index, action, at_au }));
            }
            (None, Step::Confirming(intent) | Step::Failed(intent, _)) if part == "keep" => {
                self.update(|state| state.step = Step::List(Some(intent)));
            }
            (None, Step::Confirming(intent)) if part == "confirm" => self.carry_out(intent),
            (None, Step::Failed(intent, failure))
                if part == "confirm" && remedy(intent, &failure) == Remedy::TryAgain =>
            {
                self.carry_out(intent);
            }
            _ => {}
        }
    }

    fn subscription(&self, index: usize) -> Option<Rc<Subscription>> {
        self.stage.with(|state| state.account.as_ref().ok()?.subscriptions.get(index).cloned())
    }

    fn carry_out(&self, intent: Intent) {
        let language = self.stage.with(|state| state.language);
        let subscription = self.subscription(intent.index);
        let (Some(subscription), Some(settings)) = (subscription, self.settings.borrow().clone()) else { return };
        let Some(ticket) = self.latch.borrow_mut().close() else { return };
        if intent.at_au
            && let Err(failure) = target(&self.host)
        {
            return self.fail(intent, failure);
        }
        if !event::dispatch(&self.host, &Event::BeforeHandoff) {
            return self.end(Step::List(Some(intent)));
        }
        self.update(|state| state.step = Step::Asking(intent));
        let endpoint = settings.endpoint.replace(PLACE, &subscription.reference);
        let question = ActionRequest::of(&subscription, intent.action, language).to_json();
        let request = match ask(&self.script, &endpoint, Some(&question), token(&self.host)) {
            Ok(request) => request,
            Err(failure) => return self.fail(intent, failure),
        };
        // Aborting lets the request answer that time is up.
        let timer = self.after(GIVE_UP, |process| process.under_way.borrow().give_up());
        self.under_way.replace(UnderWay::waiting([timer]).asking(request));
        self.asked.replace(Some(Asked { ticket, intent, subscription, settings }));
    }

    /// An answer came, or none did. One that belongs to an earlier attempt is dropped.
    pub(crate) fn answered(&self, answer: Result<Json, Failure>) {
        let Some(Asked { ticket, intent, subscription, settings }) = self.asked.take() else { return };
        if !self.latch.borrow().holds(ticket) {
            return;
        }
        let outcome = answer.and_then(|answer| {
            if intent.at_au {
                self.leave(intent, &subscription, &settings, &answer)
            } else {
                self.done(intent, &answer)
            }
        });
        if let Err(failure) = outcome {
            self.fail(intent, failure);
        }
    }

    /// Posts what is to be completed at au. The latch stays closed: only coming back opens it.
    fn leave(
        &self,
        intent: Intent,
        subscription: &Subscription,
        settings: &Settings,
        answer: &Json,
    ) -> Result<(), Failure> {
        let answer = Answer::read(answer)?;
        if !settings.destinations.allow(&answer.action) {
            return Err(Failure::new(Code::DestinationNotAllowed));
        }
        let item_name = subscription.item_name.as_str();
        match intent.action {
            Action::Cancel => check_cancellation(&answer, item_name, subscription.amount)?,
            Action::Unsubscribe => check_about_contract(&answer, item_name, Application::Unsubscribe)?,
            Action::Reapply => check_about_contract(&answer, item_name, Application::Reapply)?,
        }
        self.update(|state| state.step = Step::Leaving(intent));
        event::dispatch(&self.host, &Event::Handoff);
        let form = post(&answer, target(&self.host)?)?;
        let stayed = self.after(STAYED, |process| process.stayed());
        self.under_way.replace(UnderWay::waiting([stayed]).leaving(form));
        Ok(())
    }

    /// The contract has ended: the subscription as it is now stands in the place of the old one.
    fn done(&self, intent: Intent, answer: &Json) -> Result<(), Failure> {
        let new = Subscription::read_ended(answer).ok_or_else(|| Failure::with(Code::AnswerInvalid, "receipt"))?;
        let before = self.contracts();
        self.update(|state| {
            if let Ok(account) = &mut state.account
                && let Some(place) = account.subscriptions.get_mut(intent.index)
            {
                *place = Rc::new(new);
            }
        });
        self.end(Step::Done(intent));
        self.tell_changes(&before);
        Ok(())
    }

    /// The browser has not left.
    fn stayed(&self) {
        if let Step::Leaving(intent) = self.stage.with(|state| state.step.clone()) {
            self.fail(intent, Failure::new(Code::HandoffStopped));
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

    /// The page's content security policy stopped the form.
    pub(crate) fn form_was_blocked(&self) {
        if let Step::Leaving(intent) = self.stage.with(|state| state.step.clone()) {
            self.fail(intent, blocked());
        }
    }

    /// The page came back from the back/forward cache, as it was left.
    pub(crate) fn returned(&self) {
        if let Step::Leaving(intent) = self.stage.with(|state| state.step.clone()) {
            self.end(Step::List(Some(intent)));
        }
        event::dispatch(&self.host, &Event::Return);
    }

    fn fail(&self, intent: Intent, failure: Failure) {
        event::dispatch(&self.host, &Event::Error(&failure));
        self.end(Step::Failed(intent, failure));
    }

    /// Ends what is under way: the request is aborted, the form removed, the latch opened.
    fn end(&self, step: Step) {
        self.latch.borrow_mut().open();
        let ended = self.under_way.take();
        drop(ended);
        self.update(|state| state.step = step);
    }

    fn update(&self, change: impl FnOnce(&mut SubscriptionsState)) {
        self.stage.update(change);
        self.stage.with(|state| self.announcer.announce(&state.announcement()));
    }
}
