//! What the shop remembers: orders, the requests to pay for them, recurring contracts, what was
//! used and billed under them, and every notification, in one SQLite file.
//!
//! Each public function is one transaction. An answer to the gateway means "recorded", so it is
//! given only after the commit.

mod billing;
mod charge;
mod contract_request;
mod notification;
mod order;
mod reconciliation;
mod record;
mod settlement;
mod staff;
mod subscription;
mod usage;

pub use billing::{AtWork, ToLookAt};
pub use charge::{Answered, Asked, Begun, Told};

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::str::FromStr;
use std::time::Duration;

/// How long a connection, and then the lock for writing, is waited for. Both together stay below
/// what a request may take, so that a store that is too busy is told as an error and not as
/// silence.
const PATIENCE: Duration = Duration::from_secs(5);

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    pool: SqlitePool,
}

/// The database did not do what was asked; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database refused.
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    /// The tables could not be brought up to date.
    #[error("database tables: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A record holds what no record may hold.
    #[error("database record: {0}")]
    Record(String),
}

impl Store {
    /// Opens the database and brings its tables up to date; the file is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be opened or brought up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // What was acknowledged survives a power cut.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(PATIENCE);
        let pool = SqlitePoolOptions::new().acquire_timeout(PATIENCE);
        // A database in memory lives and dies with its one connection.
        let in_memory = url.contains(":memory:") || url.contains("mode=memory");
        let pool = if in_memory {
            pool.min_connections(1).max_connections(1).idle_timeout(None).max_lifetime(None)
        } else {
            pool.max_connections(8)
        };
        let pool = pool.connect_with(options).await?;
        sqlx::migrate!().run(&pool).await?;
        Ok(Self { pool })
    }

    /// Ends the connections; what was written is in the one file then.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// The connections, for tests that look into the tables or break them.
    #[must_use]
    pub const fn pool(&self) -> &SqlitePool {
        &self.pool
    }
}
