//! The sentences, a list for each screen: a page downloads those of the screens it has.

pub(super) mod checkout;
#[cfg(feature = "ssr")]
pub(super) mod closing;
#[cfg(feature = "ssr")]
pub(super) mod mail;
pub(super) mod number;
pub(super) mod recurring;
#[cfg(any(feature = "preview", feature = "ssr"))]
pub(super) mod remark;
pub(super) mod result;
mod shared;
pub(super) mod subscriptions;
pub(super) mod time;
