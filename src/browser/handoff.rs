//! From the pressed button to au: ask the merchant's server for the signed request, check what came back, post the form.
//!
//! Nothing here decides by itself that an order is good: what is posted is what was displayed, to a destination on the
//! allow-list, or nothing at all. docs/page-contract.md, "Answer".

mod ask;
mod comparison;
mod destination;
mod latch;
mod post;
mod under_way;

#[cfg(any(feature = "checkout", feature = "subscriptions"))]
pub(crate) use ask::token;
pub(crate) use ask::{answer, ask};
pub(crate) use comparison::{check, check_about_contract, check_cancellation};
pub(crate) use destination::Destinations;
pub(crate) use latch::{Latch, Ticket};
pub(crate) use post::{blocked, post, target};
pub(crate) use under_way::UnderWay;
