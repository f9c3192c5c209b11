//! What the shop knows: its customers, what they ordered, and what the payment service told of it.

use crate::catalogue::{Product, product};
use crate::event::{Event, Standing};
use crate::journal::{Entry, Journal, Purchase};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What the shop knows. Each change is on the disk before it is answered for.
#[derive(Debug)]
pub struct Record(Mutex<Known>);

#[derive(Debug)]
struct Known {
    journal: Journal,
    /// By what their browsers show.
    customers: HashMap<String, String>,
    purchases: Vec<Bought>,
    /// By the key under which each is ordered.
    by_key: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
    /// The names of events that are written down.
    events: HashSet<String>,
    read_to: Option<String>,
}

/// Something that was ordered, and what became of it.
#[derive(Clone, Debug)]
pub(crate) struct Bought {
    /// What was ordered.
    pub(crate) purchase: Purchase,
    /// What the payment service calls it; `None` until it has answered.
    pub(crate) reference: Option<String>,
    /// What was told of it, by the number of the event.
    events: BTreeMap<u64, Event>,
}

impl Bought {
    /// What it is; `None` of what is no longer sold.
    pub(crate) fn product(&self) -> Option<&'static Product> {
        product(&self.purchase.product)
    }

    /// What was told of it, in the order in which it happened.
    pub(crate) fn events(&self) -> impl DoubleEndedIterator<Item = &Event> {
        self.events.values()
    }

    /// Where it stands.
    pub(crate) fn standing(&self) -> Standing {
        let (is_once, amount) = match self.product() {
            Some(product) => (product.contract.is_none(), product.amount(self.purchase.quantity)),
            None => (true, i64::MAX),
        };
        Standing::after(self.events(), is_once, amount)
    }

    /// Whether something was told of it after which its page asks for no payment.
    pub(crate) fn is_settled(&self) -> bool {
        !matches!(self.standing(), Standing::Open | Standing::Failed)
    }

    /// The contract that was made, by the gateway's name.
    pub(crate) fn contract(&self) -> Option<&str> {
        self.events().rev().find_map(|event| event.data.contract.as_deref())
    }
}

/// The number of an event, by which events come in the order in which they happened.
fn number(event: &str) -> Option<u64> {
    event.strip_prefix("evt_")?.parse().ok()
}

impl Record {
    /// Opens the file, or begins a new one.
    ///
    /// # Errors
    /// [`io::Error`] when it cannot be read or written.
    pub fn open(path: &Path) -> io::Result<Self> {
        let (journal, entries) = Journal::open(path)?;
        let mut known = Known {
            journal,
            customers: HashMap::new(),
            purchases: Vec::new(),
            by_key: HashMap::new(),
            by_name: HashMap::new(),
            events: HashSet::new(),
            read_to: None,
        };
        entries.into_iter().for_each(|entry| known.learn(entry));
        Ok(Self(Mutex::new(known)))
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The customer whose browser shows this.
    pub(crate) fn customer(&self, token: &str) -> Option<String> {
        self.known().customers.get(token).cloned()
    }

    /// Remembers a new customer.
    pub(crate) fn add_customer(&self, token: &str, customer: &str) -> io::Result<()> {
        self.known().add(Entry::Customer { token: token.to_owned(), customer: customer.to_owned() })
    }

    /// The purchase under the same key, or this one, which is new then.
    pub(crate) fn begin(&self, purchase: Purchase) -> io::Result<Bought> {
        let mut known = self.known();
        if let Some(place) = known.by_key.get(&purchase.key) {
            return Ok(known.purchases[*place].clone());
        }
        known.add(Entry::Purchase(purchase.clone()))?;
        Ok(Bought { purchase, reference: None, events: BTreeMap::new() })
    }

    /// The payment service has made the order.
    pub(crate) fn ordered(&self, purchase: &str, reference: &str) -> io::Result<()> {
        self.known().add(Entry::Ordered { purchase: purchase.to_owned(), reference: reference.to_owned() })
    }

    /// The purchase of that name, if it is this customer's.
    pub(crate) fn purchase(&self, name: &str, customer: &str) -> Option<Bought> {
        let known = self.known();
        let bought = &known.purchases[*known.by_name.get(name)?];
        (bought.purchase.customer == customer).then(|| bought.clone())
    }

    /// What this customer ordered, the latest first. What the payment service refused, or never answered, is no order.
    pub(crate) fn purchases(&self, customer: &str) -> Vec<Bought> {
        let known = self.known();
        let own = known.purchases.iter().rev().filter(|bought| bought.purchase.customer == customer);
        own.filter(|bought| bought.reference.is_some() || !bought.events.is_empty()).cloned().collect()
    }

    /// Writes down what happened, once for each name of an event; whether it was new.
    pub(crate) fn happened(&self, event: &str, told: Event) -> io::Result<bool> {
        let mut known = self.known();
        if known.events.contains(event) {
            return Ok(false);
        }
        known.add(Entry::Happened { event: event.to_owned(), told })?;
        Ok(true)
    }

    /// The list of events was read as far as this one.
    pub(crate) fn set_read_to(&self, event: &str) -> io::Result<()> {
        self.known().add(Entry::ReadTo { event: event.to_owned() })
    }

    /// How far the list of events was read. What came by webhook does not count: an earlier one may still be missing.
    pub(crate) fn read_to(&self) -> Option<String> {
        self.known().read_to.clone()
    }
}

impl Known {
    fn add(&mut self, entry: Entry) -> io::Result<()> {
        self.journal.add(&entry)?;
        self.learn(entry);
        Ok(())
    }

    fn learn(&mut self, entry: Entry) {
        match entry {
            Entry::Customer { token, customer } => {
                self.customers.insert(token, customer);
            }
            Entry::Purchase(purchase) => {
                let place = self.purchases.len();
                self.by_key.insert(purchase.key.clone(), place);
                self.by_name.insert(purchase.id.clone(), place);
                self.purchases.push(Bought { purchase, reference: None, events: BTreeMap::new() });
            }
            Entry::Ordered { purchase, reference } => {
                if let Some(place) = self.by_name.get(&purchase) {
                    self.purchases[*place].reference = Some(reference);
                }
            }
            Entry::Happened { event, told } => {
                let purchase = told.data.metadata.as_ref().and_then(|metadata| metadata.purchase.as_ref());
                let place = purchase.and_then(|name| self.by_name.get(name));
                if let (Some(place), Some(number)) = (place, number(&event)) {
                    self.purchases[*place].events.insert(number, told);
                }
                self.events.insert(event);
            }
            Entry::ReadTo { event } => self.read_to = Some(event),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Purchase, Record};
    use crate::event::{Data, Event, Metadata, Standing};

    fn purchase(id: &str, key: &str) -> Purchase {
        let (customer, product) = ("anna".to_owned(), "ebook-rust".to_owned());
        Purchase { id: id.to_owned(), key: key.to_owned(), customer, product, quantity: 1, in_english: false }
    }

    fn event(kind: &str, purchase: &str) -> Event {
        let metadata = Some(Metadata { purchase: Some(purchase.to_owned()) });
        let data = Data { amount: Some(1_100), metadata, ..Data::default() };
        Event { kind: kind.to_owned(), timestamp: "2026-12-01T12:00:00+09:00".to_owned(), data }
    }

    #[test]
    fn everything_is_there_after_a_new_start_and_each_event_counts_once() {
        let path = std::env::temp_dir().join(format!("shop-record-{}", std::process::id()));
        let _ = std::fs::remove_file(&path);
        let record = Record::open(&path).expect("a new one");
        record.add_customer("token", "anna").expect("written");
        assert_eq!(record.begin(purchase("p1", "cart")).expect("written").purchase.id, "p1");
        assert_eq!(record.begin(purchase("p2", "cart")).expect("written").purchase.id, "p1", "one cart, one order");
        record.ordered("p1", "reference").expect("written");
        // The later event arrives first, and twice.
        assert!(record.happened("evt_11", event("order.paid", "p1")).expect("written"));
        assert!(record.happened("evt_9", event("order.payment_failed", "p1")).expect("written"));
        assert!(!record.happened("evt_11", event("order.paid", "p1")).expect("nothing to write"));
        assert!(record.happened("evt_12", event("order.paid", "of somebody else")).expect("written"));
        record.set_read_to("evt_9").expect("written");

        for record in [record, Record::open(&path).expect("it is there")] {
            assert_eq!(record.customer("token").as_deref(), Some("anna"));
            assert!(record.purchase("p1", "berta").is_none(), "it is Anna's");
            let bought = record.purchase("p1", "anna").expect("it is there");
            assert_eq!((bought.reference.as_deref(), bought.standing()), (Some("reference"), Standing::Paid));
            let kinds: Vec<_> = bought.events().map(|event| event.kind.as_str()).collect();
            assert_eq!(kinds, ["order.payment_failed", "order.paid"]);
            assert_eq!(record.read_to().as_deref(), Some("evt_9"));
        }
        let _ = std::fs::remove_file(&path);
    }
}
