//! What a page asks the merchant's server for, with what the payer saw (DESIGN.md, "From page to server").

use super::day::write_day;
use super::order::Order;
use super::subscription::{Action, Subscription};
use crate::json::Json;
use crate::language::Language;
use sbps::schedule::Charge;

/// What the server is told: which order, and what the payer saw.
pub fn checkout(order: &Order, language: Language) -> Json {
    let number = |whole: u32| Json::Number(f64::from(whole));
    let mut displayed = vec![
        ("item_id", Json::from_text(order.item_id.as_str())),
        ("item_name", Json::from_text(order.item_name.as_str())),
        ("amount", number(order.amount.get())),
        ("tax", order.tax.map_or(Json::Null, |tax| number(tax.get()))),
    ];
    if let Some(recurring) = &order.recurring {
        let charge =
            |charge: &Charge| Json::List(vec![Json::Text(write_day(charge.date)), number(charge.amount.most().get())]);
        displayed.push(("charges", Json::List(recurring.charges.iter().map(charge).collect())));
    }
    Json::object(vec![
        ("order_reference", Json::from_text(&order.reference)),
        ("language", Json::from_text(language.tag())),
        ("displayed", Json::object(displayed)),
    ])
}

/// What the server is asked, with the state that the payer saw.
pub fn action(subscription: &Subscription, action: Action, language: Language) -> Json {
    Json::object(vec![
        ("action", Json::from_text(action.word())),
        ("language", Json::from_text(language.tag())),
        ("displayed", Json::object(vec![("state", Json::from_text(subscription.state.word()))])),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::tests::json;
    use crate::page::order::tests::valid;
    use crate::page::recurring::tests::recurring;
    use serde_json::json;

    #[test]
    fn the_server_is_told_what_was_displayed() {
        let mut order = valid();
        let displayed = json!({
            "order_reference": "r-1", "language": "ja",
            "displayed": { "item_id": "wine-3000", "item_name": "赤ワイン（ハーフ）", "amount": 3500, "tax": 318 },
        });
        assert_eq!(sorted(checkout(&order, Language::Japanese)), sorted(json(displayed)));
        order.tax = None;
        assert_eq!(checkout(&order, Language::English).get("displayed").get("tax"), &Json::Null);
    }

    #[test]
    fn of_a_contract_the_server_is_told_every_charge_that_was_displayed() {
        let order = recurring(json!({ "first_month": "free", "last_month": "2027-02" }));
        let displayed = checkout(&order, Language::Japanese).get("displayed").get("charges").clone();
        assert_eq!(displayed, json(json!([["2026-12-01", 3500], ["2027-01-01", 3500], ["2027-02-01", 3500]])));
        let usage = recurring(json!({ "method": "fixed_term", "timing": { "kind": "usage" } }));
        assert_eq!(checkout(&usage, Language::Japanese).get("displayed").get("charges"), &Json::List(Vec::new()));
    }

    /// The same value with the members of its objects in the order of their names.
    fn sorted(value: Json) -> Json {
        match value {
            Json::Object(members) => {
                let mut members: Vec<_> = members.into_iter().map(|(name, value)| (name, sorted(value))).collect();
                members.sort_by(|(one, _), (other, _)| one.cmp(other));
                Json::Object(members)
            }
            other => other,
        }
    }
}
