//! What is said without being asked: the status line, the busy state, and where the focus goes.

use crate::language::Language;

/// What there is to say.
pub struct Announcement {
    /// The language to say it in.
    pub language: Language,
    /// What the status line says.
    pub status: Option<&'static str>,
    /// Whether the status is worth a line on the screen too.
    pub status_is_visible: bool,
    /// Whether the payer waits for something.
    pub is_busy: bool,
    /// What takes the focus when it appears, as a selector.
    pub focus: Option<String>,
}
