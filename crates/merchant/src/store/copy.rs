//! Copies of the record: one that is made while the shop is open, and one that is put back.
//!
//! A copy stands under its name only when it is whole and on the disk, and never takes the place of
//! another file. What is put back lets billing stand still: between the copy and now the gateway was
//! asked for things that are not in it.

use super::billing::hold;
use super::database::{Connection as AnyConnection, Kind, VERSIONS, file_options, with_ending};
use super::error::StoreError;
use super::mark;
use crate::domain::billing::Hold;
use sqlx::any::install_default_drivers;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// Why no copy was made. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum NotCopied {
    /// A file stands where the copy would, or its write-ahead log does.
    #[error("{0:?} is there already, and is not written over: move it away first")]
    Exists(PathBuf),
    /// What would be copied has no shop in it.
    #[error("{0:?} is no shop's record")]
    NoShop(PathBuf),
    /// The database has no file.
    #[error("a database in memory has no file")]
    InMemory,
    /// A server has programs of its own for it.
    #[error(
        "a PostgreSQL database is copied with pg_dump and put back with pg_restore; then hold billing with `kantan \
         billing hold` before the shop is served: docs/en/operating.md says how"
    )]
    Server,
    /// A file cannot be made, kept or named.
    #[error("{0:?}: {1}")]
    File(PathBuf, io::Error),
    /// The database refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Copies the record at `url` to a new file as it is at one moment; others read and write on.
///
/// # Errors
/// [`NotCopied`] says why there is no copy.
pub async fn back_up(url: &str, to: &Path) -> Result<(), NotCopied> {
    let record = file_of(url)?;
    let part = begin(to)?;
    let copied = copy(&record, &part).await;
    finish(copied, &part, to)
}

/// Puts a copy in the place of the record at `url`, which is not there, with billing held `by`
/// somebody.
///
/// # Errors
/// [`NotCopied`] says why it was not put back.
pub async fn put_back(url: &str, from: &Path, held: Hold, by: &str) -> Result<(), NotCopied> {
    let record = file_of(url)?;
    let part = begin(&record)?;
    let copied = match copy(from, &part).await {
        Ok(()) => hold_copy(&part, held, by).await.map_err(NotCopied::from),
        Err(error) => Err(error),
    };
    let copied = copied.and_then(|()| mark::forget(&record).map_err(|error| NotCopied::File(record.clone(), error)));
    finish(copied, &part, &record)
}

fn file_of(url: &str) -> Result<PathBuf, NotCopied> {
    match Kind::of(url) {
        Kind::Memory => Err(NotCopied::InMemory),
        Kind::Server => Err(NotCopied::Server),
        Kind::File => Ok(file_options(url)?.get_filename().to_owned()),
    }
}

/// Where a copy grows until it is whole.
#[must_use]
pub fn begun_beside(to: &Path) -> PathBuf {
    with_ending(to, ".part")
}

/// The file in which the copy grows; only its owner may read it.
fn begin(to: &Path) -> Result<PathBuf, NotCopied> {
    // The log of another record would be taken for the copy's.
    for taken in [to.to_owned(), with_ending(to, "-wal"), with_ending(to, "-journal")] {
        if taken.try_exists().map_err(|error| NotCopied::File(taken.clone(), error))? {
            return Err(NotCopied::Exists(taken));
        }
    }
    let part = begun_beside(to);
    match OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part) {
        Ok(_) => Ok(part),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(NotCopied::Exists(part)),
        Err(error) => Err(NotCopied::File(part, error)),
    }
}

/// One statement that reads at one moment, log and all, and writes each page anew.
async fn copy(from: &Path, part: &Path) -> Result<(), NotCopied> {
    let options = SqliteConnectOptions::new().filename(from).read_only(true);
    let mut connection = options.connect().await.map_err(StoreError::from)?;
    let has_shop: bool = sqlx::query_scalar(Kind::File.has_table())
        .bind(VERSIONS)
        .fetch_one(&mut connection)
        .await
        .map_err(StoreError::from)?;
    if !has_shop {
        return Err(NotCopied::NoShop(from.to_owned()));
    }
    let name = part
        .to_str()
        .ok_or_else(|| NotCopied::File(part.to_owned(), io::Error::other("the database takes names in UTF-8 only")))?;
    sqlx::query("VACUUM INTO $1").bind(name).execute(&mut connection).await.map_err(StoreError::from)?;
    connection.close().await.map_err(StoreError::from)?;
    Ok(())
}

/// Brings a copy up to date, so that it can say that billing is held.
async fn hold_copy(part: &Path, held: Hold, by: &str) -> Result<(), StoreError> {
    let url = SqliteConnectOptions::new().filename(part).foreign_keys(true).to_url_lossy();
    install_default_drivers();
    let mut connection = AnyConnection::connect(url.as_str()).await?;
    Kind::File.tables().run(&mut connection).await?;
    hold(&mut connection, held, Some(by)).await?;
    connection.close().await?;
    Ok(())
}

/// Gives the copy its name once it is on the disk; takes away what did not become one.
fn finish(copied: Result<(), NotCopied>, part: &Path, to: &Path) -> Result<(), NotCopied> {
    let named = copied.and_then(|()| name(part, to).map_err(|error| NotCopied::File(to.to_owned(), error)));
    if named.is_err()
        && let Err(error) = fs::remove_file(part)
    {
        tracing::warn!(file = ?part, %error, "an unfinished copy could not be removed");
    }
    named
}

fn name(part: &Path, to: &Path) -> io::Result<()> {
    File::open(part)?.sync_all()?;
    fs::rename(part, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()
}
