//! Charges of which nobody knows, on the staff's page: written down once as paid or as not taken.

use super::gateway::Behaviour;
use super::staff::{expect_known, expect_written};
use super::{CONTRACT, NOTHING, PlanShop};
use crate::database::{OWN, lines};
use crate::support::day;
use merchant::service::billing::Report;
use sbps::api::Function;
use serde_json::json;
use std::time::Duration;

#[tokio::test]
async fn a_charge_is_written_down_once_as_paid_or_as_not_taken() {
    for (function, says, outcome) in [
        (Function::PurchaseFixedTerm, "paid", "paid"),
        (Function::PurchaseFixedTerm, "not_taken", "failed"),
        (Function::Settle, "paid", "paid"),
        (Function::Settle, "not_taken", "failed"),
    ] {
        let shop = PlanShop::open().await;
        let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
        shop.go_to(day("2026-12-20"));
        shop.gateway.next(function, Behaviour::Babble(502, "Bad Gateway"));
        assert_eq!(shop.bill().await, Report { unknown: 1, ..NOTHING });
        let calls = shop.gateway.calls().len();
        let page = shop.staff_page().await.text();
        let bought = shop.gateway.purchases().remove(0).1;
        for said in [CONTRACT, bought.order_id.as_str(), "ST01-00104-402", "20 December 2026", "¥3,000"] {
            assert!(page.contains(said), "{said}: {page}");
        }
        let reserved = function == Function::Settle;
        assert_eq!(page.contains("ST02-00201-402") && page.contains("70000000000001"), reserved, "{page}");
        expect_written(&shop.note_charge(&reference, "2026-12-20", says).await);
        let told = shop.told(&reference).await;
        assert_eq!(told["history"], json!([{ "on": "2026-12-20", "amount": 3_000, "outcome": outcome }]));
        assert_eq!((&told["problem"], &told["state"]), (&json!(null), &json!("active")), "nothing is suspended");
        let before = shop.contracts().await;
        for says in ["paid", "not_taken"] {
            expect_known(&shop.note_charge(&reference, "2026-12-20", says).await);
        }
        assert_eq!((shop.contracts().await, shop.bill().await), (before, NOTHING));
        assert_eq!(shop.gateway.calls().len(), calls, "nothing is asked of the gateway");
        assert!(shop.nothing_is_open().await);
        shop.go_to(day("2027-01-20"));
        assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    }
}

#[tokio::test]
async fn a_payment_found_late_counts_from_the_day_on_which_it_was_made() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("translation-usage", CONTRACT).await;
    shop.use_it(&reference, "u-1", 1_200).await;
    shop.go_to(day("2026-11-25"));
    shop.gateway.next(Function::Settle, Behaviour::Babble(502, "Bad Gateway"));
    assert_eq!(shop.bill().await, Report { unknown: 1, ..NOTHING });
    shop.go_to(day("2027-06-01"));
    expect_written(&shop.note_charge(&reference, "2026-11-25", "paid").await);
    assert_eq!(shop.bill().await, NOTHING, "what was used is paid");
    shop.go_to(day("2027-11-25"));
    assert_eq!(shop.bill().await, NOTHING);
    shop.go_to(day("2027-11-26"));
    assert_eq!(shop.bill().await, Report { expired: 1, ..NOTHING });
}

#[tokio::test]
async fn what_was_used_is_billed_again_once_a_person_says_that_it_was_not_taken() {
    for function in [Function::PurchaseFixedTerm, Function::Settle] {
        let shop = PlanShop::open_with(OWN, Duration::from_secs(2)).await;
        let reference = shop.join_fixed_term("translation-usage", CONTRACT).await;
        shop.use_it(&reference, "u-1", 1_200).await;
        shop.go_to(day("2026-11-25"));
        shop.gateway.next(function, Behaviour::Hang);
        assert_eq!(shop.bill().await, Report { unknown: 1, ..NOTHING });
        expect_written(&shop.note_charge(&reference, "2026-11-25", "not_taken").await);
        assert_eq!(shop.bill().await, NOTHING, "one charge a day");
        shop.go_to(day("2026-11-26"));
        assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
        assert_eq!(shop.bill().await, NOTHING);
        assert_eq!(shop.bought(), [1_200, 1_200]);
    }
}

#[tokio::test]
async fn a_charge_that_may_be_under_way_is_left_alone() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    let (store, now) = (&shop.shop.shop.store, shop.shop.shop.clock.unix_seconds());
    let amount = sbps::money::Yen::new(3_000).expect("yen");
    store.begin_charge(&reference, day("2026-12-20"), amount, now).await.expect("begun");
    shop.wait(299);
    shop.bill().await;
    assert!(!shop.staff_page().await.text().contains("10000000000001-20261220-1"));
    expect_known(&shop.note_charge(&reference, "2026-12-20", "not_taken").await);
    shop.wait(1);
    shop.bill().await;
    assert!(shop.staff_page().await.text().contains("10000000000001-20261220-1"));
    expect_written(&shop.note_charge(&reference, "2026-12-20", "not_taken").await);
    let sql = "SELECT outcome FROM charge_outcomes ORDER BY id";
    assert_eq!(lines(store.pool(), sql).await, ["unknown", "failed"]);
    assert!(store.open_items().await.expect("readable").is_empty(), "what was found closes it");
}

#[tokio::test]
async fn a_settlement_that_was_refused_is_looked_up_where_use_depends_on_it() {
    for says in ["paid", "not_taken"] {
        let shop = PlanShop::open().await;
        let reference = shop.join_fixed_term("translation-usage", CONTRACT).await;
        let wine = shop.join_fixed_term("wine-monthly", "20000000000002").await;
        shop.use_it(&reference, "u-1", 1_200).await;
        shop.go_to(day("2026-11-25"));
        shop.gateway.next(Function::Settle, Behaviour::Refuse("40243999"));
        assert_eq!(shop.bill().await, Report { failed: 1, ..NOTHING });
        assert!(shop.staff_page().await.text().contains("40243999"));
        expect_written(&shop.note_charge(&reference, "2026-11-25", says).await);
        assert!(shop.nothing_is_open().await);
        expect_known(&shop.note_charge(&reference, "2026-11-25", says).await);
        let told = shop.told(&reference).await;
        let (outcome, suspended) = if says == "paid" { ("paid", false) } else { ("failed", true) };
        assert_eq!(told["history"], json!([{ "on": "2026-11-25", "amount": 1_200, "outcome": outcome }]));
        assert_eq!(told["problem"].is_object(), suspended, "{says}: what was paid suspends nothing");
        shop.go_to(day("2026-11-26"));
        assert_eq!(shop.bill().await, NOTHING, "{says}");
        if suspended {
            shop.apply_again(&reference, "active").await;
            assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
        }
        shop.go_to(day("2026-11-27"));
        assert_eq!(shop.bill().await, NOTHING);
        assert_eq!(shop.bought(), if suspended { vec![1_200, 1_200] } else { vec![1_200] });
        // Of a charge by the calendar nothing depends on it.
        shop.go_to(day("2026-12-20"));
        shop.gateway.next(Function::Settle, Behaviour::Refuse("40243999"));
        assert_eq!(shop.bill().await, Report { failed: 1, ..NOTHING });
        assert!(shop.nothing_is_open().await);
        expect_known(&shop.note_charge(&wine, "2026-12-20", "paid").await);
    }
}
