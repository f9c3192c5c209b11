//! Saying a sentence: all of them have one numbering, and their texts one place.
//!
//! A server has every list, and may say some of it in other words (`written`). A module that ships has the numbers alone:
//! the texts of one language are a file beside it, which is downloaded with it (`packed`).

#[cfg(all(target_family = "wasm", not(feature = "preview")))]
mod packed;
#[cfg(not(all(target_family = "wasm", not(feature = "preview"))))]
mod written;

use super::lists::first_of;
use super::locale::Language;
use super::sentences::Sentences;

#[cfg(all(target_family = "wasm", not(feature = "preview")))]
pub(crate) use packed::learn;
#[cfg(all(target_family = "wasm", not(feature = "preview")))]
use packed::text;
#[cfg(not(all(target_family = "wasm", not(feature = "preview"))))]
use written::text;
#[cfg(not(all(target_family = "wasm", not(feature = "preview"))))]
pub(super) use written::{Texts, all, reword};

impl Language {
    /// A sentence in this language.
    pub fn say<S: Sentences>(self, sentence: S) -> &'static str {
        text(self, const { first_of(S::LIST) }, sentence)
    }

    /// A sentence in this language, with ①, ② and so on in it replaced by `values`.
    ///
    /// One loop for every sentence with a number or a date in it: two ways of joining texts for each would be more
    /// bytes than the sentences.
    pub fn tell(self, sentence: impl Sentences, values: &[&str]) -> String {
        fill(self.say(sentence), values)
    }
}

/// The same loop for every list of sentences.
fn fill(sentence: &str, values: &[&str]) -> String {
    let mut text = String::new();
    for character in sentence.chars() {
        // What is no place wraps around to a number that no list has.
        match values.get((character as usize).wrapping_sub('①' as usize)) {
            Some(value) => text += value,
            None => text.push(character),
        }
    }
    text
}
