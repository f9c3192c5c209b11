//! Orders that a shop's own program makes: what is kept of each beside the order itself.
//!
//! A program says everything that a payer reads: the lines, the terms, whom to ask. All of it is
//! read with every problem at once ([`read`]) and frozen when the order is made.

mod contact;
mod goods;
mod line;
mod member;
mod members;
mod reading;
mod recurring;
mod refusal;
mod sent;
mod setting;

pub use contact::Contact;
pub use goods::{ApiOrder, Goods, sales_of, sales_word};
pub use line::Line;
pub use reading::{OrderRequest, read};
pub use refusal::{CODES, Refusal};
pub use setting::Setting;
