//! What a payer can do with a contract, by the rules of the service.
//!
//! Service specification, "List of Provided Functions" and "Payment Status Transition", as
//! `sbps::status` answers them.

use super::{Subscription, SubscriptionState, for_rules};
pub use kantan_checkout::page::subscription::Action;

use chrono::NaiveDate;
use sbps::billing::{BillingMethod, Contract};
use sbps::status::{Attempt, Channel, Operation, Payment, Permission, ask};
use std::str::FromStr;

/// Where a payer leaves a recurring contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    /// On this shop's page: its server asks the gateway by the API type.
    Api,
    /// On the gateway's page: the payer's browser posts a signed request (link type).
    Link,
}

impl Leaving {
    /// The word for it, in the environment.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Api => "api",
            Self::Link => "link",
        }
    }
}

impl FromStr for Leaving {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Self::Api, Self::Link].into_iter().find(|leaving| leaving.as_str() == text).ok_or(())
    }
}

/// The ways to the gateway that decide what a payer can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// The payment methods that the merchant applied for.
    pub contract: Contract,
    /// Where a recurring contract is left.
    pub leaving: Leaving,
    /// Whether D01-1 can be posted: it has a destination of its own.
    pub takes_applications: bool,
}

/// What the rules call an action, and the channel that it takes.
const fn operation(action: Action, leaving: Leaving) -> (Operation, Channel) {
    let channel = match leaving {
        Leaving::Api => Channel::Api,
        Leaving::Link => Channel::Link,
    };
    match action {
        Action::Cancel => (Operation::SimpleCancellation, channel),
        Action::Unsubscribe => (Operation::FixedTermUnsubscribing, channel),
        Action::Reapply => (Operation::FixedTermReRequest, Channel::Link),
    }
}

/// Whether it can be done today; the rules' code of the reason if it cannot. `passed` is the number
/// of cycles that are over, which a contract made again does not have a second time.
///
/// # Errors
/// The code of the reason.
pub fn check(
    ways: &Ways,
    subscription: &Subscription,
    action: Action,
    passed: u32,
    today: NaiveDate,
) -> Result<(), &'static str> {
    let billing_method = if subscription.recurring.is_simple() {
        BillingMethod::RecurringSimple
    } else {
        BillingMethod::RecurringFixedTerm
    };
    let payment =
        Payment { subscription: for_rules(subscription.state), ..Payment::new(ways.contract, billing_method) };
    let (operation, channel) = operation(action, ways.leaving);
    if let Permission::Refused(refusal) = ask(&payment, &Attempt { operation, channel, amount: None, today }) {
        return Err(refusal.because.code());
    }
    // D01-1 has a destination of its own.
    let applies = action == Action::Reapply || (action == Action::Unsubscribe && ways.leaving == Leaving::Link);
    if applies && !ways.takes_applications {
        return Err("application_url_missing");
    }
    if action == Action::Reapply {
        // The rules let a contract be made again at any time (I); this shop offers it where it
        // helps.
        if subscription.state == SubscriptionState::Active && !subscription.is_suspended() {
            return Err("already_subscribed");
        }
        if subscription.recurring.renewed_on(today, passed).is_none() {
            return Err("already_unsubscribed");
        }
    }
    Ok(())
}

/// What can be done today.
#[must_use]
pub fn possible(ways: &Ways, subscription: &Subscription, passed: u32, today: NaiveDate) -> Vec<Action> {
    let can = |action: &Action| check(ways, subscription, *action, passed, today).is_ok();
    Action::ALL.into_iter().map(|(_, action)| action).filter(can).collect()
}
