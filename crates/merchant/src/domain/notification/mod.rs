//! What the gateway tells of a request, and what it is answered.

mod message;
mod verdict;

pub use message::{Notification, NotificationSubject};
pub use verdict::{Reason, Verdict};
