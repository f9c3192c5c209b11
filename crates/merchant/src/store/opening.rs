//! Opens the record, and refuses what is not this shop's.
//!
//! A missing, empty, foreign or read-only file that is served as if nothing were wrong answers every
//! payment that is under way with "order is unknown": the gateway stops it, and what was recorded is
//! on no page any more. So a file is a new shop only where somebody says so.

use super::Store;
use super::change::Writer;
use super::database::Pool;
use super::error::StoreError;
use super::gate::Turn;
use super::record::Flag;
use crate::domain::reference::unguessable;
use sbps::identifier::Account;
use sqlx::Executor;
use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::MigrateError;
use sqlx::sqlite::SqliteConnectOptions;
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

/// Why a record is not served.
#[derive(Debug, thiserror::Error)]
pub enum NotOpened {
    /// There is no such file.
    #[error(
        "there is no such file. It is not taken for a new shop: payments that are under way would be unknown. \
         Restore the shop's file, or start with --new if there never was one"
    )]
    Missing,
    /// The file has no shop in it.
    #[error(
        "the file is empty, or no shop's. It is not taken for a new shop: payments that are under way would be \
         unknown. Restore the shop's file, or start with --new if there never was one"
    )]
    NoShop,
    /// It was written by a newer program.
    #[error("it was written by a newer version of this program (its table version {0} is unknown here): use that one")]
    Newer(i64),
    /// It cannot be written.
    #[error("it cannot be written ({0}): a payment that cannot be recorded is refused at the gateway")]
    ReadOnly(StoreError),
    /// It is another shop's.
    #[error("it is the record of merchant {0}, service {1}, and SBPS_MERCHANT_ID and SBPS_SERVICE_ID name another")]
    OtherShop(String, String),
    /// The database refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Store {
    /// Opens the database and brings its tables up to date; the file is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be opened or brought up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let store = connect(url, true).await?;
        sqlx::migrate!().run(&store.writer.pool).await?;
        Ok(store)
    }

    /// Opens the record of the shop with this account. A file without a shop in it becomes one only
    /// where that is `new`. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`NotOpened`] says why it is not served, and what to do.
    pub async fn open_for(url: &str, account: &Account, new: bool, now: i64) -> Result<Self, NotOpened> {
        if !new && !is_in_memory(url) && !options(url)?.get_filename().exists() {
            return Err(NotOpened::Missing);
        }
        let store = connect(url, new).await?;
        let pool = &store.writer.pool;
        let tables = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '_sqlx_migrations')";
        let Flag(has_shop) = sqlx::query_scalar(tables).fetch_one(pool).await.map_err(StoreError::from)?;
        if !new && !has_shop {
            return Err(NotOpened::NoShop);
        }
        sqlx::migrate!().run(pool).await.map_err(|error| match error {
            MigrateError::VersionMissing(version) => NotOpened::Newer(version),
            error if error.to_string().contains("readonly") => NotOpened::ReadOnly(error.into()),
            error => NotOpened::Store(error.into()),
        })?;
        store.try_to_write(now).await.map_err(NotOpened::ReadOnly)?;
        store.identify(account, now).await?;
        Ok(store)
    }

    /// Whose record it is; of one that says nothing yet, this shop's.
    async fn identify(&self, account: &Account, now: i64) -> Result<(), NotOpened> {
        let mut change = self.writer.begin(Turn::Visitor).await?;
        sqlx::query(
            "INSERT INTO identity (one, record, merchant_id, service_id, made_at) VALUES (1, $1, $2, $3, $4) \
             ON CONFLICT DO NOTHING",
        )
        .bind(unguessable())
        .bind(account.merchant_id.as_str())
        .bind(account.service_id.as_str())
        .bind(now)
        .execute(&mut *change)
        .await
        .map_err(StoreError::from)?;
        let sql = "SELECT merchant_id, service_id FROM identity";
        let (merchant, service): (String, String) =
            sqlx::query_as(sql).fetch_one(&mut *change).await.map_err(StoreError::from)?;
        change.commit().await?;
        if (merchant.as_str(), service.as_str()) == (account.merchant_id.as_str(), account.service_id.as_str()) {
            Ok(())
        } else {
            Err(NotOpened::OtherShop(merchant, service))
        }
    }
}

/// Whether the database lives and dies with its one connection.
pub(super) fn is_in_memory(url: &str) -> bool {
    url.contains(":memory:") || url.contains("mode=memory")
}

pub(super) fn options(url: &str) -> Result<SqliteConnectOptions, StoreError> {
    Ok(SqliteConnectOptions::from_str(url)?)
}

/// What every connection is told first.
fn pragmas(readers: bool) -> String {
    format!(
        // What was acknowledged survives a power cut.
        "PRAGMA busy_timeout = {}; PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
         PRAGMA query_only = {}",
        BUSY.as_millis(),
        if readers { "ON" } else { "OFF" }
    )
}

/// Connections that are told the pragmas before anything else.
async fn pool(options: AnyPoolOptions, url: &str, readers: bool) -> Result<Pool, StoreError> {
    let told = options.acquire_timeout(PATIENCE).after_connect(move |connection, _| {
        Box::pin(async move {
            connection.execute(sqlx::AssertSqlSafe(pragmas(readers))).await?;
            Ok(())
        })
    });
    Ok(told.connect(url).await?)
}

/// Opens the database, and makes its file where it is missing and that is `new`.
async fn connect(url: &str, new: bool) -> Result<Store, StoreError> {
    install_default_drivers();
    let is_in_memory = is_in_memory(url);
    // A mode that is named in the address stays.
    let made = match url.split_once('?') {
        None if new && !is_in_memory => format!("{url}?mode=rwc"),
        Some((_, query)) if new && !query.contains("mode=") => format!("{url}&mode=rwc"),
        _ => url.to_owned(),
    };
    let one = AnyPoolOptions::new().max_connections(1).min_connections(1).idle_timeout(None).max_lifetime(None);
    let writing = pool(one, &made, false).await?;
    let readers = if is_in_memory {
        writing.clone()
    } else {
        pool(AnyPoolOptions::new().max_connections(READERS), url, true).await?
    };
    Ok(Store { readers, writer: Writer::new(writing, is_in_memory) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn every_connection_of_a_file_is_told_what_it_goes_by() {
        let folder = std::env::temp_dir().join(format!("kantan-opening-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("made");
        let url = format!("sqlite://{}", folder.join("shop.sqlite").display());
        let store = Store::open(&url).await.expect("it opens");
        for (pool, query_only) in [(&store.writer.pool, 0), (&store.readers, 1)] {
            let mut connection = pool.acquire().await.expect("free");
            for (pragma, expected) in [
                ("PRAGMA foreign_keys", 1),
                // FULL.
                ("PRAGMA synchronous", 2),
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
        let refused = sqlx::query("DELETE FROM readiness").execute(&store.readers).await.expect_err("it only reads");
        assert!(refused.to_string().contains("readonly"), "{refused}");
        store.close().await;
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
