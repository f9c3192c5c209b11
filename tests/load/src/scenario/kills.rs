//! Processes killed at random moments under a storm of orders, notifications and billing.

use super::{Due, Where};
use crate::service::bill;
use crate::{Database, Payer, Receiver, Signed};
use rand::Rng;
use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Payers at once.
const PAYERS: usize = 6;

/// What the storm knows.
#[derive(Debug, Default)]
struct Storm {
    /// Where a process listens, of each.
    addresses: Mutex<Vec<String>>,
    /// By order, which of its requests was acknowledged.
    acknowledged: Mutex<HashMap<String, Vec<String>>>,
    /// Requests of which the acknowledgement never came: told again.
    open: Mutex<Vec<Signed>>,
    tracking: AtomicU64,
    answers: AtomicU64,
    is_over: AtomicBool,
}

fn lock<T>(what: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Storm {
    fn address(&self) -> String {
        let addresses = lock(&self.addresses);
        let place = rand::rng().random_range(0..addresses.len());
        addresses[place].clone()
    }

    async fn tell(&self, client: &reqwest::Client, signed: &Signed) -> bool {
        let payer = Payer { client: client.clone(), address: self.address() };
        match payer.notify(&signed.paid).await {
            Some(answer) => {
                self.answers.fetch_add(1, Ordering::Relaxed);
                if answer == "OK," {
                    lock(&self.acknowledged).entry(signed.reference.clone()).or_default().push(signed.paid.clone());
                }
                true
            }
            None => false,
        }
    }

    /// One payer after the other: most pay once, some have two requests open and pay both.
    async fn pay(self: Arc<Self>, client: reqwest::Client) {
        while !self.is_over.load(Ordering::Relaxed) {
            let waiting = lock(&self.open).pop();
            if let Some(signed) = waiting {
                if !self.tell(&client, &signed).await {
                    lock(&self.open).push(signed);
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
                continue;
            }
            let payer = Payer { client: client.clone(), address: self.address() };
            let Some(reference) = payer.order("wine-750ml").await else {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            };
            let requests = 1 + u64::from(rand::rng().random_ratio(1, 4));
            for _ in 0..requests {
                let tracking = 30_000_000_000_000 + self.tracking.fetch_add(1, Ordering::Relaxed);
                let Some(signed) = payer.sign(&reference, tracking).await else { break };
                // The gateway repeats itself now and then.
                let repeats = 1 + usize::from(rand::rng().random_ratio(1, 3));
                for _ in 0..repeats {
                    if !self.tell(&client, &signed).await {
                        lock(&self.open).push(signed.clone());
                        break;
                    }
                }
            }
        }
    }

    async fn bill(self: Arc<Self>, client: reqwest::Client) {
        while !self.is_over.load(Ordering::Relaxed) {
            let _ = bill(&client, &self.address()).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}

/// Kills so many times, one of `processes`, and looks at what is left. Says the figures.
pub async fn kills(place: Where<'_>, processes: usize, number: u32) -> String {
    let contracts = number * 20;
    let mut due = Due::start("kills", place, processes, contracts - 1, Duration::from_millis(120), "8").await;
    let receiver = Receiver::start().await;
    let database = Database::open(&due.address).await;
    database.tell(receiver.address()).await;
    database.close().await;
    let storm = Arc::new(Storm::default());
    *lock(&storm.addresses) = (0..processes).map(|place| due.group.address(place)).collect();
    let client = due.group.client.clone();
    let mut tasks: Vec<_> = (0..PAYERS).map(|_| tokio::spawn(Arc::clone(&storm).pay(client.clone()))).collect();
    tasks.push(tokio::spawn(Arc::clone(&storm).bill(client.clone())));
    for _ in 0..number {
        let (alive, place) = {
            let mut random = rand::rng();
            (random.random_range(150..900), random.random_range(0..processes))
        };
        tokio::time::sleep(Duration::from_millis(alive)).await;
        due.group.kill(place).await;
        due.group.begin(place, false).await;
        lock(&storm.addresses)[place] = due.group.address(place);
        // A person has looked at what was under way.
        due.group.release().await;
    }
    storm.is_over.store(true, Ordering::Relaxed);
    for task in tasks {
        task.await.expect("nothing panics");
    }
    // What was never acknowledged is told again, as a person would have it sent.
    let open = std::mem::take(&mut *lock(&storm.open));
    for signed in open {
        assert!(storm.tell(&client, &signed).await, "it answers now");
    }
    // A purchase that broke off is unknown after five minutes.
    due.gateway.go_to(due.noon + 600);
    let figures = verdict(&due, &storm, place, number, contracts).await;
    format!("{figures}; {}", told(&due, &receiver).await)
}

async fn verdict(due: &Due, storm: &Storm, place: Where<'_>, number: u32, contracts: u32) -> String {
    due.group.release().await;
    due.group.bill_all(0).await;
    let acknowledged = std::mem::take(&mut *lock(&storm.acknowledged));
    let payer = due.payer(0);
    let mut lost = 0;
    let mut twice = 0;
    for (reference, paid) in &acknowledged {
        let outcome = payer.outcome(reference).await.expect("it answers");
        lost += u32::from(outcome != "paid");
        let mut requests = paid.clone();
        requests.sort();
        requests.dedup();
        twice += u32::from(requests.len() > 1);
    }
    let database = Database::open(&due.address).await;
    let paid_twice = database
        .count("SELECT count(*) FROM (SELECT reference FROM attempts WHERE state = 'paid' GROUP BY reference HAVING count(*) > 1) t")
        .await;
    database.close().await;
    let (charged, charged_twice) = due.gateway.charged();
    let charges = due.charges().await;
    let figures = format!(
        "{}: {number} kills; {} answers to notifications, {} orders acknowledged, {lost} of them lost, {twice} paid twice; \
         {charged} of {contracts} contracts charged, {charged_twice} of them twice; on record {} paid, {} unknown, {} on \
         the list, {} suspended",
        place.name(),
        storm.answers.load(Ordering::Relaxed),
        acknowledged.len(),
        charges.paid,
        charges.unknown,
        charges.listed,
        charges.suspended,
    );
    assert!(acknowledged.len() > number as usize, "a storm: {figures}");
    assert_eq!((lost, twice, paid_twice), (0, 0, 0), "{figures}");
    assert_eq!((charged_twice, charges.twice), (0, 0), "{figures}");
    assert!(charges.listed >= charges.unknown, "what is unknown is on the list: {figures}");
    assert_eq!(charges.suspended, 0, "nobody is suspended for our fault: {figures}");
    figures
}

/// Every event was taken at least once, those of one order in the order in which they happened.
async fn told(due: &Due, receiver: &Receiver) -> String {
    let database = Database::open(&due.address).await;
    let waiting = "SELECT count(*) FROM webhook_deliveries WHERE state = 'pending'";
    // What was under way in a process that was killed is free after a minute, and what was refused is sent
    // again: the clock goes on while it is waited for.
    for minutes in 11..120 {
        if database.count(waiting).await == 0 {
            break;
        }
        due.gateway.go_to(due.noon + minutes * 60);
        tokio::time::sleep(Duration::from_secs(2)).await;
    }
    let events = database.events().await;
    let dead = database.count("SELECT count(*) FROM webhook_deliveries WHERE state = 'dead'").await;
    database.close().await;
    let subjects: HashMap<i64, String> = events.iter().cloned().collect();
    let taken = receiver.taken();
    let mut latest: HashMap<&str, i64> = HashMap::new();
    let (mut lost, mut untimely, mut repeated) = (0, 0, 0);
    let mut seen = std::collections::HashSet::new();
    for event in &taken {
        if !seen.insert(*event) {
            repeated += 1;
            continue;
        }
        let before = latest.insert(&subjects[event], *event);
        untimely += u32::from(before.is_some_and(|before| before > *event));
    }
    lost += events.iter().filter(|(event, _)| !seen.contains(event)).count();
    let figures = format!(
        "{} events told, {lost} lost, {dead} given up, {untimely} out of order, {repeated} told again",
        events.len()
    );
    assert_eq!((lost, dead, untimely), (0, 0, 0), "{figures}");
    assert!(!events.is_empty(), "{figures}");
    figures
}
