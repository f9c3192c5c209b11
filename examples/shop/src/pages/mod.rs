//! The shop's pages.

mod catalogue;
mod frame;
mod mine;
mod purchase;

pub(crate) use catalogue::catalogue;
pub(crate) use frame::{Page, wrong};
pub(crate) use mine::mine;
pub(crate) use purchase::{Checkout, already, checkout, not_used, told, used, waiting};
