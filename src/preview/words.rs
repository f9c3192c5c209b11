//! What the preview itself says, in both languages.

/// Words in Japanese and in English.
pub(super) type Words = (&'static str, &'static str);
