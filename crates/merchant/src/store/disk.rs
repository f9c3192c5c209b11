//! What was committed, and what of it is certainly on the disk.
//!
//! A file's commit writes into the write-ahead log and leaves the syncing to this: whoever committed gives the
//! right to write to the next one, and then waits here until the log is synced, together with everybody who
//! committed meanwhile. One sync then serves all of them, where each of them waited before for the syncs of all in
//! front of it. After a power cut the log ends where a sync had come to, or later; what is behind it was
//! acknowledged to nobody, because nothing is answered before it is synced: neither by a change, nor by whoever
//! only read what another change had just written.
//!
//! A server syncs by itself, and a database in memory has nothing to sync.

use super::StoreError;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use tokio::sync::Mutex;

/// How far the disk has come; none where somebody else sees to that.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk(Option<Arc<Log>>);

struct Log {
    sync: Box<dyn Fn() -> io::Result<()> + Send + Sync>,
    /// So many changes were committed.
    committed: AtomicU64,
    /// So many of them are on the disk.
    synced: AtomicU64,
    /// A sync failed. What it should have written may be lost although a later one succeeds.
    has_failed: AtomicBool,
    /// Whoever syncs for all.
    turn: Mutex<()>,
}

impl std::fmt::Debug for Log {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Log").field("committed", &self.committed).field("synced", &self.synced).finish()
    }
}

/// Writes a write-ahead log to the disk. It is opened each time: the database makes a new one at times. Where there is
/// none, everything was put into the file itself and synced there.
fn sync_log(path: &Path) -> io::Result<()> {
    match File::open(path) {
        Ok(file) => file.sync_data(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

impl Disk {
    /// The disk on which the file of that log lies.
    pub(super) fn of(log: PathBuf) -> Self {
        Self::synced_by(move || sync_log(&log))
    }

    fn synced_by(sync: impl Fn() -> io::Result<()> + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(Log {
            sync: Box::new(sync),
            committed: AtomicU64::new(0),
            synced: AtomicU64::new(0),
            has_failed: AtomicBool::new(false),
            turn: Mutex::new(()),
        })))
    }

    /// A change was committed, or may have been.
    pub(super) fn committed(&self) {
        if let Some(log) = &self.0 {
            log.committed.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// The disk did not keep something that it was given: nothing is told of any more.
    pub(super) fn refused(&self, error: &dyn std::fmt::Display) {
        if let Some(log) = &self.0 {
            log.has_failed.store(true, Ordering::SeqCst);
            tracing::error!(%error, "the disk did not keep what was committed: start the service anew");
        }
    }

    /// Waits until everything that was committed before is on the disk.
    ///
    /// # Errors
    /// [`StoreError::NotSynced`] where the disk refused, now or at any time before: nobody can say what is on it
    /// until the record is opened anew.
    pub(super) async fn settled(&self) -> Result<(), StoreError> {
        let Some(log) = &self.0 else { return Ok(()) };
        let wanted = log.committed.load(Ordering::SeqCst);
        if log.synced.load(Ordering::SeqCst) >= wanted && !log.has_failed.load(Ordering::SeqCst) {
            return Ok(());
        }
        let _turn = log.turn.lock().await;
        if log.has_failed.load(Ordering::SeqCst) {
            return Err(StoreError::NotSynced("an earlier sync failed".to_owned()));
        }
        // Somebody else's sync began after this one's commit.
        if log.synced.load(Ordering::SeqCst) >= wanted {
            return Ok(());
        }
        let written = log.committed.load(Ordering::SeqCst);
        let at_work = Arc::clone(log);
        let synced = tokio::task::spawn_blocking(move || (at_work.sync)()).await;
        if let Err(error) = synced.unwrap_or_else(|error| Err(io::Error::other(error))) {
            self.refused(&error);
            return Err(StoreError::NotSynced(error.to_string()));
        }
        log.synced.store(written, Ordering::SeqCst);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::time::Duration;
    use tokio::time::timeout;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn one_sync_serves_all_who_committed_before_it_began_and_nobody_who_committed_later() {
        let (begun, has_begun) = mpsc::channel();
        let (go_on, may_go_on) = mpsc::channel::<()>();
        let may_go_on = std::sync::Mutex::new(may_go_on);
        let disk = Disk::synced_by(move || {
            begun.send(()).expect("the test listens");
            may_go_on.lock().expect("whole").recv().expect("the test says so");
            Ok(())
        });
        assert!(timeout(Duration::from_secs(5), disk.settled()).await.expect("at once").is_ok(), "nothing to sync");

        let waiting = |disk: &Disk| {
            let disk = disk.clone();
            tokio::spawn(async move { disk.settled().await })
        };
        for _ in 0..8 {
            disk.committed();
        }
        let first: Vec<_> = (0..8).map(|_| waiting(&disk)).collect();
        has_begun.recv().expect("a sync begins");
        disk.committed();
        let late = waiting(&disk);
        go_on.send(()).expect("it waits");
        for task in first {
            task.await.expect("it ends").expect("synced");
        }
        has_begun.recv().expect("another one, for whoever came late");
        assert!(!late.is_finished(), "it is not synced yet");
        go_on.send(()).expect("it waits");
        late.await.expect("it ends").expect("synced");
        assert!(has_begun.try_recv().is_err(), "two syncs served nine");
    }

    #[tokio::test]
    async fn what_a_disk_refused_once_is_believed_no_more() {
        let refuses = Arc::new(AtomicBool::new(true));
        let asked = Arc::clone(&refuses);
        let disk = Disk::synced_by(move || match asked.load(Ordering::SeqCst) {
            true => Err(io::Error::other("bad sector")),
            false => Ok(()),
        });
        disk.committed();
        assert!(matches!(disk.settled().await, Err(StoreError::NotSynced(says)) if says == "bad sector"));
        refuses.store(false, Ordering::SeqCst);
        assert!(disk.settled().await.is_err(), "what was lost does not come back");
        disk.committed();
        assert!(disk.settled().await.is_err());
    }
}
