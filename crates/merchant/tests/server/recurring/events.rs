//! What a shop's own programs are told of a contract's life.

use super::gateway::Behaviour;
use super::{CONTRACT, PlanShop};
use crate::database::shared;
use crate::support::{NOON, day};
use merchant::domain::event::Event;
use merchant::domain::staff::Witness;
use merchant::service::billing::lift_suspension;
use merchant::service::webhook::notice;
use merchant::store::EventsWanted;
use sbps::api::Function;
use std::sync::atomic::Ordering;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(20);
const NONE: [String; 0] = [];

impl PlanShop {
    async fn told_events(&self) -> Vec<Event> {
        let wanted = EventsWanted { most: 100, ..EventsWanted::default() };
        self.shop.shop.store.events(&wanted).await.expect("readable")
    }
}

#[tokio::test]
async fn the_life_of_a_contract_is_told_in_order() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    shop.bill().await;
    shop.go_to(day("2027-01-20"));
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    shop.bill().await;
    let now = shop.shop.shop.clock.now().expect("a moment");
    let witness = Witness { by: "佐藤".to_owned(), note: "電話".to_owned() };
    assert!(lift_suspension(&shop.shop.shop.store, &reference, &witness, now).await.expect("written"));
    shop.go_to(day("2027-02-20"));
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Babble(500, "down"));
    shop.bill().await;
    assert_eq!(shop.act(&reference, "unsubscribe", "active").await.status.as_u16(), 200);
    let events = shop.told_events().await;
    let told: Vec<_> = events
        .iter()
        .map(|it| (it.kind.as_str(), it.due_on.as_deref().unwrap_or(""), it.code.as_deref().unwrap_or("")))
        .collect();
    assert_eq!(
        told,
        [
            ("contract.joined", "", ""),
            ("contract.charged", "2026-12-20", ""),
            ("contract.charge_failed", "2027-01-20", "402L4999"),
            ("contract.suspended", "", "402L4999"),
            ("contract.resumed", "", ""),
            ("contract.charge_uncertain", "2027-02-20", ""),
            ("reconciliation.opened", "", "charge_uncertain"),
            ("contract.ended", "", "cancelled"),
        ]
    );
    let order = shop.subscription(&reference).await.order_reference;
    for event in &events {
        assert_eq!(event.order_reference.as_deref(), Some(order.as_str()), "{event:?}");
        let message = event.message("").to_string();
        assert!(!message.contains(&reference) && !message.contains(&order), "{message}");
        if event.kind.starts_with("contract.") {
            assert_eq!(event.contract.as_deref(), Some(CONTRACT), "{event:?}");
        }
    }
    assert_eq!((events[1].amount, events[1].tracking_id.as_deref()), (Some(3_000), Some("70000000000001")));
}

/// What has been told of contracts that run out: their last days.
async fn running_out(shop: &PlanShop) -> Vec<String> {
    notice(&shop.shop.shop).await.expect("written");
    let events = shop.told_events().await.into_iter().filter(|it| it.kind == "contract.expiring");
    events.map(|it| it.due_on.expect("a last day")).collect()
}

#[tokio::test]
async fn a_contract_that_runs_out_is_told_thirty_days_before_its_last_day_and_once() {
    let shop = PlanShop::open_with(&shared().await, PATIENCE).await;
    // Every second Friday, twelve times, from the first one a week after joining.
    let reference = shop.join_fixed_term("coffee-fortnightly", CONTRACT).await;
    let last_day = shop.subscription(&reference).await.last_day().expect("it runs out");
    assert_eq!(last_day, day("2027-05-20"));
    assert_eq!(running_out(&shop).await, NONE);
    for (today, expected) in [("2027-04-19", &[][..]), ("2027-04-20", &["2027-05-20"]), ("2027-05-20", &["2027-05-20"])]
    {
        shop.go_to(day(today));
        for _ in 0..2 {
            assert_eq!(running_out(&shop).await, expected, "{today}");
        }
    }
    let event = shop.told_events().await.pop().expect("told");
    assert_eq!((event.contract.as_deref(), event.amount, event.code), (Some(CONTRACT), Some(1_800), None));
}

#[tokio::test]
async fn what_goes_on_or_has_ended_does_not_run_out_and_two_processes_tell_once() {
    let url = shared().await;
    let shop = PlanShop::open_with(&url, PATIENCE).await;
    shop.join_fixed_term("wine-monthly", "10000000000002").await;
    let left = shop.join_fixed_term("coffee-fortnightly", CONTRACT).await;
    assert_eq!(shop.act(&left, "unsubscribe", "active").await.status.as_u16(), 200);
    shop.go_to(day("2027-05-01"));
    assert_eq!(running_out(&shop).await, NONE);
    shop.clock.store(NOON, Ordering::SeqCst);
    let other = PlanShop::open_with(&url, PATIENCE).await;
    for number in 0..8 {
        shop.join_fixed_term("coffee-fortnightly", &format!("1000000000010{number}")).await;
    }
    assert_eq!(running_out(&shop).await, NONE);
    for both in [&shop, &other] {
        both.go_to(day("2027-05-01"));
    }
    let (one, two) = tokio::join!(notice(&shop.shop.shop), notice(&other.shop.shop));
    one.and(two).expect("written");
    assert_eq!(running_out(&shop).await, vec!["2027-05-20"; 8]);
}
