//! What the shop remembers: orders, the requests to pay for them, recurring contracts, what was
//! used and billed under them, and every notification, in one SQLite file.
//!
//! Each public function is one transaction. An answer to the gateway means "recorded", so it is
//! given only after the commit.

mod billing;
mod change;
mod charge;
mod contract_request;
mod error;
mod gate;
mod notification;
mod order;
mod readiness;
mod reconciliation;
mod record;
mod settlement;
mod staff;
mod subscription;
mod usage;

pub use billing::{AtWork, ToLookAt};
pub use charge::{Answered, Asked, Begun, Told};
pub use error::StoreError;
pub use reconciliation::Wanted;

use change::Writer;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous};
use std::str::FromStr;
use std::time::Duration;

/// How long a connection for reading is waited for: below what a request may take, so that a store
/// that is too busy is told as an error and not as silence.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long SQLite itself waits for another process that writes, such as `kantan billing`, before
/// whoever is more urgent here is let through.
const BUSY: Duration = Duration::from_millis(200);

/// Connections for reading; with the write-ahead log they wait for nobody.
const READERS: u32 = 8;

/// The database.
#[derive(Clone, Debug)]
pub struct Store {
    /// Whatever only reads. A file's connections refuse to write, so that no change passes by
    /// `writer`.
    readers: SqlitePool,
    writer: Writer,
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
            .busy_timeout(BUSY);
        let one = SqlitePoolOptions::new().acquire_timeout(PATIENCE).max_connections(1);
        let one = one.min_connections(1).idle_timeout(None).max_lifetime(None);
        let writing = one.connect_with(options.clone()).await?;
        sqlx::migrate!().run(&writing).await?;
        // A database in memory lives and dies with its one connection.
        let is_in_memory = url.contains(":memory:") || url.contains("mode=memory");
        let readers = if is_in_memory {
            writing.clone()
        } else {
            let pool = SqlitePoolOptions::new().acquire_timeout(PATIENCE).max_connections(READERS);
            pool.connect_with(options.pragma("query_only", "ON")).await?
        };
        Ok(Self { readers, writer: Writer::new(writing, is_in_memory) })
    }

    /// Ends the connections; what was written is in the one file then.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writer.pool.close().await;
    }

    /// The connection that writes, for tests that look into the tables or break them.
    #[must_use]
    pub const fn pool(&self) -> &SqlitePool {
        &self.writer.pool
    }
}
