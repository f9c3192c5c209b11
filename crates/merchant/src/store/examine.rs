//! Looks at the record as it is and changes nothing, not even its tables: for whoever asks before a
//! start, or while the shop is open.

use super::StoreError;
use super::database::{Connection, Kind, file_options};
use super::evidence::{LATEST, Row};
use super::mark::{LAST_MESSAGE, compare};
use super::opening::{NotOpened, has_shop, is_of, not_connected, one};
use super::record::Flag;
use crate::domain::evidence::KeptEvidence;
use sbps::identifier::Account;
use sqlx::Executor;
use std::fs::OpenOptions;

/// What is known of a record that is this shop's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Examined {
    /// Whether a start brings its tables up to date first.
    pub is_behind: bool,
    /// What a person has to look up or to put right.
    pub open_items: i64,
    /// Whether the billing run stands still.
    pub is_held: bool,
    /// Whether mails to payers are held, because the mail server refuses whoever sends.
    pub are_mails_held: bool,
    /// How much of what payers agreed to was looked at: the latest of it.
    pub evidence: usize,
    /// The orders of which it does not fit its hash any more.
    pub changed_evidence: Vec<String>,
}

/// How much of what payers agreed to is looked at: a second's work.
const MOST_EVIDENCE: usize = 10_000;

/// How much of it is in memory at once.
const AT_ONCE: i64 = 500;

/// Looks at the record of the shop with this account.
///
/// # Errors
/// [`NotOpened`] says why it would not be served, and what to do.
pub async fn examine(url: &str, account: &Account) -> Result<Examined, NotOpened> {
    let kind = Kind::of(url);
    if kind == Kind::File {
        let file = file_options(url)?.get_filename().to_owned();
        if !file.exists() {
            return Err(NotOpened::Missing);
        }
        let opened = OpenOptions::new().write(true).open(&file);
        opened.map_err(|error| NotOpened::ReadOnly(StoreError::Database(error.into())))?;
    }
    let mut connection = one(url).await.map_err(not_connected)?;
    if kind == Kind::Server {
        let sql = "SELECT pg_is_in_recovery() OR current_setting('default_transaction_read_only') = 'on'";
        let Flag(only_reads) = sqlx::query_scalar(sql).fetch_one(&mut connection).await.map_err(StoreError::from)?;
        if only_reads {
            let says = "the server is a standby, or is set to be read only".to_owned();
            return Err(NotOpened::ReadOnly(StoreError::Record(says)));
        }
    }
    let reading = match kind {
        Kind::File | Kind::Memory => "PRAGMA query_only = ON",
        Kind::Server => "SET default_transaction_read_only = on",
    };
    connection.execute(reading).await.map_err(StoreError::from)?;
    has_shop(&mut connection, kind).await?;
    let sql = "SELECT coalesce(max(version), 0) FROM _sqlx_migrations";
    let version: i64 = sqlx::query_scalar(sql).fetch_one(&mut connection).await.map_err(StoreError::from)?;
    let newest = kind.tables().iter().map(|migration| migration.version).max().unwrap_or_default();
    if version > newest {
        return Err(NotOpened::Newer(version));
    }
    if has(&mut connection, kind, "identity").await? {
        let sql = "SELECT merchant_id, service_id FROM identity";
        let found: Option<(String, String)> =
            sqlx::query_as(sql).fetch_optional(&mut connection).await.map_err(StoreError::from)?;
        found.map_or(Ok(()), |found| is_of(account, found))?;
    }
    if kind == Kind::File && has(&mut connection, kind, "notifications").await? {
        let last = count(&mut connection, LAST_MESSAGE).await?;
        compare(file_options(url)?.get_filename(), last)?;
    }
    let open = "SELECT count(*) FROM reconciliation_items WHERE closed_at IS NULL";
    let open_items = count_in(&mut connection, kind, "reconciliation_items", open).await?;
    let held = "SELECT count(*) FROM billing_holds WHERE released_at IS NULL";
    let holds = count_in(&mut connection, kind, "billing_holds", held).await?;
    let mails = count_in(&mut connection, kind, "mail_holds", "SELECT count(*) FROM mail_holds").await?;
    let (evidence, changed_evidence) = look_at_evidence(&mut connection, kind).await?;
    Ok(Examined {
        is_behind: version < newest,
        open_items,
        is_held: holds > 0,
        are_mails_held: mails > 0,
        evidence,
        changed_evidence,
    })
}

/// How much was looked at, and the orders of which it was changed.
async fn look_at_evidence(connection: &mut Connection, kind: Kind) -> Result<(usize, Vec<String>), StoreError> {
    if !has(connection, kind, "evidence").await? {
        return Ok((0, Vec::new()));
    }
    let (mut looked, mut changed) = (0, Vec::new());
    while looked < MOST_EVIDENCE {
        let after = i64::try_from(looked).unwrap_or(i64::MAX);
        let rows: Vec<Row> = sqlx::query_as(LATEST).bind(AT_ONCE).bind(after).fetch_all(&mut *connection).await?;
        if rows.is_empty() {
            break;
        }
        looked += rows.len();
        let wrong = rows.into_iter().map(KeptEvidence::from).filter(|kept| !kept.fits());
        changed.extend(wrong.map(|kept| kept.reference));
    }
    Ok((looked, changed))
}

async fn has(connection: &mut Connection, kind: Kind, table: &str) -> Result<bool, StoreError> {
    let Flag(is_there) = sqlx::query_scalar(kind.has_table()).bind(table).fetch_one(connection).await?;
    Ok(is_there)
}

/// Counts in a table; nothing where an older program has not made it.
async fn count_in(connection: &mut Connection, kind: Kind, table: &str, sql: &'static str) -> Result<i64, StoreError> {
    if has(connection, kind, table).await? { count(connection, sql).await } else { Ok(0) }
}

async fn count(connection: &mut Connection, sql: &'static str) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar(sql).fetch_one(connection).await?)
}
