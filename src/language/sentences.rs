//! How sentences are written down: Japanese and English side by side.
//!
//! Each screen has its own list, so that a page downloads the sentences of the screens it has.

use super::locale::Language;

/// A list of sentences.
pub trait Sentences: Copy {
    /// The text in a language.
    fn text(self, language: Language) -> &'static str;
}

impl Language {
    /// A sentence in this language.
    pub fn say(self, sentence: impl Sentences) -> &'static str {
        sentence.text(self)
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

/// Makes one enum of sentences; a sentence without either language does not compile. `Name = shared::NAME;` puts one into
/// the list that stands in several.
macro_rules! sentences {
    (
        $(#[$about:meta])* $visibility:vis $list:ident;
        $($name:ident $({ $japanese:literal $english:literal })? $(= $shared:path;)?)*
    ) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        $visibility enum $list {
            $(
                $(#[doc = $english])?
                $(#[doc = concat!("`", stringify!($shared), "`.")])?
                $name,
            )*
        }

        impl crate::language::Sentences for $list {
            fn text(self, language: crate::language::Language) -> &'static str {
                let (japanese, english) = match self {
                    $(Self::$name => $(($japanese, $english))? $($shared)?,)*
                };
                match language {
                    crate::language::Language::Japanese => japanese,
                    crate::language::Language::English => english,
                }
            }
        }

        #[cfg(test)]
        #[test]
        fn each_sentence_is_in_its_own_language() {
            for sentence in [$($list::$name,)*] {
                let text = |language| crate::language::Sentences::text(sentence, language);
                let japanese = text(crate::language::Language::Japanese);
                let english = text(crate::language::Language::English);
                assert_eq!(japanese.trim(), japanese.trim_end_matches(' '), "{sentence:?}");
                assert_ne!(japanese.trim(), "", "{sentence:?}");
                assert_ne!(english.trim(), "", "{sentence:?}");
                let places = |text: &str| {
                    let mut places: Vec<char> = text.chars().filter(|it| ('①'..='⑨').contains(it)).collect();
                    places.sort_unstable();
                    places
                };
                assert_eq!(places(japanese), places(english), "{sentence:?}");
                let is_japanese = |character: char| ('\u{3000}'..='\u{9fff}').contains(&character);
                assert!(!english.chars().any(is_japanese), "{sentence:?}");
            }
        }
    };
}

pub(crate) use sentences;
