//! What a shop's own programs are told of a contract's life.

use super::gateway::Behaviour;
use super::{CONTRACT, PlanShop};
use crate::support::day;
use merchant::domain::event::Event;
use merchant::domain::staff::Witness;
use merchant::service::billing::lift_suspension;
use merchant::store::EventsWanted;
use sbps::api::Function;

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
