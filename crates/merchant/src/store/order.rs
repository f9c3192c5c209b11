//! Orders and the requests to pay for them.

use super::reconciliation::open_item;
use super::record::{Flag, Whole, the_row, wrong};
use super::statement::Statement;
use super::{Store, StoreError, evidence, subscription};
use crate::domain::api_order::{ApiOrder, sales_of};
use crate::domain::language::Language;
use crate::domain::order::{ATTEMPTS_SECONDS, Admission, Attempt, AttemptState, MOST_ATTEMPTS, Order, Requested};
use crate::domain::reconciliation::{Kind, NewItem, Subject};
use crate::domain::subscription::Subscription;
use crate::store::gate::Turn;
use kantan_checkout::print::evidence::Evidence;
use sbps::identifier::{CustomerCode, ItemId, OrderId};
use sbps::money::{Tax, Yen};
use sbps::text::ItemName;

/// A request to pay that is to be kept.
#[derive(Clone, Debug)]
pub struct NewAttempt<'a> {
    /// The order.
    pub reference: &'a str,
    /// The request at the gateway.
    pub order_id: &'a OrderId,
    /// Its name in the return addresses.
    pub token: &'a str,
    /// What it asks for; one by D01-1 asks for no amount.
    pub requested: Option<Requested>,
    /// What its payer agrees to, where that is known.
    pub evidence: Option<Evidence>,
}

#[derive(sqlx::FromRow)]
pub(super) struct OrderRow {
    reference: String,
    language: String,
    product: String,
    #[sqlx(try_from = "i64")]
    quantity: u32,
    item_id: String,
    item_name: String,
    #[sqlx(try_from = "i64")]
    amount: u32,
    #[sqlx(try_from = "i64")]
    tax: u32,
    customer_code: String,
    created_at: i64,
    expires_at: i64,
    paid_by: Option<String>,
    withdrawn_at: Option<i64>,
    plan: Option<String>,
    #[sqlx(flatten)]
    said: SaidRow,
}

/// What a program said of an order; nothing of it where none made it.
#[derive(sqlx::FromRow)]
pub(super) struct SaidRow {
    customer_id: Option<String>,
    sales: Option<String>,
    goods: Option<String>,
}

impl TryFrom<SaidRow> for Option<ApiOrder> {
    type Error = StoreError;

    fn try_from(SaidRow { customer_id, sales, goods }: SaidRow) -> Result<Self, StoreError> {
        let (Some(sales), Some(goods)) = (sales, goods) else { return Ok(None) };
        Ok(Some(ApiOrder {
            customer_id,
            sales: sales_of(&sales).ok_or_else(|| wrong(format!("sales method {sales:?}")))?,
            goods: serde_json::from_str(&goods).map_err(wrong)?,
        }))
    }
}

#[derive(sqlx::FromRow)]
struct AttemptRow {
    order_id: String,
    reference: String,
    token: String,
    state: String,
    error_code: Option<String>,
    hint: Option<String>,
    returned_code: Option<String>,
}

impl TryFrom<OrderRow> for Order {
    type Error = StoreError;

    fn try_from(row: OrderRow) -> Result<Self, StoreError> {
        Ok(Self {
            language: Language::of_tag(&row.language),
            item_id: ItemId::new(&row.item_id).map_err(wrong)?,
            item_name: ItemName::new(&row.item_name).map_err(wrong)?,
            amount: Yen::new(row.amount).map_err(wrong)?,
            tax: Tax::new(row.tax).map_err(wrong)?,
            customer_code: CustomerCode::new(&row.customer_code).map_err(wrong)?,
            paid_by: row.paid_by.as_deref().map(OrderId::new).transpose().map_err(wrong)?,
            plan: row.plan.as_deref().map(serde_json::from_str).transpose().map_err(wrong)?,
            said: row.said.try_into()?,
            reference: row.reference,
            product: row.product,
            quantity: row.quantity,
            created_at: row.created_at,
            expires_at: row.expires_at,
            withdrawn_at: row.withdrawn_at,
        })
    }
}

impl TryFrom<AttemptRow> for Attempt {
    type Error = StoreError;

    fn try_from(row: AttemptRow) -> Result<Self, StoreError> {
        Ok(Self {
            order_id: OrderId::new(&row.order_id).map_err(wrong)?,
            state: AttemptState::from_name(&row.state)
                .ok_or_else(|| wrong(format!("attempt state {:?}", row.state)))?,
            reference: row.reference,
            token: row.token,
            error_code: row.error_code,
            hint: row.hint,
            returned_code: row.returned_code,
        })
    }
}

/// The item of an order that is paid and whose payer the gateway sent back by error.
pub(super) fn paid_returned_by_error(
    reference: String,
    order_id: String,
    tracking_id: Option<String>,
    code: Option<&str>,
) -> NewItem {
    NewItem {
        kind: Kind::PaidReturnedByError,
        subject: Subject::Order(reference),
        order_id: Some(order_id),
        tracking_id,
        detail: code.map_or_else(|| "without a code".to_owned(), |code| format!("code {code}")),
    }
}

/// Adds a new order: of the customer that the shop's own name stands for where there is one, which is there by then.
pub(super) fn adding(order: &Order, customer_id: Option<&str>) -> Result<Statement, StoreError> {
    let sql = "INSERT INTO orders (reference, language, product, quantity, item_id, item_name, amount, tax, \
               created_at, expires_at, plan, customer_code) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
               CASE WHEN $13 IS NULL THEN $12 ELSE (SELECT customer_code FROM customers WHERE customer_id = $13) END)";
    Ok(Statement::of(sql)
        .bind(&order.reference)
        .bind(order.language.tag())
        .bind(&order.product)
        .bind(i64::from(order.quantity))
        .bind(order.item_id.as_str())
        .bind(order.item_name.as_str())
        .bind(i64::from(order.amount.get()))
        .bind(i64::from(order.tax.get()))
        .bind(order.created_at)
        .bind(order.expires_at)
        .bind(order.plan.as_ref().map(serde_json::to_string).transpose().map_err(wrong)?)
        .bind(order.customer_code.as_str())
        .bind(customer_id))
}

impl Store {
    /// Keeps a new order and, if it is one of a plan, the contract that it is for: both or none.
    ///
    /// # Errors
    /// [`StoreError`] when it is not kept.
    pub async fn add_order(&self, order: &Order, contract: Option<&Subscription>) -> Result<(), StoreError> {
        let order_row = adding(order, None)?;
        let Some(contract) = contract else {
            self.writer.change(Turn::Visitor, &[order_row]).await?;
            return Ok(());
        };
        let (mut change, _) = self.writer.begin_with(Turn::Visitor, &[order_row]).await?;
        subscription::insert(&mut change, contract, order.created_at).await?;
        change.commit().await
    }

    /// The order with that reference.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn order(&self, reference: &str) -> Result<Option<Order>, StoreError> {
        let sql = "SELECT o.*, p.sales, p.customer_id, p.goods FROM orders o \
                   LEFT JOIN api_orders p ON p.reference = o.reference WHERE o.reference = $1";
        let asked = sqlx::query_as(sql).bind(reference);
        let row: Option<OrderRow> = asked.fetch_optional(&mut *self.readers.lend().await?).await?;
        row.map(Order::try_from).transpose()
    }

    /// From now on its payer is spoken to in this language.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn speak(&self, reference: &str, language: Language) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "UPDATE orders SET language = $1 WHERE reference = $2";
        sqlx::query(sql).bind(language.tag()).bind(reference).execute(&mut *change).await?;
        change.commit().await
    }

    /// Withdraws an order, if it is not paid; says whether it is withdrawn, now or before.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn withdraw_order(&self, reference: &str, now: i64) -> Result<bool, StoreError> {
        // A notification that pays for it comes wholly before or wholly after.
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql =
            "UPDATE orders SET withdrawn_at = coalesce(withdrawn_at, $1) WHERE reference = $2 AND paid_by IS NULL";
        let withdrawn = sqlx::query(sql).bind(now).bind(reference).execute(&mut *change).await?;
        change.commit().await?;
        Ok(withdrawn.rows_affected() == 1)
    }

    /// Keeps a new request to pay, unless the order is paid or has [`MOST_ATTEMPTS`] recent ones
    /// already: with what its payer agrees to by it, both or none.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn add_attempt(&self, attempt: &NewAttempt<'_>, now: i64) -> Result<Admission, StoreError> {
        let NewAttempt { reference, order_id, token, requested, evidence } = attempt;
        // Asked and kept in one change: a notification that pays for the order comes wholly before or wholly after.
        let question = Statement::of(
            "SELECT EXISTS (SELECT 1 FROM orders WHERE reference = $1 AND paid_by IS NOT NULL), \
             EXISTS (SELECT 1 FROM orders WHERE reference = $1 AND withdrawn_at IS NOT NULL), count(*), \
             coalesce(min(requested_at), $2) FROM attempts WHERE reference = $1 AND requested_at > $2 - $3",
        );
        // Kept where the answer to the question lets it be.
        let row = Statement::of(
            "INSERT INTO attempts (order_id, reference, token, requested_at, state, updated_at, amount, tax) \
             SELECT $1, $2, $3, $4, 'requested', $4, $5, $6 WHERE NOT EXISTS (SELECT 1 FROM orders \
             WHERE reference = $2 AND (paid_by IS NOT NULL OR withdrawn_at IS NOT NULL)) AND (SELECT count(*) \
             FROM attempts WHERE reference = $2 AND requested_at > $4 - $7) < $8 RETURNING order_id",
        )
        .bind(order_id.as_str())
        .bind(*reference)
        .bind(*token)
        .bind(now)
        .bind(requested.map(|requested| i64::from(requested.amount.get())))
        .bind(requested.map(|requested| i64::from(requested.tax.get())))
        .bind(ATTEMPTS_SECONDS)
        .bind(i64::from(MOST_ATTEMPTS));
        let mut statements = vec![question.bind(*reference).bind(now).bind(ATTEMPTS_SECONDS), row];
        statements.extend(evidence.as_ref().map(|evidence| evidence::adding((reference, order_id), evidence, now)));
        let told = self.writer.change(Turn::Visitor, &statements).await?;
        let (Flag(paid), Flag(withdrawn), Whole(recent), oldest): (Flag, Flag, Whole, i64) = the_row(&told)?;
        if paid {
            return Ok(Admission::Paid);
        }
        if withdrawn {
            return Ok(Admission::Withdrawn);
        }
        if recent >= MOST_ATTEMPTS {
            let retry_after = u32::try_from(oldest + ATTEMPTS_SECONDS - now).unwrap_or(1).max(1);
            return Ok(Admission::TooMany { retry_after });
        }
        // On a server somebody else may have changed the order by hand between the two.
        if told.len() < 2 {
            return Err(StoreError::Busy);
        }
        Ok(Admission::Kept)
    }

    /// The attempt with that token.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn attempt(&self, token: &str) -> Result<Option<Attempt>, StoreError> {
        let row: Option<AttemptRow> = sqlx::query_as("SELECT * FROM attempts WHERE token = $1")
            .bind(token)
            .fetch_optional(&mut *self.readers.lend().await?)
            .await?;
        row.map(Attempt::try_from).transpose()
    }

    /// Remembers where the browser said it came from, and with which code of the gateway. A proven
    /// return after success is better evidence than what anybody can call up later, so it stays.
    /// A return by error from what is on record as paid comes onto the reconciliation list.
    ///
    /// # Errors
    /// [`StoreError`] when it is not remembered.
    pub async fn hint(&self, token: &str, hint: &str, code: Option<&str>, now: i64) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let changed: Option<(String, String, String, Option<String>)> = sqlx::query_as(
            "UPDATE attempts SET hint = $1, returned_code = coalesce($2, returned_code), updated_at = $3 WHERE token = $4 \
             AND hint IS DISTINCT FROM 'success' RETURNING reference, order_id, state, tracking_id",
        )
        .bind(hint)
        .bind(code)
        .bind(now)
        .bind(token)
        .fetch_optional(&mut *change)
        .await?;
        if let Some((reference, order_id, state, tracking_id)) = changed
            && hint == "error"
            && state == AttemptState::Paid.as_str()
        {
            open_item(&mut change, &paid_returned_by_error(reference, order_id, tracking_id, code), now).await?;
        }
        change.commit().await
    }

    /// Whether a paid order's payer was sent back by error and nobody has looked yet.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn is_doubted(&self, reference: &str) -> Result<bool, StoreError> {
        let sql = "SELECT EXISTS (SELECT 1 FROM reconciliation_items WHERE subject_kind = 'order' AND subject = $1 \
                   AND kind = $2 AND closed_at IS NULL)";
        let kind = Kind::PaidReturnedByError.as_str();
        let Flag(is_doubted) =
            sqlx::query_scalar(sql).bind(reference).bind(kind).fetch_one(&mut *self.readers.lend().await?).await?;
        Ok(is_doubted)
    }
}
