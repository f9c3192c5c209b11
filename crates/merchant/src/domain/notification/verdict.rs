//! What a notification is answered.

use crate::domain::reconciliation::Kind;

/// What is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Recorded, now or before.
    Recorded,
    /// Not recorded, for this reason.
    Refused(Reason),
}

/// Why a notification is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The body is no form.
    Unreadable,
    /// The fields are not those of the message.
    Fields,
    /// The checksum is wrong.
    Checksum,
    /// It is genuine and does not say what became of the request in words that are known.
    Unintelligible,
    /// Another merchant's or service's.
    Account,
    /// No request has this order id.
    OrderUnknown,
    /// Item, amount or customer are not the order's.
    OrderDiffers,
    /// A paid result without the gateway's name for the payment.
    TrackingIdMissing,
    /// The order was paid by another request.
    PaidByAnother,
    /// The request was paid under another tracking id, or is said to have failed after it was paid.
    Contradicts,
    /// A cancellation notice for a contract that this shop does not have.
    NoContract,
    /// The shop withdrew the order before it was paid.
    Withdrawn,
    /// The customer has this plan already.
    AlreadySubscribed,
    /// The database did not record it; the gateway may send it again.
    NotRecorded,
}

impl Reason {
    /// The words behind `NG,`, in ASCII.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unreadable => "body is not a form",
            Self::Fields => "fields are not those of a result notification",
            Self::Checksum => "checksum does not match",
            Self::Unintelligible => "result cannot be understood",
            Self::Account => "merchant or service is not ours",
            Self::OrderUnknown => "order is unknown",
            Self::OrderDiffers => "item, amount or customer differ from the order",
            Self::TrackingIdMissing => "tracking id is missing",
            Self::PaidByAnother => "order is paid by another request",
            Self::Contradicts => "result contradicts the one recorded",
            Self::NoContract => "there is no such contract",
            Self::Withdrawn => "order was withdrawn",
            Self::AlreadySubscribed => "customer has this contract already",
            Self::NotRecorded => "not recorded",
        }
    }
}

impl Reason {
    /// As what it comes onto the reconciliation list: whatever is genuine and refused does, because
    /// the gateway may believe in a payment that this shop does not. `None` where the message is
    /// not proven to be the gateway's, or where nothing can be written down.
    #[must_use]
    pub const fn item(self) -> Option<Kind> {
        match self {
            Self::Unreadable | Self::Fields | Self::Checksum | Self::NotRecorded => None,
            Self::Unintelligible
            | Self::Account
            | Self::OrderUnknown
            | Self::OrderDiffers
            | Self::Withdrawn
            | Self::TrackingIdMissing => Some(Kind::NotificationRefused),
            Self::PaidByAnother | Self::AlreadySubscribed => Some(Kind::SecondPayment),
            Self::Contradicts => Some(Kind::ResultContradicts),
            Self::NoContract => Some(Kind::ContractUnknown),
        }
    }
}

impl Verdict {
    /// The one line of the answer.
    #[must_use]
    pub fn answer(self) -> String {
        match self {
            Self::Recorded => "OK,".to_owned(),
            Self::Refused(reason) => format!("NG,{}", reason.as_str()),
        }
    }
}
