//! Chargebacks and investigations in the record: rows that are only ever added, and the item of the
//! reconciliation list that waits for an answer.

use super::reconciliation::{close_item, open_item};
use super::record::{Flag, Whole, day, month as read_month, wrong};
use super::{Store, StoreError};
use crate::domain::dispute::{Dispute, DisputeKind, DisputeSource, DisputeState, NotDisputed, Notice, Step};
use crate::domain::payment::Facts;
use crate::domain::reconciliation::{Kind, NewItem, Subject};
use crate::domain::staff::Witness;
use crate::store::database::Connection;
use crate::store::gate::Turn;
use chrono::NaiveDate;
use kantan_checkout::page::day::write_month;
use sbps::date_time::YearMonth;
use sbps::identifier::TrackingId;
use sbps::money::Yen;
use std::collections::HashMap;

/// Which payment a dispute is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputedPayment {
    /// Its order.
    pub order_reference: String,
    /// Its name at the gateway.
    pub tracking_id: TrackingId,
    /// The month, of a contract that the gateway bills.
    pub month: Option<YearMonth>,
    /// What it was in yen: the most that can be in dispute.
    pub amount: Yen,
}

/// Which disputes are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DisputesWanted {
    /// Only this one.
    pub id: Option<i64>,
    /// Only those of this order.
    pub order: Option<String>,
    /// Only those that came before this one, the latest first.
    pub before: Option<i64>,
    /// Only of this kind.
    pub kind: Option<DisputeKind>,
    /// At most so many; `None` for all.
    pub most: Option<u32>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: i64,
    kind: String,
    source: String,
    order_reference: String,
    tracking_id: String,
    month: Option<String>,
    amount: Whole,
    received_on: String,
    answer_by: Option<String>,
    notice: String,
}

#[derive(sqlx::FromRow)]
struct StepRow {
    dispute: i64,
    state: String,
    on_day: String,
    said_by: String,
    note: String,
    at: i64,
}

fn of_row(row: Row, steps: Vec<Step>) -> Result<Dispute, StoreError> {
    let Row { id, kind, source, order_reference, tracking_id, month, amount, received_on, answer_by, notice } = row;
    let unreadable = || wrong(format!("dispute {id}: {kind:?} of {source:?}"));
    let month = month.as_deref().map(read_month).transpose()?;
    let notice = Notice {
        kind: DisputeKind::from_name(&kind).ok_or_else(unreadable)?,
        source: DisputeSource::from_name(&source).ok_or_else(unreadable)?,
        amount: Yen::new(amount.0).map_err(wrong)?,
        received_on: day(&received_on)?,
        answer_by: answer_by.as_deref().map(day).transpose()?,
        number: notice,
    };
    Ok(Dispute {
        id,
        order_reference,
        tracking_id: TrackingId::new(&tracking_id).map_err(wrong)?,
        month,
        notice,
        steps,
    })
}

async fn steps(connection: &mut Connection) -> Result<HashMap<i64, Vec<Step>>, StoreError> {
    let sql = "SELECT dispute, state, on_day, said_by, note, at FROM dispute_steps ORDER BY id";
    let rows: Vec<StepRow> = sqlx::query_as(sql).fetch_all(connection).await?;
    let mut steps: HashMap<i64, Vec<Step>> = HashMap::new();
    for StepRow { dispute, state, on_day, said_by, note, at } in rows {
        let state = DisputeState::from_name(&state).ok_or_else(|| wrong(format!("dispute state {state:?}")))?;
        let witness = Witness { by: said_by, note };
        steps.entry(dispute).or_default().push(Step { state, on: day(&on_day)?, witness, at });
    }
    Ok(steps)
}

async fn find(connection: &mut Connection, wanted: &DisputesWanted) -> Result<Vec<Dispute>, StoreError> {
    let sql = "SELECT id, kind, source, order_reference, tracking_id, month, amount, received_on, answer_by, notice \
               FROM disputes WHERE ($1 IS NULL OR id = $1) AND ($2 IS NULL OR order_reference = $2) AND id < $3 \
               AND ($4 IS NULL OR kind = $4) ORDER BY id DESC LIMIT $5";
    let rows: Vec<Row> = sqlx::query_as(sql)
        .bind(wanted.id)
        .bind(wanted.order.as_deref())
        .bind(wanted.before.unwrap_or(i64::MAX))
        .bind(wanted.kind.map(DisputeKind::as_str))
        .bind(wanted.most.map_or(i64::MAX, i64::from))
        .fetch_all(&mut *connection)
        .await?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let mut steps = steps(connection).await?;
    rows.into_iter()
        .map(|row| {
            let steps = steps.remove(&row.id).unwrap_or_default();
            of_row(row, steps)
        })
        .collect()
}

/// Whether a chargeback of a payment stands.
pub(super) async fn is_charged_back(connection: &mut Connection, facts: &Facts) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM disputes d JOIN dispute_steps t ON t.dispute = d.id \
               WHERE d.order_reference = $1 AND d.tracking_id = $2 AND coalesce(d.month, '') = $3 \
               AND t.state = 'fixed' AND NOT EXISTS (SELECT 1 FROM dispute_steps w WHERE w.dispute = d.id \
               AND w.state = 'withdrawn'))";
    let stands: Flag = sqlx::query_scalar(sql)
        .bind(&facts.order_reference)
        .bind(facts.tracking_id.as_str())
        .bind(facts.month().map(write_month).unwrap_or_default())
        .fetch_one(connection)
        .await?;
    Ok(stands.0)
}

const fn item_kind(kind: DisputeKind) -> Kind {
    match kind {
        DisputeKind::Chargeback => Kind::ChargebackToAnswer,
        DisputeKind::Investigation => Kind::InvestigationToAnswer,
    }
}

/// Has the list hold what waits for an answer of that kind about that order, and nothing else.
async fn keep_list(
    change: &mut Connection,
    order: &str,
    kind: DisputeKind,
    witness: &Witness,
    now: i64,
) -> Result<(), StoreError> {
    let wanted = DisputesWanted { order: Some(order.to_owned()), kind: Some(kind), ..DisputesWanted::default() };
    let disputes = find(change, &wanted).await?;
    let waiting = disputes.iter().filter(|it| it.state() == DisputeState::Received);
    // What is to be answered first.
    let first = waiting.min_by_key(|it| (it.notice.answer_by.unwrap_or(NaiveDate::MAX), it.id));
    let (kind, subject) = (item_kind(kind), Subject::Order(order.to_owned()));
    let Some(first) = first else {
        close_item(change, kind, &subject, (&witness.by, &witness.note), now).await?;
        return Ok(());
    };
    let mut detail = format!("{} yen", first.notice.amount.get());
    if let Some(last) = first.notice.answer_by {
        detail.push_str(&format!("; answer by {last}"));
    }
    let tracking_id = Some(first.tracking_id.as_str().to_owned());
    open_item(change, &NewItem { kind, subject, order_id: None, tracking_id, detail }, now).await?;
    Ok(())
}

async fn add_step(change: &mut Connection, dispute: i64, step: &Step) -> Result<(), StoreError> {
    let sql = "INSERT INTO dispute_steps (dispute, state, on_day, said_by, note, at) VALUES ($1, $2, $3, $4, $5, $6)";
    sqlx::query(sql)
        .bind(dispute)
        .bind(step.state.as_str())
        .bind(step.on.to_string())
        .bind(&step.witness.by)
        .bind(&step.witness.note)
        .bind(step.at)
        .execute(change)
        .await?;
    Ok(())
}

impl Store {
    /// Writes down a notice about a payment; the dispute's number.
    ///
    /// # Errors
    /// [`StoreError`] when nothing is written. The inner one is that it cannot be: more would be in
    /// dispute than was paid, or an investigation of the payment is open.
    pub async fn add_dispute(
        &self,
        of: &DisputedPayment,
        notice: &Notice,
        witness: &Witness,
        now: i64,
    ) -> Result<Result<i64, NotDisputed>, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let (order, kind) = (of.order_reference.clone(), Some(notice.kind));
        let wanted = DisputesWanted { order: Some(order), kind, ..DisputesWanted::default() };
        let mut disputes = find(&mut change, &wanted).await?;
        disputes.retain(|it| it.tracking_id == of.tracking_id && it.month == of.month);
        match notice.kind {
            DisputeKind::Chargeback => {
                let stand = disputes.iter().filter(|it| it.state() != DisputeState::Withdrawn);
                let taken: u32 = stand.map(|it| it.notice.amount.get()).fold(0, u32::saturating_add);
                let left = of.amount.get().saturating_sub(taken);
                if notice.amount.get() > left {
                    return Ok(Err(NotDisputed::TooMuch(left)));
                }
            }
            DisputeKind::Investigation if disputes.iter().any(Dispute::is_open) => {
                return Ok(Err(NotDisputed::OpenAlready));
            }
            DisputeKind::Investigation if notice.amount > of.amount => {
                return Ok(Err(NotDisputed::TooMuch(of.amount.get())));
            }
            DisputeKind::Investigation => {}
        }
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO disputes (kind, source, order_reference, tracking_id, month, amount, received_on, answer_by, \
             notice) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
        )
        .bind(notice.kind.as_str())
        .bind(notice.source.as_str())
        .bind(&of.order_reference)
        .bind(of.tracking_id.as_str())
        .bind(of.month.map(write_month))
        .bind(i64::from(notice.amount.get()))
        .bind(notice.received_on.to_string())
        .bind(notice.answer_by.map(|day| day.to_string()))
        .bind(&notice.number)
        .fetch_one(&mut *change)
        .await?;
        let (state, on, witness) = (DisputeState::Received, notice.received_on, witness.clone());
        let step = Step { state, on, witness, at: now };
        add_step(&mut change, id, &step).await?;
        keep_list(&mut change, &of.order_reference, notice.kind, &step.witness, now).await?;
        change.commit().await?;
        Ok(Ok(id))
    }

    /// Writes down what became of a dispute.
    ///
    /// # Errors
    /// [`StoreError`] when nothing is written. The inner one is that it cannot become that.
    pub async fn add_dispute_step(&self, id: i64, step: &Step) -> Result<Result<(), NotDisputed>, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let wanted = DisputesWanted { id: Some(id), ..DisputesWanted::default() };
        let Some(dispute) = find(&mut change, &wanted).await?.pop() else { return Ok(Err(NotDisputed::Unknown)) };
        let stands = dispute.state();
        if !stands.next(dispute.notice.kind).contains(&step.state) {
            return Ok(Err(NotDisputed::NotFrom(stands)));
        }
        if step.on < dispute.notice.received_on {
            return Ok(Err(NotDisputed::NoSuchDay));
        }
        add_step(&mut change, id, step).await?;
        keep_list(&mut change, &dispute.order_reference, dispute.notice.kind, &step.witness, step.at).await?;
        change.commit().await?;
        Ok(Ok(()))
    }

    /// The disputes that are wanted, the latest first.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn disputes(&self, wanted: &DisputesWanted) -> Result<Vec<Dispute>, StoreError> {
        find(&mut *self.readers.lend().await?, wanted).await
    }

    /// How many wait for an answer, and of how many of them the last day for it lies before `today`.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn dispute_counts(&self, today: Option<NaiveDate>) -> Result<(i64, i64), StoreError> {
        let sql = "SELECT count(*), coalesce(sum(CASE WHEN d.answer_by < $1 THEN 1 ELSE 0 END), 0) FROM disputes d \
                   WHERE NOT EXISTS (SELECT 1 FROM dispute_steps t WHERE t.dispute = d.id AND t.state <> 'received')";
        let today = today.map(|day| day.to_string()).unwrap_or_default();
        Ok(sqlx::query_as(sql).bind(today).fetch_one(&mut *self.readers.lend().await?).await?)
    }
}
