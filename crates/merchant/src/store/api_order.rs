//! Orders that a shop's own programs make: kept once for each idempotency key, with the customer
//! that they name.

use super::change::Change;
use super::order::{SaidRow, insert};
use super::record::wrong;
use super::statement::Statement;
use super::subscription;
use super::{Store, StoreError};
use crate::domain::api_order::{ApiOrder, sales_word};
use crate::domain::mail::PayerAddress;
use crate::domain::order::Order;
use crate::domain::subscription::Subscription;
use crate::store::gate::Turn;
use sbps::identifier::CustomerCode;

/// An order that is to be kept.
#[derive(Clone, Debug)]
pub struct NewApiOrder {
    /// The order. Its customer is replaced by the one that the shop's own name stands for.
    pub order: Order,
    /// The contract that it is for, of the same customer.
    pub contract: Option<Subscription>,
    /// Where its payer is written to.
    pub customer_mail: Option<PayerAddress>,
    /// The rest of it.
    pub rest: ApiOrder,
    /// The program's own name for its request.
    pub idempotency_key: String,
    /// SHA-256 of what was asked, in hexadecimal digits.
    pub digest: String,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept.
    Now,
    /// It was kept before under this key: the order's reference.
    Before(String),
    /// Something else was asked under this key.
    OtherAsked,
    /// The customer has a contract for the same item: its reference.
    Subscribed(String),
}

/// What is on record under a key.
fn kept(found: Option<(String, String)>, digest: &str) -> Option<Kept> {
    let (reference, before) = found?;
    Some(if before == digest { Kept::Before(reference) } else { Kept::OtherAsked })
}

/// The customer of the shop's own name: always the same, of the first order that named it.
async fn customer(change: &mut Change, id: &str, new: &CustomerCode, now: i64) -> Result<CustomerCode, StoreError> {
    let sql = "INSERT INTO customers (customer_id, customer_code, created_at) VALUES ($1, $2, $3) \
               ON CONFLICT DO NOTHING RETURNING customer_code";
    let made: Option<String> =
        sqlx::query_scalar(sql).bind(id).bind(new.as_str()).bind(now).fetch_optional(&mut **change).await?;
    let code = match made {
        Some(code) => code,
        None => {
            let sql = "SELECT customer_code FROM customers WHERE customer_id = $1";
            sqlx::query_scalar(sql).bind(id).fetch_one(&mut **change).await?
        }
    };
    CustomerCode::new(&code).map_err(wrong)
}

const BY_KEY: &str = "SELECT reference, digest FROM api_orders WHERE idempotency_key = $1";

impl Store {
    /// What is on record under an idempotency key, if anything is.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn kept_under(&self, idempotency_key: &str, digest: &str) -> Result<Option<Kept>, StoreError> {
        let found =
            sqlx::query_as(BY_KEY).bind(idempotency_key).fetch_optional(&mut *self.readers.lend().await?).await?;
        Ok(kept(found, digest))
    }

    /// Keeps a new order with all that belongs to it, unless its key has been used, or the customer
    /// has the contract that it would make. It then is of the customer that it is kept for.
    ///
    /// # Errors
    /// [`StoreError`] when nothing is kept.
    pub async fn add_api_order(&self, new: &mut NewApiOrder) -> Result<Kept, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        if let Some(id) = new.rest.customer_id.as_deref() {
            new.order.customer_code = customer(&mut change, id, &new.order.customer_code, new.order.created_at).await?;
        }
        if let Some(contract) = &mut new.contract {
            contract.customer_code = new.order.customer_code.clone();
            let in_force = subscription::in_force(&mut change, &contract.customer_code, &contract.plan).await?;
            if let Some(reference) = in_force {
                return Ok(Kept::Subscribed(reference));
            }
        }
        insert(&mut change, &new.order, new.contract.as_ref()).await?;
        let sql = "INSERT INTO api_orders (reference, idempotency_key, digest, customer_id, sales, goods) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let statement = Statement::of(sql)
            .bind(&new.order.reference)
            .bind(&new.idempotency_key)
            .bind(&new.digest)
            .bind(new.rest.customer_id.as_deref())
            .bind(sales_word(new.rest.sales))
            .bind(serde_json::to_string(&new.rest.goods).map_err(wrong)?.as_str());
        change.last(statement);
        if let Some(address) = &new.customer_mail {
            let sql =
                "INSERT INTO payer_addresses (order_reference, address, found_by, added_at) VALUES ($1, $2, $3, $4)";
            let statement = Statement::of(sql).bind(&new.order.reference).bind(address.as_str());
            change.last(statement.bind(address.found_by().as_str()).bind(new.order.created_at));
        }
        match change.commit().await {
            Ok(()) => Ok(Kept::Now),
            // Somebody has used the key since it was looked for: nothing of this order is kept.
            Err(error) if error.is_of_two_alike() => {
                self.kept_under(&new.idempotency_key, &new.digest).await?.ok_or(error)
            }
            Err(error) => Err(error),
        }
    }

    /// What a program said of that order, if one made it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn api_order(&self, reference: &str) -> Result<Option<ApiOrder>, StoreError> {
        let sql = "SELECT customer_id, sales, goods FROM api_orders WHERE reference = $1";
        let row: Option<SaidRow> =
            sqlx::query_as(sql).bind(reference).fetch_optional(&mut *self.readers.lend().await?).await?;
        Ok(row.map(TryInto::try_into).transpose()?.flatten())
    }
}
