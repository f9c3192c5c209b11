//! The reconciliation list: what no program can decide, for every kind of payment. An item is
//! opened once for a thing and a reason, and closed once by a person or by a message that settles
//! it.

use chrono::NaiveDate;
use sbps::identifier::TrackingId;

/// Why something is on the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A charge of which nobody knows whether it was taken.
    ChargeUncertain,
    /// A charge of which it is certain that it was not taken by this program's doing, and that
    /// nothing will ask for again: it is to be looked into, and the payer may owe it.
    ChargeNotTaken,
    /// Due days that were passed over because nothing was billed for too long.
    ChargeMissed,
    /// A contract that the billing run cannot read.
    ContractUnreadable,
    /// A contract that has run its term and of which nobody knows whether it ended at the carrier.
    ContractEndUncertain,
    /// A genuine message of the gateway that was answered `NG,`: the gateway may know a payment that
    /// the record does not.
    NotificationRefused,
    /// A second payment of an order that is paid: answered `NG,`, which stops it at the gateway.
    SecondPayment,
    /// A genuine message says the opposite of one before it.
    ResultContradicts,
    /// A message was recorded although it names or taxes the purchase otherwise.
    ResultDiffers,
    /// The end of a contract that is not on record.
    ContractUnknown,
    /// The browser came back after success, and the gateway's word has not come in ten minutes.
    ReturnWithoutNotification,
    /// On record as paid, and the gateway sent the payer back by error: our answer may have been
    /// lost, and the purchase stopped.
    PaidReturnedByError,
    /// A simple contract whose last month is over, without the gateway's notice of its end.
    ContractPastLastMonth,
    /// A settlement, a cancellation or a refund of which nobody knows whether it was carried out:
    /// nothing else is asked about the order's payments until somebody has looked.
    PaymentUncertain,
    /// A reservation that is to be settled by the shop's word (specified sales), and soon cannot be
    /// any more: where the goods were sent, nobody pays for them.
    SaleUnsettled,
    /// A chargeback was received, and waits for the shop's answer.
    ChargebackToAnswer,
    /// The carrier asks about a payment, and waits for the shop's answer.
    InvestigationToAnswer,
    /// A mail to a payer that no server took: its payer does not know what it told of.
    MailNotDelivered,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 18] = [
        Self::ChargeUncertain,
        Self::ChargeNotTaken,
        Self::ChargeMissed,
        Self::ContractUnreadable,
        Self::ContractEndUncertain,
        Self::NotificationRefused,
        Self::SecondPayment,
        Self::ResultContradicts,
        Self::ResultDiffers,
        Self::ContractUnknown,
        Self::ReturnWithoutNotification,
        Self::PaidReturnedByError,
        Self::ContractPastLastMonth,
        Self::PaymentUncertain,
        Self::SaleUnsettled,
        Self::ChargebackToAnswer,
        Self::InvestigationToAnswer,
        Self::MailNotDelivered,
    ];

    /// The word in the database and in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChargeUncertain => "charge_uncertain",
            Self::ChargeNotTaken => "charge_not_taken",
            Self::ChargeMissed => "charge_missed",
            Self::ContractUnreadable => "contract_unreadable",
            Self::ContractEndUncertain => "contract_end_uncertain",
            Self::NotificationRefused => "notification_refused",
            Self::SecondPayment => "second_payment",
            Self::ResultContradicts => "result_contradicts",
            Self::ResultDiffers => "result_differs",
            Self::ContractUnknown => "contract_unknown",
            Self::ReturnWithoutNotification => "return_without_notification",
            Self::PaidReturnedByError => "paid_returned_by_error",
            Self::ContractPastLastMonth => "contract_past_last_month",
            Self::PaymentUncertain => "payment_uncertain",
            Self::SaleUnsettled => "sale_unsettled",
            Self::ChargebackToAnswer => "chargeback_to_answer",
            Self::InvestigationToAnswer => "investigation_to_answer",
            Self::MailNotDelivered => "mail_not_delivered",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// What an item is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// An order, by its reference.
    Order(String),
    /// A contract, by its reference.
    Contract(String),
    /// A charge, by its contract's reference and the day it was due.
    Charge(String, NaiveDate),
    /// A notification, by its number in the journal.
    Notification(i64),
    /// The billing run itself.
    Billing,
}

impl Subject {
    /// The word for its kind in the database.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Order(_) => "order",
            Self::Contract(_) => "contract",
            Self::Charge(..) => "charge",
            Self::Notification(_) => "notification",
            Self::Billing => "billing",
        }
    }

    /// The name by which the record finds it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Order(reference) | Self::Contract(reference) => reference.clone(),
            Self::Charge(reference, due_on) => format!("{reference}/{due_on}"),
            Self::Notification(id) => id.to_string(),
            Self::Billing => "run".to_owned(),
        }
    }

    /// The subject of that kind and name; `None` where the record holds none such.
    #[must_use]
    pub fn read(kind: &str, name: &str) -> Option<Self> {
        match kind {
            "order" => Some(Self::Order(name.to_owned())),
            "contract" => Some(Self::Contract(name.to_owned())),
            "charge" => {
                let (reference, due_on) = name.rsplit_once('/')?;
                Some(Self::Charge(reference.to_owned(), due_on.parse().ok()?))
            }
            "notification" => name.parse().ok().map(Self::Notification),
            "billing" => Some(Self::Billing),
            _ => None,
        }
    }
}

/// What a person found where the gateway's management tool, its mail or the carrier's says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finding {
    /// Nothing is left to do.
    Settled,
    /// It is paid under this tracking id.
    Paid(TrackingId),
    /// Nothing was paid.
    NotPaid,
    /// The contract ended on that day.
    Ended(NaiveDate),
    /// What was asked for was carried out.
    Done,
    /// It was not.
    NotDone,
}

impl Kind {
    /// What can be found, in words of the form, beside that it is settled: what the record is
    /// mended by.
    #[must_use]
    pub const fn findings(self) -> &'static [&'static str] {
        match self {
            Self::ReturnWithoutNotification => &["paid", "not_paid"],
            Self::PaidReturnedByError => &["not_paid"],
            Self::ContractPastLastMonth => &["ended"],
            Self::PaymentUncertain => &["done", "not_done"],
            Self::ChargeUncertain
            | Self::ChargeNotTaken
            | Self::ChargeMissed
            | Self::ContractUnreadable
            | Self::ContractEndUncertain
            | Self::NotificationRefused
            | Self::SecondPayment
            | Self::ResultContradicts
            | Self::ResultDiffers
            | Self::ContractUnknown
            | Self::SaleUnsettled
            | Self::ChargebackToAnswer
            | Self::InvestigationToAnswer
            | Self::MailNotDelivered => &[],
        }
    }

    /// Whether the item is closed by what is noted of its charge, contract or dispute, and not by itself.
    #[must_use]
    pub const fn is_noted_elsewhere(self) -> bool {
        matches!(
            self,
            Self::ChargeUncertain | Self::ContractEndUncertain | Self::ChargebackToAnswer | Self::InvestigationToAnswer
        )
    }
}

impl Finding {
    /// The word of the form.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Settled => "settled",
            Self::Paid(_) => "paid",
            Self::NotPaid => "not_paid",
            Self::Ended(_) => "ended",
            Self::Done => "done",
            Self::NotDone => "not_done",
        }
    }

    /// Whether it can be found of an item of that kind.
    #[must_use]
    pub fn fits(&self, kind: Kind) -> bool {
        // What is asked of a payment next depends on what was done.
        let is_enough = *self == Self::Settled && kind != Kind::PaymentUncertain;
        !kind.is_noted_elsewhere() && (is_enough || kind.findings().contains(&self.as_str()))
    }
}

/// Something that comes onto the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewItem {
    /// Why.
    pub kind: Kind,
    /// What it is about.
    pub subject: Subject,
    /// The order id by which the gateway's management tool finds it.
    pub order_id: Option<String>,
    /// The tracking id by which it finds it.
    pub tracking_id: Option<String>,
    /// What was seen.
    pub detail: String,
}

/// Something on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its number.
    pub id: i64,
    /// What it is.
    pub what: NewItem,
    /// Since when, in seconds since 1970-01-01T00:00:00Z.
    pub opened_at: i64,
    /// By whom and when it was closed, if it was.
    pub closed: Option<Closed>,
}

/// How an item was closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// When, in seconds since 1970-01-01T00:00:00Z.
    pub at: i64,
    /// By whom; `gateway` where a message of its did.
    pub by: String,
    /// What was found.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_back() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_name(kind.as_str()), Some(kind));
        }
        let day = NaiveDate::from_ymd_opt(2026, 12, 20).expect("a day");
        for subject in [
            Subject::Order("o-1".to_owned()),
            Subject::Contract("s-1".to_owned()),
            Subject::Charge("s/1".to_owned(), day),
            Subject::Notification(7),
            Subject::Billing,
        ] {
            assert_eq!(Subject::read(subject.kind(), &subject.name()), Some(subject));
        }
        for (kind, name) in [("charge", "s-1"), ("charge", "s-1/soon"), ("notification", "x"), ("parcel", "1")] {
            assert_eq!(Subject::read(kind, name), None, "{kind} {name}");
        }
    }
}
