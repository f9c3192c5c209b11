//! What nobody knows and a person has to look up in the gateway's management tool; and what that
//! person found.
//!
//! There is no inquiry function for au, so a contract or a charge whose outcome is unknown stays so
//! until somebody has looked. What they found is added to what is on record; nothing of it is
//! changed.

use super::subscription::Subscription;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A contract in state `unknown`.
#[derive(Clone, Debug)]
pub struct DoubtfulContract {
    /// The contract.
    pub subscription: Subscription,
    /// The order id of the request that made it.
    pub order_id: Option<String>,
    /// What happened to it.
    pub events: Vec<Event>,
}

/// A charge of unknown outcome; or one for use that was reserved and whose settlement was refused,
/// so that it is not certain whether what was used may be billed again.
#[derive(Clone, Debug)]
pub struct DoubtfulCharge {
    /// The contract.
    pub subscription: Subscription,
    /// The day it was due.
    pub due_on: NaiveDate,
    /// What it was to take.
    pub amount: u32,
    /// Its order id at the gateway.
    pub order_id: String,
    /// When the purchase was asked for, in seconds since 1970-01-01T00:00:00Z.
    pub begun_at: i64,
    /// The gateway's name for the payment and when it was reserved, if that is known: then its
    /// settlement was asked for.
    pub reserved: Option<(String, i64)>,
    /// The code with which the settlement was refused, if it was.
    pub refused: Option<String>,
    /// What happened to the contract.
    pub events: Vec<Event>,
}

/// Something that happened to a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What.
    pub what: String,
    /// More about it.
    pub detail: Option<String>,
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
}

/// What the management tool says of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContractFinding {
    /// It has ended.
    Ended,
    /// It is still in force.
    StillActive,
}

/// What the management tool says of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeFinding {
    /// It was taken.
    Paid,
    /// It was not.
    NotTaken,
}

/// Who looked, and what there is to say about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The name of who looked.
    pub by: String,
    /// A note.
    pub note: String,
}

/// A finding as it stands in the record, in the detail of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// What the tool says.
    pub says: String,
    /// The day of the charge, where it is about one.
    pub on: Option<NaiveDate>,
    /// Who looked.
    pub by: String,
    /// The note.
    pub note: String,
}

/// A note and what it is about.
#[derive(Clone, Debug)]
pub struct Noted {
    /// The note.
    pub note: Note,
    /// The item's name.
    pub item_name: String,
    /// The gateway's name for the contract.
    pub tracking_id: String,
    /// When it was written, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
}

/// The event of a note about a contract.
pub const CONTRACT_LOOKED_UP: &str = "contract_looked_up";
/// The event of a note about a charge.
pub const CHARGE_LOOKED_UP: &str = "charge_looked_up";
