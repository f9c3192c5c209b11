//! What each address does.

pub(super) mod billing;
pub(super) mod checkout;
pub(super) mod gateway;
pub(super) mod handoff;
pub(super) mod health;
pub(super) mod lost_link;
pub(super) mod policy;
pub(super) mod reconciliation;
pub(super) mod result;
pub(super) mod shop;
pub(super) mod staff;
pub(super) mod staff_billing;
pub(super) mod staff_disputes;
pub(super) mod staff_evidence;
pub(super) mod staff_export;
pub(super) mod staff_import;
pub(super) mod staff_keys;
pub(super) mod staff_log;
pub(super) mod staff_maintenance;
pub(super) mod staff_orders;
pub(super) mod staff_password;
pub(super) mod staff_payments;
pub(super) mod staff_sign_in;
pub(super) mod subscription;
pub(super) mod usage;
