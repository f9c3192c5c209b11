//! The screens: each a function of one state, drawn in a browser or printed on a server, and the same for both.
//!
//! Nothing here asks a browser for anything.

pub mod announcement;
pub mod checkout;
pub mod headings;
#[cfg(any(test, feature = "preview"))]
pub mod property;
pub mod recurring;
pub mod result;
pub mod subscriptions;
pub mod ui;
