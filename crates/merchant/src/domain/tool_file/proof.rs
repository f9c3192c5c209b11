//! What a row of the tool's file proves of an item of the reconciliation list: the same finding that
//! a person would write down who looks at it, or why it proves none.
//!
//! A file may be older than what was asked of the gateway since, so that a state which is as it was
//! before proves nothing about a call.

use super::format::ToolState;
use super::reading::ToolRow;
use crate::domain::payment::Action;
use crate::domain::reconciliation::{Finding, Kind, NewItem, Subject};
use crate::domain::staff::ChargeFinding;
use chrono::NaiveDate;
use sbps::identifier::TrackingId;

/// What the record holds of an item, beside the item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What was asked for in yen, where that is known.
    pub amount: Option<u32>,
    /// The gateway's name for the payment, where one is on record.
    pub tracking_id: Option<String>,
    /// Whether anything was asked about the payment from here.
    pub has_calls: bool,
    /// The call of which nobody knows whether it was carried out.
    pub call: Option<OpenCall>,
    /// The order id of the charge that is to be looked up.
    pub doubtful_charge: Option<String>,
}

/// A call of which nobody knows whether it was carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenCall {
    /// What was asked for.
    pub action: Action,
    /// The amount in yen that the payment has in the tool once it was carried out; `None` where a part is
    /// given back, or a month of a contract, which a row does not tell apart.
    pub amount: Option<u32>,
}

/// What is proven.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Of the item.
    Item(Finding),
    /// Of the charge that it is about.
    Charge(String, NaiveDate, ChargeFinding),
}

impl Proof {
    /// The word for it.
    #[must_use]
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Item(finding) => finding.as_str(),
            Self::Charge(_, _, ChargeFinding::Paid) => "charge_paid",
            Self::Charge(_, _, ChargeFinding::NotTaken) => "charge_not_taken",
        }
    }
}

/// Why an item stays open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// The tool has another amount than the record, or none that can be read.
    OtherAmount,
    /// Nobody has said what the word for its state means.
    StateUnknown,
    /// Two rows prove different things.
    RowsDisagree,
    /// It is closed already.
    ClosedAlready,
    /// The order id agrees and the tracking id does not, or the other way round.
    OtherPayment,
    /// It is paid, and the row has no tracking id of 14 digits.
    NoTrackingId,
    /// A row cannot decide an item of this kind: a person looks.
    ByPerson,
    /// What should not be paid is: it has to be cancelled or refunded.
    MoneyStands,
    /// The amount is only reserved.
    StillReserved,
    /// It was given back: a person decides what that means for the order.
    GivenBack,
    /// The row may be older than what was asked since.
    MayBeOlder,
    /// The day is still to come.
    DayToCome,
    /// The record contradicts it, or has changed since the preview.
    RecordContradicts,
    /// More are closed at once than one confirmation holds.
    TooMany,
}

impl Because {
    /// Every reason.
    pub const ALL: [Self; 14] = [
        Self::OtherAmount,
        Self::StateUnknown,
        Self::RowsDisagree,
        Self::ClosedAlready,
        Self::OtherPayment,
        Self::NoTrackingId,
        Self::ByPerson,
        Self::MoneyStands,
        Self::StillReserved,
        Self::GivenBack,
        Self::MayBeOlder,
        Self::DayToCome,
        Self::RecordContradicts,
        Self::TooMany,
    ];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OtherAmount => "other_amount",
            Self::StateUnknown => "state_unknown",
            Self::RowsDisagree => "rows_disagree",
            Self::ClosedAlready => "closed_already",
            Self::OtherPayment => "other_payment",
            Self::NoTrackingId => "no_tracking_id",
            Self::ByPerson => "by_person",
            Self::MoneyStands => "money_stands",
            Self::StillReserved => "still_reserved",
            Self::GivenBack => "given_back",
            Self::MayBeOlder => "may_be_older",
            Self::DayToCome => "day_to_come",
            Self::RecordContradicts => "record_contradicts",
            Self::TooMany => "too_many",
        }
    }
}

/// What a row proves of an item that has its order id or its tracking id.
///
/// # Errors
/// [`Because`] it proves nothing.
pub fn prove(item: &NewItem, known: &Known, row: &ToolRow, today: NaiveDate) -> Result<Proof, Because> {
    let differs = |ours: Option<&String>, theirs: &str| ours.is_some_and(|ours| !theirs.is_empty() && ours != theirs);
    let tracking_id = known.tracking_id.as_ref().or(item.tracking_id.as_ref());
    if differs(item.order_id.as_ref(), &row.order_id) || differs(tracking_id, &row.tracking_id) {
        return Err(Because::OtherPayment);
    }
    if row.day.is_some_and(|day| day > today) {
        return Err(Because::DayToCome);
    }
    let state = row.state.ok_or(Because::StateUnknown)?;
    if item.kind == Kind::PaymentUncertain {
        return of_call(known, row, state);
    }
    let amount = row.amount.ok_or(Because::OtherAmount)?;
    if known.amount.is_some_and(|known| known != amount) {
        return Err(Because::OtherAmount);
    }
    match item.kind {
        // Without an amount to compare, as of an application, nothing is certain.
        Kind::ReturnWithoutNotification | Kind::PaidReturnedByError | Kind::SaleUnsettled | Kind::ChargeUncertain
            if known.amount.is_none() =>
        {
            Err(Because::ByPerson)
        }
        Kind::ReturnWithoutNotification => match state {
            ToolState::Authorized | ToolState::Settled => {
                let paid = TrackingId::new(&row.tracking_id).map_err(|_| Because::NoTrackingId)?;
                Ok(Proof::Item(Finding::Paid(paid)))
            }
            ToolState::Cancelled | ToolState::Failed => Ok(Proof::Item(Finding::NotPaid)),
            ToolState::Refunded => Err(Because::GivenBack),
        },
        Kind::PaidReturnedByError => match state {
            ToolState::Authorized | ToolState::Settled if row.tracking_id.is_empty() => Err(Because::NoTrackingId),
            ToolState::Authorized | ToolState::Settled => Ok(Proof::Item(Finding::Settled)),
            // What was asked from here may be what cancelled it, and the payment stands on record then.
            ToolState::Cancelled | ToolState::Failed if known.has_calls => Err(Because::ByPerson),
            ToolState::Cancelled | ToolState::Failed => Ok(Proof::Item(Finding::NotPaid)),
            ToolState::Refunded => Err(Because::GivenBack),
        },
        Kind::SaleUnsettled => match state {
            ToolState::Settled | ToolState::Cancelled => Ok(Proof::Item(Finding::Settled)),
            ToolState::Authorized => Err(Because::StillReserved),
            ToolState::Refunded => Err(Because::GivenBack),
            ToolState::Failed => Err(Because::ByPerson),
        },
        // What was answered NG stands nowhere, or has to be cancelled by hand.
        Kind::SecondPayment | Kind::NotificationRefused => match state {
            ToolState::Cancelled | ToolState::Failed | ToolState::Refunded => Ok(Proof::Item(Finding::Settled)),
            ToolState::Authorized | ToolState::Settled => Err(Because::MoneyStands),
        },
        Kind::ChargeUncertain => of_charge(item, known, row, state),
        _ => Err(Because::ByPerson),
    }
}

/// Of a settlement, a cancellation or a refund that may have been carried out.
fn of_call(known: &Known, row: &ToolRow, state: ToolState) -> Result<Proof, Because> {
    let call = known.call.ok_or(Because::ByPerson)?;
    match (call.action, state) {
        (Action::Settle, ToolState::Settled)
        | (Action::Cancel, ToolState::Cancelled)
        | (Action::Refund, ToolState::Refunded) => {}
        _ => return Err(Because::MayBeOlder),
    }
    let amount = call.amount.ok_or(Because::ByPerson)?;
    if row.amount == Some(amount) { Ok(Proof::Item(Finding::Done)) } else { Err(Because::OtherAmount) }
}

/// Of a charge that may have been taken: by the order id of the last try, as every earlier one
/// certainly took nothing.
fn of_charge(item: &NewItem, known: &Known, row: &ToolRow, state: ToolState) -> Result<Proof, Because> {
    let Subject::Charge(reference, due_on) = &item.subject else { return Err(Because::ByPerson) };
    let order_id = known.doubtful_charge.as_ref().ok_or(Because::ByPerson)?;
    if *order_id != row.order_id {
        return Err(Because::OtherPayment);
    }
    let found = match state {
        ToolState::Settled => ChargeFinding::Paid,
        ToolState::Cancelled | ToolState::Failed => ChargeFinding::NotTaken,
        ToolState::Authorized => return Err(Because::StillReserved),
        ToolState::Refunded => return Err(Because::GivenBack),
    };
    Ok(Proof::Charge(reference.clone(), *due_on, found))
}

#[cfg(test)]
mod tests;
