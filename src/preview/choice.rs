//! What a designer has chosen, as it stands in the address: a link to a state is a link to exactly this picture.

use super::scene::{Scene, first, scenes};
use super::words::Words;
use crate::language::Language;

/// How wide the frame is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Width {
    /// As wide as there is room.
    Window,
    /// The narrowest that a page has to fit, 320 px.
    Narrow,
    /// A phone, 390 px.
    Phone,
    /// A PC, 1280 px.
    Pc,
}

/// Which colour scheme the page asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// The system's.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Width {
    pub(super) const ALL: [Self; 4] = [Self::Window, Self::Narrow, Self::Phone, Self::Pc];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Window => "window",
            Self::Narrow => "320",
            Self::Phone => "390",
            Self::Pc => "1280",
        }
    }

    pub(super) const fn name(self) -> Words {
        match self {
            Self::Window => ("自動", "Window"),
            Self::Narrow => ("320", "320"),
            Self::Phone => ("390", "390"),
            Self::Pc => ("1280", "1280"),
        }
    }
}

/// How large text is that follows the browser's setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TextSize {
    /// As it comes.
    Usual,
    /// Half as large again.
    Large,
    /// Twice as large.
    Double,
}

impl TextSize {
    pub(super) const ALL: [Self; 3] = [Self::Usual, Self::Large, Self::Double];

    /// It in per cent.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Usual => "100",
            Self::Large => "150",
            Self::Double => "200",
        }
    }
}

impl Scheme {
    pub(super) const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub(super) const fn name(self) -> Words {
        match self {
            Self::System => ("自動", "System"),
            Self::Light => ("ライト", "Light"),
            Self::Dark => ("ダーク", "Dark"),
        }
    }
}

/// One picture of the gallery.
#[derive(Clone, Copy)]
pub(super) struct Choice {
    /// The state.
    pub(super) scene: &'static Scene,
    /// The page's language.
    pub(super) language: Language,
    /// The frame's width.
    pub(super) width: Width,
    /// The size of text.
    pub(super) size: TextSize,
    /// The colour scheme.
    pub(super) scheme: Scheme,
    /// Without list and controls, as a shop's page would show it.
    pub(super) alone: bool,
    /// The form builder in place of a state.
    pub(super) builder: bool,
}

impl Choice {
    /// The names that it has in the address.
    const NAMES: [&str; 7] = ["view", "state", "language", "width", "size", "scheme", "alone"];

    /// Whether a part of an address is one of its own.
    pub(super) fn is_named(pair: &str) -> bool {
        let name = pair.trim_start_matches('?').split('=').next().unwrap_or_default();
        Self::NAMES.contains(&name)
    }

    /// Reads `?state=…&language=…&width=…&size=…&scheme=…&alone=true` or `?view=builder&language=…&scheme=…`. What is not
    /// there, or not known, is as it is first.
    pub(super) fn of_query(query: &str) -> Self {
        let value = |name: &str| {
            let pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
            pairs.filter(|(named, _)| *named == name).map(|(_, value)| value).next_back().unwrap_or_default()
        };
        let state = value("state");
        Self {
            scene: scenes().find(|scene| scene.id == state).unwrap_or(first()),
            language: Language::of_tag(value("language")),
            width: Width::ALL.into_iter().find(|width| width.word() == value("width")).unwrap_or(Width::Window),
            size: TextSize::ALL.into_iter().find(|size| size.word() == value("size")).unwrap_or(TextSize::Usual),
            scheme: Scheme::ALL.into_iter().find(|scheme| scheme.word() == value("scheme")).unwrap_or(Scheme::System),
            alone: value("alone") == "true",
            builder: value("view") == "builder",
        }
    }

    /// The address of this picture, relative to the page.
    pub(super) fn address(&self) -> String {
        let (name, value) = if self.builder { ("?view=", "builder") } else { ("?state=", self.scene.id) };
        let mut address = [name, value, "&language=", self.language.tag()].concat();
        for (name, value, usual) in [
            ("&width=", self.width.word(), Width::Window.word()),
            ("&size=", self.size.word(), TextSize::Usual.word()),
            ("&scheme=", self.scheme.word(), Scheme::System.word()),
            ("&alone=", if self.alone { "true" } else { "" }, ""),
        ] {
            if value != usual {
                address.push_str(name);
                address.push_str(value);
            }
        }
        address
    }

    /// Words in the page's language.
    pub(super) const fn say(&self, words: Words) -> &'static str {
        match self.language {
            Language::Japanese => words.0,
            Language::English => words.1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_back_to_its_picture() {
        for scene in scenes() {
            for (language, width, scheme, alone) in [
                (Language::Japanese, Width::Window, Scheme::System, false),
                (Language::English, Width::Phone, Scheme::Dark, true),
                (Language::English, Width::Narrow, Scheme::Light, false),
            ] {
                let size = if alone { TextSize::Double } else { TextSize::Usual };
                let choice = Choice { scene, language, width, size, scheme, alone, builder: false };
                let read = Choice::of_query(&choice.address());
                assert!(choice.address().split('&').all(Choice::is_named));
                assert_eq!(read.size, size);
                assert_eq!(read.scene.id, scene.id);
                assert_eq!((read.language, read.width, read.scheme, read.alone), (language, width, scheme, alone));
            }
        }
    }

    #[test]
    fn the_builder_has_an_address_of_its_own_and_leads_back_to_the_gallery() {
        let builder = Choice::of_query("?view=builder&language=en&scheme=dark");
        assert_eq!(builder.address(), "?view=builder&language=en&scheme=dark");
        assert!(Choice::of_query(&builder.address()).builder);
        let gallery = Choice { builder: false, ..builder };
        assert_eq!(gallery.address(), "?state=shop&language=en&scheme=dark");
    }

    #[test]
    fn what_is_unknown_is_the_demo_shop_in_japanese() {
        for query in ["", "?", "?state=nothing&language=fr&width=7&scheme=sepia&alone", "?state"] {
            let choice = Choice::of_query(query);
            assert_eq!(choice.address(), "?state=shop&language=ja", "{query}");
        }
    }
}
