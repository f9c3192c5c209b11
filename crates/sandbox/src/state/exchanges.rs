//! The exchanges, newest last, and every order id that was ever used.

use super::journal::Journal;
use super::record::Change;
use crate::exchange::Exchange;
use sbps::identifier::OrderId;
use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// How many exchanges are kept; the oldest go first.
pub const MOST_EXCHANGES: usize = 1_000;

/// Every exchange, and every order id ever used: that one cannot be used again outlives its exchange.
#[derive(Debug)]
pub struct Store {
    inner: Mutex<Inner>,
    journal: Arc<Journal>,
}

#[derive(Debug)]
struct Inner {
    exchanges: VecDeque<Exchange>,
    used_order_ids: HashSet<OrderId>,
}

impl Store {
    /// These exchanges, oldest first, and every order id that was ever used.
    #[must_use]
    pub fn new(exchanges: Vec<Exchange>, used_order_ids: HashSet<OrderId>, journal: Arc<Journal>) -> Self {
        Self { inner: Mutex::new(Inner { exchanges: exchanges.into(), used_order_ids }), journal }
    }

    /// A thread that failed while it held the lock leaves whole records behind: each change is one assignment.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn write_down(&self, exchange: &Exchange) {
        if self.journal.is_kept() {
            self.journal.append(&[Change::Exchange(Box::new(exchange.into()))]);
        }
    }

    /// Whether an order id was used before.
    pub fn is_used(&self, order_id: &OrderId) -> bool {
        self.lock().used_order_ids.contains(order_id)
    }

    /// Marks an order id as used; whether it was new.
    pub fn use_order_id(&self, order_id: &OrderId) -> bool {
        let new = self.lock().used_order_ids.insert(order_id.clone());
        if new {
            self.journal.append(&[Change::OrderId(order_id.to_string())]);
        }
        new
    }

    /// Keeps an exchange.
    pub fn add(&self, exchange: Exchange) {
        let mut inner = self.lock();
        self.write_down(&exchange);
        if inner.exchanges.len() == MOST_EXCHANGES {
            inner.exchanges.pop_front();
        }
        inner.exchanges.push_back(exchange);
    }

    /// Every exchange, oldest first.
    pub fn all(&self) -> Vec<Exchange> {
        self.lock().exchanges.iter().cloned().collect()
    }

    /// The exchange with that id.
    pub fn get(&self, id: &str) -> Option<Exchange> {
        self.lock().exchanges.iter().find(|exchange| exchange.id == id).cloned()
    }

    /// Changes the exchange with that id; what the change says, or `None` if there is none.
    pub fn change<T>(&self, id: &str, change: impl FnOnce(&mut Exchange) -> T) -> Option<T> {
        let mut inner = self.lock();
        let exchange = inner.exchanges.iter_mut().find(|exchange| exchange.id == id)?;
        let said = change(exchange);
        self.write_down(exchange);
        Some(said)
    }
}
