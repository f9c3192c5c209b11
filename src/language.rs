//! The two languages of every page, and everything that depends on which is shown.
//!
//! Every sentence, amount and date that a payer reads is written down here, once: the elements show it, and servers
//! print it. Japanese comes first, here as on the screen; no sentence can exist in one language only. Nothing here knows
//! what a page is about.

mod amount;
mod digits;
mod lists;
mod locale;
mod moment;
mod sentence;
pub(crate) mod sentences;
mod texts;
#[cfg(not(all(target_family = "wasm", not(feature = "preview"))))]
pub mod wording;

pub use amount::{amount, tax_contained};
pub use digits::padded;
pub use locale::Language;
pub use moment::{day, deadline, moment, month, wait, weekday};
pub use sentence::checkout::Sentence;
#[cfg(feature = "ssr")]
pub use sentence::closing::ClosingSentence;
#[cfg(feature = "ssr")]
pub use sentence::mail::MailSentence;
pub use sentence::number::NumberSentence;
pub use sentence::recurring::RecurringSentence;
#[cfg(any(feature = "preview", feature = "ssr"))]
pub use sentence::remark::RemarkSentence;
pub use sentence::result::ResultSentence;
pub use sentence::subscriptions::SubscriptionSentence;
pub use sentence::time::TimeSentence;
pub use sentences::{List, Sentences, Text};
#[cfg(all(target_family = "wasm", not(feature = "preview")))]
pub(crate) use texts::learn;
