//! Between the browser's custom elements and what they show: connect, attributes and property in, disconnect.

#[cfg(feature = "checkout")]
mod checkout;
mod frame;
#[cfg(feature = "result")]
mod result;
#[cfg(feature = "subscriptions")]
mod subscriptions;

#[cfg(feature = "checkout")]
pub use checkout::CheckoutElement;
#[cfg(feature = "result")]
pub use result::ResultElement;
#[cfg(feature = "subscriptions")]
pub use subscriptions::SubscriptionsElement;
