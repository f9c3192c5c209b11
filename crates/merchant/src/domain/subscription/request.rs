//! Requests that a payer's browser posts about a contract that there is: to make it again, or to
//! leave it.

use crate::domain::plan::Recurring;
use sbps::identifier::{OrderId, TrackingId};

/// A request about a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractRequest {
    /// Its order id at the gateway.
    pub order_id: OrderId,
    /// The contract's reference.
    pub subscription: String,
    /// Its name in the return addresses.
    pub token: String,
    /// The gateway's name for the contract.
    pub contract: TrackingId,
    /// What is asked for.
    pub purpose: Purpose,
}

/// A request, and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnsweredRequest {
    /// The request.
    pub request: ContractRequest,
    /// What has become of it.
    pub standing: Standing,
    /// When it was handed out, in seconds since 1970-01-01T00:00:00Z.
    pub requested_at: i64,
    /// The gateway's code, if it was not done.
    pub error_code: Option<String>,
    /// Where the browser said it came from: not proof of anything.
    pub hint: Option<String>,
}

/// What has become of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The gateway has said nothing yet.
    Requested,
    /// It was done.
    Done,
    /// It was not done.
    Failed,
    /// The gateway said that it was done, and this shop that it must not be.
    Refused,
}

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To make the contract again, with these terms.
    Renew(Recurring),
    /// To leave it.
    Leave,
}
