//! Whatever the gateway, the network, the clock, a kill and staff do, in any order: each day is bought at most once,
//! nothing is bought after what is uncertain, what is uncertain is on the list, and nobody is suspended for what another
//! did.

use super::gateway::{Behaviour, FakeGateway};
use super::{PlanShop, open_shop};
use crate::support::fresh_folder;
use merchant::domain::staff::Witness;
use merchant::service::billing::run;
use proptest::prelude::*;
use sbps::api::Function;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::runtime::Builder;

const CONTRACTS: u32 = 2;
/// How long an answer of the gateway is waited for.
const PATIENCE: Duration = Duration::from_millis(150);
/// The payer alone can mend it: a limit is exceeded.
const PAYERS_CAUSE: &str = "402L4999";

/// What happens next.
#[derive(Clone, Debug)]
enum Happens {
    /// A run, whose first purchase and first settlement meet this.
    Run(Option<Behaviour>, Option<Behaviour>),
    /// A run that is broken off while the gateway is asked.
    RunAndDie,
    /// The program starts again.
    Restart,
    /// The clock moves by so many seconds.
    Pass(i64),
    /// Somebody has looked, and lets the run go on.
    Release,
    /// Staff lift what is suspended.
    Lift,
    /// Staff write down of the first charge that nobody knows whether it was taken.
    Note(&'static str),
}

fn behaviour() -> impl Strategy<Value = Option<Behaviour>> {
    prop_oneof![
        4 => Just(None),
        1 => Just(Some(Behaviour::Hang)),
        1 => Just(Some(Behaviour::Confuse)),
        1 => Just(Some(Behaviour::Babble(502, "Bad Gateway"))),
        1 => Just(Some(Behaviour::Babble(401, ""))),
        1 => Just(Some(Behaviour::Refuse(PAYERS_CAUSE))),
        // Our account, the gateway's and the carrier's trouble, a settlement in progress.
        1 => prop::sample::select(vec!["40214001", "40290999", "40292999", "40236999"]).prop_map(|code| Some(Behaviour::Refuse(code))),
        1 => prop::sample::select(vec!["40209025", "40296004"]).prop_map(|code| Some(Behaviour::RefuseBasically(code))),
    ]
}

fn happens() -> impl Strategy<Value = Happens> {
    const DAY: i64 = 24 * 60 * 60;
    prop_oneof![
        6 => (behaviour(), behaviour()).prop_map(|(purchase, settlement)| Happens::Run(purchase, settlement)),
        1 => Just(Happens::RunAndDie),
        1 => Just(Happens::Restart),
        4 => prop::sample::select(vec![60, 400, 5 * 60 * 60, DAY, 27 * DAY, 31 * DAY, -300, -DAY, 70 * DAY]).prop_map(Happens::Pass),
        2 => Just(Happens::Release),
        1 => Just(Happens::Lift),
        2 => prop::sample::select(vec!["paid", "not_taken"]).prop_map(Happens::Note),
    ]
}

/// What has happened so far, as far as it decides what may be.
#[derive(Default)]
struct Seen {
    has_payers_cause: bool,
}

async fn happen(shop: &mut PlanShop, address: &str, happens: &Happens, seen: &mut Seen) {
    let witness = Witness { by: "Sato".to_owned(), note: "looked up".to_owned() };
    match happens {
        Happens::Run(purchase, settlement) => {
            for (function, behaviour) in [(Function::PurchaseFixedTerm, purchase), (Function::Settle, settlement)] {
                let Some(behaviour) = behaviour else { continue };
                seen.has_payers_cause |= matches!(behaviour, Behaviour::Refuse(PAYERS_CAUSE));
                shop.gateway.next(function, behaviour.clone());
            }
            run(&shop.shop.shop).await.expect("the record answers");
        }
        Happens::RunAndDie => {
            shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Hang);
            let running = Arc::clone(&shop.shop.shop);
            let run = tokio::spawn(async move { run(&running).await });
            tokio::time::sleep(Duration::from_millis(60)).await;
            run.abort();
            let _ = run.await;
            restart(shop, address).await;
        }
        Happens::Restart => restart(shop, address).await,
        Happens::Pass(seconds) => shop.wait(*seconds),
        Happens::Release => {
            let now = shop.shop.shop.clock.unix_seconds();
            shop.shop.shop.store.release_billing(&witness, now).await.expect("written");
        }
        Happens::Lift => {
            let (store, now) = (&shop.shop.shop.store, shop.shop.shop.clock.now().expect("a moment"));
            for subscription in store.suspended_contracts(10).await.expect("readable").0 {
                let lifted = merchant::service::billing::lift_suspension(store, &subscription.reference, &witness, now);
                lifted.await.expect("written");
            }
        }
        Happens::Note(says) => {
            let sql = "SELECT u.subscription, u.due_on FROM charge_outcomes u WHERE u.outcome = 'unknown' AND NOT EXISTS \
                       (SELECT 1 FROM charge_outcomes k WHERE k.subscription = u.subscription AND k.due_on = u.due_on AND \
                       k.id > u.id) ORDER BY u.id LIMIT 1";
            let open: Option<(String, String)> =
                sqlx::query_as(sql).fetch_optional(shop.shop.shop.store.pool()).await.expect("readable");
            if let Some((reference, due_on)) = open {
                super::staff::expect_written(&shop.note_charge(&reference, &due_on, says).await);
            }
        }
    }
}

/// The same record and the same clock, opened anew.
async fn restart(shop: &mut PlanShop, address: &str) {
    let now = shop.clock.load(Ordering::SeqCst);
    shop.shop.shop.store.close().await;
    shop.shop = open_shop(address, &shop.gateway.url.clone(), PATIENCE).await;
    shop.clock.store(now, Ordering::SeqCst);
}

async fn look(shop: &PlanShop, seen: &Seen, last: &Happens) {
    // The order id names contract and day, and the number of the attempt behind the last hyphen.
    let mut bought: HashMap<String, HashSet<String>> = HashMap::new();
    for order_id in shop.gateway.taken() {
        let (charge, _) = order_id.rsplit_once('-').expect("a number");
        bought.entry(charge.to_owned()).or_default().insert(order_id.clone());
    }
    assert!(bought.values().all(|orders| orders.len() == 1), "bought twice: {bought:?}");
    let after_uncertain = "SELECT count(*) FROM gateway_calls k JOIN gateway_calls l ON l.subscription = k.subscription AND \
                           l.due_on = k.due_on AND l.number > k.number AND l.order_id IS NOT NULL \
                           LEFT JOIN gateway_answers a ON a.call = k.id WHERE k.order_id IS NOT NULL AND \
                           (a.call IS NULL OR a.effect = 'uncertain')";
    assert_eq!(shop.count(after_uncertain).await, 0, "asked for again after what is uncertain");
    let unlisted = "SELECT count(*) FROM charge_outcomes u WHERE u.outcome = 'unknown' AND NOT EXISTS (SELECT 1 FROM \
                    charge_outcomes k WHERE k.subscription = u.subscription AND k.due_on = u.due_on AND k.id > u.id) AND NOT \
                    EXISTS (SELECT 1 FROM reconciliation_items i WHERE i.closed_at IS NULL AND i.subject_kind = 'charge' AND \
                    i.subject = u.subscription || '/' || u.due_on)";
    assert_eq!(shop.count(unlisted).await, 0, "what is uncertain is on the list");
    let paid_twice = "SELECT count(*) FROM (SELECT 1 FROM charge_outcomes WHERE outcome = 'paid' GROUP BY subscription, due_on \
                      HAVING count(*) > 1)";
    assert_eq!(shop.count(paid_twice).await, 0, "paid twice");
    let suspended = shop.count("SELECT count(*) FROM subscriptions WHERE problem_code IS NOT NULL").await;
    assert!(suspended == 0 || seen.has_payers_cause, "suspended for what another did, by {last:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn each_day_is_bought_once_whatever_happens(world in prop::collection::vec(happens(), 4..24)) {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let gateway = FakeGateway::start().await;
            let address = format!("sqlite://{}", fresh_folder().join("shop.sqlite").display());
            let mut shop = PlanShop { shop: open_shop(&address, &gateway.url, PATIENCE).await, gateway };
            shop.join_many(CONTRACTS).await;
            // The first day on which they are due.
            shop.wait(26 * 24 * 60 * 60);
            let mut seen = Seen::default();
            for happens in &world {
                happen(&mut shop, &address, happens, &mut seen).await;
                look(&shop, &seen, happens).await;
            }
        });
    }
}
