//! Finds a payment, and everything that is on record of it.

use super::retry::waiting;
use crate::domain::api_order::sales_of;
use crate::domain::payment::{Action, Facts, PaymentCall, PaymentKind};
use crate::domain::plan::PlanTerms;
use crate::domain::reconciliation::Kind;
use crate::domain::subscription::Subscription;
use crate::store::database::Connection;
use crate::store::dispute::is_charged_back;
use crate::store::record::{Flag, Maybe, Whole, day, japan_day, month, wrong};
use crate::store::subscription::{By, find};
use crate::store::{Store, StoreError};
use chrono::Datelike;
use sbps::api::Function;
use sbps::billing::SalesMethod;
use sbps::date_time::YearMonth;
use sbps::identifier::TrackingId;
use sbps::money::Yen;
use sbps::schedule::Charge;
use sbps::verdict::Effect;
use std::collections::HashMap;

/// How a payment is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentName {
    /// The gateway's name for it, or the order's reference.
    pub name: String,
    /// The month, of a contract that the gateway bills.
    pub month: Option<YearMonth>,
    /// How one-time purchases become sales that no program ordered.
    pub sales: SalesMethod,
}

#[derive(sqlx::FromRow)]
struct CallRow {
    id: i64,
    order_reference: String,
    tracking_id: String,
    action: String,
    amount: Maybe,
    month: Option<String>,
    asked_at: i64,
    effect: Option<String>,
    code: Option<String>,
    detail: Option<String>,
    is_done: Option<i64>,
}

impl TryFrom<CallRow> for PaymentCall {
    type Error = StoreError;

    fn try_from(row: CallRow) -> Result<Self, StoreError> {
        let effects = [Effect::NothingDone, Effect::Done, Effect::Uncertain];
        let effect = |word: String| {
            effects.into_iter().find(|it| it.code() == word).ok_or_else(|| wrong(format!("effect {word:?}")))
        };
        Ok(Self {
            id: row.id,
            tracking_id: row.tracking_id,
            action: Action::from_name(&row.action).ok_or_else(|| wrong(format!("action {:?}", row.action)))?,
            amount: Option::<u32>::from(row.amount).map(Yen::new).transpose().map_err(wrong)?,
            month: row.month.as_deref().map(month).transpose()?,
            asked_at: row.asked_at,
            effect: row.effect.map(effect).transpose()?,
            code: row.code,
            detail: row.detail,
            found: row.is_done.map(|is_done| is_done != 0),
        })
    }
}

/// The calls about the payments of these orders, the oldest first; nothing of an order without any.
pub(in crate::store) async fn calls_of(
    connection: &mut Connection,
    orders: &[String],
) -> Result<HashMap<String, Vec<PaymentCall>>, StoreError> {
    let mut calls: HashMap<String, Vec<PaymentCall>> = HashMap::new();
    if orders.is_empty() {
        return Ok(calls);
    }
    let places: Vec<String> = (1..=orders.len()).map(|number| format!("${number}")).collect();
    let sql = format!(
        "SELECT k.id, k.order_reference, k.tracking_id, k.action, k.amount, k.month, k.asked_at, a.effect, a.code, \
         a.detail, f.is_done FROM payment_calls k LEFT JOIN payment_answers a ON a.call = k.id \
         LEFT JOIN payment_findings f ON f.call = k.id WHERE k.order_reference IN ({}) ORDER BY k.id",
        places.join(", ")
    );
    let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
    for order in orders {
        query = query.bind(order);
    }
    let rows: Vec<CallRow> = query.fetch_all(connection).await?;
    for row in rows {
        let order = row.order_reference.clone();
        calls.entry(order).or_default().push(PaymentCall::try_from(row)?);
    }
    Ok(calls)
}

#[derive(sqlx::FromRow)]
struct PaidRow {
    reference: String,
    amount: Whole,
    plan: Option<String>,
    requested_at: i64,
    tracking_id: Option<String>,
    sales: Option<String>,
    is_doubted: Flag,
}

/// Whether a name is one of the gateway's; an order's reference is longer.
fn is_tracking_id(name: &str) -> bool {
    TrackingId::new(name).is_ok()
}

/// The statement that finds a paid order; `$2` is the kind of an item that doubts a payment.
macro_rules! paid {
    ($which:literal) => {
        concat!(
            "SELECT o.reference, o.amount, o.plan, a.requested_at, a.tracking_id, p.sales, ",
            "EXISTS (SELECT 1 FROM reconciliation_items i WHERE i.subject_kind = 'order' ",
            "AND i.subject = o.reference AND i.kind = $2 AND i.closed_at IS NULL) AS is_doubted ",
            "FROM orders o JOIN attempts a ON a.order_id = o.paid_by ",
            "LEFT JOIN api_orders p ON p.reference = o.reference WHERE ",
            $which
        )
    };
}

/// The statement that finds a charge that was reserved; `$2` is the function that settles.
macro_rules! reserved {
    ($which:literal) => {
        concat!(
            "SELECT c.subscription, c.due_on, r.tracking_id, c.amount, c.begun_at, ",
            "(SELECT max(k.asked_at) FROM gateway_calls k WHERE k.subscription = c.subscription ",
            "AND k.due_on = c.due_on AND k.order_id IS NOT NULL) AS bought_at, ",
            "(SELECT max(k.asked_at) FROM gateway_calls k WHERE k.subscription = c.subscription ",
            "AND k.due_on = c.due_on AND k.function = $2) AS settled_at, ",
            "(SELECT o.outcome FROM charge_outcomes o WHERE o.subscription = c.subscription ",
            "AND o.due_on = c.due_on AND o.outcome <> 'reserved' ORDER BY o.id DESC LIMIT 1) AS outcome, ",
            "EXISTS (SELECT 1 FROM handed_over h WHERE h.subscription = c.subscription AND h.due_on = c.due_on) AS by_shop ",
            "FROM charge_outcomes r JOIN charges c ON c.subscription = r.subscription AND c.due_on = r.due_on ",
            "WHERE r.outcome = 'reserved' AND ",
            $which,
            " ORDER BY r.id LIMIT 1"
        )
    };
}

/// The payment of that name; `None` where there is none.
pub(super) async fn payment(connection: &mut Connection, named: &PaymentName) -> Result<Option<Facts>, StoreError> {
    let facts = match charge(connection, &named.name).await? {
        Some(facts) => Some(facts),
        None => order(connection, named).await?,
    };
    let Some(mut facts) = facts else { return Ok(None) };
    let order = facts.order_reference.clone();
    facts.calls = calls_of(&mut *connection, std::slice::from_ref(&order)).await?.remove(&order).unwrap_or_default();
    facts.retry = waiting(&mut *connection, facts.tracking_id.as_str(), facts.month()).await?;
    facts.is_charged_back = is_charged_back(connection, &facts).await?;
    Ok(Some(facts))
}

/// The payment of an order that was bought once, or of a month of the contract that it made.
async fn order(connection: &mut Connection, named: &PaymentName) -> Result<Option<Facts>, StoreError> {
    let sql = if is_tracking_id(&named.name) { paid!("a.tracking_id = $1") } else { paid!("o.reference = $1") };
    let row: Option<PaidRow> = sqlx::query_as(sql)
        .bind(&named.name)
        .bind(Kind::PaidReturnedByError.as_str())
        .fetch_optional(&mut *connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let terms: Option<PlanTerms> = row.plan.as_deref().map(serde_json::from_str).transpose().map_err(wrong)?;
    let tracking_id = |id: Option<&str>| {
        let id = id.ok_or_else(|| wrong("a payment without its name"))?;
        TrackingId::new(id).map_err(wrong)
    };
    let sales = row.sales.as_deref().map(|word| sales_of(word).ok_or_else(|| wrong(format!("sales method {word:?}"))));
    let facts = Facts {
        tracking_id: tracking_id(row.tracking_id.as_deref())?,
        order_reference: row.reference.clone(),
        kind: PaymentKind::OneTime(sales.transpose()?.unwrap_or(named.sales)),
        amount: Yen::new(row.amount.0).map_err(wrong)?,
        requested: japan_day(row.requested_at)?,
        is_doubted: row.is_doubted.0,
        is_missing: false,
        is_charged_back: false,
        calls: Vec::new(),
        retry: None,
    };
    match terms {
        None => Ok(Some(facts).filter(|_| named.month.is_none())),
        // Without a purchase by joining there is no payment that the order names.
        Some(PlanTerms::FixedTerm { .. }) => Ok(None),
        Some(PlanTerms::Simple { .. }) => {
            let Some(month) = named.month else { return Ok(None) };
            let contract = find(connection, By::Order, &row.reference).await?;
            let contract = contract.ok_or_else(|| wrong("an order of a plan without its contract"))?;
            let joined_on = contract.recurring.joined_on();
            if (month.year(), month.month()) < (joined_on.year(), joined_on.month()) {
                return Ok(None);
            }
            of_month(connection, facts, &contract, month).await.map(Some)
        }
    }
}

/// The money of a month of a contract that the gateway bills. It tells only the months that it
/// could not bill.
async fn of_month(
    connection: &mut Connection,
    facts: Facts,
    contract: &Subscription,
    month: YearMonth,
) -> Result<Facts, StoreError> {
    let schedule = contract.schedule().map_err(wrong)?;
    let of_month = |charge: &Charge| YearMonth::new(charge.date.year(), charge.date.month());
    let mut until = schedule.charges().take_while(|charge| of_month(charge).is_some_and(|it| it <= month));
    let charge = until.find(|charge| of_month(charge) == Some(month));
    let has_ended = contract.ends_on.is_some_and(|end| charge.is_some_and(|charge| charge.date > end));
    let failed: Flag = match charge {
        None => Flag(true),
        Some(charge) => {
            sqlx::query_scalar(
                "SELECT EXISTS (SELECT 1 FROM charge_outcomes WHERE subscription = $1 AND due_on = $2 \
                 AND outcome = 'failed')",
            )
            .bind(&contract.reference)
            .bind(charge.date.to_string())
            .fetch_one(connection)
            .await?
        }
    };
    Ok(Facts {
        kind: PaymentKind::Month(month),
        amount: contract.amount,
        requested: contract.recurring.joined_on(),
        is_missing: failed.0 || has_ended,
        ..facts
    })
}

#[derive(sqlx::FromRow)]
struct ChargeRow {
    subscription: String,
    due_on: String,
    tracking_id: Option<String>,
    amount: Whole,
    begun_at: i64,
    bought_at: Option<i64>,
    settled_at: Option<i64>,
    outcome: Option<String>,
    by_shop: Flag,
}

/// The payment of a charge of a contract that this service bills: by its own name, or by the order
/// where joining made it.
async fn charge(connection: &mut Connection, name: &str) -> Result<Option<Facts>, StoreError> {
    let sql = if is_tracking_id(name) {
        reserved!("r.tracking_id = $1")
    } else {
        // What was bought by joining is what the order names.
        reserved!(
            "EXISTS (SELECT 1 FROM settlements s JOIN subscriptions b ON b.reference = s.subscription \
             WHERE s.subscription = c.subscription AND s.due_on = c.due_on AND b.order_reference = $1)"
        )
    };
    let row: Option<ChargeRow> =
        sqlx::query_as(sql).bind(name).bind(Function::Settle.id()).fetch_optional(&mut *connection).await?;
    let Some(row) = row else { return Ok(None) };
    let contract = find(connection, By::Reference, &row.subscription).await?;
    let contract = contract.ok_or_else(|| wrong("a charge without its contract"))?;
    let settled = match row.outcome.as_deref() {
        Some("paid") => Some(row.settled_at.map_or_else(|| day(&row.due_on), japan_day)?),
        _ => None,
    };
    Ok(Some(Facts {
        tracking_id: TrackingId::new(row.tracking_id.as_deref().unwrap_or_default()).map_err(wrong)?,
        order_reference: contract.order_reference,
        kind: PaymentKind::Charge { settled, by_shop: row.by_shop.0 },
        amount: Yen::new(row.amount.0).map_err(wrong)?,
        requested: japan_day(row.bought_at.unwrap_or(row.begun_at))?,
        is_doubted: row.outcome.as_deref() == Some("unknown"),
        is_missing: row.outcome.as_deref() == Some("failed"),
        is_charged_back: false,
        calls: Vec::new(),
        retry: None,
    }))
}

impl Store {
    /// The payment of that name, with everything that is on record of it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn payment(&self, named: &PaymentName) -> Result<Option<Facts>, StoreError> {
        payment(&mut *self.readers.lend().await?, named).await
    }
}
