//! A change of the record: one transaction, on the one connection that writes.
//!
//! What a disk does in trouble is not told by the library's own transactions: a `ROLLBACK` that
//! fails leaves a connection that is believed to be inside of one, and every later change fails
//! until it happens to be closed. So a transaction is begun and ended by its statements here, and a
//! connection of which the state is not known for certain is closed and never used again.

use super::checkpoint::Checkpoints;
use super::connections::{Connections, Lent};
use super::database::{Connection, Kind, file_trouble};
use super::disk::Disk;
use super::error::StoreError;
use super::gate::{BUSY, Gate, Place, Turn};
use super::statement::Statement;
use sqlx::Executor;
use sqlx::any::AnyRow;
use std::mem;
use std::ops::{Deref, DerefMut};
use std::time::Duration;
use tokio::runtime::Handle;
use tokio::time::{Instant, timeout, timeout_at};

/// The way to a change.
#[derive(Clone, Debug)]
pub(super) struct Writer {
    pub(super) connections: Connections,
    pub(super) disk: Disk,
    checkpoints: Checkpoints,
    gate: Gate,
    kind: Kind,
}

/// One transaction; taken back unless it is committed.
pub(super) struct Change {
    held: Option<Held>,
    /// Asked with the commit.
    last: Vec<Statement>,
    /// What those of them told that were asked before.
    told: Vec<AnyRow>,
    disk: Disk,
    checkpoints: Checkpoints,
    /// Its end was asked for and not heard of: it may be true.
    is_in_doubt: bool,
}

#[derive(Debug)]
struct Held {
    connection: Lent,
    kind: Kind,
    /// Given on only when the connection is free again.
    _place: Place,
}

impl Writer {
    pub(super) fn new(connections: Connections, kind: Kind, disk: Disk, checkpoints: Checkpoints) -> Self {
        Self { connections, disk, checkpoints, gate: Gate::default(), kind }
    }

    /// Begins a change as soon as it is this one's turn. Where another process writes, whoever is
    /// more urgent is let through between two tries.
    ///
    /// # Errors
    /// [`StoreError::Busy`] when the patience of `turn` is at its end, [`StoreError::Database`]
    /// when the database refuses.
    pub(super) async fn begin(&self, turn: Turn) -> Result<Change, StoreError> {
        Ok(self.open(turn, &[], Ending::Open).await?.0)
    }

    /// Begins a change as [`Self::begin`] does, with its first statements: of a file, in one go. Says the rows that they
    /// tell.
    ///
    /// # Errors
    /// As there.
    pub(super) async fn begin_with(
        &self,
        turn: Turn,
        statements: &[Statement],
    ) -> Result<(Change, Vec<AnyRow>), StoreError> {
        self.open(turn, statements, Ending::Open).await
    }

    /// A whole change: all of these statements, or none of them. Of a file, it is one go. Says the rows that they tell, one
    /// behind the other.
    ///
    /// # Errors
    /// As [`Self::begin`] and [`Change::commit`] have it.
    pub(super) async fn change(&self, turn: Turn, statements: &[Statement]) -> Result<Vec<AnyRow>, StoreError> {
        let (mut change, mut told) = self.open(turn, statements, Ending::Commit).await?;
        if self.kind == Kind::Server {
            told.extend(change.end().await?);
        }
        change.committed().await?;
        Ok(told)
    }

    /// Begins a change with those statements; of a file, ends it too where it is whole. Nobody hears then whether it is true
    /// before it has [`Change::committed`].
    async fn open(
        &self,
        turn: Turn,
        statements: &[Statement],
        ending: Ending,
    ) -> Result<(Change, Vec<AnyRow>), StoreError> {
        let until = Instant::now() + turn.patience();
        let is_file = self.kind != Kind::Server;
        let begin = beginning(self.kind, turn);
        loop {
            let place = timeout_at(until, self.gate.enter(turn)).await.map_err(|_| StoreError::Busy)?;
            let connection = timeout_at(until, self.connections.lend()).await.map_err(|_| StoreError::Busy)??;
            let held = Held { connection, kind: self.kind, _place: place };
            // From here on an end at any moment takes back whatever was begun.
            let mut change = Change::of(held, self.disk.clone(), self.checkpoints.clone());
            let first = if is_file { statements.to_vec() } else { Vec::new() };
            let begun = if is_file && ending == Ending::Commit {
                // Whether a commit that was begun became true cannot be taken back, so it is waited for.
                change.is_in_doubt = true;
                Ok(Statement::run_all(Some(&begin), first, Some(COMMIT), &mut change).await)
            } else {
                timeout_at(until, Statement::run_all(Some(&begin), first, None, &mut change)).await
            };
            match begun {
                Ok(Ok(mut told)) => {
                    if !is_file {
                        for statement in statements {
                            told.extend(statement.clone().rows(&mut change).await?);
                        }
                    }
                    return Ok((change, told));
                }
                Ok(Err(error)) if is_busy(self.kind, &error) => match self.kind {
                    Kind::File | Kind::Memory => {
                        if !statements.is_empty() {
                            // Where there is no write-ahead log, whoever reads keeps a change from its end, too.
                            let _ = change.execute("ROLLBACK").await;
                        }
                        change.nothing_was_begun();
                    }
                    // A transaction was begun all the same, and failed.
                    Kind::Server => drop(change),
                },
                Ok(Err(error)) => return Err(error.into()),
                Err(_) => return Err(StoreError::Busy),
            }
            if Instant::now() >= until {
                return Err(StoreError::Busy);
            }
        }
    }
}

/// Whether a change goes on behind its first statements.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    Open,
    Commit,
}

const COMMIT: &str = "COMMIT";

/// Begins a change and takes the one right to write that all processes share. SQLite's lock is that
/// right. On a server it is a lock of its own, named by a table of this record, so that what holds
/// for one writer at a time holds for several processes: each statement after it sees whatever was
/// committed before. Somebody who changes rows by hand is waited for as long as `turn` has patience.
fn beginning(kind: Kind, turn: Turn) -> String {
    match kind {
        Kind::File | Kind::Memory => "BEGIN IMMEDIATE".to_owned(),
        Kind::Server => format!(
            "BEGIN ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {}; \
             SELECT pg_advisory_xact_lock('identity'::regclass::oid::bigint); SET LOCAL lock_timeout = {}",
            BUSY.as_millis(),
            turn.patience().as_millis()
        ),
    }
}

/// Whether somebody else has the lock for writing.
fn is_busy(kind: Kind, error: &sqlx::Error) -> bool {
    match kind {
        Kind::File | Kind::Memory => file_trouble(error) == Some(BUSY_FILE),
        Kind::Server => {
            error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code == LOCK_NOT_AVAILABLE)
        }
    }
}

/// SQLITE_BUSY.
const BUSY_FILE: u32 = 5;

/// PostgreSQL's code for a lock that was not given in time.
const LOCK_NOT_AVAILABLE: &str = "55P03";

/// How long a server may take to say that a change is taken back. It takes it back by itself when the
/// connection is closed.
const FAREWELL: Duration = Duration::from_secs(2);

impl Change {
    const fn of(held: Held, disk: Disk, checkpoints: Checkpoints) -> Self {
        Self { held: Some(held), last: Vec::new(), told: Vec::new(), disk, checkpoints, is_in_doubt: false }
    }

    /// Keeps a statement for the end: it is asked with the commit, after those that were kept before. Nothing that is
    /// asked meanwhile sees what it does.
    ///
    /// Whoever waits for an answer keeps everybody else from writing. Of a file, each answer is a way to another thread
    /// and back, which is longer than what is done there, and the end is one way for all of these.
    pub(super) fn last(&mut self, statement: Statement) {
        self.last.push(statement);
    }

    /// Asks now what was kept for the end, where that may wait for somebody else: on a server for whoever has the same rows
    /// in hand. Only the commit is left then.
    ///
    /// # Errors
    /// [`StoreError`] when the database refuses.
    pub(super) async fn ask_last(&mut self) -> Result<(), StoreError> {
        if self.held.as_ref().is_some_and(|held| held.kind == Kind::Server) {
            for statement in mem::take(&mut self.last) {
                let told = statement.rows(self).await?;
                self.told.extend(told);
            }
        }
        Ok(())
    }

    /// Makes it true for good: the next change begins at once, and this one waits for the disk.
    ///
    /// # Errors
    /// [`StoreError`] when it is not, or not certainly.
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        self.commit_telling().await.map(drop)
    }

    /// As [`Self::commit`]; says the rows that those statements told which were kept for the end, in their order.
    ///
    /// # Errors
    /// As there.
    pub(super) async fn commit_telling(mut self) -> Result<Vec<AnyRow>, StoreError> {
        self.ask_last().await?;
        let told = self.end().await?;
        self.committed().await?;
        Ok(told)
    }

    /// Asks what was kept for the end, and ends.
    async fn end(&mut self) -> Result<Vec<AnyRow>, StoreError> {
        self.is_in_doubt = true;
        let mut told = mem::take(&mut self.told);
        told.extend(Statement::run_all(None, mem::take(&mut self.last), Some(COMMIT), self).await?);
        Ok(told)
    }

    /// It has ended: the next one begins at once, and this one waits for the disk.
    async fn committed(mut self) -> Result<(), StoreError> {
        self.is_in_doubt = false;
        self.disk.committed();
        self.nothing_was_begun();
        self.checkpoints.committed();
        self.disk.settled().await
    }

    /// The connection is as it came.
    fn nothing_was_begun(&mut self) {
        self.held = None;
    }
}

/// Takes back what was begun, and closes a connection that does not say that it did.
async fn take_back(mut held: Held, in_doubt: Option<Disk>) {
    let taken_back = match held.kind {
        // Its lock is held until it has.
        Kind::File | Kind::Memory => Ok(held.connection.execute("ROLLBACK").await),
        Kind::Server => timeout(FAREWELL, held.connection.execute("ROLLBACK")).await,
    };
    // Nobody who reads what is there after all may tell of it before it is synced.
    if let Some(disk) = in_doubt {
        disk.committed();
    }
    let error = match taken_back {
        Ok(Ok(_)) => return,
        Ok(Err(error)) => error.to_string(),
        Err(late) => late.to_string(),
    };
    tracing::error!(error, "a change could not be taken back: its connection is closed");
    // A database in memory would die with it.
    if held.kind != Kind::Memory {
        drop(held.connection.detach());
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        let Some(held) = self.held.take() else { return };
        match Handle::try_current() {
            Ok(runtime) => {
                let in_doubt = self.is_in_doubt.then(|| self.disk.clone());
                drop(runtime.spawn(take_back(held, in_doubt)));
            }
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
