//! Orders that a shop's own programs make: kept once for each idempotency key, with the customer
//! that they name.

use super::order::{SaidRow, adding};
use super::record::{first_row, wrong};
use super::statement::Statement;
use super::subscription;
use super::{Store, StoreError};
use crate::domain::api_order::{ApiOrder, sales_word};
use crate::domain::mail::PayerAddress;
use crate::domain::order::Order;
use crate::domain::subscription::Subscription;
use crate::store::gate::Turn;
use sbps::identifier::CustomerCode;
use sqlx::any::AnyRow;

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

/// Makes the customer of the shop's own name, where no order has named it before.
fn making_customer(id: &str, new: &CustomerCode, now: i64) -> Statement {
    let sql = "INSERT INTO customers (customer_id, customer_code, created_at) VALUES ($1, $2, $3) \
               ON CONFLICT DO NOTHING";
    Statement::of(sql).bind(id).bind(new.as_str()).bind(now)
}

/// Asks for the customer of that name: always the same, of the first order that named it.
fn customer_of(id: &str) -> Statement {
    Statement::of("SELECT customer_code FROM customers WHERE customer_id = $1").bind(id)
}

impl NewApiOrder {
    /// It, and its contract, is of the customer that [`customer_of`] told, if it was asked.
    fn belongs_to(&mut self, told: &[AnyRow]) -> Result<(), StoreError> {
        if let Some((code,)) = first_row::<(String,)>(told)? {
            self.order.customer_code = CustomerCode::new(&code).map_err(wrong)?;
        }
        if let Some(contract) = &mut self.contract {
            contract.customer_code = self.order.customer_code.clone();
        }
        Ok(())
    }

    /// Adds the customer that it names, with a question for the code that it has.
    fn adding_customer(&self) -> Vec<Statement> {
        let Some(id) = self.rest.customer_id.as_deref() else { return Vec::new() };
        vec![making_customer(id, &self.order.customer_code, self.order.created_at), customer_of(id)]
    }

    /// Adds the order, then what its program said of it, and where its payer is written to.
    fn adding(&self) -> Result<Vec<Statement>, StoreError> {
        let customer_id = self.rest.customer_id.as_deref();
        let sql = "INSERT INTO api_orders (reference, idempotency_key, digest, customer_id, sales, goods) \
                   VALUES ($1, $2, $3, $4, $5, $6)";
        let said = Statement::of(sql)
            .bind(&self.order.reference)
            .bind(&self.idempotency_key)
            .bind(&self.digest)
            .bind(customer_id)
            .bind(sales_word(self.rest.sales))
            .bind(serde_json::to_string(&self.rest.goods).map_err(wrong)?.as_str());
        let mut statements = vec![adding(&self.order, customer_id)?, said];
        if let Some(address) = &self.customer_mail {
            let sql =
                "INSERT INTO payer_addresses (order_reference, address, found_by, added_at) VALUES ($1, $2, $3, $4)";
            let statement = Statement::of(sql).bind(&self.order.reference).bind(address.as_str());
            statements.push(statement.bind(address.found_by().as_str()).bind(self.order.created_at));
        }
        Ok(statements)
    }
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
        let (customer, order) = (new.adding_customer(), new.adding()?);
        let kept = if new.contract.is_none() {
            let told = self.writer.change(Turn::Visitor, &[customer, order].concat()).await;
            told.and_then(|told| new.belongs_to(&told))
        } else {
            let (mut change, told) = self.writer.begin_with(Turn::Visitor, &customer).await?;
            new.belongs_to(&told)?;
            if let Some(contract) = &new.contract {
                let in_force = subscription::in_force(&mut change, &contract.customer_code, &contract.plan).await?;
                if let Some(reference) = in_force {
                    return Ok(Kept::Subscribed(reference));
                }
                let mut order = order.into_iter();
                if let Some(row) = order.next() {
                    row.run(&mut change).await?;
                }
                subscription::insert(&mut change, contract, new.order.created_at).await?;
                // What refuses a key that has been used refuses at the end, where it is understood.
                order.for_each(|row| change.last(row));
            }
            change.commit().await
        };
        match kept {
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
