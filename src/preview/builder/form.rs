//! The form: made once and never made anew, so that nothing disturbs whoever is typing in it. Around the inputs signals
//! show and hide; what stands in an input is its own.
//!
//! No input has a `maxlength` or a pattern: what is too much is shown, so that pasting, dragging, dictating and undoing
//! work alike.

use super::context::Reported;
use super::draft::Draft;
use super::field::Field;
use super::input::{Input, Kind};
use super::lines_panel::{LinesPanel, problem_of};
use super::name_panel::{NamePanel, NamesPanel};
use crate::language::Language;
use leptos::prelude::*;

/// The whole form, filled in with the draft that it opened with.
#[component]
pub(super) fn Form(
    language: Language,
    opened: Draft,
    report: Reported,
    /// Whether an input method is composing.
    is_composing: RwSignal<bool>,
) -> impl IntoView {
    let lines = move |inputs: &[Input]| {
        inputs.contains(&Input::Name).then(|| view! { <LinesPanel language report is_composing/> })
    };
    let group = |((japanese, english), inputs): (super::super::words::Words, &'static [Input])| {
        let asks = move |report: &Draft| inputs.iter().any(|&input| report.asks(input));
        let rows = inputs.iter().map(|&input| {
            let value = opened.text(input).to_owned();
            view! { <Row language input value report is_composing/> }
        });
        view! {
            <fieldset class="fieldset" hidden=move || !report.with(|report| asks(&report.draft))>
                <legend class="legend">{language.pick(japanese, english)}</legend>
                {rows.collect_view()}
            </fieldset>
            {lines(inputs)}
        }
    };
    view! {
        <form
            class="builder-form"
            aria-label=language.pick("商品の内容", "The product")
            autocomplete="off"
            novalidate=true
        >
            {Input::GROUPS.into_iter().map(group).collect_view()}
        </form>
    }
}

/// An input with its label, its hint and what is wrong with it, and the panel that belongs to it.
#[component]
fn Row(
    language: Language,
    input: Input,
    value: String,
    report: Reported,
    is_composing: RwSignal<bool>,
) -> impl IntoView {
    let problem = problem_of(input.into(), report, is_composing);
    let (label, hint) = (input.label(), language.pick(input.hint().0, input.hint().1));
    let hint = (!hint.is_empty()).then(|| view! { <p class="hint" id=Field::Input(input).id_of("hint")>{hint}</p> });
    let panel = match input {
        Input::Description => Some(view! { <NamesPanel report/> }.into_any()),
        Input::Name => Some(view! { <NamePanel report/> }.into_any()),
        _ => None,
    };
    view! {
        // What is long, or decides what else is asked for, has a line of its own.
        <div
            class=if input.is_long() { "row long" } else { "row" }
            id=Field::Input(input).id_of("row")
            hidden=move || !report.with(|report| report.draft.asks(input))
        >
            <label class="label" for=input.id()>{language.pick(label.0, label.1)}</label>
            <Control language input value problem/>
            {hint}
            <p class="wrong" id=Field::Input(input).id_of("error")>{problem}</p>
        </div>
        {panel.map(|panel| view! { <div class="panel-place">{panel}</div> })}
    }
}

/// What is filled in or chosen.
#[component]
fn Control(language: Language, input: Input, value: String, problem: Memo<Option<String>>) -> impl IntoView {
    let hint = if input.hint().0.is_empty() { String::new() } else { Field::Input(input).id_of("hint") + " " };
    let described = hint + &Field::Input(input).id_of("error");
    let invalid = move || problem.with(Option::is_some).then_some("true");
    let (kind, mode) = match input.kind() {
        Kind::Choice => {
            let option = |&(option, (japanese, english)): &(&'static str, super::super::words::Words)| {
                let is_chosen = option == value;
                view! { <option class="option-name" value=option selected=is_chosen>{language.pick(japanese, english)}</option> }
            };
            let options = input.options().iter().map(option).collect_view();
            return view! {
                <select class="control" id=input.id() aria-describedby=described aria-invalid=invalid>{options}</select>
            }
            .into_any();
        }
        Kind::Prose => {
            return view! {
                <textarea
                    class="control prose" id=input.id() rows="3" aria-describedby=described aria-invalid=invalid
                    prop:value=value
                ></textarea>
            }
            .into_any();
        }
        Kind::Number => ("text", Some("numeric")),
        Kind::Day => ("date", None),
        Kind::Month => ("month", None),
        Kind::Text => ("text", None),
    };
    // What travels is written in Japanese or ASCII, and is no prose to be corrected.
    view! {
        <input
            class="control"
            id=input.id()
            type=kind
            inputmode=mode
            value=value
            aria-describedby=described
            aria-invalid=invalid
            spellcheck="false"
            autocapitalize="off"
        />
    }
    .into_any()
}
