//! The pages. They work without script; what a payer must see before ordering stands in them.

mod element;
pub(super) mod error;
pub(super) mod evidence;
mod frame;
pub(super) mod handoff;
pub(super) mod in_app;
pub(in crate::web) mod lost_link;
mod misread;
pub(super) mod order;
pub(super) mod reconciliation;
mod reconciliation_words;
pub(super) mod result;
pub(super) mod shop;
pub(super) mod staff;
mod staff_billing;
mod staff_cannot_pay;
pub(super) mod staff_dispute_parts;
pub(super) mod staff_disputes;
pub(super) mod staff_export;
mod staff_frame;
pub(super) mod staff_import;
mod staff_import_words;
pub(super) mod staff_log;
pub(super) mod staff_maintenance;
pub(super) mod staff_order;
mod staff_parts;
pub(super) mod staff_password;
pub(super) mod staff_payment;
pub(super) mod staff_search;
pub(super) mod staff_sign_in;
mod staff_words;
pub(super) mod subscription;
mod usage;

pub(super) use frame::{Module, Needed, STYLE};
