//! What is known about a payment when something is to be done with it.

use super::operation::{Channel, Operation};
use super::state::{PaymentState, SubscriptionState};
use crate::billing::{BillingMethod, Contract, SalesMethod};
use crate::date_time::YearMonth;
use crate::money::Yen;
use chrono::NaiveDate;

/// The facts about one payment: of one purchase, or of one month's or one billing's money under a subscription.
///
/// A fact that is `None` is not known; an operation that depends on it is refused for that reason, never guessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payment {
    /// The merchant's contract.
    pub contract: Contract,
    /// How it is billed.
    pub billing_method: BillingMethod,
    /// Its state.
    pub state: PaymentState,
    /// The state of the subscription it belongs to.
    pub subscription: SubscriptionState,
    /// The day of the purchase request: of this billing's own under a fixed-term contract, of the joining one under a
    /// recurring (simple) contract.
    pub requested: Option<NaiveDate>,
    /// The day of the settlement; with automatic sales the day of the purchase stands in for it.
    pub settled: Option<NaiveDate>,
    /// Recurring (simple): the month whose money this is.
    pub month: Option<YearMonth>,
    /// Fixed term / pay as you go: the day of the last payment under the contract, or of its application if there was none.
    pub last_payment: Option<NaiveDate>,
    /// The amount reserved.
    pub authorized_amount: Option<Yen>,
    /// The amount settled.
    pub settled_amount: Option<Yen>,
    /// The amount given back so far; `None` for nothing.
    pub refunded_amount: Option<Yen>,
}

/// Something that is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// What.
    pub operation: Operation,
    /// Where it is asked for.
    pub channel: Channel,
    /// The amount of a partial settlement or a partial refund; `None` asks whether any amount would do. Other operations
    /// do not look at it.
    pub amount: Option<Yen>,
    /// The day in Japan.
    pub today: NaiveDate,
}

impl Payment {
    /// A payment of which nothing has happened yet.
    #[must_use]
    pub const fn new(contract: Contract, billing_method: BillingMethod) -> Self {
        Self {
            contract,
            billing_method,
            state: PaymentState::NotStarted,
            subscription: SubscriptionState::Absent,
            requested: None,
            settled: None,
            month: None,
            last_payment: None,
            authorized_amount: None,
            settled_amount: None,
            refunded_amount: None,
        }
    }

    /// The day of the settlement; automatic sales settle at the purchase.
    pub(crate) fn settlement_day(&self) -> Option<NaiveDate> {
        match self.billing_method.sales_method() {
            SalesMethod::Automatic => self.settled.or(self.requested),
            SalesMethod::Specified => self.settled,
        }
    }

    /// How many yen the operation can be about at most; `None` if that is not known or the operation takes no amount.
    pub(crate) fn most(&self, operation: Operation) -> Option<u32> {
        match operation {
            Operation::PartialSettlement => self.authorized_amount.map(Yen::get),
            Operation::PartialRefund => {
                let refunded = self.refunded_amount.map_or(0, Yen::get);
                self.settled_amount.map(|settled| settled.get().saturating_sub(refunded))
            }
            _ => None,
        }
    }
}
