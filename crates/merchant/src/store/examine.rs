//! Looks at the record as it is and changes nothing, not even its tables: for whoever asks before a
//! start, or while the shop is open.

use super::StoreError;
use super::opening::{NotOpened, is_in_memory, options};
use sbps::identifier::Account;
use sqlx::{ConnectOptions, SqliteConnection};
use std::fs::OpenOptions;

/// What is known of a record that is this shop's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Examined {
    /// Whether a start brings its tables up to date first.
    pub is_behind: bool,
    /// What a person has to look up or to put right.
    pub open_items: i64,
    /// Whether the billing run stands still.
    pub is_held: bool,
}

/// Looks at the record of the shop with this account.
///
/// # Errors
/// [`NotOpened`] says why it would not be served, and what to do.
pub async fn examine(url: &str, account: &Account) -> Result<Examined, NotOpened> {
    let options = options(url)?;
    let file = options.get_filename().to_owned();
    if !is_in_memory(url) {
        if !file.exists() {
            return Err(NotOpened::Missing);
        }
        let opened = OpenOptions::new().write(true).open(&file);
        opened.map_err(|error| NotOpened::ReadOnly(StoreError::Database(error.into())))?;
    }
    let connecting = options.pragma("query_only", "ON");
    let mut connection = connecting.connect().await.map_err(StoreError::from)?;
    if !has(&mut connection, "_sqlx_migrations").await? {
        return Err(NotOpened::NoShop);
    }
    let sql = "SELECT coalesce(max(version), 0) FROM _sqlx_migrations";
    let version: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await.map_err(StoreError::from)?;
    let newest = sqlx::migrate!().iter().map(|migration| migration.version).max().unwrap_or_default();
    if version > newest {
        return Err(NotOpened::Newer(version));
    }
    if has(&mut connection, "identity").await? {
        let sql = "SELECT merchant_id, service_id FROM identity";
        let found: Option<(String, String)> =
            sqlx::query_as(sql).fetch_optional(&mut connection).await.map_err(StoreError::from)?;
        let ours = (account.merchant_id.as_str(), account.service_id.as_str());
        if let Some((merchant, service)) = found
            && (merchant.as_str(), service.as_str()) != ours
        {
            return Err(NotOpened::OtherShop(merchant, service));
        }
    }
    let open_items = if has(&mut connection, "reconciliation_items").await? {
        count(&mut connection, "SELECT count(*) FROM reconciliation_items WHERE closed_at IS NULL").await?
    } else {
        0
    };
    let holds = if has(&mut connection, "billing_holds").await? {
        count(&mut connection, "SELECT count(*) FROM billing_holds WHERE released_at IS NULL").await?
    } else {
        0
    };
    Ok(Examined { is_behind: version < newest, open_items, is_held: holds > 0 })
}

async fn has(connection: &mut SqliteConnection, table: &str) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = $1)";
    Ok(sqlx::query_scalar(sql).bind(table).fetch_one(connection).await?)
}

async fn count(connection: &mut SqliteConnection, sql: &'static str) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(sql).fetch_one(connection).await?)
}
