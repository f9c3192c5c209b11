//! What is shown beside the form: warnings, the schedule, the message and the snippet.

use super::form::{act, panel};
use super::message_panel::fields;
use super::report::Report;
use super::snippet::snippet;
use super::warnings::warnings;
use super::words::BuilderSentence as Say;
use crate::language::{Language, amount, day};
use crate::page::order::Order;
use crate::page::recurring::Recurring;
use crate::screen::recurring::charge_amount;
use crate::screen::ui::{NONE, attributed, element, plain, text};
use leptos::prelude::AnyView;
use sbps::schedule::{Charge, ChargeReason, TotalKind};

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
    use super::super::input::Input;
    use super::*;

    #[test]
    fn the_first_charge_the_switch_and_the_last_are_marked() {
        let changes = [
            (Input::Method, "fixed_term"),
            (Input::Cycles, "4"),
            (Input::IntroductionCycles, "2"),
            (Input::IntroductionAmount, "100"),
        ];
        let order = Report::of(draft(&changes), Language::Japanese).order.expect("an order");
        let charges = order.recurring.expect("a contract").charges;
        let marks: Vec<_> =
            charges.iter().map(|charge| marks(charge).into_iter().flatten().collect::<Vec<_>>()).collect();
        assert_eq!(marks, [vec![Say::First, Say::Reduced], vec![Say::Reduced], vec![Say::Switch], vec![Say::Last]]);
    }
}
