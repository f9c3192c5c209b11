//! Turns an order into a signed request. Price, name and dates come from the shop's own record; the
//! browser only says what it showed, so that a payer never pays anything else than was on the
//! screen.

mod admission;
mod evidence;
mod request;
mod sign;

pub use admission::{asked_on, check};
pub use sign::sign;
