//! Where events are sent.

use crate::store::gate::Turn;
use crate::store::{Store, StoreError};

/// Where events are sent, and how it stands there.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Endpoint {
    /// Its number.
    pub id: i64,
    /// Its address.
    pub url: String,
    /// The kinds that are sent, with spaces between them; blank is all.
    pub kinds: String,
    /// When it was added, in seconds since 1970-01-01T00:00:00Z.
    pub created_at: i64,
    /// How many messages wait to be sent.
    pub pending: i64,
    /// How many were given up.
    pub dead: i64,
}

/// What is left of an endpoint that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EndpointState {
    /// It was changed.
    Changed,
    /// There is none of that number.
    Unknown,
}

impl EndpointState {
    const fn of(rows: u64) -> Self {
        if rows == 0 { Self::Unknown } else { Self::Changed }
    }
}

impl Store {
    /// Adds an address to which events are sent from now on; its number.
    ///
    /// # Errors
    /// [`StoreError`] when it was not added.
    pub async fn add_endpoint(&self, url: &str, secret: &str, kinds: &str, now: i64) -> Result<i64, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "INSERT INTO webhook_endpoints (url, secret, kinds, created_at) VALUES ($1, $2, $3, $4) RETURNING id";
        let id = sqlx::query_scalar(sql).bind(url).bind(secret).bind(kinds).bind(now).fetch_one(&mut *change).await?;
        change.commit().await?;
        Ok(id)
    }

    /// The addresses to which events are sent.
    ///
    /// # Errors
    /// [`StoreError`] when the database does not answer.
    pub async fn endpoints(&self) -> Result<Vec<Endpoint>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT e.id, e.url, e.kinds, e.created_at, \
             (SELECT count(*) FROM webhook_deliveries d WHERE d.endpoint = e.id AND d.state = 'pending') AS pending, \
             (SELECT count(*) FROM webhook_deliveries d WHERE d.endpoint = e.id AND d.state = 'dead') AS dead \
             FROM webhook_endpoints e WHERE e.removed_at IS NULL ORDER BY e.id",
        )
        .fetch_all(&mut *self.readers.lend().await?)
        .await?)
    }

    /// Gives an address another secret: what is sent from now on is signed with it, and until `until` (seconds since
    /// 1970-01-01T00:00:00Z) with the one before it too.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn rotate_endpoint(&self, id: i64, secret: &str, until: i64) -> Result<EndpointState, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "UPDATE webhook_endpoints SET former_secret = secret, former_until = $1, secret = $2 \
                   WHERE id = $3 AND removed_at IS NULL";
        let changed = sqlx::query(sql).bind(until).bind(secret).bind(id).execute(&mut *change).await?;
        change.commit().await?;
        Ok(EndpointState::of(changed.rows_affected()))
    }

    /// Sends nothing more to an address; what waits for it is given up.
    ///
    /// # Errors
    /// [`StoreError`] when nothing was changed.
    pub async fn remove_endpoint(&self, id: i64, now: i64) -> Result<EndpointState, StoreError> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        let sql = "UPDATE webhook_endpoints SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL";
        let changed = sqlx::query(sql).bind(now).bind(id).execute(&mut *change).await?;
        sqlx::query("UPDATE webhook_deliveries SET state = 'dead', answer = 'removed' WHERE endpoint = $1 AND state = 'pending'")
            .bind(id)
            .execute(&mut *change)
            .await?;
        change.commit().await?;
        Ok(EndpointState::of(changed.rows_affected()))
    }
}
