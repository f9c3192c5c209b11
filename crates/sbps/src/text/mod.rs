//! Characters, widths and names, as Shift_JIS carries them to the gateway.
//!
//! A browser posts a character outside Shift_JIS as the text `&#NNNN;` and rewrites three others without a warning; the
//! checksum is over UTF-8, so either breaks the order at the gateway. Names are therefore checked before anything is
//! signed, and each character that cannot travel comes with one that can, where there is one.

#[cfg(feature = "sign")]
pub(crate) mod code_page;
mod item_name;
mod kanji;
mod mixed_text;
pub mod recognition;
pub mod recurring_name;
mod safe_twin;
pub mod shift_jis;
mod table;

pub use item_name::{ItemName, StatementPreview};
#[cfg(target_family = "wasm")]
pub use kanji::learn_kanji;
pub use mixed_text::{MixedText, TextError, TextProblem};
pub use safe_twin::{safe_twin, with_safe_twins};
pub use shift_jis::{CharacterVerdict, is_accepted, width};
