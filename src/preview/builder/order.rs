//! The order that a draft describes, as a merchant's page writes it (docs/page-contract.md).
//!
//! Its shape is that of the page's own type: a model order of the same kind is written, and whatever was typed is put at
//! the path of its input. So a draft that is not right can be shown, too: what is wrong with it is wrong with the order.

use super::draft::Draft;
use super::input::Input;
use super::lines::{Column, Line};
use super::number::number;
use super::terms::terms;
use crate::json::Json;
use crate::language::Language;
use crate::page::order::{Line as OrderLine, Order};
use crate::page::recurring::Recurring;
use sbps::identifier::ItemId;
use sbps::money::Tax;
use sbps::text::ItemName;

/// Where links lead in the review, which must not lose what was typed.
const NOWHERE: &str = "#builder";

/// The order of a draft.
pub(super) fn order(draft: &Draft, language: Language) -> Json {
    let model = model(&draft.model(language));
    let mut order = model.map_or(Json::Null, |model| model.to_json());
    for input in Input::ALL.into_iter().filter(|&input| draft.asks(input)) {
        if let Some(path) = input.path() {
            put(&mut order, path, draft.typed(input));
        }
    }
    let lines = draft.lines.iter().enumerate().map(|(place, line)| line_json(&order, line, place, draft)).collect();
    put(&mut order, "lines", Json::List(lines));
    // While a line has no amount the order has none, and the line tells of it.
    for (path, sum) in [("amount", draft.lines.total()), ("tax", draft.lines.tax())] {
        if let Some(sum) = sum {
            put(&mut order, path, yen(sum));
        }
    }
    order
}

/// The same order, whose links stay on the page.
pub(super) fn without_ways_out(mut order: Json) -> Json {
    for path in ["back_url", "recurring.cancel_url"] {
        put(&mut order, path, Json::from_text(NOWHERE));
    }
    order
}

/// A line in the shape of the model's. A name that is left out of the first one is the item's.
fn line_json(order: &Json, line: &Line, place: usize, draft: &Draft) -> Json {
    let mut json = order.get("lines").list().and_then(<[Json]>::first).cloned().unwrap_or(Json::Null);
    let text = |column| line.text(column);
    let name = match text(Column::Name) {
        "" if place == 0 => draft.text(Input::Name),
        name => name,
    };
    let amount = line.amount().map_or_else(|| number(text(Column::UnitAmount)), yen);
    put(&mut json, "name", if name.is_empty() { Json::Null } else { Json::from_text(name) });
    put(&mut json, "quantity", number(text(Column::Quantity)));
    put(&mut json, "amount", amount);
    json
}

#[allow(clippy::cast_precision_loss, reason = "what is that large is out of range as it is")]
fn yen(yen: i64) -> Json {
    Json::Number(yen as f64)
}

/// The order of a draft that is right in itself.
fn model(draft: &Draft) -> Option<Order> {
    let name = draft.text(Input::Name);
    let amount = draft.amount()?;
    let [delivery, cancellation] = [Input::Delivery, Input::Cancellation].map(|input| draft.text(input).to_owned());
    let recurring = match terms(draft) {
        Some(terms) => {
            let [cancel_url, contact] = [Input::CancelUrl, Input::Contact].map(|input| draft.text(input).to_owned());
            Some(Recurring::new(terms, cancel_url, contact).ok()?)
        }
        None => None,
    };
    Some(Order {
        reference: draft.text(Input::Reference).to_owned(),
        item_id: ItemId::new(draft.text(Input::ItemId)).ok()?,
        item_name: ItemName::new(name).ok()?,
        amount,
        tax: draft.lines.tax().and_then(|tax| u32::try_from(tax).ok()).and_then(|tax| Tax::new(tax).ok()),
        lines: vec![OrderLine { name: name.to_owned(), quantity: 1, amount: i32::try_from(amount.get()).ok()? }],
        delivery,
        cancellation,
        payment_timing: None,
        application_period: None,
        expires_at: None,
        now: None,
        maintenance: Vec::new(),
        back_url: Some(draft.text(Input::BackUrl).to_owned()),
        recurring,
    })
}

/// Puts a value at a path such as `recurring.timing.day`, if there is such a member.
fn put(json: &mut Json, path: &str, value: Json) {
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let place = match json {
        Json::Object(members) => members.iter_mut().find(|(member, _)| member == name).map(|(_, value)| value),
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
    use super::super::field::Field;
    use super::super::lines::Change;
    use super::*;

    #[test]
    fn every_method_and_timing_has_a_model_with_a_place_for_whatever_is_asked_for() {
        for (method, _) in Input::Method.options() {
            for (kind, _) in Input::TimingKind.options() {
                let introduction = [(Input::IntroductionCycles, "x"), (Input::IntroductionAmount, "x")];
                let draft =
                    draft(&[&[(Input::Method, *method), (Input::TimingKind, *kind)], &introduction[..]].concat());
                for language in [Language::Japanese, Language::English] {
                    let model = model(&draft.model(language)).expect("a model").to_json();
                    assert_eq!(
                        Order::read(&model, &mut Vec::new()).map(|order| order.to_json()).as_ref(),
                        Some(&model)
                    );
                    for input in Input::ALL.into_iter().filter(|&input| draft.asks(input)) {
                        if let Some(path) = input.path() {
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
            let mut draft = draft(&[(Input::Method, method), (Input::BackUrl, "")]);
            draft.set(Field::Line(0, Column::UnitAmount), "３，５００".to_owned());
            let typed = order(&draft, Language::Japanese);
            let read = Order::read(&typed, &mut Vec::new()).expect("an order");
            assert_eq!(read.to_json(), typed, "{method}");
            assert_eq!(typed.get("amount").whole(), Some(3_500));
        }
    }

    #[test]
    fn the_lines_are_those_typed_and_the_first_has_the_name_of_the_item() {
        let mut draft = draft(&[]);
        let shipping = draft.lines.change(Change::AddShipping, Language::Japanese).expect("a line");
        draft.set(Field::Line(0, Column::Quantity), "2".to_owned());
        draft.set(Field::Line(shipping, Column::TaxPercent), "8".to_owned());
        let read = Order::read(&order(&draft, Language::Japanese), &mut Vec::new()).expect("an order");
        let lines: Vec<_> = read.lines.iter().map(|line| (line.name.as_str(), line.quantity, line.amount)).collect();
        assert_eq!(lines, [("赤ワイン（ハーフ）", 2, 6_000), ("送料", 1, 500)]);
        assert_eq!((read.amount.get(), read.tax.map(Tax::get)), (6_500, Some(545 + 37)));
    }

    #[test]
    fn the_review_leads_nowhere() {
        for (method, cancel) in [("one_time", None), ("simple", Some(NOWHERE))] {
            let order = without_ways_out(order(&draft(&[(Input::Method, method)]), Language::Japanese));
            assert_eq!(order.get("back_url").text(), Some(NOWHERE));
            assert_eq!(order.get("recurring").get("cancel_url").text(), cancel);
        }
    }
}
