//! A shop's own words: some of the sentences said otherwise, and the service by the name that the shop's customers know.
//!
//! A server says them by what stands here, once for the whole process; in a browser `wording.js` does the same, by what
//! the page that the server printed has beside its data. What the law wants said can be said otherwise and not left out.

use super::locale::Language;
use super::sentence::checkout::Sentence;
use super::sentences::{Sentences, Text, places};
use super::texts::{Texts, all, reword};
use crate::json::Json;
use std::fmt;
use std::sync::OnceLock;

/// The longest name of a service, in characters.
pub const LONGEST_SERVICE_NAME: usize = 60;

static CHOSEN: OnceLock<Wording> = OnceLock::new();

/// The sentences and the service's name as a shop says them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wording {
    own: Option<Json>,
    /// In Japanese and English.
    service: [Option<String>; 2],
}

/// What is wrong with a shop's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where: `ja.checkout.title`.
    pub path: String,
    /// What to do about it.
    pub remedy: Remedy,
}

/// What to do about a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// It has to be an object.
    Object,
    /// A member that is no language has to go.
    Language,
    /// No sentence has this name.
    Name,
    /// It has to say something.
    Blank,
    /// It has to be one line.
    OneLine,
    /// It needs the places that the sentence has.
    Places,
    /// It is longer than any name.
    Shorter,
}

impl fmt::Display for Remedy {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Object => "has to be an object",
            Self::Language => "has to be \"ja\" or \"en\"",
            Self::Name => "no sentence has this name: sentences.json of the package lists them",
            Self::Blank => "has to say something: leave it out to keep our words",
            Self::OneLine => "has to be one line, without control characters",
            Self::Places => "needs the same ①, ② and so on as our words",
            Self::Shorter => "has to be a name of at most 60 characters",
        })
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.path, self.remedy)
    }
}

impl Wording {
    /// Reads a shop's words, `{ "ja": { "checkout.title": "…" }, "en": { … } }`, and what it calls the service, in Japanese
    /// and, if that is something else, in English.
    ///
    /// # Errors
    /// Everything that is wrong with them.
    pub fn read(own: Option<Json>, service: [Option<&str>; 2]) -> Result<Self, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        if let Some(own) = &own {
            check(own, &mut mistakes);
        }
        let mut name = |path: &str, name: Option<&str>| {
            let name = name?.trim();
            let remedy = if name.is_empty() {
                Remedy::Blank
            } else if name.contains(char::is_control) {
                Remedy::OneLine
            } else if name.chars().count() > LONGEST_SERVICE_NAME {
                Remedy::Shorter
            } else {
                return Some(name.to_owned());
            };
            mistakes.push(Mistake { path: path.to_owned(), remedy });
            None
        };
        let service = [name("service_name", service[0]), name("service_name_en", service[1])];
        if mistakes.is_empty() { Ok(Self { own, service }) } else { Err(mistakes) }
    }

    /// The shop's words as they were read, if it has any, for the page that a browser makes the same of.
    #[must_use]
    pub const fn own(&self) -> Option<&Json> {
        self.own.as_ref()
    }

    /// What the shop calls the service, in Japanese and English, where it says so.
    #[must_use]
    pub fn service(&self) -> [Option<&str>; 2] {
        [self.service[0].as_deref(), self.service[1].as_deref()]
    }

    /// A text with the service by the name that the shop says.
    #[must_use]
    pub fn named(&self, language: Language, text: &str) -> String {
        let [japanese, english] = self.service();
        let name = language.pick(japanese, english.or(japanese));
        let Some(name) = name else { return text.to_owned() };
        let services = services();
        // Piece by piece, because the new name may hold the old one.
        let mut named = String::new();
        let mut rest = text;
        while let Some((at, old)) = services.iter().filter_map(|old| Some((rest.find(old.as_str())?, old))).min() {
            named += &rest[..at];
            named += name;
            rest = &rest[at + old.len()..];
        }
        named + rest
    }

    /// Every sentence as the shop says it.
    fn texts(&self) -> Texts {
        Language::ALL.map(|language| {
            let own = self.own.as_ref().map(|own| own.get(language.tag()));
            let said = |text: &Text| {
                let own = own.and_then(|own| own.get(&outside(text.name)).text());
                let said = own.unwrap_or_else(|| text.in_language(language));
                // Once in the life of a process.
                &*self.named(language, said).leak()
            };
            all().map(said).collect()
        })
    }

    /// Says everything in these words from now on; `false` if others were chosen before, since a program speaks with one
    /// voice.
    pub fn choose(self) -> bool {
        reword(self.texts()) && CHOSEN.set(self).is_ok()
    }
}

/// The words that were chosen, if any were.
#[must_use]
pub fn chosen() -> Option<&'static Wording> {
    CHOSEN.get()
}

/// A text of the server's own pages with the service by the name that the shop says.
#[must_use]
pub fn named(language: Language, text: &str) -> String {
    chosen().map_or_else(|| text.to_owned(), |wording| wording.named(language, text))
}

/// What the sentences call the service, also where its name must not be torn apart at the end of a line.
fn services() -> [String; 4] {
    let Text { japanese, english, .. } = Sentence::ALL[Sentence::StatementShop.place()];
    [japanese.to_owned(), japanese.replacen(' ', "\u{a0}", 1), english.to_owned(), english.replacen(' ', "\u{a0}", 1)]
}

/// What every sentence is called, with its texts in Japanese and English, in their order.
pub fn names() -> impl Iterator<Item = (String, &'static Text)> {
    all().map(|text| (outside(text.name), text))
}

/// What a sentence is called outside: `Checkout.PayNote` is `checkout.pay_note`.
fn outside(name: &str) -> String {
    let mut outside = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && outside.ends_with(|before: char| before.is_ascii_lowercase()) {
            outside.push('_');
        }
        outside.push(letter.to_ascii_lowercase());
    }
    outside
}

fn check(own: &Json, mistakes: &mut Vec<Mistake>) {
    let mut refuse = |path: &str, remedy| mistakes.push(Mistake { path: path.to_owned(), remedy });
    let Json::Object(languages) = own else { return refuse("wording", Remedy::Object) };
    for (tag, texts) in languages {
        let Some(language) = Language::ALL.into_iter().find(|language| language.tag() == tag) else {
            refuse(tag, Remedy::Language);
            continue;
        };
        let Json::Object(texts) = texts else {
            refuse(tag, Remedy::Object);
            continue;
        };
        for (name, said) in texts {
            let written = all().find(|text| outside(text.name) == *name).map(|text| text.in_language(language));
            let remedy = match (written, said.text()) {
                (None, _) => Some(Remedy::Name),
                (Some(_), None) => Some(Remedy::Blank),
                (Some(written), Some(said)) => wrong(written, said),
            };
            if let Some(remedy) = remedy {
                refuse(&[tag, ".", name].concat(), remedy);
            }
        }
    }
}

fn wrong(written: &str, said: &str) -> Option<Remedy> {
    if said.trim().is_empty() {
        Some(Remedy::Blank)
    } else if said.contains(char::is_control) {
        Some(Remedy::OneLine)
    } else {
        (places(said) != places(written)).then_some(Remedy::Places)
    }
}

#[cfg(test)]
mod tests;
