//! Records what the gateway says became of a payment: once, whole, and never twice.
//!
//! Link type, A02-1: "the answer means recorded"; notifications can repeat (I), and each repetition gets the answer of
//! the first. One order is paid by at most one request, whichever is confirmed first. When a second request of the same
//! order is paid as well, it is answered `NG,`, which stops its purchase at the gateway (official: codes 1301–1399), and
//! kept: the attempt is `refused` with its tracking id, the notification stands in the journal, the log has an error,
//! and the payer's result page says that only one payment counts. `notifications` is a journal of every genuine
//! delivery, so a repetition is one more row there and changes nothing else.

use super::{Store, StoreError};
use sbps::message::{PaymentResult, ResultMessage};

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
            Self::Account => "merchant or service is not ours",
            Self::OrderUnknown => "order is unknown",
            Self::OrderDiffers => "item, amount or customer differ from the order",
            Self::TrackingIdMissing => "tracking id is missing",
            Self::PaidByAnother => "order is paid by another request",
            Self::Contradicts => "result contradicts the one recorded",
            Self::NoContract => "there is no such contract",
            Self::NotRecorded => "not recorded",
        }
    }
}

impl Reason {
    /// Whether the gateway may believe in a payment that this shop does not: somebody has to look.
    #[must_use]
    pub const fn needs_a_look(self) -> bool {
        matches!(
            self,
            Self::OrderUnknown
                | Self::OrderDiffers
                | Self::TrackingIdMissing
                | Self::PaidByAnother
                | Self::Contradicts
                | Self::NotRecorded
        )
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

#[derive(sqlx::FromRow)]
struct Asked {
    reference: String,
    state: String,
    tracking_id: Option<String>,
    item_id: String,
    item_name: String,
    amount: u32,
    tax: u32,
    customer_code: String,
    paid_by: Option<String>,
}

impl Asked {
    fn is_about(&self, message: &ResultMessage) -> bool {
        let echoed = &message.echoed;
        echoed.item_id.as_str() == self.item_id
            && echoed.item_name.as_str() == self.item_name
            && echoed.customer_code.as_str() == self.customer_code
            && echoed.amount.is_some_and(|amount| amount.get() == self.amount)
            && echoed.tax.is_some_and(|tax| tax.get() == self.tax)
    }

    /// What to answer, and the state that the attempt gets.
    fn judge(&self, message: &ResultMessage, order_id: &str) -> (Verdict, Option<&'static str>) {
        let tracking_id = message.outcome.tracking_id.as_ref().map(|id| id.as_str());
        let refused = |reason, state| (Verdict::Refused(reason), state);
        match message.outcome.result {
            PaymentResult::Ok if tracking_id.is_none() => refused(Reason::TrackingIdMissing, None),
            PaymentResult::Ok if self.state == "paid" => {
                let same = self.tracking_id.as_deref() == tracking_id;
                if same { (Verdict::Recorded, None) } else { refused(Reason::Contradicts, None) }
            }
            PaymentResult::Ok if self.paid_by.as_deref().is_some_and(|paid_by| paid_by != order_id) => {
                refused(Reason::PaidByAnother, Some("refused"))
            }
            PaymentResult::Ok => (Verdict::Recorded, Some("paid")),
            PaymentResult::Ng if self.state == "paid" => refused(Reason::Contradicts, None),
            PaymentResult::Ng if self.state == "failed" => (Verdict::Recorded, None),
            PaymentResult::Ng => (Verdict::Recorded, Some("failed")),
            PaymentResult::CancelledRecurring
            | PaymentResult::CancelledAtCarrier
            | PaymentResult::LastChargeMonthReached => refused(Reason::NoContract, None),
        }
    }
}

impl Store {
    /// Records a genuine result and the body it came in, in one transaction.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was recorded; the caller must not say otherwise.
    pub async fn record(&self, message: &ResultMessage, body: &[u8], now: i64) -> Result<Verdict, StoreError> {
        let order_id = message.echoed.order_id.as_str();
        // The write lock is taken first: two results of one order are judged one after the other.
        let mut transaction = self.pool.begin_with("BEGIN IMMEDIATE").await?;
        let asked: Option<Asked> = sqlx::query_as(
            "SELECT a.reference, a.state, a.tracking_id, o.item_id, o.item_name, o.amount, o.tax, o.customer_code, \
             o.paid_by FROM attempts a JOIN orders o ON o.reference = a.reference WHERE a.order_id = ?",
        )
        .bind(order_id)
        .fetch_optional(&mut *transaction)
        .await?;
        let (verdict, state) = match &asked {
            None => (Verdict::Refused(Reason::OrderUnknown), None),
            Some(asked) if !asked.is_about(message) => (Verdict::Refused(Reason::OrderDiffers), None),
            Some(asked) => asked.judge(message, order_id),
        };
        if let (Some(asked), Some(state)) = (&asked, state) {
            let outcome = &message.outcome;
            let error_code = Some(outcome.error_code.as_str()).filter(|code| !code.is_empty());
            sqlx::query(
                "UPDATE attempts SET state = ?, tracking_id = coalesce(?, tracking_id), error_code = ?, updated_at = ? \
                 WHERE order_id = ?",
            )
            .bind(state)
            .bind(outcome.tracking_id.as_ref().map(|id| id.as_str()))
            .bind(error_code)
            .bind(now)
            .bind(order_id)
            .execute(&mut *transaction)
            .await?;
            if state == "paid" {
                sqlx::query("UPDATE orders SET paid_by = ? WHERE reference = ?")
                    .bind(order_id)
                    .bind(&asked.reference)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        sqlx::query("INSERT INTO notifications (received_at, order_id, body, answer) VALUES (?, ?, ?, ?)")
            .bind(now)
            .bind(order_id)
            .bind(body)
            .bind(verdict.answer())
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(verdict)
    }
}
