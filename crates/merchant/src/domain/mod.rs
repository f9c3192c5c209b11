//! What the service is about, as values and what may follow from them: orders, payments, contracts,
//! charges, plans. Pure: no clock, no database, no network; "today" and "now" are passed in. The
//! rules are those of `sbps`.

pub mod api_key;
pub mod api_order;
pub mod audit;
pub mod billing;
pub mod charge;
pub mod csv;
pub mod customer;
pub mod dispute;
pub mod event;
pub mod evidence;
pub mod language;
pub mod mail;
pub mod maintenance;
pub mod moment;
pub mod notification;
pub mod order;
pub mod order_number;
pub mod payment;
pub mod person;
pub mod plan;
pub mod product;
pub mod reconciliation;
pub mod reference;
pub mod staff;
pub mod subscription;
pub mod text;
pub mod timeline;
pub mod tool_file;
pub mod typed;
pub mod usage;
