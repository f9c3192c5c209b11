//! The lines of the order: one row of fields for each, which is made once and moved as it is, so that whoever types in it
//! keeps what was typed and where the cursor stood.

use super::context::{ChangeLines, Reported};
use super::field::Field;
use super::lines::{Change, Column, Line, RATES};
use super::words::BuilderSentence as Say;
use crate::language::{Language, amount};
use leptos::prelude::*;
use web_sys::KeyboardEvent;

/// The fieldset of the lines, with what they add up to.
#[component]
pub(super) fn LinesPanel(
    language: Language,
    report: Reported,
    /// Whether an input method is composing.
    is_composing: RwSignal<bool>,
) -> impl IntoView {
    let ChangeLines(change) = expect_context();
    let keys = Memo::new(move |_| report.with(|report| report.draft.lines.keys()));
    let row = move |key: u32| {
        let line = report.with_untracked(|report| report.draft.lines.get(key).cloned());
        line.map(|line| view! { <Row language line keys report is_composing/> })
    };
    let total =
        Memo::new(move |_| report.with(|report| sum(language, report.draft.lines.total(), report.draft.lines.tax())));
    let problem = problem_of(Field::Total, report, is_composing);
    let add = move |what| move |_| change.run(what);
    view! {
        <fieldset class="fieldset lines-panel">
            <legend class="legend">{language.pick("明細", "Lines")}</legend>
            <p class="hint" id="lines-hint">{language.say(Say::KeysOfLines)}</p>
            <div class="lines-list"><For each=move || keys.get() key=|key| *key children=row/></div>
            <div class="acts">
                <button class="act" type="button" data-act="add-line" on:click=add(Change::Add)>
                    {language.pick("行を加える", "Add a line")}
                </button>
                <button class="act" type="button" data-act="add-shipping" on:click=add(Change::AddShipping)>
                    {language.pick("送料を加える", "Add shipping")}
                </button>
            </div>
            <div class="row long">
                <p class="lines-sum" id=Field::Total.id() tabindex="-1">
                    <span class="label">{language.say(Say::Sum)}</span>
                    <strong class="lines-total">{total}</strong>
                </p>
                <p class="wrong" id=Field::Total.id_of("error")>{problem}</p>
            </div>
        </fieldset>
    }
}

/// What the lines come to, in words.
fn sum(language: Language, total: Option<i64>, tax: Option<i64>) -> String {
    match total.zip(tax) {
        Some((total, tax)) => language.tell(Say::SumOf, &[&amount(language, total), &amount(language, tax)]),
        None => language.say(Say::NoSum).to_owned(),
    }
}

/// What is wrong with a field. While a word is being composed that stays as it is: what stands in the field is not what
/// will be there.
pub(super) fn problem_of(field: Field, report: Reported, is_composing: RwSignal<bool>) -> Memo<Option<String>> {
    Memo::new(move |before: Option<&Option<String>>| {
        let report = report.get();
        if is_composing.get() {
            return before.cloned().flatten();
        }
        let is_asked = !matches!(field, Field::Input(input) if !report.draft.asks(input));
        report.problem(field).filter(|_| is_asked).map(|problem| problem.words.clone())
    })
}

/// One line.
#[component]
fn Row(
    language: Language,
    line: Line,
    keys: Memo<Vec<u32>>,
    report: Reported,
    is_composing: RwSignal<bool>,
) -> impl IntoView {
    let ChangeLines(change) = expect_context();
    let key = line.key;
    let place = Memo::new(move |_| keys.with(|keys| keys.iter().position(|it| *it == key).unwrap_or(0)));
    let name = Memo::new(move |_| language.tell(Say::Line, &[&(place.get() + 1).to_string()]));
    let costs = Memo::new(move |_| {
        let of_line = report.with(|report| report.draft.lines.get(key).and_then(Line::amount));
        of_line.map(|yen| amount(language, yen)).unwrap_or_default()
    });
    let is_last = move || keys.with(|keys| place.get() + 1 == keys.len());
    let act = move |what: &'static str, sign: &'static str, sentence: Say, change_to: Change, is_off: Signal<bool>| {
        let label = move || name.with(|name| language.tell(sentence, &[name.as_str()]));
        // It keeps the focus where it can do nothing more.
        let off = move || is_off.get().then_some("true");
        view! {
            <button
                class="act line-act" type="button" id=id_of_act(key, what) data-act=what aria-label=label
                aria-disabled=off on:click=move |_| change.run(change_to)
            >{sign}</button>
        }
    };
    let only = Signal::derive(move || keys.with(|keys| keys.len() == 1));
    let move_by_key = move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowUp" => Change::Up(key),
            "ArrowDown" => Change::Down(key),
            _ => return,
        };
        if event.alt_key() {
            event.prevent_default();
            change.run(to);
        }
    };
    let cell = |column: Column| {
        let value = line.text(column).to_owned();
        view! { <Cell language line=key column value place report is_composing/> }
    };
    view! {
        <div class="line" aria-describedby="lines-hint" role="group" aria-label=move || name.get() on:keydown=move_by_key>
            <p class="line-head"><span class="line-name" aria-hidden="true">{name}</span><span class="line-costs">{costs}</span></p>
            {Column::ALL.map(cell).into_iter().collect_view()}
            <div class="line-acts">
                {act("up", "↑", Say::MoveUp, Change::Up(key), Signal::derive(move || place.get() == 0))}
                {act("down", "↓", Say::MoveDown, Change::Down(key), Signal::derive(is_last))}
                {act("remove", "×", Say::RemoveLine, Change::Remove(key), only)}
            </div>
        </div>
    }
}

/// The id of one of a line's buttons.
pub(super) fn id_of_act(key: u32, what: &str) -> String {
    ["act-", &key.to_string(), "-", what].concat()
}

/// A field of a line with its label, and what is wrong with it.
#[component]
fn Cell(
    language: Language,
    line: u32,
    column: Column,
    value: String,
    place: Memo<usize>,
    report: Reported,
    is_composing: RwSignal<bool>,
) -> impl IntoView {
    let field = Field::Line(line, column);
    let problem = problem_of(field, report, is_composing);
    let invalid = move || problem.with(Option::is_some).then_some("true");
    let label = language.pick(column.label().0, column.label().1);
    let control = if column == Column::TaxPercent {
        let option = |(rate, (japanese, english)): (&'static str, super::super::words::Words)| {
            let is_chosen = rate == value;
            view! { <option class="option-name" value=rate selected=is_chosen>{language.pick(japanese, english)}</option> }
        };
        let options = RATES.into_iter().map(option).collect_view();
        view! {
            <select class="control" id=field.id() aria-describedby=field.id_of("error") aria-invalid=invalid>{options}</select>
        }
        .into_any()
    } else {
        let is_name = column == Column::Name;
        let from_item = move || {
            let is_first = is_name && place.get() == 0;
            is_first.then(|| language.pick("空欄なら商品名と同じ", "Blank: the item name"))
        };
        view! {
            <input
                class="control"
                id=field.id()
                type="text"
                inputmode=(column == Column::Quantity).then_some("numeric")
                value=value
                placeholder=from_item
                aria-describedby=field.id_of("error")
                aria-invalid=invalid
                spellcheck="false"
                autocapitalize="off"
            />
        }
        .into_any()
    };
    view! {
        <div class=["cell cell-", column.id()].concat()>
            <label class="label" for=field.id()>{label}</label>
            {control}
            <p class="wrong" id=field.id_of("error")>{problem}</p>
        </div>
    }
}
