//! What is shown beside the form: warnings, the schedule, the message and the snippet.

use super::super::speech::copy;
use super::document::{DOCUMENT, document_of};
use super::message_panel::fields;
use super::report::Report;
use super::snippet::{SNIPPET, snippet};
use super::warnings::warnings;
use super::words::BuilderSentence as Say;
use crate::language::{Language, RecurringSentence, amount, day};
use crate::page::order::Order;
use crate::page::recurring::Recurring;
use crate::screen::recurring::charge_amount;
use leptos::prelude::*;
use sbps::schedule::{Charge, ChargeReason, TotalKind};
use std::sync::Arc;

/// All of them, one below the other.
#[component]
pub(super) fn Outputs(
    report: RwSignal<Arc<Report>>,
    /// The looks that the elements have, as a rule.
    css: String,
) -> impl IntoView {
    move || report.with(|report| outputs(report, &css))
}

fn outputs(report: &Report, css: &str) -> impl IntoView + use<> {
    let (language, order) = (report.language, report.order.as_ref());
    let judgement = judgement(report);
    let schedule = or_later(language, order.map(|order| schedule(language, order)));
    let fields = or_later(language, order.and_then(|order| fields(language, order)));
    let code = or_later(language, order.map(|order| code(report, order, css)));
    view! {
        <div class="outputs-list">
            <Panel heading=language.pick("確認", "Check")>{judgement}</Panel>
            <Panel heading=language.pick("課金の予定", "Schedule")>{schedule}</Panel>
            <Panel heading=language.pick("送信される項目", "Fields posted")>{fields}</Panel>
            <Panel heading=language.pick("ショップのページに貼るコード", "For the shop’s page")>{code}</Panel>
        </div>
    }
}

/// An output with a heading.
#[component]
fn Panel(heading: &'static str, children: Children) -> impl IntoView {
    view! { <section class="panel"><h2 class="panel-title">{heading}</h2>{children()}</section> }
}

/// What there is, or that it comes later.
fn or_later<View: IntoView + 'static>(language: Language, view: Option<View>) -> AnyView {
    match view {
        Some(view) => view.into_any(),
        None => view! { <div class="later"><p class="later-words">{language.say(Say::Later)}</p></div> }.into_any(),
    }
}

fn judgement(report: &Report) -> impl IntoView + use<> {
    let class = if report.problems.is_empty() { "judgement fine" } else { "judgement bad" };
    let items: Vec<_> = match &report.order {
        Some(order) => warnings(report, order)
            .into_iter()
            .map(|warning| view! { <li class="warning">{warning}</li> }.into_any())
            .collect(),
        None => report.problems.iter().map(|problem| to_input(report, problem).into_any()).collect(),
    };
    view! {
        <p class=class>{report.verdict()}</p>
        {(!items.is_empty()).then(|| view! { <ul class="warnings">{items}</ul> })}
    }
}

/// What is to be corrected: where, and its code.
fn to_input(report: &Report, problem: &super::report::FieldProblem) -> impl IntoView + use<> {
    let href = ["#", &problem.field.id()].concat();
    view! {
        <li class="warning">
            <a class="to-input" href=href>{report.name_of(problem.field)}</a>
            <code class="code">{problem.code}</code>
        </li>
    }
}

fn schedule(language: Language, order: &Order) -> AnyView {
    let said = |words| view! { <div class="schedule"><p class="schedule-words">{words}</p></div> }.into_any();
    let Some(recurring) = &order.recurring else {
        return said(language.tell(Say::Once, &[&amount(language, order.amount.get())]));
    };
    let Some(total) = recurring.schedule.total_within_a_year(recurring.joined) else {
        return said(language.tell(Say::Usage, &[&charge_amount(language, recurring.schedule.amount())]));
    };
    let sentence = match total.kind {
        TotalKind::Exact => Say::TotalExact,
        TotalKind::Estimate => Say::TotalEstimate,
        TotalKind::AtMost => Say::TotalAtMost,
    };
    // 366 charges of seven digits are far within.
    let sum = amount(language, i64::try_from(total.yen).unwrap_or(i64::MAX));
    let next = language.tell(Say::Next, &[&recurring.charges.len().to_string()]);
    view! {
        <div class="schedule">
            <p class="schedule-words">{next.clone()}</p>
            <div class="scroll" tabindex="0" role="group" aria-label=next>
                <ol class="charge-list">{charges(language, recurring)}</ol>
            </div>
            <p class="schedule-total">{language.tell(sentence, &[&sum])}</p>
        </div>
    }
    .into_any()
}

fn charges(language: Language, recurring: &Recurring) -> impl IntoView + use<> {
    let item = |charge: &Charge| {
        let marks = marks(charge).map(|mark| mark.map(|mark| view! { <span class="mark">{language.say(mark)}</span> }));
        view! {
            <li class="charge">
                <span class="charge-day">{day(language, charge.date)}</span>
                <span class="charge-amount">{charge_amount(language, charge.amount)}</span>
                {marks.collect_view()}
            </li>
        }
    };
    recurring.charges.iter().map(item).collect_view()
}

fn marks(charge: &Charge) -> [Option<RecurringSentence>; 3] {
    let price = match charge.reason {
        ChargeReason::Introductory => Some(RecurringSentence::Reduced),
        ChargeReason::Switch => Some(RecurringSentence::Full),
        _ => None,
    };
    [charge.is_first().then_some(RecurringSentence::First), price, charge.is_last.then_some(RecurringSentence::Last)]
}

fn code(report: &Report, order: &Order, css: &str) -> impl IntoView + use<> {
    let language = report.language;
    let page = document_of(&report.json, order, language, css);
    let (whole, tag) = (language.say(Say::WholePage), language.say(Say::OneTag));
    view! {
        <div class="snippet-panel">
            <p class="hint">{language.say(Say::WholePageNote)}</p>
            <Code language text=page id=DOCUMENT act="copy-page" label=whole/>
            <p class="hint">{language.say(Say::OneTagNote)}</p>
            <Code language text=snippet(&report.json, language) id=SNIPPET act="copy" label=tag/>
        </div>
    }
}

/// A text with the button that copies it.
#[component]
fn Code(language: Language, text: String, id: &'static str, act: &'static str, label: &'static str) -> impl IntoView {
    let copied = text.clone();
    view! {
        <button class="act strong" type="button" data-act=act on:click=move |_| copy(language, copied.clone(), id)>
            {language.tell(Say::Copy, &[label])}
        </button>
        <pre class="code-block" id=id tabindex="0" role="group" aria-label=label>{text}</pre>
    }
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
        use RecurringSentence::{First, Full, Last, Reduced};
        assert_eq!(marks, [vec![First, Reduced], vec![Reduced], vec![Full], vec![Last]]);
    }
}
