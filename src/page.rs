//! The data of each page, one type each: what is shown, what is asked for, and what is answered.
//!
//! Everything is read with every problem at once, each with its path and code. No browser is needed for any of it: the
//! values come from whichever parser the caller has (`json`).

pub mod account;
pub mod answer;
pub mod day;
pub mod failure;
pub mod link;
pub mod maintenance;
pub mod moment;
pub mod order;
pub mod problem;
pub mod reader;
pub mod recurring;
#[cfg(any(feature = "preview", feature = "ssr"))]
pub mod remark;
pub mod report;
pub mod request;
pub mod subscription;
mod writer;

#[cfg(test)]
mod round_trip;
