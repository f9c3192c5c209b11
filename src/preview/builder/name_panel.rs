//! What becomes of the name while it is typed: its length, its characters, and what au's screens show of it.

use super::context::{EditName, Reported};
use super::input::Input;
use super::name::{Edit, Length, Letter, letters, replaced};
use super::report::Report;
use super::terms;
use super::words::BuilderSentence as Say;
use crate::language::Language;
use leptos::prelude::*;
use sbps::text::recurring_name::{NameWarning, RecurringName, suggestions};
use sbps::text::{CharacterVerdict, ItemName, StatementPreview};

/// How many names are offered at once.
const MOST_NAMES: usize = 6;

/// Below the field of the name.
#[component]
pub(super) fn NamePanel(report: Reported) -> impl IntoView {
    move || report.with(|report| name_panel(report.language, report.draft.text(Input::Name)))
}

fn name_panel(language: Language, name: &str) -> impl IntoView + use<> {
    let letters = letters(name);
    let chips: Vec<_> = letters.iter().map(|letter| chip(language, letter)).collect();
    let is_wrong = |letter: &&Letter| letter.verdict != CharacterVerdict::Accepted || letter.twin.is_some();
    let wrong: Vec<_> = letters.iter().filter(is_wrong).map(|letter| verdict(language, letter)).collect();
    let all = replaced(name).map(|edit| {
        let label = language.tell(Say::ReplaceAll, &[&edit.text]);
        view! { <EditButton class="act strong" what="all" edit>{label}</EditButton> }
    });
    view! {
        <div class="name-panel">
            {counter(language, name)}
            {(!chips.is_empty()).then(|| view! { <p class="letters">{chips}</p> })}
            {(!wrong.is_empty()).then(|| view! { <ul class="verdicts">{wrong}</ul> })}
            {all}
            <div class="slips">
                {slip(language, name, "slip phone", language.pick("スマートフォン", "Phone"))}
                {slip(language, name, "slip pc", "PC")}
            </div>
        </div>
    }
}

/// A button that puts an edit into the field of the name.
#[component]
fn EditButton(class: &'static str, what: &'static str, edit: Edit, children: Children) -> impl IntoView {
    let EditName(write) = expect_context();
    view! {
        <button class=class type="button" data-act=what on:click=move |_| write.run(edit.clone())>{children()}</button>
    }
}

fn counter(language: Language, name: &str) -> impl IntoView + use<> {
    let length = Length::of(name);
    let over = length.bytes > ItemName::LONGEST;
    let count = |sentence, count: usize| language.tell(sentence, &[&count.to_string()]);
    view! {
        <p class=if over { "counter over" } else { "counter" }>
            <strong class="count">{count(Say::Count, length.double_byte)}</strong>
            <span class="count">{count(Say::Bytes, length.bytes)}</span>
            <span class="typed">{count(Say::Typed, length.characters)}</span>
        </p>
    }
}

/// A character in its colour; that one does not arrive is also told in the list.
fn chip(language: Language, letter: &Letter) -> impl IntoView + use<> {
    let fine = letter.verdict == CharacterVerdict::Accepted;
    let shown = if letter.text == " " { "␣" } else { visible(letter) }.to_owned();
    view! {
        <span class=if fine { "chip" } else { "chip bad" } title=language.say(verdict_words(letter.verdict))>{shown}</span>
    }
}

/// What can be seen of a character that shows nothing.
fn visible(letter: &Letter) -> &str {
    let invisible =
        |character: char| character.is_control() || matches!(character, '\u{200B}'..='\u{200F}' | '\u{FEFF}');
    if letter.text.chars().all(invisible) { "□" } else { &letter.text }
}

fn verdict(language: Language, letter: &Letter) -> impl IntoView + use<> {
    let remedy = match letter.twin.clone() {
        Some(edit) => {
            let label = if edit.text.is_empty() {
                language.say(Say::LeaveOut).to_owned()
            } else {
                language.tell(Say::Twin, &[&edit.text])
            };
            view! { <EditButton class="act" what="twin" edit>{label}</EditButton> }.into_any()
        }
        None => view! { <span class="no-twin">{language.say(Say::NoTwin)}</span> }.into_any(),
    };
    view! {
        <li class="verdict">
            <span class="chip bad">{visible(letter).to_owned()}</span>
            <span class="verdict-words">{language.say(verdict_words(letter.verdict))}</span>
            {remedy}
        </li>
    }
}

const fn verdict_words(verdict: CharacterVerdict) -> Say {
    match verdict {
        CharacterVerdict::Accepted => Say::Arrives,
        CharacterVerdict::Rewritten => Say::Rewritten,
        CharacterVerdict::MachineDependent => Say::MachineDependent,
        CharacterVerdict::HalfWidthKana => Say::HalfWidthKana,
        CharacterVerdict::Control => Say::Control,
        CharacterVerdict::NotEncodable => Say::NotEncodable,
    }
}

/// The summary on au's screens: the first 16 characters, on a phone as on a PC.
fn slip(language: Language, name: &str, class: &'static str, device: &'static str) -> impl IntoView + use<> {
    let preview = StatementPreview::of(name);
    let hidden = (!preview.hidden().is_empty()).then(|| {
        let (before, after) = language.pick(("（表示されません：", "）"), (" (not shown: ", ")"));
        view! {
            <span class="slip-cut">
                <span class="unseen">{before}</span>
                {preview.hidden().to_owned()}
                <span class="unseen">{after}</span>
            </span>
        }
    });
    view! {
        <div class=class>
            <span class="slip-device">{device}</span>
            <span class="slip-service">{language.pick("au かんたん決済・摘要", "au Kantan Kessai, summary")}</span>
            <span class="slip-name"><span class="slip-shown">{preview.visible().to_owned()}</span>{hidden}</span>
        </div>
    }
}

/// Names made of the description and the timing, to choose from; nothing for a one-time purchase.
#[component]
pub(super) fn NamesPanel(report: Reported) -> impl IntoView {
    let list = move |report: &Report| {
        let (language, names) = (report.language, names(report));
        let end = u32::try_from(report.draft.text(Input::Name).encode_utf16().count()).unwrap_or(u32::MAX);
        let heading =
            language.pick("商品名の候補（選ぶと商品名に入ります）", "Names to choose from (press one to take it)");
        (!names.is_empty()).then(|| {
            let names = names.iter().map(|name| choice(language, name, end)).collect_view();
            view! { <p class="label">{heading}</p> <ul class="name-list">{names}</ul> }
        })
    };
    view! { <div class="names">{move || report.with(|report| list(report))}</div> }
}

/// A name to take in the place of the whole one, which ends there.
fn choice(language: Language, name: &RecurringName, end: u32) -> impl IntoView + use<> {
    let (shown, hidden) = (name.visible().to_owned(), name.as_str().strip_prefix(name.visible()));
    let hidden = hidden.unwrap_or_default().to_owned();
    let warnings: Vec<_> = name.warnings().iter().map(|&warning| language.say(warning_words(warning))).collect();
    let warnings = (!warnings.is_empty()).then(|| warnings.join(language.pick("・", "; ")));
    let edit = Edit { start: 0, end, text: name.as_str().to_owned() };
    view! {
        <li class="name-choice">
            <EditButton class="act name" what="take" edit>
                <span class="slip-shown">{shown}</span>
                <span class="slip-cut">{hidden}</span>
            </EditButton>
            {warnings.map(|warnings| view! { <span class="name-warning">{warnings}</span> })}
        </li>
    }
}

/// The names that the panel offers.
pub(super) fn names(report: &Report) -> Vec<RecurringName> {
    let Some(timing) = terms::timing(&report.draft) else { return Vec::new() };
    let mut names = suggestions(report.draft.text(Input::Description), timing).unwrap_or_default();
    names.truncate(MOST_NAMES);
    names
}

const fn warning_words(warning: NameWarning) -> Say {
    match warning {
        NameWarning::DescriptionShortened => Say::DescriptionShortened,
        NameWarning::TimingRepeated => Say::TimingRepeated,
        NameWarning::NumberCut => Say::NumberCut,
        NameWarning::TimingCut => Say::TimingCut,
        NameWarning::TimingHidden => Say::TimingHidden,
        _ => Say::DescriptionUnrecognisable,
    }
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::draft;
    use super::*;

    #[test]
    fn a_recurring_draft_is_offered_names_in_both_orders_that_it_can_take() {
        let changes = [(Input::Method, "fixed_term"), (Input::Description, "ワイン定期便")];
        let offered = names(&Report::of(draft(&changes), Language::Japanese));
        let texts: Vec<_> = offered.iter().map(RecurringName::as_str).collect();
        assert_eq!(texts[..2], ["ワイン定期便 毎月20日課金", "毎月20日課金 ワイン定期便"]);
        for text in texts {
            let taken = draft(&[(Input::Method, "fixed_term"), (Input::Name, text)]);
            assert!(Report::of(taken, Language::Japanese).order.is_some(), "{text}");
        }
    }

    #[test]
    fn a_one_time_purchase_and_an_impossible_timing_are_offered_no_name() {
        for changes in [vec![], vec![(Input::Method, "fixed_term"), (Input::Day, "32")]] {
            assert_eq!(names(&Report::of(draft(&changes), Language::Japanese)), []);
        }
    }
}
