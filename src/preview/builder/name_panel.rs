//! What becomes of the name while it is typed: its length, its characters, and what au's screens show of it.

use super::form::act;
use super::input::Input;
use super::name::{Length, Letter, letters, replaced};
use super::report::Report;
use super::terms;
use super::words::BuilderSentence as Say;
use crate::language::Language;
use crate::screen::ui::{NONE, attributed, element, plain, text};
use leptos::prelude::AnyView;
use sbps::text::recurring_name::{NameWarning, RecurringName, suggestions};
use sbps::text::{CharacterVerdict, ItemName, StatementPreview};

/// How many names are offered at once.
const MOST_NAMES: usize = 6;

/// Below the field of the name.
pub(super) fn name_panel(report: &Report) -> AnyView {
    let (language, name) = (report.language, report.draft.text(Input::Name));
    let letters = letters(name);
    let mut children = vec![counter(language, name)];
    if !letters.is_empty() {
        children.push(element("p", "letters", letters.iter().map(|letter| chip(language, letter)).collect()));
    }
    let wrong: Vec<_> = letters
        .iter()
        .enumerate()
        .filter(|(_, letter)| letter.verdict != CharacterVerdict::Accepted || letter.twin.is_some())
        .map(|(index, letter)| verdict(language, index, letter))
        .collect();
    if !wrong.is_empty() {
        children.push(element("ul", "verdicts", wrong));
    }
    if let Some(edit) = replaced(name) {
        children.push(act("act strong", "all", 0, vec![plain(&language.tell(Say::ReplaceAll, &[&edit.text]))]));
    }
    children.push(summary(language, name));
    element("div", "name-panel", children)
}

fn counter(language: Language, name: &str) -> AnyView {
    let length = Length::of(name);
    let over = length.bytes > ItemName::LONGEST;
    let count = |sentence, count: usize| language.tell(sentence, &[&count.to_string()]);
    element(
        "p",
        if over { "counter over" } else { "counter" },
        vec![
            text("strong", "count", &count(Say::Count, length.double_byte)),
            text("span", "count", &count(Say::Bytes, length.bytes)),
            text("span", "typed", &count(Say::Typed, length.characters)),
        ],
    )
}

/// A character in its colour; that one does not arrive is also told in the list.
fn chip(language: Language, letter: &Letter) -> AnyView {
    let fine = letter.verdict == CharacterVerdict::Accepted;
    let words = verdict_words(letter.verdict);
    let shown = if letter.text == " " { "␣" } else { visible(letter) };
    let attributes = [("title", language.say(words)), NONE, NONE, NONE, NONE];
    attributed("span", if fine { "chip" } else { "chip bad" }, attributes, vec![plain(shown)])
}

/// What can be seen of a character that shows nothing.
fn visible(letter: &Letter) -> &str {
    let invisible =
        |character: char| character.is_control() || matches!(character, '\u{200B}'..='\u{200F}' | '\u{FEFF}');
    if letter.text.chars().all(invisible) { "□" } else { &letter.text }
}

fn verdict(language: Language, index: usize, letter: &Letter) -> AnyView {
    let mut children = vec![
        text("span", "chip bad", visible(letter)),
        text("span", "verdict-words", language.say(verdict_words(letter.verdict))),
    ];
    children.push(match &letter.twin {
        Some(edit) if edit.text.is_empty() => act("act", "twin", index, vec![plain(language.say(Say::LeaveOut))]),
        Some(edit) => act("act", "twin", index, vec![plain(&language.tell(Say::Twin, &[&edit.text]))]),
        None => text("span", "no-twin", language.say(Say::NoTwin)),
    });
    element("li", "verdict", children)
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
fn summary(language: Language, name: &str) -> AnyView {
    let slip = |class, device: &str| {
        let preview = StatementPreview::of(name);
        let mut shown = vec![text("span", "slip-shown", preview.visible())];
        if !preview.hidden().is_empty() {
            let (before, after) = language.pick(("（表示されません：", "）"), (" (not shown: ", ")"));
            let cut = vec![text("span", "unseen", before), plain(preview.hidden()), text("span", "unseen", after)];
            shown.push(element("span", "slip-cut", cut));
        }
        let service = text("span", "slip-service", language.pick("au かんたん決済・摘要", "au Kantan Kessai, summary"));
        element("div", class, vec![text("span", "slip-device", device), service, element("span", "slip-name", shown)])
    };
    element("div", "slips", vec![slip("slip phone", language.pick("スマートフォン", "Phone")), slip("slip pc", "PC")])
}

/// Names made of the description and the timing, to choose from; nothing for a one-time purchase.
pub(super) fn names_panel(report: &Report) -> AnyView {
    let names = names(report);
    if names.is_empty() {
        return element("div", "names", Vec::new());
    }
    let language = report.language;
    let items = names.iter().enumerate().map(|(index, name)| {
        let hidden = name.as_str().strip_prefix(name.visible()).unwrap_or_default();
        let label = vec![text("span", "slip-shown", name.visible()), text("span", "slip-cut", hidden)];
        let warnings: Vec<_> = name.warnings().iter().map(|&warning| language.say(warning_words(warning))).collect();
        let mut children = vec![act("act name", "take", index, label)];
        if !warnings.is_empty() {
            children.push(text("span", "name-warning", &warnings.join(language.pick("・", "; "))));
        }
        element("li", "name-choice", children)
    });
    let heading =
        language.pick("商品名の候補（選ぶと商品名に入ります）", "Names to choose from (press one to take it)");
    element("div", "names", vec![text("p", "label", heading), element("ul", "name-list", items.collect())])
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
