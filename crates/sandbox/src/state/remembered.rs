//! What was remembered when the sandbox ended, put together again.

use super::exchanges::MOST_EXCHANGES;
use super::journal::{Opened, StateError};
use super::record::{self, Change, ExchangeRecord};
use crate::contract::{Charge, Contract};
use crate::exchange::Exchange;
use crate::fault::Faults;
use chrono::NaiveDate;
use sbps::identifier::OrderId;
use std::collections::HashSet;

/// Everything that the sandbox remembers.
#[derive(Debug, Default)]
pub struct Remembered {
    /// How many days the clock is ahead.
    pub days_ahead: i64,
    /// The last day whose billing is done.
    pub billed_through: Option<NaiveDate>,
    /// The exchanges, oldest first.
    pub exchanges: Vec<Exchange>,
    /// Every order id that was ever used.
    pub order_ids: HashSet<OrderId>,
    /// The contracts, oldest first.
    pub contracts: Vec<Contract>,
    /// The charges, oldest first.
    pub charges: Vec<Charge>,
    /// The faults that are set.
    pub faults: Faults,
}

impl Remembered {
    /// Puts together what a file says.
    ///
    /// # Errors
    /// [`StateError::Unreadable`] with the line of a change that means nothing.
    pub fn read(opened: &mut Opened) -> Result<Self, StateError> {
        let mut remembered = Self::default();
        for (line, change) in std::mem::take(&mut opened.changes) {
            remembered.take(change).ok_or_else(|| opened.unreadable(line))?;
        }
        Ok(remembered)
    }

    fn take(&mut self, change: Change) -> Option<()> {
        match change {
            Change::DaysAhead(days) => self.days_ahead = days,
            Change::BilledThrough(day) => self.billed_through = Some(day.parse().ok()?),
            Change::OrderId(order_id) => {
                self.order_ids.insert(order_id.parse().ok()?);
            }
            Change::Exchange(exchange) => self.take_exchange(exchange.restore()?),
            Change::Contract(place, contract) => put(&mut self.contracts, place, contract.restore()?)?,
            Change::Charge(place, charge) => put(&mut self.charges, place, charge.restore()?)?,
            Change::Faults(faults) => self.faults = faults.restore()?,
        }
        Some(())
    }

    fn take_exchange(&mut self, exchange: Exchange) {
        // What changes is nearly always among the newest.
        match self.exchanges.iter_mut().rev().find(|known| known.id == exchange.id) {
            Some(known) => *known = exchange,
            None => self.exchanges.push(exchange),
        }
        let over = self.exchanges.len().saturating_sub(MOST_EXCHANGES);
        self.exchanges.drain(..over);
    }

    /// The same as changes, each thing once.
    #[must_use]
    pub fn changes(&self) -> Vec<Change> {
        let mut changes = vec![Change::DaysAhead(self.days_ahead), Change::Faults((&self.faults).into())];
        changes.extend(self.billed_through.map(record::billed_through));
        changes.extend(self.order_ids.iter().map(|order_id| Change::OrderId(order_id.to_string())));
        let exchanges = self.exchanges.iter().map(|exchange| Box::new(ExchangeRecord::from(exchange)));
        changes.extend(exchanges.map(Change::Exchange));
        let contracts = self.contracts.iter().enumerate();
        changes.extend(contracts.map(|(place, contract)| Change::Contract(place, Box::new(contract.into()))));
        changes.extend(self.charges.iter().enumerate().map(|(place, charge)| Change::Charge(place, charge.into())));
        changes
    }
}

/// Puts an entry at a place of a list that has no gaps.
fn put<T>(list: &mut Vec<T>, place: usize, entry: T) -> Option<()> {
    if place == list.len() {
        list.push(entry);
    } else {
        *list.get_mut(place)? = entry;
    }
    Some(())
}
