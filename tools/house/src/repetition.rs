//! Sentences: what a person reads, and where one is written down twice.

use crate::tree::Tree;
use std::{collections::BTreeMap, fmt, path::PathBuf};

/// From how many characters on a text with Japanese in it is a sentence, and from how many words on another one.
/// Shorter ones are words: two screens may use the same.
const CHARACTERS: usize = 8;
const WORDS: usize = 4;

/// A text that a person reads, and where it is written down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sentence {
    /// The text, without what does not make it another one: spaces around it, spaces that do not break, the full stop.
    pub text: String,
    /// The file.
    pub file: PathBuf,
    /// The line in the file, from 1.
    pub line: usize,
}

/// A sentence that is written down more than once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repetition {
    /// The text.
    pub text: String,
    /// Where it stands, ordered by file and line.
    pub places: Vec<(PathBuf, usize)>,
}

impl fmt::Display for Repetition {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "“{}” stands more than once:", self.text)?;
        self.places.iter().try_for_each(|(file, line)| write!(out, " {}:{line}", file.display()))
    }
}

/// Every sentence in the rooms named, once for each place.
pub(crate) fn sentences(tree: &Tree, rooms: &[&str]) -> Vec<Sentence> {
    let is_shown = |path: &[String]| path.first().is_some_and(|room| rooms.contains(&room.as_str()));
    let shown = tree.modules.iter().filter(|module| is_shown(&module.path));
    let all = shown.flat_map(|module| {
        module.literals.iter().filter_map(|literal| {
            let text = sentence(&literal.text)?;
            Some(Sentence { text, file: module.file.clone(), line: literal.line })
        })
    });
    all.collect()
}

/// Every sentence that stands more than once, those allowed left out.
#[must_use]
pub fn repetitions(sentences: &[Sentence], allowed: &[&str]) -> Vec<Repetition> {
    let mut places: BTreeMap<&str, Vec<(PathBuf, usize)>> = BTreeMap::new();
    for sentence in sentences {
        places.entry(&sentence.text).or_default().push((sentence.file.clone(), sentence.line));
    }
    let repeated = places.into_iter().filter(|(text, places)| places.len() > 1 && !allowed.contains(text));
    let told = repeated.map(|(text, mut places)| {
        places.sort();
        Repetition { text: text.to_owned(), places }
    });
    told.collect()
}

/// The text as it is compared; none for what is no sentence.
fn sentence(text: &str) -> Option<String> {
    let text = text.replace('\u{a0}', " ");
    let text = text.trim().trim_end_matches(['。', '.']);
    let is_sentence = if text.chars().any(is_japanese) {
        text.chars().count() >= CHARACTERS
    } else {
        let is_word = |word: &&str| word.chars().any(char::is_alphabetic);
        text.split_whitespace().filter(is_word).count() >= WORDS
    };
    is_sentence.then(|| text.to_owned())
}

/// Kana, ideographs, and the marks that stand with them.
fn is_japanese(character: char) -> bool {
    ('\u{3000}'..='\u{30ff}').contains(&character) || ('\u{4e00}'..='\u{9fff}').contains(&character)
}
