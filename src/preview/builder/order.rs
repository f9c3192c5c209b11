//! The order that a draft describes, as a merchant's page writes it (docs/page-contract.md).
//!
//! Its shape is that of the page's own type: a model order of the same kind is written, and whatever was typed is put at
//! the path of its input. So a draft that is not right can be shown, too: what is wrong with it is wrong with the order.

use super::draft::Draft;
use super::input::Input;
use super::terms::terms;
use crate::json::Json;
use crate::language::Language;
use crate::page::order::{Line, Order};
use crate::page::recurring::Recurring;
use sbps::identifier::ItemId;
use sbps::money::{Tax, Yen};
use sbps::text::ItemName;

/// Where a contract is left, in the snippet.
pub(super) const CANCEL_URL: &str = "/subscriptions/order-1";

/// The order of a draft. `cancel_url` is where a contract's link leads.
pub(super) fn order(draft: &Draft, language: Language, cancel_url: &str) -> Json {
    let model = model(&draft.model(language), language, cancel_url);
    let mut order = model.map_or(Json::Null, |model| model.to_json());
    for input in Input::ALL.into_iter().filter(|&input| draft.asks(input)) {
        for path in input.paths() {
            put(&mut order, path, draft.typed(input));
        }
    }
    order
}

/// The order of a draft that is right in itself.
fn model(draft: &Draft, language: Language, cancel_url: &str) -> Option<Order> {
    let name = draft.text(Input::Name);
    let amount = draft.whole(Input::Amount)?;
    let contact = language.pick("お問い合わせ先：03-0000-0000", "Contact: 03-0000-0000");
    let delivery = language
        .pick("お届け・ご利用開始の時期をここに書いてください。", "Say here when it is delivered or can be used.");
    let cancellation = language
        .pick("返品・キャンセルの条件をここに書いてください。", "Say here how it can be returned or cancelled.");
    let recurring = match terms(draft) {
        Some(terms) => Some(Recurring::new(terms, cancel_url.to_owned(), contact.to_owned()).ok()?),
        None => None,
    };
    Some(Order {
        reference: "order-1".to_owned(),
        item_id: ItemId::new(draft.text(Input::ItemId)).ok()?,
        item_name: ItemName::new(name).ok()?,
        amount: Yen::new(amount).ok()?,
        tax: Some(Tax::new(draft.whole(Input::Tax)?).ok()?),
        lines: vec![Line { name: name.to_owned(), quantity: 1, amount: i32::try_from(amount).ok()? }],
        delivery: delivery.to_owned(),
        cancellation: cancellation.to_owned(),
        payment_timing: None,
        application_period: None,
        expires_at: None,
        now: None,
        maintenance: Vec::new(),
        back_url: None,
        recurring,
    })
}

/// Puts a value at a path such as `recurring.timing.day` or `lines[0].name`, if there is such a member.
fn put(json: &mut Json, path: &str, value: Json) {
    let (name, rest) = match path.split_once(['.', '[']) {
        Some((name, rest)) => (name.trim_end_matches(']'), rest),
        None => (path.trim_end_matches(']'), ""),
    };
    let place = match json {
        Json::Object(members) => members.iter_mut().find(|(member, _)| member == name).map(|(_, value)| value),
        Json::List(list) => name.parse().ok().and_then(|index: usize| list.get_mut(index)),
        _ => None,
    };
    match place {
        Some(place) if rest.is_empty() => *place = value,
        Some(place) => put(place, rest, value),
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::draft;
    use super::*;

    #[test]
    fn every_method_and_timing_has_a_model_with_a_place_for_whatever_is_asked_for() {
        for (method, _) in Input::Method.options() {
            for (kind, _) in Input::TimingKind.options() {
                let introduction = [(Input::IntroductionCycles, "x"), (Input::IntroductionAmount, "x")];
                let draft =
                    draft(&[&[(Input::Method, *method), (Input::TimingKind, *kind)], &introduction[..]].concat());
                for language in [Language::Japanese, Language::English] {
                    let model = model(&draft.model(language), language, CANCEL_URL).expect("a model").to_json();
                    assert_eq!(
                        Order::read(&model, &mut Vec::new()).map(|order| order.to_json()).as_ref(),
                        Some(&model)
                    );
                    for input in Input::ALL.into_iter().filter(|&input| draft.asks(input)) {
                        for path in input.paths() {
                            let mark = Json::from_text("typed");
                            let mut with_mark = model.clone();
                            put(&mut with_mark, path, mark);
                            assert_ne!(with_mark, model, "{method} {kind}: {path}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_valid_is_written_by_the_type_of_the_page() {
        for method in ["one_time", "simple", "fixed_term", "usage"] {
            let typed = order(
                &draft(&[(Input::Method, method), (Input::Amount, "３，５００")]),
                Language::Japanese,
                CANCEL_URL,
            );
            let read = Order::read(&typed, &mut Vec::new()).expect("an order");
            assert_eq!(read.to_json(), typed, "{method}");
        }
    }
}
