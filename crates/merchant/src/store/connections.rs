//! Connections that are lent, and trusted for a while when they come back.
//!
//! The library's pool asks each connection that comes back whether it lives, in a task of its own, before anybody has
//! it again. Of a file, in the same process, that is as dear as reading an order, and the next one who writes waits
//! for it. So those stay here meanwhile, and go through the pool, which asks them and closes what is old, once a
//! second. A connection to a server may be cut at any moment, and one in memory is the database itself: those go back
//! to the pool each time.

use super::StoreError;
use super::database::{Connection, Kind, Pool};
use sqlx::Any;
use sqlx::pool::PoolConnection;
use std::collections::VecDeque;
use std::ops::{Deref, DerefMut};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, timeout};

/// How long a connection is waited for: below what a request may take, so that a store that is too busy is told as an
/// error and not as silence.
pub(super) const PATIENCE: Duration = Duration::from_secs(5);

/// How long a connection goes without being asked whether it lives.
const TRUST: Duration = Duration::from_secs(1);

/// Several connections of one kind.
#[derive(Clone, Debug)]
pub(super) struct Connections {
    pool: Pool,
    shelf: Option<Shelf>,
}

/// Where connections lie that are trusted, and how many more may be lent.
#[derive(Clone, Debug)]
struct Shelf {
    lying: Arc<Mutex<VecDeque<Trusted>>>,
    places: Arc<Semaphore>,
}

#[derive(Debug)]
struct Trusted {
    connection: PoolConnection<Any>,
    /// When the pool gave it.
    since: Instant,
}

impl Shelf {
    /// Nothing panics while it is locked; should it ever, it is whole all the same.
    fn lying(&self) -> MutexGuard<'_, VecDeque<Trusted>> {
        self.lying.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection, until it is dropped.
#[derive(Debug)]
pub(super) struct Lent {
    trusted: Option<Trusted>,
    back: Option<(Shelf, Pool)>,
    /// Given on only when the connection is free again.
    _place: Option<OwnedSemaphorePermit>,
}

impl Connections {
    /// At most `most` connections of the pool at a time, which has that many or more.
    pub(super) fn new(pool: Pool, kind: Kind, most: u32) -> Self {
        let shelf = || Shelf { lying: Arc::default(), places: Arc::new(Semaphore::new(most as usize)) };
        Self { pool, shelf: (kind == Kind::File).then(shelf) }
    }

    /// The pool that they are of.
    pub(super) const fn pool(&self) -> &Pool {
        &self.pool
    }

    /// One of them, as soon as one is free.
    ///
    /// # Errors
    /// [`StoreError::Database`] where none is in time, or none can be made.
    pub(super) async fn lend(&self) -> Result<Lent, StoreError> {
        let (mut place, mut lying) = (None, None);
        if let Some(shelf) = &self.shelf {
            let free = timeout(PATIENCE, Arc::clone(&shelf.places).acquire_owned()).await;
            place = Some(free.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?);
            // The one that lies longest: what somebody asked and left may still be under way in the latest.
            lying = shelf.lying().pop_front();
        }
        let trusted = match lying {
            Some(trusted) => trusted,
            None => Trusted { connection: self.pool.acquire().await?, since: Instant::now() },
        };
        let back = self.shelf.as_ref().map(|shelf| (shelf.clone(), self.pool.clone()));
        Ok(Lent { trusted: Some(trusted), back, _place: place })
    }

    /// Ends them all, those that are lent when they come back.
    pub(super) async fn close(&self) {
        // From here on nothing is laid on the shelf.
        let closed = self.pool.close();
        if let Some(shelf) = &self.shelf {
            shelf.lying().clear();
        }
        closed.await;
    }
}

impl Lent {
    /// Takes it away from all others for good: it ends when it is dropped.
    pub(super) fn detach(mut self) -> Option<Connection> {
        self.trusted.take().map(|trusted| trusted.connection.detach())
    }
}

impl Drop for Lent {
    fn drop(&mut self) {
        let (Some(trusted), Some((shelf, pool))) = (self.trusted.take(), &self.back) else { return };
        let mut lying = shelf.lying();
        if !pool.is_closed() && trusted.since.elapsed() < TRUST {
            lying.push_back(trusted);
        }
    }
}

// The connection leaves only in `detach` and `drop`, after which nobody has it.
impl Deref for Lent {
    type Target = Connection;

    #[allow(clippy::expect_used, reason = "see above: no input leads here")]
    fn deref(&self) -> &Connection {
        &self.trusted.as_ref().expect("what is lent has its connection").connection
    }
}

impl DerefMut for Lent {
    #[allow(clippy::expect_used, reason = "see above: no input leads here")]
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.trusted.as_mut().expect("what is lent has its connection").connection
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::any::{AnyPoolOptions, install_default_drivers};

    async fn connections(name: &str, most: u32) -> Connections {
        install_default_drivers();
        let file = std::env::temp_dir().join(format!("kantan-{name}-{}.sqlite", std::process::id()));
        let _ = std::fs::remove_file(&file);
        let url = format!("sqlite://{}?mode=rwc", file.display());
        let pool = AnyPoolOptions::new().max_connections(most).connect(&url).await.expect("it opens");
        // The file stays as long as somebody has it open.
        std::fs::remove_file(&file).expect("removed");
        Connections::new(pool, Kind::File, most)
    }

    async fn answer(lent: &mut Lent) -> i64 {
        sqlx::query_scalar("SELECT 42").fetch_one(&mut **lent).await.expect("answered")
    }

    #[tokio::test]
    async fn a_connection_goes_through_the_pool_when_it_was_trusted_for_long() {
        let connections = connections("trusted", 1).await;
        for _ in 0..3 {
            let mut lent = connections.lend().await.expect("free");
            assert_eq!(answer(&mut lent).await, 42);
            drop(lent);
            assert_eq!(connections.pool.num_idle(), 0, "it lies on the shelf");
        }
        let mut lent = connections.lend().await.expect("free");
        lent.trusted.as_mut().expect("it has one").since -= TRUST;
        drop(lent);
        while connections.pool.num_idle() == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert_eq!(answer(&mut connections.lend().await.expect("free")).await, 42);
    }

    #[tokio::test]
    async fn no_more_are_lent_than_there_are() {
        let connections = connections("few", 2).await;
        let (first, _second) = (connections.lend().await.expect("free"), connections.lend().await.expect("free"));
        let (other, (said, mut heard)) = (connections.clone(), tokio::sync::mpsc::unbounded_channel());
        tokio::spawn(async move { said.send(other.lend().await.is_ok()) });
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(heard.try_recv().is_err(), "the third waits");
        drop(first);
        assert_eq!(heard.recv().await, Some(true));
    }

    #[tokio::test]
    async fn who_stops_waiting_for_an_answer_leaves_a_connection_that_answers() {
        let connections = connections("abandoned", 1).await;
        let mut lent = connections.lend().await.expect("free");
        let long = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000000) SELECT i FROM n";
        let asked = sqlx::query(long).fetch_all(&mut *lent);
        assert!(timeout(Duration::from_millis(20), asked).await.is_err());
        drop(lent);
        assert_eq!(answer(&mut connections.lend().await.expect("free")).await, 42);
    }

    #[tokio::test]
    async fn they_end_wherever_they_are() {
        let connections = connections("closed", 2).await;
        let (lying, lent) = (connections.lend().await.expect("free"), connections.lend().await.expect("free"));
        drop(lying);
        let (other, (said, mut heard)) = (connections.clone(), tokio::sync::mpsc::unbounded_channel());
        tokio::spawn(async move {
            other.close().await;
            said.send(())
        });
        tokio::time::sleep(Duration::from_millis(20)).await;
        assert!(heard.try_recv().is_err(), "it waits for the one that is lent");
        drop(lent);
        assert_eq!(heard.recv().await, Some(()));
        assert!(connections.lend().await.is_err());
    }
}
