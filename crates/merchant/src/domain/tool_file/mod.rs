//! A list that the gateway's management tool saves as a file: what its columns and words mean, what
//! its rows say, and what a row proves of an item of the reconciliation list. What is not certain
//! proves nothing.

mod format;
mod proof;
mod reading;

pub use format::{Names, ToolFormat, ToolState};
pub use proof::{Because, Known, OpenCall, Proof, prove};
pub use reading::{Damage, MOST_BYTES, MOST_ROWS, ToolFile, ToolRow, Unreadable, read};
