//! A contract in JSON.

use crate::domain::language::Language;
use crate::domain::subscription::rules::Leaving;
use crate::service::address::{in_language, subscription_address};
use crate::service::storefront::Storefront;
use crate::service::subscription::view::View;
use crate::web::json::recurring;
use serde_json::{Value, json};

/// The address of the calendar file; `None` if no charge is to come.
pub(super) fn calendar_url(view: &View, language: Language) -> Option<String> {
    let address = format!("{}/calendar.ics", subscription_address(&view.subscription.reference));
    (!view.coming.is_empty()).then(|| in_language(&address, language))
}

/// The contract as the element reads it.
pub(in crate::web) fn contract_json(view: &View, storefront: &Storefront, language: Language) -> Value {
    let subscription = &view.subscription;
    let problem = view.problem().map(
        |problem| json!({ "code": problem.code, "on": problem.on, "suspended_from": subscription.suspended_from() }),
    );
    let history = view
        .history
        .iter()
        .map(|charge| json!({ "on": charge.due_on, "amount": charge.amount, "outcome": charge.outcome.as_str() }));
    json!({
        "reference": subscription.reference,
        "item_name": subscription.item_name.as_str(),
        "amount": subscription.amount.get(),
        "state": subscription.state.as_str(),
        "recurring": recurring(&subscription.recurring, &subscription.reference, storefront, language),
        "ends_on": subscription.ends_on,
        "problem": problem,
        "history": history.collect::<Vec<_>>(),
        // The element knows every other charge by the terms.
        "known_charge": view.coming.first().filter(|_| subscription.recurring.is_usage()).map(|charge| {
            json!({ "on": charge.date, "amount": charge.amount.most().get() })
        }),
        "actions": view.actions.iter().map(|action| action.as_str()).collect::<Vec<_>>(),
        "leaving": match view.leaving {
            Leaving::Api => "shop",
            Leaving::Link => "au",
        },
        "returned": view.returned.as_ref().map(|it| {
            json!({ "from": it.from.as_str(), "outcome": it.outcome.as_str(), "code": it.code })
        }),
        "receipt": subscription.receipt.as_ref().map(|it| json!({ "number": it.number, "on": it.on })),
        "calendar_url": calendar_url(view, language),
        "other_ways_url": in_language("/", language),
        "contact": storefront.contact.get(language),
    })
}
