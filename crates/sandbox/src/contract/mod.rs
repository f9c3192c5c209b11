//! Contracts and the charges made under them, as the gateway and the carrier keep them.
//!
//! Service specification, "Billing Methods" and "Payment Status Transition". Everything is kept in memory.

pub mod announcement;
pub mod billing;
pub mod ledger;
pub mod notice;
pub mod obstacle;
pub mod period;

use chrono::NaiveDate;
use notice::Notice;
use sbps::billing::PaymentSource;
use sbps::date_time::{JstDateTime, YearMonth};
use sbps::identifier::{CustomerCode, ItemId, OrderId, TrackingId};
use sbps::message::PurchaseRequest;
use sbps::money::Yen;
use sbps::text::ItemName;

/// The codes with which the next charge can be made to fail: over the limit, payer not valid, the payer's
/// circumstances, the payer's provider (C).
pub const ARMED_CODES: [&str; 5] = ["8297", "8281", "8670", "8671", "8672"];

/// One of these codes, of a text.
#[must_use]
pub fn armed_code(text: &str) -> Option<&'static str> {
    ARMED_CODES.into_iter().find(|known| *known == text)
}

/// A contract between a payer and the merchant.
#[derive(Clone, Debug)]
pub struct Contract {
    /// The gateway's name for it: that of the joining purchase, or of the application.
    pub tracking_id: TrackingId,
    /// Who pays.
    pub customer_code: CustomerCode,
    /// What for.
    pub item_id: ItemId,
    /// Its name.
    pub item_name: ItemName,
    /// Who bills, and when.
    pub method: Method,
    /// Where the money comes from.
    pub source: PaymentSource,
    /// When the payer agreed.
    pub joined: JstDateTime,
    /// How and when it ended.
    pub ended: Option<(Ending, JstDateTime)>,
    /// The code with which the next charge will fail.
    pub armed: Option<&'static str>,
    /// What the merchant was told about it after the joining.
    pub notices: Vec<Notice>,
}

/// Who bills, and when.
#[derive(Clone, Debug)]
pub enum Method {
    /// Recurring (simple): the gateway, on the first of every month after the one of joining.
    Simple {
        /// The joining purchase; the notices repeat its fields.
        request: Box<PurchaseRequest>,
        /// The last month to bill.
        last_charge_month: Option<YearMonth>,
    },
    /// Recurring (fixed term / pay as you go): the merchant's server.
    FixedTerm {
        /// The day of the last purchase, or of the application or its renewal while there is none (I).
        last_payment: NaiveDate,
    },
}

/// How a contract ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Through the merchant's pages or server.
    AtMerchant,
    /// At the carrier.
    AtCarrier,
    /// Its last month to bill is over.
    LastChargeMonth,
}

/// Where a contract stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It is billed, or can be.
    Active,
    /// It ended.
    Ended(Ending),
    /// Nothing was bought under it for 365 days.
    Expired,
}

impl Contract {
    /// Where it stands on a day.
    #[must_use]
    pub fn standing(&self, today: NaiveDate) -> Standing {
        match (&self.ended, &self.method) {
            (Some((ending, _)), _) => Standing::Ended(*ending),
            (None, Method::FixedTerm { last_payment }) if today > period::last_day_of_contract(*last_payment) => {
                Standing::Expired
            }
            _ => Standing::Active,
        }
    }

    /// Whether the gateway bills it.
    #[must_use]
    pub const fn is_simple(&self) -> bool {
        matches!(self.method, Method::Simple { .. })
    }
}

impl Standing {
    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Ended(Ending::AtMerchant) => "cancelled",
            Self::Ended(Ending::AtCarrier) => "cancelled_at_carrier",
            Self::Ended(Ending::LastChargeMonth) => "completed",
            Self::Expired => "expired",
        }
    }
}

/// Money that was asked for once.
#[derive(Clone, Debug)]
pub struct Charge {
    /// The gateway's name for it; the months of a simple contract share the contract's.
    pub tracking_id: TrackingId,
    /// The contract under which it was made.
    pub contract: Option<TrackingId>,
    /// The request that made it; the gateway's own billings repeat the joining purchase's.
    pub order_id: OrderId,
    /// The month that is billed, of a simple contract.
    pub month: Option<YearMonth>,
    /// The day of the purchase or the billing.
    pub on: NaiveDate,
    /// Yen, tax included.
    pub amount: Yen,
    /// Whether it is settled without being asked for.
    pub automatic: bool,
    /// The first day on which it can go back.
    pub refundable_from: NaiveDate,
    /// What became of it.
    pub status: Status,
}

/// What became of a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The payer's money is reserved.
    Authorised,
    /// It was taken.
    Settled {
        /// On this day.
        on: NaiveDate,
        /// So many yen.
        amount: u32,
        /// So many yen of them went back.
        refunded: u32,
    },
    /// The reservation was given up.
    Cancelled,
    /// It could not be billed.
    Failed {
        /// Four digits that say why.
        code: &'static str,
    },
}

impl Status {
    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Authorised => "authorised",
            Self::Settled { refunded: 0, .. } => "settled",
            Self::Settled { amount, refunded, .. } if refunded >= amount => "refunded",
            Self::Settled { .. } => "partially_refunded",
            Self::Cancelled => "cancelled",
            Self::Failed { .. } => "failed",
        }
    }
}
