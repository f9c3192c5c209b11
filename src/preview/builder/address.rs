//! The draft in the address of the page.

use super::super::address;
use super::super::choice::Choice;
use super::super::theme::Theme;
use super::draft::Draft;
use super::input::Input;
use super::lines::Lines;
use crate::language::Language;

/// The name of the lines in the address.
const LINES: &str = "lines";

/// The draft that the address holds; what is not in it is as the form opens.
pub(super) fn draft(language: Language) -> Draft {
    let value = |input: Input| {
        let options = input.options();
        let is_known = |kept: &String| options.is_empty() || options.iter().any(|(option, _)| option == kept);
        let kept = address::value(input.id()).filter(is_known);
        kept.unwrap_or_else(|| input.initial(language).to_owned())
    };
    let lines = address::value(LINES).and_then(|text| Lines::of_text(&text));
    Draft::of(value, lines.unwrap_or_else(Lines::initial))
}

/// Keeps the draft in the address and in the page's links, and the looks with it.
pub(super) fn keep(choice: &Choice, draft: &Draft, theme: &Theme) {
    let typed = draft.changes(choice.language).into_iter().map(|(input, text)| (input.id(), text.to_owned()));
    let lines = (draft.lines != Lines::initial()).then(|| (LINES, draft.lines.to_text()));
    let beside: Vec<_> = typed.chain(lines).chain(theme.pairs()).collect();
    address::keep(choice, &beside);
}
