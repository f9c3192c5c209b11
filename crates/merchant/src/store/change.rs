//! A change of the record: one transaction, on the one connection that writes.
//!
//! What a disk does in trouble is not told by the library's own transactions: a `ROLLBACK` that
//! fails leaves a connection that is believed to be inside of one, and every later change fails
//! until it happens to be closed. So a transaction is begun and ended by its statements here, and a
//! connection of which the state is not known for certain is closed and never used again.

use super::database::{Connection, Pool};
use super::error::StoreError;
use super::gate::{Gate, Place, Turn};
use sqlx::pool::PoolConnection;
use sqlx::{Any, Executor};
use std::ops::{Deref, DerefMut};
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout_at};

/// The way to a change.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    pub(super) pool: Pool,
    gate: Gate,
    /// Whether the database lives and dies with its connection, which is kept then.
    is_in_memory: bool,
}

/// One transaction; taken back unless it is committed.
#[derive(Debug)]
pub(super) struct Change {
    held: Option<Held>,
}

#[derive(Debug)]
struct Held {
    connection: PoolConnection<Any>,
    is_in_memory: bool,
    /// Given on only when the connection is free again.
    _place: Place,
}

impl Writer {
    pub(super) fn new(pool: Pool, is_in_memory: bool) -> Self {
        Self { pool, gate: Gate::default(), is_in_memory }
    }

    /// Begins a change as soon as it is this one's turn. Where another process writes, whoever is
    /// more urgent is let through between two tries.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when the patience of `turn` is at its end, [`StoreError::Database`]
    /// when the database refuses.
    pub(super) async fn begin(&self, turn: Turn) -> Result<Change, StoreError> {
        let until = Instant::now() + turn.patience();
        loop {
            let place = timeout_at(until, self.gate.enter(turn)).await.map_err(|_| StoreError::Busy)?;
            let connection = timeout_at(until, self.pool.acquire()).await.map_err(|_| StoreError::Busy)??;
            let held = Held { connection, is_in_memory: self.is_in_memory, _place: place };
            // From here on an end at any moment takes back whatever was begun.
            let mut change = Change { held: Some(held) };
            match timeout_at(until, change.execute("BEGIN IMMEDIATE")).await {
                Ok(Ok(_)) => return Ok(change),
                Ok(Err(error)) if is_busy(&error) => change.nothing_was_begun(),
                Ok(Err(error)) => return Err(error.into()),
                Err(_) => return Err(StoreError::Busy),
            }
            if Instant::now() >= until {
                return Err(StoreError::Busy);
            }
        }
    }
}

/// Whether somebody else has the lock for writing.
fn is_busy(error: &sqlx::Error) -> bool {
    // SQLITE_BUSY in the lowest byte, with any extension above it.
    let code = error.as_database_error().and_then(|error| error.code());
    code.and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 5)
}

impl Change {
    /// Makes it true.
    ///
    /// # Errors
    /// [`StoreError`] when it is not, or not certainly.
    pub(super) async fn commit(mut self) -> Result<(), StoreError> {
        self.execute("COMMIT").await?;
        self.nothing_was_begun();
        Ok(())
    }

    /// The connection is as it came.
    fn nothing_was_begun(&mut self) {
        self.held = None;
    }
}

/// Takes back what was begun, and closes a connection that does not say that it did.
async fn take_back(mut held: Held) {
    if let Err(error) = held.connection.execute("ROLLBACK").await {
        tracing::error!(%error, "a change could not be taken back: its connection is closed");
        if !held.is_in_memory {
            drop(held.connection.detach());
        }
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        let Some(held) = self.held.take() else { return };
        match Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(take_back(held))),
            // Closing takes back as well.
            Err(_) => drop(held.connection.detach()),
        }
    }
}

// The connection leaves only in `commit` and `drop`, after which nobody has the change.
impl Deref for Change {
    type Target = Connection;

    #[allow(clippy::expect_used, reason = "see above: no input leads here")]
    fn deref(&self) -> &Connection {
        &self.held.as_ref().expect("a change has its connection").connection
    }
}

impl DerefMut for Change {
    #[allow(clippy::expect_used, reason = "see above: no input leads here")]
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.held.as_mut().expect("a change has its connection").connection
    }
}
