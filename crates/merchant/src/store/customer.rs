//! Customers, by the shop's own name for each.

use super::record::wrong;
use super::{Store, StoreError};
use crate::domain::customer::Customer;
use sbps::identifier::CustomerCode;
use std::collections::HashMap;

impl Store {
    /// The customer of that name, if an order has named it.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn customer(&self, customer_id: &str) -> Result<Option<Customer>, StoreError> {
        let sql = "SELECT customer_code, created_at FROM customers WHERE customer_id = $1";
        let row: Option<(String, i64)> =
            sqlx::query_as(sql).bind(customer_id).fetch_optional(&mut *self.readers.lend().await?).await?;
        let Some((code, created_at)) = row else { return Ok(None) };
        let (customer_id, code) = (customer_id.to_owned(), CustomerCode::new(&code).map_err(wrong)?);
        Ok(Some(Customer { customer_id, code, created_at }))
    }

    /// The shop's own names of these customers, by code; nothing of one that no order has named.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn customer_ids(&self, codes: &[&CustomerCode]) -> Result<HashMap<String, String>, StoreError> {
        if codes.is_empty() {
            return Ok(HashMap::new());
        }
        let places: Vec<String> = (1..=codes.len()).map(|number| format!("${number}")).collect();
        let sql =
            format!("SELECT customer_code, customer_id FROM customers WHERE customer_code IN ({})", places.join(", "));
        let mut query = sqlx::query_as(sqlx::AssertSqlSafe(sql));
        for code in codes {
            query = query.bind(code.as_str());
        }
        let rows: Vec<(String, String)> = query.fetch_all(&mut *self.readers.lend().await?).await?;
        Ok(rows.into_iter().collect())
    }
}
