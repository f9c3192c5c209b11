//! What is tried, each with what must be true in the end. Every function ends the process with a
//! sentence where it is not.

mod billing;
mod kills;
mod latency;
mod power_cut;
mod preload;
mod restored;
mod slow_disk;

pub use billing::{nothing_due, throughput};
pub use kills::kills;
pub use latency::latency;
pub use power_cut::power_cut;
pub use restored::restored;
pub use slow_disk::slow_disk;

use crate::{Database, Gateway, Group, Payer};
use sbps::date_time::JstDateTime;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A plan that the shop bills on the 20th of each month.
const PLAN: &str = "wine-monthly";

/// When contracts are joined: 2026-11-24 12:00 in Japan, so that every run has the same days.
const JOINED_AT: i64 = 1_795_489_200;

/// Where the record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where<'a> {
    /// A file of its own.
    Sqlite,
    /// A schema of its own on this server of PostgreSQL's.
    Postgres(&'a str),
}

impl Where<'_> {
    /// Its name, for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    async fn address(self, folder: &Path, name: &str) -> String {
        match self {
            Self::Sqlite => format!("sqlite://{}", folder.join("shop.sqlite").display()),
            Self::Postgres(server) => Database::schema(server, name).await,
        }
    }
}

/// A folder of this run alone.
fn fresh_folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kantan-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    folder
}

/// A service with so many contracts, and one more, that are due now, each for the first time.
struct Due {
    group: Group,
    gateway: Gateway,
    address: String,
    folder: PathBuf,
    /// The moment at which they are due.
    noon: i64,
}

impl Due {
    async fn start(
        name: &str,
        place: Where<'_>,
        processes: usize,
        contracts: u32,
        takes: Duration,
        calls: &str,
    ) -> Self {
        let folder = fresh_folder(name);
        let address = place.address(&folder, name).await;
        let gateway = Gateway::start(takes, JOINED_AT).await;
        let settings = [("MERCHANT_BILLING_CALLS", calls)];
        let group = Group::start(&folder, &address, &gateway, processes, &settings).await;
        let payer = Payer { client: group.client.clone(), address: group.address(0) };
        let charges = payer.join(PLAN, 10_000_000_000_001).await.expect("joined");
        // What is due on the day of joining is billed before the others are there.
        group.bill_all(0).await;
        let database = Database::open(&address).await;
        database.multiply(contracts).await;
        database.close().await;
        let today = JstDateTime::from_unix_seconds(JOINED_AT).expect("a moment").date().to_string();
        let (day, _) = charges.into_iter().find(|(day, _)| *day > today).expect("a later charge");
        let noon = noon(&day);
        gateway.go_to(noon);
        Self { group, gateway, address, folder, noon }
    }

    fn payer(&self, place: usize) -> Payer {
        Payer { client: self.group.client.clone(), address: self.group.address(place) }
    }

    /// How many charges have this outcome as their last one, of those of today.
    async fn charges(&self) -> Charges {
        let database = Database::open(&self.address).await;
        let paid = database.count("SELECT count(*) FROM charge_outcomes WHERE outcome = 'paid'").await;
        let unknown = "SELECT count(*) FROM charge_outcomes u WHERE u.outcome = 'unknown' AND NOT EXISTS \
                       (SELECT 1 FROM charge_outcomes p WHERE p.subscription = u.subscription AND p.due_on = u.due_on AND \
                       p.outcome = 'paid')";
        let unknown = database.count(unknown).await;
        let twice = "SELECT count(*) FROM (SELECT subscription, due_on FROM charge_outcomes WHERE outcome = 'paid' \
                     GROUP BY subscription, due_on HAVING count(*) > 1) t";
        let twice = database.count(twice).await;
        let listed = "SELECT count(*) FROM reconciliation_items WHERE closed_at IS NULL AND subject_kind = 'charge'";
        let listed = database.count(listed).await;
        let suspended = database.count("SELECT count(*) FROM subscriptions WHERE problem_on IS NOT NULL").await;
        database.close().await;
        Charges { paid, unknown, twice, listed, suspended }
    }
}

impl Drop for Due {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// What stands on record of charges.
#[derive(Clone, Copy, Debug)]
struct Charges {
    paid: i64,
    unknown: i64,
    twice: i64,
    listed: i64,
    suspended: i64,
}

fn noon(day: &str) -> i64 {
    let day: chrono::NaiveDate = day.parse().expect("a day");
    let noon = day.and_hms_opt(12, 0, 0).and_then(JstDateTime::from_local).expect("a moment");
    noon.unix_seconds()
}
