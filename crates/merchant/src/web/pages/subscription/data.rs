//! A contract as the element reads it.

use crate::domain::charge::{PastCharge, PastOutcome};
use crate::domain::language::Language;
use crate::domain::order_number::order_number;
use crate::domain::subscription::link::Power;
use crate::domain::subscription::rules::Leaving;
use crate::service::address::{in_language, subscription_address};
use crate::service::problem::{Code, Problem};
use crate::service::shown::joining;
use crate::service::storefront::{Seller, Storefront};
use crate::service::subscription::view::View;
use kantan_checkout::page::account::Account;
use kantan_checkout::page::subscription::{self, Subscription};
use std::rc::Rc;

/// The address of the calendar file; `None` if no charge is to come and none was.
fn calendar_url(view: &View, language: Language) -> Option<String> {
    // A calendar is often shared, so its address is that of a look.
    let address = format!("{}/calendar.ics", subscription_address(view.subscription.links.of(Power::View)));
    (!view.coming.is_empty() || !view.gone.is_empty()).then(|| in_language(&address, language))
}

/// Everything on the subscriber's page.
///
/// # Errors
/// [`Code::Internal`] if the record holds terms that are none.
pub(super) fn account(view: &View, storefront: &Storefront, language: Language) -> Result<Account, Problem> {
    let subscriptions = vec![Rc::new(contract(view, storefront, language)?)];
    Ok(Account { today: view.today, subscriptions })
}

/// The contract.
///
/// # Errors
/// [`Code::Internal`] if the record holds terms that are none.
pub(in crate::web) fn contract(
    view: &View,
    storefront: &Storefront,
    language: Language,
) -> Result<Subscription, Problem> {
    let held = &view.subscription;
    let seller = Seller::of(view.rest.as_ref().map(|rest| &rest.goods), storefront, language);
    let recurring = joining::data(&held.recurring, held.amount, view.link(), &seller.contact, language);
    let recurring = recurring.map_err(|error| {
        let tracking_id = held.tracking_id.as_ref().map(|id| id.as_str());
        tracing::error!(%error, tracking_id, "the terms on record are none");
        Problem::from(Code::Internal)
    })?;
    let problem = view.problem().map(|problem| subscription::FailedCharge {
        code: problem.code.clone(),
        on: problem.on,
        suspended_from: held.suspended_from(),
        whose: held.whose_trouble(&problem.code),
    });
    let receipt = held.receipt.as_ref();
    Ok(Subscription {
        reference: view.link().to_owned(),
        number: Some(order_number(&held.order_reference)),
        item_name: held.item_name.clone(),
        amount: held.amount,
        recurring,
        state: held.state,
        ends_on: held.ends_on,
        problem,
        history: view.history.iter().map(past_charge).collect(),
        // The element knows every other charge by the terms.
        known_charge: view.coming.first().filter(|_| held.recurring.is_usage()).copied(),
        actions: view.actions.clone(),
        confirm_url: Some(format!("{}/confirm/{{action}}", subscription_address(view.link()))),
        calendar_url: calendar_url(view, language),
        // The order says what there is beside au; where it says nothing, nothing is offered.
        other_ways_url: seller.other_ways.map(str::to_owned),
        contact: seller.contact.into_owned(),
        receipt: receipt.map(|it| subscription::Receipt { number: it.number.clone(), on: it.on }),
        leaving: match view.leaving {
            Leaving::Api => subscription::Leaving::Shop,
            Leaving::Link => subscription::Leaving::Au,
        },
        returned: view.returned.clone(),
    })
}

fn past_charge(past: &PastCharge) -> subscription::PastCharge {
    let outcome = match past.outcome {
        PastOutcome::Paid => subscription::ChargeOutcome::Paid,
        PastOutcome::Failed => subscription::ChargeOutcome::Failed,
        PastOutcome::Unknown => subscription::ChargeOutcome::Unknown,
        PastOutcome::Waiting => subscription::ChargeOutcome::Waiting,
        PastOutcome::Reserved => subscription::ChargeOutcome::Reserved,
        PastOutcome::Cancelled => subscription::ChargeOutcome::Cancelled,
        PastOutcome::Free => subscription::ChargeOutcome::Free,
    };
    subscription::PastCharge { on: past.due_on, amount: past.amount, outcome }
}
