//! Puts a file's write-ahead log into the file, beside whoever writes.
//!
//! By itself SQLite does it within the commit that finds the log long enough, and syncs both: everybody waits behind that
//! commit. What another connection does meanwhile holds up nobody. Only a log that has grown four times as long is put
//! away by a commit, which finds the most of it done; a log is begun anew only when all of it is.

use super::database::{Kind, Pool, file_trouble};
use super::disk::Disk;
use sqlx::AssertSqlSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// So many pages (64 MiB) are put away by whoever writes.
pub(super) const MOST_PAGES: u32 = 16_384;

/// After so many changes the log is put away: some 16 MiB of it.
const CHANGES: u64 = 400;

/// When the log is put away next; never where there is none.
#[derive(Clone, Debug, Default)]
pub(super) struct Checkpoints(Option<Arc<Due>>);

#[derive(Debug)]
struct Due {
    pool: Pool,
    disk: Disk,
    changes: AtomicU64,
    is_at_work: AtomicBool,
}

impl Checkpoints {
    /// Those of a database on that disk, by a connection of that pool, which has one to spare.
    pub(super) fn of(kind: Kind, pool: Pool, disk: Disk) -> Self {
        let due = || Arc::new(Due { pool, disk, changes: AtomicU64::new(0), is_at_work: AtomicBool::new(false) });
        Self((kind == Kind::File).then(due))
    }

    /// A change was committed.
    pub(super) fn committed(&self) {
        let Some(due) = &self.0 else { return };
        let is_due = (due.changes.fetch_add(1, Ordering::Relaxed) + 1).is_multiple_of(CHANGES);
        if is_due && !due.is_at_work.swap(true, Ordering::AcqRel) {
            let due = Arc::clone(due);
            drop(tokio::spawn(async move {
                if let Err(error) = due.put_away().await {
                    if file_trouble(&error) == Some(DISK_TROUBLE) {
                        // A disk tells once that it did not keep what it was given.
                        due.disk.refused(&error);
                    }
                    // The next one, or whoever writes, does it.
                    tracing::warn!(%error, "the write-ahead log was not put into the file");
                }
                due.is_at_work.store(false, Ordering::Release);
            }));
        }
    }
}

/// SQLITE_IOERR: the disk could not read, write or sync.
const DISK_TROUBLE: u32 = 10;

impl Due {
    /// Puts away what nobody reads from the log any more, and waits for nobody.
    async fn put_away(&self) -> Result<(), sqlx::Error> {
        let mut connection = self.pool.acquire().await?;
        let sql = AssertSqlSafe("PRAGMA wal_checkpoint(PASSIVE)");
        sqlx::raw_sql(sql).fetch_all(&mut *connection).await.map(drop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;
    use crate::store::gate::Turn;
    use crate::store::statement::Statement;
    use std::time::Duration;

    #[tokio::test]
    async fn the_file_has_what_was_written_while_the_service_goes_on() {
        let folder = std::env::temp_dir().join(format!("kantan-checkpoint-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("made");
        let file = folder.join("shop.sqlite");
        let store = Store::open(&format!("sqlite://{}?mode=rwc", file.display())).await.expect("it opens");
        let length = || std::fs::metadata(&file).expect("there").len();
        let before = length();
        for number in 0..i64::try_from(CHANGES).expect("few") {
            let sql = "INSERT INTO customers (customer_id, customer_code, created_at) VALUES ($1, $1, $2)";
            let row = Statement::of(sql).bind(format!("member-{number}-{}", "x".repeat(200)).as_str()).bind(number);
            store.writer.change(Turn::Visitor, &[row]).await.expect("kept");
        }
        let put_away = async {
            while length() == before {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), put_away).await.expect("without any other change");
        store.close().await;
        std::fs::remove_dir_all(folder).expect("removed");
    }
}
