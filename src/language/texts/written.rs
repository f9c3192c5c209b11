//! The texts of a server, of the preview and of tests: the lists as they are written down, or in a shop's own words.

use crate::language::lists::LISTS;
use crate::language::locale::Language;
use crate::language::sentences::{Sentences, Text};
use std::sync::OnceLock;

/// Every text, Japanese and English, by its number.
pub(in crate::language) type Texts = [Vec<&'static str>; 2];

/// The texts in a shop's own words.
static TEXTS: OnceLock<Texts> = OnceLock::new();

/// Every sentence, in the order of the numbers.
pub(in crate::language) fn all() -> impl Iterator<Item = &'static Text> {
    LISTS.iter().copied().flatten()
}

/// The text of a sentence whose list begins with that number.
pub(super) fn text<S: Sentences>(language: Language, first: usize, sentence: S) -> &'static str {
    let reworded = TEXTS.get().and_then(|texts| texts[language as usize].get(first + sentence.place()));
    reworded.copied().unwrap_or_else(|| S::ALL[sentence.place()].in_language(language))
}

/// Says everything in these words from now on; `false` if others were chosen before.
pub(in crate::language) fn reword(texts: Texts) -> bool {
    TEXTS.set(texts).is_ok()
}
