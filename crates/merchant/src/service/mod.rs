//! What the service does: sign, take a notification, bill, settle, end, record use, let staff write
//! down what they found. Knows the store and the domain, and neither HTML nor the environment.

pub mod address;
pub mod api_order;
pub mod audit;
pub mod billing;
pub mod checkout;
pub mod clock;
pub mod closing;
pub mod contract;
pub mod dispute;
pub mod evidence;
pub mod export;
pub mod gateway_api;
mod http_client;
pub mod judgement;
pub mod keys;
pub mod mail;
pub mod maintenance;
pub mod metrics;
pub mod notification;
pub mod ordering;
pub mod paging;
pub mod payment;
pub mod payment_preview;
pub mod persons;
pub mod probe;
pub mod problem;
pub mod readiness;
pub mod reconciliation;
pub mod returns;
pub mod search;
pub mod settings;
mod shop;
pub mod shown;
pub mod signing;
pub mod staff;
mod staff_deeds;
pub mod storefront;
pub mod subscription;
pub mod usage;
pub mod webhook;

pub use shop::Shop;
pub use staff_deeds::{
    StaffWish, cancel_order, change_payment, end_contract, lift_suspension, replace_links, written_down,
};
