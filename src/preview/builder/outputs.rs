//! What is shown beside the form: warnings, the schedule, the message and the snippet.

use super::super::message::{PLACEHOLDERS, detail_row, form};
use super::draft::Method;
use super::form::{act, panel};
use super::input::Input;
use super::report::Report;
use super::snippet::snippet;
use super::terms;
use super::words::BuilderSentence as Say;
use crate::checkout::order::Order;
use crate::language::{Language, amount, day};
use crate::recurring::{Recurring, charge_amount};
use crate::ui::{NONE, attributed, element, plain, text};
use leptos::prelude::AnyView;
use sbps::message::Form;
use sbps::message::form::CHECKSUM_FIELD;
use sbps::schedule::{Charge, ChargeReason, Timing, TotalKind};
use sbps::text::recurring_name::phrases;

/// The id of the snippet's text, to be copied.
pub(super) const SNIPPET: &str = "snippet";

/// All of them, one below the other.
pub(super) fn outputs(report: &Report) -> AnyView {
    let language = report.language;
    let class = if report.problems.is_empty() { "judgement fine" } else { "judgement bad" };
    let mut judgement = vec![text("p", class, &report.verdict())];
    if let Some(order) = &report.order {
        let warnings: Vec<_> = warnings(report, order).iter().map(|warning| text("li", "warning", warning)).collect();
        if !warnings.is_empty() {
            judgement.push(element("ul", "warnings", warnings));
        }
    } else {
        let links = report.problems.iter().map(|problem| {
            let (japanese, english) = problem.input.label();
            let href = ["#", problem.input.id()].concat();
            let to = vec![plain(language.pick(japanese, english))];
            let link = attributed("a", "to-input", [("href", &href), NONE, NONE, NONE, NONE], to);
            element("li", "warning", vec![link, text("code", "code", problem.code)])
        });
        judgement.push(element("ul", "warnings", links.collect()));
    }
    let order = report.order.as_ref();
    let mut panels = vec![panel(language.pick("確認", "Check"), judgement)];
    panels.push(panel(
        language.pick("課金の予定", "Schedule"),
        vec![with(report, order.map(|it| schedule(language, it)))],
    ));
    panels.push(panel(
        language.pick("送信される項目", "Fields posted"),
        vec![with(report, order.and_then(|it| fields(language, it)))],
    ));
    panels.push(panel(
        language.pick("ショップのページに貼るコード", "For the shop’s page"),
        vec![with(report, order.map(|_| code(report)))],
    ));
    element("div", "outputs-list", panels)
}

/// What there is, or that it comes later.
fn with(report: &Report, view: Option<AnyView>) -> AnyView {
    view.unwrap_or_else(|| element("div", "later", vec![text("p", "later-words", report.language.say(Say::Later))]))
}

/// What a merchant should know about an order that can be sold.
fn warnings(report: &Report, order: &Order) -> Vec<String> {
    let (language, name) = (report.language, &order.item_name);
    let say = |sentence| language.say(sentence).to_owned();
    let mut warnings = Vec::new();
    let preview = name.statement_preview();
    if !preview.hidden().is_empty() {
        warnings.push(language.tell(Say::WarnCut, &[preview.hidden()]));
    }
    if preview.is_uncertain() {
        warnings.push(say(Say::WarnUncertain));
    }
    let is_billed_by_merchant = matches!(report.draft.method(), Method::FixedTerm | Method::Usage);
    if let Some(timing) = terms::timing(&report.draft).filter(|_| is_billed_by_merchant) {
        let phrases = phrases(timing);
        let says = |text: &str| phrases.iter().any(|phrase| text.contains(phrase.as_str()));
        if !says(name.as_str()) {
            warnings.push(say(Say::WarnTimingMissing));
        } else if !says(preview.visible()) {
            warnings.push(say(Say::WarnTimingUnseen));
        }
        if let Timing::DayOfMonth { day: day @ 29.., .. } = timing {
            warnings.push(language.tell(Say::WarnShorter, &[&day.to_string()]));
        }
    }
    if report.offering.is_some_and(|offering| !offering.has_refund()) {
        warnings.push(say(Say::WarnNoRefund));
    }
    if order.lines.iter().any(|line| detail_row(order, line).is_none()) {
        warnings.push(say(Say::WarnRow));
    }
    warnings
}

fn schedule(language: Language, order: &Order) -> AnyView {
    let Some(recurring) = &order.recurring else {
        let yen = amount(language, i64::from(order.amount.get()));
        return element("div", "schedule", vec![text("p", "schedule-words", &language.tell(Say::Once, &[&yen]))]);
    };
    let Some(total) = recurring.schedule.total_within_a_year(recurring.joined) else {
        let most = charge_amount(language, recurring.schedule.amount());
        return element("div", "schedule", vec![text("p", "schedule-words", &language.tell(Say::Usage, &[&most]))]);
    };
    let sentence = match total.kind {
        TotalKind::Exact => Say::TotalExact,
        TotalKind::Estimate => Say::TotalEstimate,
        TotalKind::AtMost => Say::TotalAtMost,
    };
    // 366 charges of seven digits are far within.
    let sum = amount(language, i64::try_from(total.yen).unwrap_or(i64::MAX));
    let next = language.tell(Say::Next, &[&recurring.charges.len().to_string()]);
    let list = element("ol", "charge-list", charges(language, recurring));
    element(
        "div",
        "schedule",
        vec![
            text("p", "schedule-words", &next),
            attributed(
                "div",
                "scroll",
                [("tabindex", "0"), ("role", "group"), ("aria-label", &next), NONE, NONE],
                vec![list],
            ),
            text("p", "schedule-total", &language.tell(sentence, &[&sum])),
        ],
    )
}

fn charges(language: Language, recurring: &Recurring) -> Vec<AnyView> {
    let item = |charge: &Charge| {
        let marks = marks(charge).into_iter().flatten();
        let mut children = vec![
            text("span", "charge-day", &day(language, charge.date)),
            text("span", "charge-amount", &charge_amount(language, charge.amount)),
        ];
        children.extend(marks.map(|mark| text("span", "mark", language.say(mark))));
        element("li", "charge", children)
    };
    recurring.charges.iter().map(item).collect()
}

fn marks(charge: &Charge) -> [Option<Say>; 3] {
    let price = match charge.reason {
        ChargeReason::Introductory => Some(Say::Reduced),
        ChargeReason::Switch => Some(Say::Switch),
        _ => None,
    };
    [charge.is_first().then_some(Say::First), price, charge.is_last.then_some(Say::Last)]
}

/// The message that the browser would post: of a purchase with one detail row, if the line fits it.
pub(super) fn message(order: &Order) -> Option<Form> {
    let rows = order.lines.iter().filter_map(|line| detail_row(order, line)).collect();
    form(order, None, rows)
}

fn fields(language: Language, order: &Order) -> Option<AnyView> {
    let form = message(order)?;
    let (name, count) = (if form.get("amount").is_empty() { "D01-1" } else { "A01-1" }, form.fields().len() + 1);
    let example = language.pick("例", "example");
    let header = |words| attributed("th", "column", [("scope", "col"), NONE, NONE, NONE, NONE], vec![plain(words)]);
    let row = |number: usize, name: &str, class, value: Vec<AnyView>| {
        element(
            "tr",
            class,
            vec![
                text("td", "number", &number.to_string()),
                attributed("th", "field-name", [("scope", "row"), NONE, NONE, NONE, NONE], vec![plain(name)]),
                element("td", "field-value", value),
            ],
        )
    };
    let mut rows: Vec<_> = (1..)
        .zip(form.fields())
        .map(|(number, (name, value))| {
            if PLACEHOLDERS.contains(name) {
                row(number, name, "placeholder", vec![plain(value), text("span", "mark", example)])
            } else {
                let value = if value.is_empty() {
                    text("span", "blank", language.pick("空欄", "blank"))
                } else {
                    plain(value)
                };
                row(number, name, "field", vec![value])
            }
        })
        .collect();
    rows.push(row(count, CHECKSUM_FIELD, "checksum", vec![plain(language.say(Say::ServerOnly))]));
    let caption = language.tell(Say::Message, &[name, &count.to_string()]);
    let head = element(
        "thead",
        "head",
        vec![element(
            "tr",
            "field",
            vec![header("#"), header(language.pick("項目", "Field")), header(language.pick("値", "Value"))],
        )],
    );
    let table = element("table", "fields", vec![head, element("tbody", "rows", rows)]);
    Some(element(
        "div",
        "message",
        vec![
            text("p", "schedule-words", &caption),
            attributed(
                "div",
                "scroll",
                [("tabindex", "0"), ("role", "group"), ("aria-label", &caption), NONE, NONE],
                vec![table],
            ),
        ],
    ))
}

fn code(report: &Report) -> AnyView {
    let language = report.language;
    let label = language.pick("コード", "Code");
    let text = snippet(&report.json, language);
    element(
        "div",
        "snippet-panel",
        vec![
            act("act strong", "copy", 0, vec![plain(language.pick("コピー", "Copy"))]),
            attributed(
                "pre",
                "code-block",
                [("id", SNIPPET), ("tabindex", "0"), ("role", "group"), ("aria-label", label), NONE],
                vec![plain(&text)],
            ),
        ],
    )
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::draft;
    use super::*;
    use sbps::message::ApplicationRequest;
    use sbps::message::PurchaseRequest;

    fn order(changes: &[(Input, &str)]) -> (Report, Order) {
        let mut report = Report::of(draft(changes), Language::Japanese);
        let order = report.order.take().expect("an order");
        (report, order)
    }

    #[test]
    fn the_fields_are_the_rules_own_message_and_carry_what_was_typed() {
        for (method, count) in [("one_time", 40), ("simple", 40), ("fixed_term", 20), ("usage", 20)] {
            let (_, order) = order(&[(Input::Method, method), (Input::Amount, "3500")]);
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

    #[test]
    fn a_name_that_does_not_say_when_it_is_billed_is_warned_of() {
        let fixed_term = (Input::Method, "fixed_term");
        let said = |changes: &[(Input, &str)]| {
            let (report, order) = order(changes);
            warnings(&report, &order)
        };
        let language = Language::Japanese;
        assert_eq!(said(&[]), [""; 0]);
        assert_eq!(said(&[fixed_term]), [language.say(Say::WarnTimingMissing)]);
        assert_eq!(said(&[fixed_term, (Input::Name, "ワイン定期便 毎月20日課金")]), [""; 0]);
        assert_eq!(
            said(&[fixed_term, (Input::Name, "ワイン定期便３０００円コース毎月20日")]),
            [language.tell(Say::WarnCut, &["20日"]), language.say(Say::WarnTimingUnseen).to_owned()]
        );
        assert_eq!(said(&[(Input::Contract, "basic_and_webmoney"), (Input::Commodity, "digital_content")]).len(), 1);
        let month_end = [fixed_term, (Input::Day, "31"), (Input::Name, "朝刊 毎月31日課金")];
        assert_eq!(said(&month_end), [language.tell(Say::WarnShorter, &["31"])]);
    }

    #[test]
    fn the_first_charge_the_switch_and_the_last_are_marked() {
        let (_, order) = order(&[
            (Input::Method, "fixed_term"),
            (Input::Cycles, "4"),
            (Input::IntroductionCycles, "2"),
            (Input::IntroductionAmount, "100"),
        ]);
        let charges = order.recurring.expect("a contract").charges;
        let marks: Vec<_> =
            charges.iter().map(|charge| marks(charge).into_iter().flatten().collect::<Vec<_>>()).collect();
        assert_eq!(marks, [vec![Say::First, Say::Reduced], vec![Say::Reduced], vec![Say::Switch], vec![Say::Last]]);
    }
}
