//! Between the browser's custom elements and what they show: connect, attributes and property in, disconnect.
//!
//! `element.js` holds the class that a browser insists on; whatever it is told arrives here. Each element is built alone
//! (`tools/build-element.sh`), so that a page downloads what it uses.

#[cfg(any(test, feature = "checkout"))]
mod checkout;
mod page;
mod reading;
#[cfg(any(test, feature = "result"))]
mod result;
mod style;
#[cfg(any(test, feature = "subscriptions"))]
mod subscriptions;
mod watch;

#[cfg(any(test, feature = "checkout"))]
pub use checkout::CheckoutElement;
#[cfg(any(test, feature = "result"))]
pub use result::ResultElement;
#[cfg(any(test, feature = "subscriptions"))]
pub use subscriptions::SubscriptionsElement;
