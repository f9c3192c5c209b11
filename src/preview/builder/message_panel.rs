//! The message that the browser would post, field by field.

use super::super::message::{detail_row, form, is_placeholder};
use super::words::BuilderSentence as Say;
use crate::language::Language;
use crate::page::order::Order;
use leptos::prelude::*;
use sbps::message::Form;
use sbps::message::form::CHECKSUM_FIELD;

/// The message that the browser would post: of a purchase with one detail row, if the line fits it.
fn message(order: &Order) -> Option<Form> {
    let rows = order.lines.iter().filter_map(|line| detail_row(order, line)).collect();
    form(order, None, rows)
}

/// The fields in order; the checksum has no value.
pub(super) fn fields(language: Language, order: &Order) -> Option<impl IntoView + use<>> {
    let form = message(order)?;
    let (name, count) = (if form.get("amount").is_empty() { "D01-1" } else { "A01-1" }, form.fields().len() + 1);
    let caption = language.tell(Say::Message, &[name, &count.to_string()]);
    let rows = (1..).zip(form.fields()).map(|(number, (name, value))| {
        let mark = is_placeholder(order, name).then(|| language.pick("例", "example"));
        let class = if mark.is_some() { "placeholder" } else { "field" };
        let blank = (value.is_empty() && mark.is_none()).then(|| language.pick("空欄", "blank"));
        let (name, value) = (name.to_string(), value.to_string());
        view! {
            <Field class number name>
                {value}
                {mark.map(|mark| view! { <span class="mark">{mark}</span> })}
                {blank.map(|blank| view! { <span class="blank">{blank}</span> })}
            </Field>
        }
    });
    let rows = rows.collect_view();
    let columns = ["#", language.pick("項目", "Field"), language.pick("値", "Value")];
    Some(view! {
        <div class="message">
            <p class="schedule-words">{caption.clone()}</p>
            <div class="scroll" tabindex="0" role="group" aria-label=caption>
                <table class="fields">
                    <thead class="head">
                        <tr class="field">
                            {columns.map(|column| view! { <th class="column" scope="col">{column}</th> }).collect_view()}
                        </tr>
                    </thead>
                    <tbody class="rows">
                        {rows}
                        <Field class="checksum" number=count name=CHECKSUM_FIELD.to_owned()>
                            {language.say(Say::ServerOnly)}
                        </Field>
                    </tbody>
                </table>
            </div>
        </div>
    })
}

/// One field of the message.
#[component]
fn Field(class: &'static str, number: usize, name: String, children: Children) -> impl IntoView {
    view! {
        <tr class=class>
            <td class="number">{number}</td>
            <th class="field-name" scope="row">{name}</th>
            <td class="field-value">{children()}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::draft;
    use super::super::field::Field;
    use super::super::input::Input;
    use super::super::lines::Column;
    use super::super::report::Report;
    use super::*;
    use sbps::message::{ApplicationRequest, Purchase, PurchaseRequest};

    fn order(changes: &[(Input, &str)]) -> Order {
        let mut draft = draft(changes);
        draft.set(Field::Line(0, Column::UnitAmount), "3500".to_owned());
        Report::of(draft, Language::Japanese).order.expect("an order")
    }

    #[test]
    fn what_is_due_on_the_day_of_joining_is_asked_for_at_once() {
        let every_days = [(Input::Method, "fixed_term"), (Input::TimingKind, "every_days")];
        let reduced = [(Input::IntroductionCycles, "1"), (Input::IntroductionAmount, "980")];
        let later = [(Input::FirstChargeFrom, "2026-11-25")];
        let posted = |more: &[(Input, &str)]| {
            let order = order(&[&every_days[..], more].concat());
            let form = message(&order).expect("a message");
            (PurchaseRequest::read(&form), is_placeholder(&order, "tax"))
        };
        let (full, is_example) = posted(&[]);
        let full = full.expect("the gateway's reading");
        assert_eq!((full.purchase, full.amount.get(), is_example), (Purchase::RecurringFixedTerm, 3_500, false));
        let (less, is_example) = posted(&reduced);
        let less = less.expect("the gateway's reading");
        assert_eq!((less.purchase, less.amount.get(), is_example), (Purchase::RecurringFixedTerm, 980, true));
        assert_eq!(less.rows.iter().map(|row| row.amount.get()).collect::<Vec<_>>(), [980]);
        assert!(less.tax.is_some_and(|tax| tax.is_within(less.amount)));
        assert!(posted(&later).0.is_err(), "it is an application");
    }

    #[test]
    fn the_fields_are_the_rules_own_message_and_carry_what_was_typed() {
        for (method, count) in [("one_time", 40), ("simple", 40), ("fixed_term", 20), ("usage", 20)] {
            let order = order(&[(Input::Method, method)]);
            let form = message(&order).expect("a message");
            assert_eq!(form.fields().len() + 1, count, "{method}");
            assert_eq!(form.get("item_name"), "赤ワイン（ハーフ）");
            if count == 40 {
                let read = PurchaseRequest::read(&form).expect("the gateway's reading");
                assert_eq!((read.amount.get(), read.rows.len()), (3_500, 1));
            } else {
                assert!(ApplicationRequest::read(&form).is_ok());
                assert_eq!(form.get("amount"), "", "an application has no amount");
            }
        }
    }
}
