//! Records what the gateway says became of a payment: once, whole, and never twice.
//!
//! Link type, A02-1: "the answer means recorded"; notifications can repeat (I), and each repetition
//! gets the answer of the first. One order is paid by at most one request, whichever is confirmed
//! first. When a second request of the same order is paid as well, it is answered `NG,`, which
//! stops its purchase at the gateway (official: codes 1301–1399), and kept: the attempt is
//! `refused` with its tracking id, the notification stands in the journal, the log has an error,
//! and the payer's result page says that only one payment counts. `notifications` is a journal of
//! every genuine delivery, so a repetition is one more row there and changes nothing else. What a
//! result means for a recurring contract is in `contract`, and for a request about one that there
//! is, in `request`.

mod contract;
mod judgement;
mod repair;
mod request;
mod unproven;

use super::order::paid_returned_by_error;
use super::reconciliation::{closing, open_item, opening};
use super::statement::Statement;
use super::{Store, StoreError};
use crate::domain::notification::{Notification, NotificationSubject, Reason, Verdict};
use crate::domain::reconciliation::{self, Kind, NewItem};
use crate::store::change::Change;
use crate::store::gate::Turn;
use crate::store::record::{Flag, Maybe, first_row, the_row};
use judgement::{Judgement, NotificationAnswer, refused};
use sbps::message::PaymentResult;
use sbps::message::code::{FIXED_TERM, ONE_TIME, SIMPLE_FIRST_MONTH_CHARGED};
use std::time::Duration;
use tokio::time::{Instant, timeout_at};

#[derive(sqlx::FromRow)]
struct AttemptRow {
    order_id: String,
    reference: String,
    state: String,
    tracking_id: Option<String>,
    hint: Option<String>,
    returned_code: Option<String>,
    updated_at: i64,
    requested_at: i64,
    item_id: String,
    item_name: String,
    /// What A01-1 asked for; `None` where D01-1 asked for a contract.
    #[sqlx(try_from = "Maybe")]
    amount: Option<u32>,
    #[sqlx(try_from = "Maybe")]
    tax: Option<u32>,
    customer_code: String,
    paid_by: Option<String>,
    withdrawn_at: Option<i64>,
    plan: Option<String>,
}

impl AttemptRow {
    /// Whether it is about what was asked for: a purchase with its amount, billed as the order is,
    /// or an application without one.
    fn is_about(&self, told: &Notification<'_>) -> bool {
        let same = told.agrees_with(&self.item_id, &self.customer_code);
        let codes = match self.plan.as_deref() {
            None => ONE_TIME,
            Some(terms) if contract::is_fixed_term(terms) => FIXED_TERM,
            Some(_) => SIMPLE_FIRST_MONTH_CHARGED,
        };
        same && match told.subject {
            NotificationSubject::Purchase { pay_type, amount, .. } => {
                // What is left blank contradicts nothing, but money is believed only where it is said.
                let is_billed_so = pay_type.is_empty() || pay_type == codes.pay_type;
                let is_amount = if told.outcome.result == PaymentResult::Ok {
                    amount.is_some() && amount == self.amount
                } else {
                    amount.is_none_or(|amount| self.amount == Some(amount))
                };
                is_amount && is_billed_so
            }
            NotificationSubject::Application { .. } => self.amount.is_none(),
            NotificationSubject::Renewal { .. } | NotificationSubject::Ending { .. } => false,
        }
    }

    /// What it says otherwise, although order, customer, item and amount are the same: the amount is
    /// what is taken, so that neither stops a purchase.
    fn differences(&self, told: &Notification<'_>) -> Vec<&'static str> {
        let mut differs = Vec::new();
        if !told.names_it(&self.item_name) {
            differs.push("item_name");
        }
        if let NotificationSubject::Purchase { tax: Some(tax), .. } = told.subject
            && Some(tax) != self.tax
        {
            differs.push("tax");
        }
        differs
    }

    fn judge(&self, told: &Notification<'_>) -> Judgement {
        let tracking_id = told.tracking_id();
        match told.outcome.result {
            PaymentResult::Ok if tracking_id.is_none() => refused(Reason::TrackingIdMissing, None),
            PaymentResult::Ok if self.state == "paid" => {
                let same = self.tracking_id.as_deref() == tracking_id;
                if same { (Verdict::Recorded, None) } else { refused(Reason::Contradicts, None) }
            }
            PaymentResult::Ok if self.paid_by.as_deref().is_some_and(|paid_by| Some(paid_by) != told.order_id) => {
                refused(Reason::PaidByAnother, Some("refused"))
            }
            PaymentResult::Ok if self.withdrawn_at.is_some() => refused(Reason::Withdrawn, Some("refused")),
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

/// How long after its arrival everything of a message is written, or nothing of it: the gateway waits a
/// few seconds for an answer, which is given within three.
const WITHIN: Duration = Duration::from_millis(2_800);

impl Store {
    /// Records a genuine result and the body it came in, in one transaction.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was recorded; the caller must not say otherwise.
    pub async fn record(&self, told: &Notification<'_>, body: &[u8], now: i64) -> Result<Verdict, StoreError> {
        let until = Instant::now() + WITHIN;
        let judged = async {
            // The write lock is taken first: two results of one order are judged one after the other.
            let question = asked_of_order(told);
            let (mut transaction, asked) = self.writer.begin_with(Turn::Notification, question.as_slice()).await?;
            let answered = if told.outcome.result.is_cancellation_notice() {
                contract::notice(&mut transaction, told, now).await?
            } else if let Some(asked) = first_row(&asked)? {
                result(&mut transaction, told, asked, now).await?
            } else {
                request::result(&mut transaction, told, now).await?
            };
            let number = keep(&mut transaction, Some(told), body, &answered, now).await?;
            transaction.ask_last().await?;
            Ok::<_, StoreError>((answered, transaction, number))
        };
        // What is not written by then is taken back. Whether a commit that was begun became true
        // cannot be taken back, so it is waited for.
        let (answered, transaction, number) = timeout_at(until, judged).await.map_err(|_| StoreError::Busy)??;
        self.commit_marking(transaction, number).await?;
        Ok(answered.verdict)
    }

    /// Keeps a genuine message that nothing can be done with, and puts it on the list.
    ///
    /// # Errors
    /// [`StoreError`] when it was not kept.
    pub async fn keep_refused(&self, body: &[u8], reason: Reason, now: i64) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Notification).await?;
        let number = keep(&mut change, None, body, &NotificationAnswer::refused(reason), now).await?;
        self.commit_marking(change, number).await
    }

    /// Makes a change true in which a message was kept, and marks how far the record has come. A number that is not known
    /// before is the one row that the end of the change tells.
    async fn commit_marking(&self, change: Change, number: Option<i64>) -> Result<(), StoreError> {
        let told = change.commit_telling().await?;
        let number = match number {
            Some(number) => number,
            None => {
                let (number,) = the_row(&told)?;
                number
            }
        };
        self.mark.saw(number);
        Ok(())
    }
}

/// One row of the journal: what arrived, as it came, and what it was answered. What somebody has to
/// look at comes onto the list, once however often it is repeated. Says its number then; otherwise the row is kept
/// for the end of the change, and tells it there.
async fn keep(
    change: &mut Change,
    told: Option<&Notification<'_>>,
    body: &[u8],
    answered: &NotificationAnswer,
    now: i64,
) -> Result<Option<i64>, StoreError> {
    let order_id = told.and_then(|told| told.order_id).unwrap_or_default();
    let sql = "INSERT INTO notifications (received_at, order_id, body, answer) VALUES ($1, $2, $3, $4) RETURNING id";
    let row = Statement::of(sql).bind(now).bind(order_id).bind(body).bind(&answered.verdict.answer());
    let (kind, detail) = match answered.verdict {
        Verdict::Refused(reason) => (reason.item(), reason.as_str().to_owned()),
        Verdict::Recorded if answered.differs.is_empty() => (None, String::new()),
        Verdict::Recorded => (Some(Kind::ResultDiffers), answered.differs.join(", ")),
    };
    let Some(kind) = kind else {
        change.last(row);
        return Ok(None);
    };
    let (id,): (i64,) = the_row(&row.rows(change).await?)?;
    let sql = "SELECT EXISTS (SELECT 1 FROM notifications WHERE order_id = $1 AND body = $2 AND id < $3)";
    let asked = sqlx::query_scalar(sql).bind(order_id).bind(body).bind(id);
    let Flag(is_repeated) = asked.fetch_one(&mut **change).await?;
    if !is_repeated {
        let item = NewItem {
            kind,
            subject: reconciliation::Subject::Notification(id),
            order_id: Some(order_id.to_owned()).filter(|id| !id.is_empty()),
            tracking_id: told.and_then(Notification::tracking_id).map(str::to_owned),
            detail,
        };
        // Told behind what became of the order.
        change.last(opening(&item, now));
    }
    Ok(Some(id))
}

/// Asks for the request to pay for an order, or to make its contract, that is answered; `None` where the answer is about a
/// contract that there is, or about nothing that was asked. Which message a request was is told by its order id, which no
/// two requests share: a message may leave its kind blank.
fn asked_of_order(told: &Notification<'_>) -> Option<Statement> {
    match (told.subject, told.order_id) {
        _ if told.outcome.result.is_cancellation_notice() => None,
        (NotificationSubject::Purchase { .. } | NotificationSubject::Application { .. }, Some(order_id)) => {
            Some(asked(order_id))
        }
        _ => None,
    }
}

/// Asks for the request of that order id to pay for an order, or to make its contract.
fn asked(order_id: &str) -> Statement {
    Statement::of(
        "SELECT a.order_id, a.reference, a.state, a.tracking_id, a.hint, a.returned_code, a.updated_at, \
         a.requested_at, o.item_id, o.item_name, a.amount, a.tax, o.customer_code, o.paid_by, o.withdrawn_at, o.plan \
         FROM attempts a JOIN orders o ON o.reference = a.reference WHERE a.order_id = $1",
    )
    .bind(order_id)
}

/// The result of a purchase, or of an application for a contract.
async fn result(
    transaction: &mut Change,
    told: &Notification<'_>,
    asked: AttemptRow,
    now: i64,
) -> Result<NotificationAnswer, StoreError> {
    let order_id = asked.order_id.as_str();
    if !asked.is_about(told) {
        return Ok(NotificationAnswer::refused(Reason::OrderDiffers));
    }
    let (mut verdict, mut state) = asked.judge(told);
    if let Some(terms) = asked.plan.as_deref() {
        if state == Some("paid") {
            let joining = contract::Joining {
                order: &asked.reference,
                order_id,
                terms,
                requested_at: asked.requested_at,
                amount: asked.amount,
            };
            if let Err(reason) = contract::activate(transaction, told, &joining, now).await? {
                (verdict, state) = refused(reason, Some("refused"));
            }
        } else if told.outcome.result == PaymentResult::Ng && asked.state == "paid" {
            let same = told.tracking_id().is_none_or(|id| asked.tracking_id.as_deref() == Some(id));
            if same && contract::month_not_billed(transaction, told, &asked.reference, now).await? {
                verdict = Verdict::Recorded;
            }
        }
    }
    if let Some(state) = state {
        let subject = reconciliation::Subject::Order(asked.reference.clone());
        let by = ("gateway", "its message came");
        transaction.last(closing(Kind::ReturnWithoutNotification, &subject, by, now));
        // It waited while the gateway gave up on us and sent the payer back; a word that came after
        // that return is the later one, and holds.
        if state == "paid" && asked.hint.as_deref() == Some("error") && asked.updated_at >= now {
            let tracking_id = told.tracking_id().map(str::to_owned);
            let code = asked.returned_code.as_deref();
            let item = paid_returned_by_error(asked.reference.clone(), order_id.to_owned(), tracking_id, code);
            open_item(transaction, &item, now).await?;
        }
        let attempt = Statement::of(
            "UPDATE attempts SET state = $1, tracking_id = coalesce($2, tracking_id), error_code = $3, updated_at = $4 \
             WHERE order_id = $5",
        )
        .bind(state)
        .bind(told.tracking_id())
        .bind(told.error_code())
        .bind(now)
        .bind(order_id);
        transaction.last(attempt);
        if state == "paid" {
            let order = Statement::of("UPDATE orders SET paid_by = $1 WHERE reference = $2");
            transaction.last(order.bind(order_id).bind(&asked.reference));
        }
    }
    Ok(NotificationAnswer { verdict, differs: asked.differences(told) })
}
