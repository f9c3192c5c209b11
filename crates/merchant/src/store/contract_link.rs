//! The secret links of contracts: whose they are, and others in their place.

use super::subscription::{By, find, tell};
use super::{Store, StoreError};
use crate::domain::subscription::Subscription;
use crate::domain::subscription::link::{Links, Power};
use crate::store::gate::Turn;

/// Where a link leads.
#[derive(Clone, Debug)]
pub enum Linked {
    /// To a contract, and what may be done with it.
    To(Box<Subscription>, Power),
    /// Nowhere any more: there are others in its place.
    Replaced,
}

impl Store {
    /// Where a link leads; `None` if it never was one.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn subscription_by_link(&self, link: &str) -> Result<Option<Linked>, StoreError> {
        let mut reader = self.readers.lend().await?;
        for (by, power) in [(By::ActLink, Power::Act), (By::ViewLink, Power::View)] {
            if let Some(contract) = find(&mut reader, by, link).await? {
                return Ok(Some(Linked::To(Box::new(contract), power)));
            }
        }
        let replaced: Option<String> = sqlx::query_scalar("SELECT subscription FROM replaced_links WHERE link = $1")
            .bind(link)
            .fetch_optional(&mut *reader)
            .await?;
        Ok(replaced.map(|_| Linked::Replaced))
    }

    /// Puts other links in the place of a contract's, which lead nowhere from then on; `None` if
    /// there is no such contract.
    ///
    /// # Errors
    /// [`StoreError`] when the links are as they were.
    pub async fn replace_links(&self, reference: &str, now: i64) -> Result<Option<Links>, StoreError> {
        let links = Links::replacement(now);
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let Some(contract) = find(&mut change, By::Reference, reference).await? else { return Ok(None) };
        for old in [&contract.links.act, &contract.links.view] {
            sqlx::query("INSERT INTO replaced_links (link, subscription, replaced_at) VALUES ($1, $2, $3)")
                .bind(old)
                .bind(reference)
                .bind(now)
                .execute(&mut *change)
                .await?;
        }
        sqlx::query(
            "UPDATE subscriptions SET act_link = $1, view_link = $2, links_issued_at = $3 WHERE reference = $4",
        )
        .bind(&links.act)
        .bind(&links.view)
        .bind(now)
        .bind(reference)
        .execute(&mut *change)
        .await?;
        tell(&mut change, reference, "links_replaced", None, now).await?;
        change.commit().await?;
        Ok(Some(links))
    }
}
