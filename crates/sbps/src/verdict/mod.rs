//! Whose trouble it is, what is certain, and what may follow: the one decision about everything
//! that can become of a request that takes or gives back money.
//!
//! Service specification, "Handling of errors in recurring billing (fixed term/pay as you go)"
//! (only the payer's own limit suspends), "Behaviors depending on end user status", notes *2 of
//! "List of Provided Functions" and "Period for refund" (wait and ask again). What a code means
//! stands in [`error_code`](crate::error_code), and so does who can do something about it; this
//! module says what that means for one function:
//!
//! * [`Verdict::of_call`]: a call of the API type, from a connection that was never made to an
//!   answer;
//! * [`Verdict::of_purchase_error`]: the four digits of a purchase or a notice of the link type.
//!
//! The rules behind the tables:
//!
//! * A payer is suspended for the payer's own causes only: limit, contract, status, own setting.
//! * What our set-up does wrong (key, account, clock, form of the request) goes wrong for
//!   everybody: the run stops.
//! * Whoever asks again must be certain that nothing was done. Of a call that went out, only a
//!   readable refusal or a refusal at the door (HTTP 401, 403, 404, 405) proves it.
//! * A code that is not known, or belongs to another function, proves nothing and blames nobody but
//!   us.
//!
//! ```
//! use sbps::api::Function;
//! use sbps::error_code::Actor;
//! use sbps::verdict::{CallOutcome, Effect, FollowUp, NotSent, Verdict};
//!
//! let of = |status, body: &str| {
//!     let outcome = CallOutcome::read(Function::PurchaseFixedTerm, status, body.as_bytes());
//!     Verdict::of_call(Function::PurchaseFixedTerm, &outcome)
//! };
//! let over_limit = of(200, "<sps-api-response id=\"ST01-00104-402\"><res_result>NG</res_result>\
//!     <res_err_code>402L4999</res_err_code></sps-api-response>");
//! assert_eq!(over_limit.actor, Some(Actor::Payer));
//! assert_eq!(over_limit.follow_up, FollowUp::SuspendAndTellPayer);
//!
//! let wrong_key = of(401, "");
//! assert_eq!((wrong_key.effect, wrong_key.follow_up), (Effect::NothingDone, FollowUp::StopRun));
//! assert_eq!(of(503, "").follow_up, FollowUp::Reconcile, "it may have been done");
//!
//! let away = CallOutcome::NotSent(NotSent::Unreachable);
//! assert_eq!(Verdict::of_call(Function::Settle, &away).follow_up, FollowUp::WaitAndRetry);
//! ```

mod api_code;
mod call;
mod link_code;
mod outcome;

pub use outcome::{CallOutcome, NotSent};

use crate::error_code::Actor;

/// What is known about a request, and what may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// Who has to act; `None` where nobody has to, because it is done.
    pub actor: Option<Actor>,
    /// What is certain.
    pub effect: Effect,
    /// What follows.
    pub follow_up: FollowUp,
}

/// What is certain about the thing that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Nothing was done by this request.
    NothingDone,
    /// It is done, by this request or before it.
    Done,
    /// It may have been done.
    Uncertain,
}

/// What follows, in the words of a billing charge. For a function that bills nothing (cancel,
/// refund, the end of a contract) there is no contract to suspend: what the payer alone can mend
/// goes to the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FollowUp {
    /// The charge counts as done.
    CountAsDone,
    /// The payer's contract is suspended, the payer told why and offered other ways. With the link
    /// type the payer is told: a purchase has no contract yet, and a recurring (simple) contract is
    /// billed by the gateway.
    SuspendAndTellPayer,
    /// The run stops and staff are alarmed; nobody is suspended. It is tried again when a person
    /// has released the run.
    StopRun,
    /// It is asked for again after a while, within a window. A purchase of the link type is asked
    /// for again by the payer, from the order on.
    WaitAndRetry,
    /// It goes to the reconciliation list: no program asks for it again before a person has looked.
    Reconcile,
}

impl Effect {
    /// A stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NothingDone => "nothing_done",
            Self::Done => "done",
            Self::Uncertain => "uncertain",
        }
    }
}

impl FollowUp {
    /// A stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::CountAsDone => "count_as_done",
            Self::SuspendAndTellPayer => "suspend_and_tell_payer",
            Self::StopRun => "stop_run",
            Self::WaitAndRetry => "wait_and_retry",
            Self::Reconcile => "reconcile",
        }
    }
}

impl Verdict {
    /// It is done, and nobody has to act.
    const DONE: Self = Self { actor: None, effect: Effect::Done, follow_up: FollowUp::CountAsDone };

    /// A refusal that says nothing we can rely on: only a look in the management tool tells what it
    /// did.
    const UNCLEAR: Self = Self::uncertain(Actor::Merchant);

    const fn nothing_done(actor: Actor, follow_up: FollowUp) -> Self {
        Self { actor: Some(actor), effect: Effect::NothingDone, follow_up }
    }

    const fn uncertain(actor: Actor) -> Self {
        Self { actor: Some(actor), effect: Effect::Uncertain, follow_up: FollowUp::Reconcile }
    }
}
