//! Payers who have lost the link of their contract and ask for it by their mail address.

use super::gate::Turn;
use super::subscription::SubscriptionRow;
use super::{Store, StoreError};
use crate::domain::language::Language;
use crate::domain::mail::PayerAddress;
use crate::domain::order_number::Typed as OrderNumber;
use crate::domain::subscription::Subscription;

/// Between two mails to one address that somebody asked for, in seconds.
const BETWEEN: i64 = 15 * 60;

impl Store {
    /// Writes down a mail with the links of the contracts of an address, if there are any and none was
    /// asked for a moment ago. Nobody is told whether it was: that would tell who has a contract here.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was written.
    pub async fn ask_for_links(&self, address: &PayerAddress, language: Language, now: i64) -> Result<(), StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        sqlx::query(
            "INSERT INTO mails (address, language, written_at, state) \
             SELECT p.address, $1, $2, 'pending' FROM payer_addresses p \
             JOIN subscriptions s ON s.order_reference = p.order_reference \
             WHERE p.found_by = $3 AND s.tracking_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM mails m \
             WHERE m.event IS NULL AND lower(m.address) = $3 AND m.written_at > $4) ORDER BY p.added_at DESC LIMIT 1",
        )
        .bind(language.tag())
        .bind(now)
        .bind(address.found_by())
        .bind(now - BETWEEN)
        .execute(&mut *change)
        .await?;
        change.commit().await
    }

    /// The addresses that the payer of the orders of a number gave.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn addresses_of_number(&self, number: &OrderNumber) -> Result<Vec<PayerAddress>, StoreError> {
        let (from, before) = number.range();
        let sql = "SELECT address FROM payer_addresses WHERE order_reference >= $1 AND order_reference < $2 LIMIT 5";
        let found: Vec<String> =
            sqlx::query_scalar(sql).bind(from).bind(before).fetch_all(&mut *self.readers.lend().await?).await?;
        Ok(found.iter().filter_map(|address| address.parse().ok()).collect())
    }

    /// The contracts of an address, the latest first, at most `most`.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn contracts_of_address(&self, found_by: &str, most: u32) -> Result<Vec<Subscription>, StoreError> {
        let rows: Vec<SubscriptionRow> = sqlx::query_as(
            "SELECT s.* FROM payer_addresses p JOIN subscriptions s ON s.order_reference = p.order_reference \
             WHERE p.found_by = $1 AND s.tracking_id IS NOT NULL ORDER BY p.added_at DESC, s.reference LIMIT $2",
        )
        .bind(found_by)
        .bind(i64::from(most))
        .fetch_all(&mut *self.readers.lend().await?)
        .await?;
        rows.into_iter().map(Subscription::try_from).collect()
    }
}
