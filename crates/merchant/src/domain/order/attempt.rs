//! Requests to pay for an order.

use sbps::identifier::OrderId;

/// The most requests to pay for one order within [`ATTEMPTS_SECONDS`]. A payer who goes back and
/// forth stays far below.
pub const MOST_ATTEMPTS: u32 = 20;

/// The time, in seconds, in which requests to pay are counted.
pub const ATTEMPTS_SECONDS: i64 = 10 * 60;

/// What became of a new request to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// It is kept and can be handed out.
    Kept,
    /// The order was paid meanwhile.
    Paid,
    /// The shop withdrew it meanwhile.
    Withdrawn,
    /// There were [`MOST_ATTEMPTS`] already.
    TooMany {
        /// After how many seconds there is room again.
        retry_after: u32,
    },
}

/// Where a request to pay stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttemptState {
    /// Signed and handed out; what became of it is not known.
    Requested,
    /// The gateway said that it is paid.
    Paid,
    /// The gateway said that it is not.
    Failed,
    /// We refused the gateway's result.
    Refused,
}

/// One request to pay for an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// Its order id at the gateway.
    pub order_id: OrderId,
    /// The order.
    pub reference: String,
    /// Its name in the return addresses.
    pub token: String,
    /// Where it stands.
    pub state: AttemptState,
    /// Four digits that say why it failed.
    pub error_code: Option<String>,
    /// Where the browser came from: `success` with a right checksum; `cancel` or `error` by its own
    /// word. No proof that anything is paid.
    pub hint: Option<String>,
    /// The code with which the browser was sent back by error: what au said on the way, unproven.
    pub returned_code: Option<String>,
}

impl AttemptState {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Paid => "paid",
            Self::Failed => "failed",
            Self::Refused => "refused",
        }
    }

    /// The state of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let states = [Self::Requested, Self::Paid, Self::Failed, Self::Refused];
        states.into_iter().find(|state| state.as_str() == name)
    }
}
