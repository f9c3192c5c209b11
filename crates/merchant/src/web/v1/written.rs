//! An order as programs read it.

use super::contract_json::{charge_to_come, charges_made};
use super::judgement::written as judgement_json;
use super::moment::moment;
use crate::domain::api_order::sales_word;
use crate::domain::order::OrderRecord;
use crate::domain::order_number::order_number;
use crate::domain::payment::{Facts, chances};
use crate::domain::subscription::link::Power;
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::service::Shop;
use crate::service::address::{in_language, order_address, subscription_address};
use crate::service::judgement::judged;
use crate::service::ordering::{Ordered, is_over, ordered};
use crate::service::problem::{Code, Problem};
use crate::service::shown::shown;
use crate::service::subscription::view::View;
use crate::web::pages::order::element_of;
use kantan_checkout::json::Json;
use kantan_checkout::print::Headings;
use sbps::date_time::JstDateTime;
use sbps::money::Yen;
use sbps::status::Operation;
use serde_json::{Value, json};

/// An order as it stands in a list.
pub(crate) fn brief(shop: &Shop, record: &OrderRecord, now: JstDateTime) -> Value {
    let order = &record.order;
    let paid_by = order
        .paid_by
        .as_ref()
        .map(|order_id| json!({ "order_id": order_id.as_str(), "tracking_id": record.tracking_id }));
    json!({
        "reference": order.reference,
        "order_number": order_number(&order.reference),
        "outcome": record.outcome(now.unix_seconds()).as_str(),
        "product": order.product,
        "quantity": order.quantity,
        "item_id": order.item_id.as_str(),
        "item_name": order.item_name.as_str(),
        "amount": order.amount.get(),
        "tax": order.tax.get(),
        "customer": order.customer_code.as_str(),
        "customer_id": record.customer_id(),
        "language": order.language.tag(),
        "is_recurring": order.plan.is_some(),
        "created_at": moment(order.created_at),
        "expires_at": moment(order.expires_at),
        "paid_by": paid_by,
        "payment": record.payment(shop.settings.one_time_sales).map(|facts| standing(shop, &facts, now)),
    })
}

/// Where the payment of an order stands that was bought once.
fn standing(shop: &Shop, facts: &Facts, now: JstDateTime) -> Value {
    let (seconds, today) = (now.unix_seconds(), now.date());
    let money = facts.money(seconds);
    let until = |operation: Operation| {
        let mut chances = chances(facts, shop.settings.contract, (today, seconds)).into_iter();
        chances.find(|chance| chance.what == operation.code())?.until
    };
    json!({
        "state": facts.state_word(seconds),
        "settled_amount": money.settled.map(Yen::get),
        "refunded_amount": money.refunded,
        // Until when what is reserved can be taken, and what was taken can be given back.
        "settle_until": until(Operation::Settlement),
        "refund_until": until(Operation::Refund).or_else(|| until(Operation::PartialRefund)),
    })
}

/// An order alone: of one that a program made, also what it said, and what a page needs of it.
pub(crate) async fn whole(shop: &Shop, record: &OrderRecord) -> Result<Value, Problem> {
    let (order, now) = (&record.order, shop.clock.now().ok_or(Code::Internal)?);
    let mut value = brief(shop, record, now);
    // What is paid is no longer what the shop's catalogue has to sell.
    let ordered = match ordered(shop, order).await {
        Ok(ordered @ Ordered::Api { .. }) => ordered,
        Ok(_) => return Ok(value),
        Err(problem) if problem.code == Code::OrderExpired => return Ok(value),
        Err(problem) => return Err(problem),
    };
    let (Value::Object(members), Ordered::Api { rest, .. }) = (&mut value, &ordered) else {
        return Err(Code::Internal.into());
    };
    let contract = match order.plan {
        Some(_) => shop.store.subscription_of_order(&order.reference).await?,
        None => None,
    };
    let links = contract.as_ref().map(|contract| &contract.links);
    let (base, goods) = (&shop.settings.public_url, &rest.goods);
    let lines = Json::List(goods.lines.iter().map(|line| line.to_json()).collect());
    let address = |path: String| format!("{base}{}", in_language(&path, order.language));
    // Where the browser says the language, the address does not.
    let checkout = order_address(&order.reference);
    let checkout = if goods.follows_browser { format!("{base}{checkout}") } else { address(checkout) };
    let mut add = |further: Value| {
        if let Value::Object(further) = further {
            members.extend(further);
        }
    };
    // Before it is made, a contract is nothing but the order's terms.
    let made = contract.clone().filter(|contract| contract.state != SubscriptionState::Pending);
    add(json!({
        "sales": sales_word(rest.sales),
        "lines": lines,
        "metadata": goods.metadata,
        "checkout_url": checkout,
        "subscription_url": links.map(|links| address(subscription_address(links.of(Power::Act)))),
        "view_url": links.map(|links| address(subscription_address(links.of(Power::View)))),
        "recurring": order.plan,
        "charges": charges(record, made.as_ref(), now),
        "contract": match made {
            None => Value::Null,
            Some(made) => of_contract(shop, record, made).await?,
        },
    }));
    // Nor is there a page of terms that can no longer be a contract.
    let shown = match shown(shop, order, &ordered, now) {
        Ok(shown) if !is_over(shop, order) => Some(shown),
        Err(problem) if problem.code != Code::OrderExpired => return Err(problem),
        _ => None,
    };
    add(judgement_json(&judged(shop, order, shown.as_ref()).await?));
    add(if let Some(shown) = shown {
        let level = goods.heading_level.map(|level| level.to_string());
        let element = element_of(&shown, base, Headings::of(level.as_deref(), goods.untitled), None)?;
        let html =
            format!("<script type=\"module\" src=\"{}\"></script>{}", element.script, element.html.into_string());
        json!({
            "element": {
                "data": element.data, "lang": order.language.tag(), "endpoint": element.endpoint,
                "destinations": element.destination, "heading_level": goods.heading_level, "untitled": goods.untitled,
                "stylesheet": element.stylesheet, "script": element.script,
            },
            "html": html,
        })
    } else {
        json!({ "element": null, "html": null })
    });
    Ok(value)
}

/// The contract that an order has made, with what was charged until now.
async fn of_contract(shop: &Shop, record: &OrderRecord, made: Subscription) -> Result<Value, Problem> {
    let view = View::of(shop, made).await?;
    let contract = &view.subscription;
    let next = view.coming.first().filter(|_| !contract.state.has_ended());
    Ok(json!({
        "state": contract.state.word(),
        "tracking_id": contract.tracking_id.as_ref().map(ToString::to_string),
        "joined_on": contract.recurring.joined_on(),
        "ends_on": contract.ends_on,
        "failed_on": contract.problem.as_ref().map(|problem| problem.on),
        "next_charge_on": next.map(|charge| charge.date),
        "charges": charges_made(contract, &view.history, record),
    }))
}

/// Every charge of the twelve months after joining: on the day on which that was, or else today;
/// `null` of a one-time purchase.
fn charges(record: &OrderRecord, made: Option<&Subscription>, now: JstDateTime) -> Option<Vec<Value>> {
    let terms = record.order.plan.as_ref()?;
    let joined_on = made.map_or_else(|| now.date(), |contract| contract.recurring.joined_on());
    let schedule = terms.joined_on(joined_on).schedule(record.order.amount).ok()?;
    Some(schedule.charges_within_a_year(joined_on).map(charge_to_come).collect())
}
