//! Who may write next: one at a time, notifications before billing, billing before visitors.
//!
//! SQLite takes one writer, and lets those who wait sleep and try again in no order: a
//! notification, of which the answer decides about a paid purchase, then waits as long as the
//! unluckiest visitor. Here each waits in its row, in the order of arrival.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::oneshot;

/// How long another process that writes, such as `kantan billing`, is waited for before whoever is
/// more urgent here is let through.
pub(super) const BUSY: Duration = Duration::from_millis(200);

/// Who writes, the most urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// A message of the gateway: it waits a few seconds for `OK,` and then stops a purchase.
    Notification,
    /// The billing run: a call that took money is written down.
    Billing,
    /// Payers, staff and the shop: somebody looks at a page that is loading.
    Visitor,
}

impl Turn {
    /// How long is waited for the right to write, with everything. Below what a request may take,
    /// so that a store that is too busy is told as an error and not as silence; a notification is
    /// answered within three seconds.
    pub(super) const fn patience(self) -> Duration {
        match self {
            Self::Notification => Duration::from_millis(2_500),
            Self::Billing | Self::Visitor => Duration::from_secs(5),
        }
    }
}

#[derive(Debug, Default)]
struct Rows {
    is_taken: bool,
    waiting: [VecDeque<oneshot::Sender<Place>>; 3],
}

/// The gate before the writing connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Gate(Arc<Mutex<Rows>>);

/// The right to write, until it is dropped.
#[derive(Debug)]
pub(super) struct Place(Option<Gate>);

impl Gate {
    /// Waits for its turn. Whoever stops waiting leaves the row.
    pub(super) async fn enter(&self, turn: Turn) -> Place {
        let mut place = {
            let mut rows = self.rows();
            if !rows.is_taken {
                rows.is_taken = true;
                return Place(Some(self.clone()));
            }
            let (give, take) = oneshot::channel();
            rows.waiting[turn as usize].push_back(give);
            take
        };
        match (&mut place).await {
            Ok(place) => place,
            // Nobody drops a waiting sender but the gate itself, which is alive in `self`.
            Err(_) => Place(None),
        }
    }

    /// Nothing panics while the rows are locked; should it ever, they are whole all the same.
    fn rows(&self) -> MutexGuard<'_, Rows> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands the right to the first of the most urgent row, or leaves it for whoever comes.
    fn leave(&self) {
        loop {
            let next = {
                let mut rows = self.rows();
                let next = rows.waiting.iter_mut().find_map(VecDeque::pop_front);
                if next.is_none() {
                    rows.is_taken = false;
                    return;
                }
                next
            };
            let Some(next) = next else { return };
            match next.send(Place(Some(self.clone()))) {
                Ok(()) => return,
                // It waits no longer. Its place must not come back here by being dropped.
                Err(mut place) => place.0 = None,
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some(gate) = self.0.take() {
            gate.leave();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    /// Lets all who wait come as far as they can.
    async fn settle() {
        for _ in 0..20 {
            tokio::task::yield_now().await;
        }
    }

    #[tokio::test]
    async fn notifications_come_first_and_each_row_keeps_its_order() {
        let (gate, order) = (Gate::default(), Arc::new(Mutex::new(Vec::new())));
        let first = gate.enter(Turn::Visitor).await;
        let mut tasks = Vec::new();
        for (turn, name) in [
            (Turn::Visitor, "visitor 1"),
            (Turn::Billing, "billing 1"),
            (Turn::Visitor, "visitor 2"),
            (Turn::Notification, "notification 1"),
            (Turn::Notification, "notification 2"),
            (Turn::Billing, "billing 2"),
        ] {
            let (gate, order) = (gate.clone(), Arc::clone(&order));
            tasks.push(tokio::spawn(async move {
                let _place = gate.enter(turn).await;
                order.lock().expect("nobody failed").push(name);
            }));
            settle().await;
        }
        drop(first);
        for task in tasks {
            task.await.expect("it ends");
        }
        let order = order.lock().expect("nobody failed").clone();
        assert_eq!(order, ["notification 1", "notification 2", "billing 1", "billing 2", "visitor 1", "visitor 2"]);
    }

    #[tokio::test]
    async fn who_stops_waiting_does_not_hold_up_the_others() {
        let gate = Gate::default();
        let first = gate.enter(Turn::Visitor).await;
        let given_up = tokio::time::timeout(Duration::from_millis(10), gate.enter(Turn::Notification)).await;
        assert!(given_up.is_err());
        let (other, began) = (gate.clone(), Instant::now());
        let waiting = tokio::spawn(async move { drop(other.enter(Turn::Visitor).await) });
        settle().await;
        drop(first);
        waiting.await.expect("it ends");
        assert!(began.elapsed() < Duration::from_secs(1));
        drop(gate.enter(Turn::Billing).await);
    }

    #[tokio::test]
    async fn a_place_given_to_somebody_who_just_left_is_passed_on() {
        let gate = Gate::default();
        let first = gate.enter(Turn::Visitor).await;
        let other = gate.clone();
        let leaving = tokio::spawn(async move { drop(other.enter(Turn::Notification).await) });
        settle().await;
        // The place is sent, and its receiver is aborted before it runs again.
        drop(first);
        leaving.abort();
        let _ = leaving.await;
        tokio::time::timeout(Duration::from_secs(1), gate.enter(Turn::Visitor)).await.expect("the gate is open");
    }
}
