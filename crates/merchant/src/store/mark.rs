//! How far the record had come, beside its file: the number of the last message that was kept.
//!
//! A file whose write-ahead log was taken away, or an older copy in its place, looks like a record
//! and lacks payments that were acknowledged. The mark is written after each commit and not synced:
//! what a kill leaves is in the system's memory, and a power cut that loses it makes it older, which
//! is harmless.

use super::StoreError;
use super::database::{Kind, Pool, file_options, with_ending};
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The digits of a mark: as many as the largest number has.
const DIGITS: usize = 19;

/// The mark of an open record; none of one that has no file.
#[derive(Clone, Debug, Default)]
pub(super) struct Mark(Option<Arc<Written>>);

#[derive(Debug)]
struct Written {
    file: File,
    last: AtomicI64,
}

/// Why a record and its mark do not go together.
#[derive(Debug, thiserror::Error)]
pub enum OutOfStep {
    /// It lacks what was acknowledged.
    #[error(
        "it ends with message {last}, and message {marked} was answered: its -wal file is missing, or an older copy \
         stands in its place, and acknowledged payments are not in it. Put the newer file back with its -wal; to go on \
         with this one, move it away and put it back with `kantan restore --hold`, which holds billing"
    )]
    Older {
        /// The number of its last message.
        last: i64,
        /// The number of the last message that was kept.
        marked: i64,
    },
    /// The file that says how far the record has come cannot be used.
    #[error("{0:?}, which says how far the record has come: {1}")]
    File(PathBuf, io::Error),
    /// The database refuses.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Where the mark of a record stands.
pub(super) fn path_of(record: &Path) -> PathBuf {
    with_ending(record, ".mark")
}

fn read(path: &Path) -> io::Result<i64> {
    match std::fs::read_to_string(path) {
        // What is no number was never finished.
        Ok(text) => Ok(text.trim().parse().unwrap_or_default()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error),
    }
}

/// Compares a record that ends with the message of that number with its mark.
///
/// # Errors
/// [`OutOfStep`] where it has come less far, or nobody can say.
pub(super) fn compare(record: &Path, last: i64) -> Result<(), OutOfStep> {
    let path = path_of(record);
    match read(&path) {
        Ok(marked) if last < marked => Err(OutOfStep::Older { last, marked }),
        Ok(_) => Ok(()),
        Err(error) => Err(OutOfStep::File(path, error)),
    }
}

/// Takes the mark away: what comes into the record's place is another copy, which somebody chose.
pub(super) fn forget(record: &Path) -> io::Result<()> {
    match std::fs::remove_file(path_of(record)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Asks for the number of the last message in the record.
pub(super) const LAST_MESSAGE: &str = "SELECT coalesce(max(id), 0) FROM notifications";

impl Mark {
    /// Compares a record with its mark, and goes on with it. Of a record that begins as `new` there is
    /// none.
    ///
    /// # Errors
    /// [`OutOfStep`] where it has come less far, or the file cannot be used.
    pub(super) async fn of(url: &str, pool: &Pool, new: bool) -> Result<Self, OutOfStep> {
        if Kind::of(url) != Kind::File {
            return Ok(Self(None));
        }
        let record = file_options(url)?.get_filename().to_owned();
        let path = path_of(&record);
        let at = |error: io::Error| OutOfStep::File(path.clone(), error);
        let last: i64 = sqlx::query_scalar(LAST_MESSAGE).fetch_one(pool).await.map_err(StoreError::from)?;
        if new && last == 0 {
            forget(&record).map_err(at)?;
        }
        compare(&record, last)?;
        let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&path).map_err(at)?;
        let mark = Self(Some(Arc::new(Written { file, last: AtomicI64::new(-1) })));
        mark.saw(last);
        Ok(mark)
    }

    /// The message of that number is kept for good.
    pub(super) fn saw(&self, number: i64) {
        let Some(written) = &self.0 else { return };
        if written.last.fetch_max(number, Ordering::SeqCst) >= number {
            return;
        }
        let text = format!("{number:0DIGITS$}\n");
        if let Err(error) = written.file.write_all_at(text.as_bytes(), 0) {
            tracing::warn!(%error, "how far the record has come could not be marked");
        }
    }
}
