//! Connects, and tells each connection what it goes by.

use crate::store::change::Writer;
use crate::store::checkpoint::{Checkpoints, MOST_PAGES};
use crate::store::connections::{Connections, PATIENCE};
use crate::store::database::{Connection, Kind, Pool, file_options, with_ending};
use crate::store::disk::Disk;
use crate::store::gate::BUSY;
use crate::store::mark::Mark;
use crate::store::{Store, StoreError};
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::{Connection as _, Executor};
use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use tokio::time::timeout;

/// Connections for reading; they wait for nobody who writes.
const READERS: u32 = 8;

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    Reading,
    Writing,
}

/// What every connection is told first.
fn settings(kind: Kind, purpose: Purpose) -> String {
    let is_reading = purpose == Purpose::Reading;
    match kind {
        Kind::File | Kind::Memory => format!(
            // Commits are synced by `disk`, several at once. `checkpoint` puts the log into the file; what it has not
            // come to is done by whoever writes.
            "PRAGMA busy_timeout = {}; PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; \
             PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = {MOST_PAGES}; PRAGMA query_only = {}",
            BUSY.as_millis(),
            if is_reading { "ON" } else { "OFF" }
        ),
        Kind::Server => format!(
            // The same; a stronger word of the server's stays. A process that was cut off within a change
            // keeps nobody from writing for longer than this.
            "SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'; \
             SELECT set_config('application_name', 'kantan', false) WHERE current_setting('application_name') = ''; \
             SET client_min_messages = warning; SET idle_in_transaction_session_timeout = '10s'{}",
            if is_reading { "; SET default_transaction_read_only = on" } else { "" }
        ),
    }
}

/// One connection that is told nothing.
pub(in crate::store) async fn one(url: &str) -> Result<Connection, StoreError> {
    install_default_drivers();
    let tried = timeout(PATIENCE, Connection::connect(url)).await;
    Ok(tried.map_err(|_| sqlx::Error::PoolTimedOut)??)
}

/// Connections that are told the settings before anything else.
///
/// Each is asked whether it lives when it is given back (see [`Connections`]); one to a server also before it is taken,
/// since it may have been cut meanwhile. Of a file, in the same process, that was a fourth of all that a purchase asked.
async fn pool(options: AnyPoolOptions, url: &str, kind: Kind, purpose: Purpose) -> Result<Pool, StoreError> {
    let asked = options.acquire_timeout(PATIENCE).test_before_acquire(kind == Kind::Server);
    let told = asked.after_connect(move |connection, _| {
        Box::pin(async move {
            connection.execute(sqlx::AssertSqlSafe(settings(kind, purpose))).await?;
            Ok(())
        })
    });
    Ok(told.connect(url).await?)
}

/// What makes a database look into itself: a file is opened without a look.
const fn reading(kind: Kind) -> &'static str {
    match kind {
        Kind::File | Kind::Memory => "PRAGMA schema_version",
        Kind::Server => "SELECT 1",
    }
}

/// Makes the file where it is missing. Only its owner may read it: in it stand the addresses of payers'
/// pages; its write-ahead log has the same rights.
fn make_file(url: &str) -> Result<(), StoreError> {
    let file = file_options(url)?.get_filename().to_owned();
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&file) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            let says = format!("{}: {error}", file.display());
            Err(StoreError::Database(sqlx::Error::Io(io::Error::new(error.kind(), says))))
        }
        _ => Ok(()),
    }
}

/// Opens the database, and makes its file where it is missing and that is `new`.
pub(super) async fn connect(url: &str, new: bool) -> Result<Store, StoreError> {
    let kind = Kind::of(url);
    if kind == Kind::File && new {
        make_file(url)?;
    }
    if kind != Kind::Memory {
        // Several connections are tried for again and again; one says why it cannot be made.
        let mut connection = one(url).await?;
        connection.execute(reading(kind)).await?;
        connection.close().await?;
    }
    install_default_drivers();
    // A mode that is named in the address stays.
    let made = match url.split_once('?') {
        None if new && kind == Kind::File => format!("{url}?mode=rwc"),
        Some((_, query)) if new && kind == Kind::File && !query.contains("mode=") => format!("{url}&mode=rwc"),
        _ => url.to_owned(),
    };
    // Of a file, one puts the log away, and one is for whoever looks into the tables meanwhile.
    let most = if kind == Kind::File { 3 } else { 1 };
    let few = AnyPoolOptions::new().max_connections(most).min_connections(1).idle_timeout(None).max_lifetime(None);
    let writing = pool(few, &made, kind, Purpose::Writing).await?;
    let reading = match kind {
        Kind::Memory => writing.clone(),
        Kind::File | Kind::Server => {
            pool(AnyPoolOptions::new().max_connections(READERS), url, kind, Purpose::Reading).await?
        }
    };
    let disk = match kind {
        Kind::File => Disk::of(with_ending(file_options(url)?.get_filename(), "-wal")),
        Kind::Memory | Kind::Server => Disk::default(),
    };
    let readers = Connections::new(reading, kind, READERS);
    let checkpoints = Checkpoints::of(kind, writing.clone(), disk.clone());
    let writer = Writer::new(Connections::new(writing, kind, 1), kind, disk, checkpoints);
    Ok(Store { readers, writer, mark: Mark::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Before 3.51.3 a log that is begun anew while another connection puts it away could lose changes.
    #[tokio::test]
    async fn the_database_program_may_write_while_its_log_is_put_away() {
        let mut connection = one("sqlite::memory:").await.expect("it opens");
        let sql = "SELECT sqlite_version()";
        let version: String = sqlx::query_scalar(sql).fetch_one(&mut connection).await.expect("it says so");
        let parts: Vec<u32> = version.split('.').map(|part| part.parse().expect("a number")).collect();
        assert!(parts >= vec![3, 51, 3], "{version}");
    }

    #[tokio::test]
    async fn every_connection_of_a_file_is_told_what_it_goes_by() {
        let folder = std::env::temp_dir().join(format!("kantan-opening-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("made");
        let url = format!("sqlite://{}", folder.join("shop.sqlite").display());
        let store = Store::open(&url).await.expect("it opens");
        for (pool, query_only) in [(store.pool(), 0), (store.readers.pool(), 1)] {
            let mut connection = pool.acquire().await.expect("free");
            for (pragma, expected) in [
                ("PRAGMA foreign_keys", 1),
                // NORMAL: the log is synced before it goes into the file, and else by `disk`.
                ("PRAGMA synchronous", 1),
                ("PRAGMA wal_autocheckpoint", i64::from(MOST_PAGES)),
                ("PRAGMA busy_timeout", 200),
                ("PRAGMA query_only", query_only),
            ] {
                let value: i64 = sqlx::query_scalar(pragma).fetch_one(&mut *connection).await.expect("known");
                assert_eq!(value, expected, "{pragma}");
            }
            let mode: String =
                sqlx::query_scalar("PRAGMA journal_mode").fetch_one(&mut *connection).await.expect("known");
            assert_eq!(mode, "wal");
        }
        let refused =
            sqlx::query("DELETE FROM readiness").execute(store.readers.pool()).await.expect_err("it only reads");
        assert!(refused.to_string().contains("readonly"), "{refused}");
        store.close().await;
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[tokio::test]
    #[ignore = "needs PostgreSQL: tools/postgres.sh"]
    async fn every_connection_of_a_server_is_told_what_it_goes_by() {
        let server = std::env::var("KANTAN_TEST_POSTGRES").expect("tools/postgres.sh sets it");
        // What is acknowledged must not depend on how a server is set up.
        let store = connect(&format!("{server}&options[synchronous_commit]=off"), true).await.expect("it opens");
        for (pool, read_only) in [(store.pool(), "off"), (store.readers.pool(), "on")] {
            for (setting, expected) in [
                ("synchronous_commit", "on"),
                ("application_name", "kantan"),
                ("idle_in_transaction_session_timeout", "10s"),
                ("default_transaction_read_only", read_only),
            ] {
                let sql = "SELECT current_setting($1)";
                let value: String = sqlx::query_scalar(sql).bind(setting).fetch_one(pool).await.expect("known");
                assert_eq!(value, expected, "{setting}");
            }
        }
        let refused =
            sqlx::query("CREATE TABLE nothing (a BIGINT)").execute(store.readers.pool()).await.expect_err("it reads");
        assert!(refused.to_string().contains("read-only"), "{refused}");
        let stronger = format!("{server}&options[synchronous_commit]=remote_apply");
        let store = connect(&stronger, true).await.expect("it opens");
        let sql = "SELECT current_setting('synchronous_commit')";
        let value: String = sqlx::query_scalar(sql).fetch_one(store.pool()).await.expect("known");
        assert_eq!(value, "remote_apply", "a stronger word stays");
    }
}
