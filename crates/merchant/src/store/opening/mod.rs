//! Opens the record, and refuses what is not this shop's.
//!
//! A missing, empty, foreign or read-only database that is served as if nothing were wrong answers
//! every payment that is under way with "order is unknown": the gateway stops it, and what was
//! recorded is on no page any more. So a database is a new shop only where somebody says so.

mod connecting;

pub(super) use connecting::one;

use super::Store;
use super::database::{Connection, Kind, VERSIONS, file_options};
use super::error::StoreError;
use super::gate::Turn;
use super::mark::{Mark, OutOfStep};
use super::record::Flag;
use crate::domain::reference::unguessable;
use connecting::connect;
use sbps::identifier::Account;
use sqlx::migrate::MigrateError;

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
    /// The server has no such database.
    #[error(
        "the server has no such database: make it with createdb, then restore the shop's with pg_restore, or start \
         with --new if there never was one"
    )]
    NoDatabase,
    /// The database on the server has no shop in it.
    #[error(
        "the database is empty, or no shop's. It is not taken for a new shop: payments that are under way would be \
         unknown. Restore the shop's with pg_restore, or start with --new if there never was one"
    )]
    EmptyDatabase,
    /// The database on the server cannot hold what people write.
    #[error("it keeps text as {0}, which has no Japanese: make one with createdb --encoding=UTF8")]
    Encoding(String),
    /// It was written by a newer program.
    #[error("it was written by a newer version of this program (its table version {0} is unknown here): use that one")]
    Newer(i64),
    /// It cannot be written.
    #[error("it cannot be written ({0}): a payment that cannot be recorded is refused at the gateway")]
    ReadOnly(StoreError),
    /// It lacks what was acknowledged.
    #[error(transparent)]
    OutOfStep(#[from] OutOfStep),
    /// It is another shop's.
    #[error("it is the record of merchant {0}, service {1}, and SBPS_MERCHANT_ID and SBPS_SERVICE_ID name another")]
    OtherShop(String, String),
    /// The database refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// PostgreSQL's code for a database that is not there.
const NO_DATABASE: &str = "3D000";

/// Why no connection was made.
pub(super) fn not_connected(error: StoreError) -> NotOpened {
    match &error {
        StoreError::Database(sqlx::Error::Database(told)) if told.code().as_deref() == Some(NO_DATABASE) => {
            NotOpened::NoDatabase
        }
        _ => NotOpened::Store(error),
    }
}

fn not_brought_up_to_date(error: MigrateError) -> NotOpened {
    let says = error.to_string();
    match error {
        MigrateError::VersionMissing(version) => NotOpened::Newer(version),
        // SQLite's word and PostgreSQL's.
        error if says.contains("readonly") || says.contains("read-only") => NotOpened::ReadOnly(error.into()),
        error => NotOpened::Store(error.into()),
    }
}

/// Says so where the database could not hold a shop, or holds none.
pub(super) async fn has_shop(connection: &mut Connection, kind: Kind) -> Result<(), NotOpened> {
    if kind == Kind::Server {
        let sql = "SELECT current_setting('server_encoding')";
        let encoding: String = sqlx::query_scalar(sql).fetch_one(&mut *connection).await.map_err(StoreError::from)?;
        if encoding != "UTF8" {
            return Err(NotOpened::Encoding(encoding));
        }
    }
    let has_shop = sqlx::query_scalar(kind.has_table()).bind(VERSIONS).fetch_one(connection).await;
    match has_shop.map_err(StoreError::from)? {
        Flag(true) => Ok(()),
        Flag(false) if kind == Kind::Server => Err(NotOpened::EmptyDatabase),
        Flag(false) => Err(NotOpened::NoShop),
    }
}

/// Whether a record that says it is of this merchant and service is of the account.
pub(super) fn is_of(account: &Account, (merchant, service): (String, String)) -> Result<(), NotOpened> {
    if (merchant.as_str(), service.as_str()) == (account.merchant_id.as_str(), account.service_id.as_str()) {
        Ok(())
    } else {
        Err(NotOpened::OtherShop(merchant, service))
    }
}

impl Store {
    /// Opens the database and brings its tables up to date; a file is made if it is not there.
    ///
    /// # Errors
    /// [`StoreError`] when it cannot be opened or brought up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let store = connect(url, true).await?;
        Kind::of(url).tables().run(store.pool()).await?;
        Ok(store)
    }

    /// Opens the record of the shop with this account. A database without a shop in it becomes one
    /// only where that is `new`. `now` is in seconds since 1970-01-01T00:00:00Z.
    ///
    /// # Errors
    /// [`NotOpened`] says why it is not served, and what to do.
    pub async fn open_for(url: &str, account: &Account, new: bool, now: i64) -> Result<Self, NotOpened> {
        let kind = Kind::of(url);
        if !new && kind == Kind::File && !file_options(url)?.get_filename().exists() {
            return Err(NotOpened::Missing);
        }
        let mut store = connect(url, new).await.map_err(not_connected)?;
        let pool = store.pool();
        let mut connection = pool.acquire().await.map_err(StoreError::from)?;
        match has_shop(&mut connection, kind).await {
            Err(NotOpened::NoShop | NotOpened::EmptyDatabase) if new => {}
            looked => looked?,
        }
        drop(connection);
        kind.tables().run(pool).await.map_err(not_brought_up_to_date)?;
        store.mark = Mark::of(url, pool, new).await?;
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
        is_of(account, (merchant, service))
    }
}
