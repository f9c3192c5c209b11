//! What happens when, one process for each element.

#[cfg(feature = "checkout")]
pub(crate) mod checkout;
#[cfg(feature = "result")]
pub(crate) mod result;
#[cfg(feature = "subscriptions")]
pub(crate) mod subscriptions;
