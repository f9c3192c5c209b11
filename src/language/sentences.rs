//! How sentences are written down: Japanese and English side by side.
//!
//! Each screen has its own list, so that a page downloads the sentences of the screens it has.

use super::locale::Language;

/// One sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Its list and its name in it, as they stand in the source: `Checkout.PayNote`.
    pub name: &'static str,
    /// In Japanese.
    pub japanese: &'static str,
    /// In English.
    pub english: &'static str,
}

impl Text {
    /// A sentence with its name.
    pub(crate) const fn new(name: &'static str, (japanese, english): (&'static str, &'static str)) -> Self {
        Self { name, japanese, english }
    }

    /// It in that language.
    #[must_use]
    pub const fn in_language(&self, language: Language) -> &'static str {
        language.pick(self.japanese, self.english)
    }
}

/// The lists that there are, in the order in which all sentences are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// What every screen needs for amounts and dates.
    Number,
    /// The review.
    Checkout,
    /// Deadlines, maintenance and midnight on it.
    Time,
    /// Contracts.
    Recurring,
    /// What became of a payment.
    Result,
    /// The subscriber's page.
    Subscriptions,
    /// Mails.
    Mail,
    /// What a server says of the payment service while it is closed.
    Closing,
    /// What a merchant is told of an order's terms.
    Remark,
    /// The form builder of the preview, which speaks as it is written down.
    Builder,
}

/// A list of sentences.
pub trait Sentences: Copy {
    /// Which list it is.
    const LIST: List;
    /// Every sentence of it, in its order.
    const ALL: &'static [Text];

    /// The place of this sentence in the list.
    fn place(self) -> usize;
}

/// The places for values in a text, in order.
#[cfg(not(all(target_family = "wasm", not(feature = "preview"))))]
pub(crate) fn places(text: &str) -> Vec<char> {
    let mut places: Vec<char> = text.chars().filter(|it| ('①'..='⑨').contains(it)).collect();
    places.sort_unstable();
    places
}

/// Makes one enum of sentences; a sentence without either language does not compile. `Name = shared::NAME;` puts one into
/// the list that stands in several.
macro_rules! sentences {
    (
        $(#[$about:meta])* $visibility:vis $list:ident of $screen:ident;
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
            const LIST: crate::language::List = crate::language::List::$screen;
            const ALL: &'static [crate::language::Text] = &[$(
                crate::language::Text::new(
                    concat!(stringify!($screen), ".", stringify!($name)),
                    $(($japanese, $english))? $($shared)?
                ),
            )*];

            fn place(self) -> usize {
                self as usize
            }
        }

        #[cfg(test)]
        #[test]
        fn each_sentence_is_in_its_own_language() {
            for sentence in <$list as crate::language::Sentences>::ALL {
                let crate::language::Text { name, japanese, english } = *sentence;
                assert_eq!(japanese.trim(), japanese.trim_end_matches(' '), "{name}");
                assert_ne!(japanese.trim(), "", "{name}");
                assert_ne!(english.trim(), "", "{name}");
                assert_eq!(crate::language::sentences::places(japanese), crate::language::sentences::places(english), "{name}");
                let is_japanese = |character: char| ('\u{3000}'..='\u{9fff}').contains(&character);
                assert!(!english.chars().any(is_japanese), "{name}");
                // A line of a file each.
                assert!(![japanese, english].concat().contains(char::is_control), "{name}");
            }
        }
    };
}

pub(crate) use sentences;
