//! The run refuses to go by a clock or a store that cannot be right, is bounded, and ends in good order.

use super::gateway::Behaviour;
use super::{CONTRACT, NOTHING, PlanShop, open_shop};
use crate::database::{empty, fill, lines, server, shared};
use crate::support::day;
use merchant::domain::billing::HoldReason;
use merchant::domain::reconciliation::{Kind, Subject};
use merchant::service::billing::Report;
use sbps::api::Function;
use std::time::Duration;

#[tokio::test]
async fn a_clock_that_is_a_year_ahead_ends_and_charges_nothing() {
    let shop = PlanShop::open().await;
    let references = shop.join_many(3).await;
    assert_eq!(shop.run().await, NOTHING);
    shop.wait(366 * 86_400);
    let held = Report { held: Some(HoldReason::ClockGap), ..NOTHING };
    assert_eq!((shop.run().await, shop.gateway.calls().len()), (held, 0));
    for reference in &references {
        assert_eq!(shop.state(reference).await, "active");
    }
    // The clock is right again: a person says so.
    shop.wait(-366 * 86_400);
    assert_eq!(shop.run().await, held);
    shop.release().await;
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.run().await, Report { paid: 3, ..NOTHING });
}

#[tokio::test]
async fn a_clock_that_is_set_back_stops_the_run() {
    let shop = PlanShop::open().await;
    shop.join_many(1).await;
    assert_eq!(shop.run().await, NOTHING);
    shop.wait(-600);
    assert_eq!(shop.run().await, NOTHING, "as far as a request's validity allows for");
    shop.wait(-1);
    assert_eq!(shop.run().await, Report { held: Some(HoldReason::ClockBackwards), ..NOTHING });
}

#[tokio::test]
async fn after_months_of_downtime_a_payer_pays_for_the_latest_cycle_and_the_others_are_listed() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    assert_eq!(shop.run().await, NOTHING);
    shop.go_to(day("2027-03-25"));
    assert_eq!(shop.run().await, Report { held: Some(HoldReason::ClockGap), ..NOTHING });
    shop.release().await;
    assert_eq!(shop.run().await, Report { paid: 1, missed: 3, ..NOTHING });
    assert_eq!(shop.run().await, NOTHING);
    assert_eq!(shop.gateway.purchases()[0].1.order_id.as_str(), "10000000000001-20270320-1");
    let items = shop.shop.shop.store.open_items().await.expect("readable");
    let missed = |on: &str| (Kind::ChargeMissed, Subject::Charge(reference.clone(), day(on)));
    let listed: Vec<_> = items.into_iter().map(|item| (item.what.kind, item.what.subject)).collect();
    assert_eq!(listed, [missed("2026-12-20"), missed("2027-01-20"), missed("2027-02-20")]);
}

#[tokio::test]
async fn one_contract_that_cannot_be_read_goes_to_the_list_and_the_others_are_billed() {
    let shop = PlanShop::open().await;
    let references = shop.join_many(3).await;
    let spoil = "UPDATE subscriptions SET recurring = '{\"method\":\"barter\"}' WHERE reference = $1";
    sqlx::query(spoil).bind(&references[1]).execute(shop.shop.shop.store.pool()).await.expect("written");
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.bill().await, Report { paid: 2, unreadable: 1, ..NOTHING });
    assert_eq!(shop.bill().await, NOTHING, "it is looked at again tomorrow");
    let items = shop.shop.shop.store.open_items().await.expect("readable");
    assert_eq!(items.len(), 1);
    assert_eq!(
        (items[0].what.kind, &items[0].what.subject),
        (Kind::ContractUnreadable, &Subject::Contract(references[1].clone()))
    );
}

#[tokio::test]
async fn a_run_stops_at_the_first_error_of_the_store() {
    let shop = PlanShop::open().await;
    shop.join_many(20).await;
    shop.go_to(day("2026-12-20"));
    // Whatever is begun cannot be written.
    fill(shop.shop.shop.store.pool(), "gateway_calls").await;
    let error = merchant::service::billing::run(&shop.shop.shop).await.expect_err("the store is out of order");
    assert!(error.to_string().contains("disk is full"), "{error}");
    assert_eq!(shop.gateway.calls().len(), 0, "nothing is asked that is not on record");
    empty(shop.shop.shop.store.pool(), "gateway_calls").await;
    assert_eq!(shop.bill().await, Report { paid: 20, ..NOTHING });
}

#[tokio::test]
async fn an_answer_that_cannot_be_written_at_once_is_written_later() {
    let shop = PlanShop::open_in_file().await;
    shop.join_many(1).await;
    shop.go_to(day("2026-12-20"));
    let pool = shop.shop.shop.store.pool();
    fill(pool, "gateway_answers").await;
    let recovery = async {
        while shop.gateway.calls().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tokio::time::sleep(Duration::from_millis(300)).await;
        empty(pool, "gateway_answers").await;
    };
    let (report, ()) = tokio::join!(shop.bill(), recovery);
    assert_eq!(report, Report { paid: 1, ..NOTHING });
}

#[tokio::test]
async fn two_processes_share_the_work_within_their_bounds() {
    let file = shared().await;
    let shop = PlanShop::open_with(&file, Duration::from_secs(20)).await;
    shop.join_many(40).await;
    let other = open_shop(&file, &shop.gateway.url, Duration::from_secs(20)).await;
    let other = PlanShop { shop: other, gateway: shop.gateway.clone() };
    for it in [&shop, &other] {
        it.go_to(day("2026-12-20"));
    }
    shop.gateway.always(Some(Behaviour::Slow));
    let (one, two, three) = tokio::join!(shop.bill(), other.bill(), shop.bill());
    assert_eq!(one.paid + two.paid + three.paid, 40);
    // The first and the third run are one process's: which of them is served first is nobody's promise.
    assert!(one.paid + three.paid > 0 && two.paid > 0, "{one:?} {two:?} {three:?}");
    assert_eq!(shop.gateway.purchases().len(), 40);
    let most = shop.gateway.most_at_once();
    assert!((5..=8).contains(&most), "four calls at once in each process: {most}");
}

#[tokio::test]
async fn whoever_is_told_to_stop_finishes_what_is_under_way_and_begins_nothing() {
    let shop = PlanShop::open().await;
    shop.join_many(20).await;
    shop.go_to(day("2026-12-20"));
    shop.gateway.always(Some(Behaviour::Slow));
    let desk = &shop.shop.shop.billing;
    let stop = async {
        while shop.gateway.calls().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        desk.stop();
        assert!(desk.finished(Duration::from_secs(20)).await);
    };
    let (report, ()) = tokio::join!(shop.bill(), stop);
    let calls = shop.gateway.calls().len();
    assert!(calls <= 8 && report.unknown == 0, "{calls} calls, {report:?}");
    let unanswered =
        "SELECT count(*) FROM gateway_calls k LEFT JOIN gateway_answers a ON a.call = k.id WHERE a.id IS NULL";
    assert_eq!(shop.count(unanswered).await, 0, "what became of each is on record");
    assert_eq!((shop.bill().await, shop.gateway.calls().len()), (NOTHING, calls));
    let reserved = "SELECT count(*) FROM charges_at_work";
    let left = shop.count(reserved).await;
    assert!(left <= 4, "what is reserved is settled after the next start: {left}");
}

#[tokio::test]
async fn a_run_with_nothing_due_reads_no_contract() {
    let shop = PlanShop::open().await;
    shop.join_many(5).await;
    shop.go_to(day("2026-12-20"));
    assert_eq!(shop.bill().await.paid, 5);
    assert_eq!(shop.bill().await, NOTHING);
    let open = shop.shop.shop.store.contracts_to_look_at(day("2027-01-19"), None).await.expect("readable");
    assert!(open.is_empty(), "{open:?}");
    let due = shop.shop.shop.store.contracts_to_look_at(day("2027-01-20"), None).await.expect("readable");
    assert_eq!(due.len(), 5);
    let pool = shop.shop.shop.store.pool();
    let explain = if server().is_some() {
        // For so few contracts it would take no index.
        sqlx::query("SET enable_seqscan = off").execute(pool).await.expect("set");
        "EXPLAIN"
    } else {
        "EXPLAIN QUERY PLAN"
    };
    let sql = format!(
        "{explain} SELECT * FROM subscriptions WHERE state = 'active' AND look_on <= '2027-01-19' \
         AND (look_on, reference) > ('', '') ORDER BY look_on, reference LIMIT 200"
    );
    let plan = lines(pool, sqlx::AssertSqlSafe(sql)).await.join("\n");
    assert!(plan.contains("subscriptions_to_look_at"), "{plan}");
    assert!(["SCAN ", "TEMP B-TREE", "Seq Scan", "Sort"].iter().all(|step| !plan.contains(step)), "{plan}");
    assert_eq!(shop.gateway.functions().into_iter().filter(|it| *it == Function::Settle).count(), 5);
}
