//! The ways in which pictures are taken: every state in one, some states in the others.

use system_tests::gallery::Look;

/// Language, width and colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Way {
    /// Of its pictures.
    folder: &'static str,
    /// Of the page.
    pub(crate) language: &'static str,
    /// In CSS pixels, each of which is one of the picture.
    pub(crate) width: u32,
    /// What is asked for, apart from nothing that moves.
    pub(crate) look: Look,
}

impl Way {
    /// The file of a state's picture in its folder.
    pub(crate) fn file(&self, state: &str) -> String {
        format!("{}/{state}.png", self.folder)
    }
}

const DARK_STILL: Look = Look {
    name: "dark, reduced motion",
    features: &[("prefers-color-scheme", "dark"), ("prefers-reduced-motion", "reduce")],
};

/// For every state.
pub(crate) const EVERY: Way = Way { folder: "ja-390-light", language: "ja", width: 390, look: Look::STILL };

/// For those chosen.
pub(crate) const WAYS: [Way; 3] = [
    Way { folder: "ja-1280-light", language: "ja", width: 1280, look: Look::STILL },
    Way { folder: "ja-390-dark", language: "ja", width: 390, look: DARK_STILL },
    Way { folder: "en-390-light", language: "en", width: 390, look: Look::STILL },
];

/// One of each kind of screen: what is laid out otherwise on a PC, has colours of its own, or sentences of another length.
pub(crate) const CHOSEN: [&str; 11] = [
    "review-many_lines",
    "review-all_texts",
    "review-recurring_month_end",
    "leaving",
    "error-endpoint_slow",
    "result-paid",
    "result-failed",
    "result-confirming",
    "subscriptions-active",
    "subscriptions-question",
    "subscriptions-receipt",
];
