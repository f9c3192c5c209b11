//! Whose fault it is, what is certain, and what may be asked again: each charge is taken at most once, and nobody is
//! suspended for what another did.

use super::gateway::Behaviour;
use super::{CONTRACT, NOTHING, PlanShop, open_shop};
use crate::database::{OWN, lines, shared};
use crate::support::{day, fresh_folder};
use merchant::domain::billing::{Hold, HoldReason};
use merchant::domain::reconciliation::{Kind, Subject};
use merchant::domain::staff::Witness;
use merchant::service::billing::Report;
use sbps::api::{Call, Function};
use serde_json::json;
use std::time::Duration;

impl PlanShop {
    /// So many contracts, each of its own customer, due on the 20th of each month.
    pub(super) async fn join_many(&self, count: u32) -> Vec<String> {
        let mut references = Vec::new();
        for number in 1..=count {
            references.push(
                self.join_fixed_term("wine-monthly", &format!("{:014}", 20_000_000_000_000_u64 + u64::from(number)))
                    .await,
            );
        }
        references
    }

    pub(super) async fn release(&self) {
        let witness = Witness { by: "Sato".to_owned(), note: "looked into".to_owned() };
        let now = self.shop.shop.clock.unix_seconds();
        assert!(self.shop.shop.store.release_billing(&witness, now).await.expect("written"), "it was held");
    }

    /// The order id and the moment of each purchase that was asked for.
    fn order_ids(&self) -> Vec<String> {
        self.gateway.purchases().into_iter().map(|(_, purchase)| purchase.order_id.to_string()).collect()
    }

    async fn suspended(&self) -> i64 {
        self.count("SELECT count(*) FROM subscriptions WHERE problem_code IS NOT NULL").await
    }

    async fn listed(&self) -> Vec<(Kind, Subject)> {
        let items = self.shop.shop.store.open_items().await.expect("readable");
        items.into_iter().map(|item| (item.what.kind, item.what.subject)).collect()
    }
}

#[tokio::test]
async fn every_message_bears_the_moment_at_which_it_is_sent() {
    let shop = PlanShop::open().await;
    shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Slow);
    let later = async {
        while shop.gateway.calls().is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        shop.wait(700);
    };
    let (report, ()) = tokio::join!(shop.bill(), later);
    assert_eq!(report, Report { paid: 1, ..NOTHING });
    let dates: Vec<_> = shop.gateway.calls().iter().map(|request| request.request_date.to_string()).collect();
    assert_eq!(dates, ["20261220120000", "20261220121140"]);
}

#[tokio::test]
async fn what_we_do_wrong_stops_the_run_suspends_nobody_and_goes_on_after_a_release() {
    for (behaviour, next_attempt) in [
        (Behaviour::RefuseBasically("40209025"), 2),
        (Behaviour::Refuse("40214001"), 2),
        (Behaviour::Refuse("40210023"), 2),
        (Behaviour::RefuseBasically("40203004"), 2),
        // Refused at the door, the order id is not used up.
        (Behaviour::Babble(401, ""), 1),
        (Behaviour::Babble(403, "Forbidden"), 1),
    ] {
        let shop = PlanShop::open().await;
        let references = shop.join_many(10).await;
        shop.go_to(day("2026-12-20"));
        shop.gateway.always(Some(behaviour.clone()));
        let report = shop.bill().await;
        assert_eq!((report.held, report.paid, report.failed, report.unknown), (Some(HoldReason::OurFault), 0, 0, 0));
        let asked = shop.gateway.calls().len();
        assert!((1..=4).contains(&asked), "those under way and no more: {asked} {behaviour:?}");
        assert_eq!(shop.suspended().await, 0, "{behaviour:?}");
        shop.gateway.always(None);
        assert_eq!(shop.bill().await, Report { held: Some(HoldReason::OurFault), ..NOTHING });
        assert_eq!(shop.gateway.calls().len(), asked, "nothing is asked until somebody has looked");
        let told = shop.told(&references[0]).await;
        assert_eq!((&told["state"], &told["actions"]), (&json!("active"), &json!(["unsubscribe"])), "{behaviour:?}");
        shop.release().await;
        assert_eq!(shop.bill().await, Report { paid: 10, ..NOTHING }, "{behaviour:?}");
        let taken = shop.order_ids().split_off(asked);
        assert_eq!(taken.iter().filter(|id| id.ends_with("-2")).count(), if next_attempt == 2 { asked } else { 0 });
        assert_eq!(taken.len(), 10);
        assert!(shop.listed().await.is_empty());
    }
}

#[tokio::test]
async fn what_the_gateway_or_the_carrier_cannot_do_now_is_tried_again_with_growing_pauses() {
    for code in ["40290999", "40280999", "40292999"] {
        let shop = PlanShop::open().await;
        let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
        shop.go_to(day("2026-12-20"));
        for pause in [60, 120, 240, 480] {
            shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse(code));
            assert_eq!(shop.bill().await, Report { waiting: 1, ..NOTHING }, "{code}");
            shop.wait(pause - 1);
            assert_eq!(shop.bill().await, NOTHING, "{code}: a pause of {pause} seconds");
            shop.wait(1);
        }
        let told = shop.told(&reference).await;
        assert_eq!((&told["history"][0]["outcome"], &told["state"]), (&json!("waiting"), &json!("active")));
        assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING }, "{code}");
        let numbers: Vec<_> = shop.order_ids().iter().map(|id| id[24..].to_owned()).collect();
        assert_eq!(numbers, ["1", "2", "3", "4", "5"], "a refused order id is never used again");
        assert_eq!(shop.suspended().await, 0);
    }
}

#[tokio::test]
async fn a_charge_that_was_not_sent_is_sent_later_under_the_same_order_id() {
    let file = shared().await;
    let shop = PlanShop::open_with(&file, Duration::from_secs(20)).await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let away = open_shop(&file, "http://127.0.0.1:1/api/xmlapi.do", Duration::from_secs(20)).await;
    let away = PlanShop { shop: away, gateway: shop.gateway.clone() };
    away.go_to(day("2026-12-20"));
    assert_eq!(away.bill().await, Report { waiting: 1, ..NOTHING });
    shop.go_to(day("2026-12-21"));
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    assert_eq!(shop.order_ids(), ["10000000000001-20261220-1"]);
    let told = shop.told(&reference).await;
    assert_eq!(told["history"], json!([{ "on": "2026-12-20", "amount": 3_000, "outcome": "paid" }]));
}

#[tokio::test]
async fn what_was_not_possible_in_its_time_goes_to_the_list_and_the_next_one_is_billed() {
    for (window, last_day) in [("72", "2026-12-23"), ("744", "2027-01-20")] {
        let shop = PlanShop::open_set(("MERCHANT_BILLING_WINDOW_HOURS", window)).await;
        let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
        shop.go_to(day("2026-12-20"));
        shop.gateway.always(Some(Behaviour::Refuse("40290999")));
        assert_eq!(shop.bill().await, Report { waiting: 1, ..NOTHING });
        shop.go_to(day(last_day).pred_opt().expect("a day"));
        assert_eq!(shop.bill().await, Report { waiting: 1, ..NOTHING });
        shop.go_to(day(last_day));
        shop.gateway.always(None);
        let next = u32::from(last_day == "2027-01-20");
        assert_eq!(shop.bill().await, Report { failed: 1, paid: next, ..NOTHING }, "{window}");
        let item = (Kind::ChargeNotTaken, Subject::Charge(reference.clone(), day("2026-12-20")));
        assert_eq!(shop.listed().await, [item], "{window}");
        shop.go_to(day("2027-01-20"));
        shop.bill().await;
        let told = shop.told(&reference).await;
        assert_eq!((&told["problem"], &told["history"][0]["outcome"]), (&json!(null), &json!("paid")), "{window}");
        assert_eq!(shop.suspended().await, 0);
    }
}

#[tokio::test]
async fn an_announced_maintenance_is_waited_for() {
    let window = ("MERCHANT_MAINTENANCE", "2026-12-20T11:00/2026-12-20T15:00");
    let shop = PlanShop::open_set(window).await;
    shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    assert_eq!((shop.bill().await, shop.gateway.calls().len()), (NOTHING, 0));
    shop.wait(3 * 60 * 60);
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
}

#[tokio::test]
async fn five_uncertain_calls_in_a_row_stop_the_run_and_each_is_on_the_list() {
    let shop = PlanShop::open().await;
    shop.join_many(20).await;
    shop.go_to(day("2026-12-20"));
    shop.gateway.always(Some(Behaviour::Babble(503, "Service Unavailable")));
    let report = shop.bill().await;
    assert_eq!(report.held, Some(HoldReason::UncertainInARow));
    assert!((5..=8).contains(&report.unknown), "those under way and no more: {report:?}");
    let uncertain = usize::try_from(report.unknown).expect("few");
    let listed = shop.listed().await;
    assert_eq!(listed.iter().filter(|(kind, _)| *kind == Kind::ChargeUncertain).count(), uncertain);
    // While it lasts a release costs one more, not twenty.
    shop.release().await;
    let again = shop.bill().await;
    assert!(again.held.is_some() && again.unknown <= 4, "{again:?}");
    shop.gateway.always(None);
    shop.release().await;
    let rest = shop.bill().await;
    assert_eq!((rest.paid, rest.held), (20 - report.unknown - again.unknown, None));
    assert_eq!(shop.order_ids().len(), 20, "no uncertain one is asked for again");
    assert_eq!(shop.suspended().await, 0);
}

#[tokio::test]
async fn sqlite_a_restored_record_asks_for_the_same_order_ids_and_charges_nobody_twice() {
    let folder = fresh_folder();
    let (file, copy) = (folder.join("shop.sqlite"), folder.join("copy.sqlite"));
    let shop = PlanShop::open_with(&format!("sqlite://{}", file.display()), Duration::from_secs(20)).await;
    shop.join_many(12).await;
    shop.go_to(day("2026-12-20"));
    merchant::store::back_up(&format!("sqlite://{}", file.display()), &copy).await.expect("copied");
    assert_eq!(shop.bill().await, Report { paid: 12, ..NOTHING });
    let url = format!("sqlite://{}", folder.join("restored.sqlite").display());
    let witness = Witness { by: "Sato".to_owned(), note: "the disk broke".to_owned() };
    let at = shop.shop.shop.clock.now().expect("a moment").unix_seconds();
    let held = Hold { reason: HoldReason::Restored, detail: witness.note.clone(), held_at: at };
    merchant::store::put_back(&url, &copy, held, &witness.by).await.expect("put back");
    let restored = open_shop(&url, &shop.gateway.url, Duration::from_secs(20)).await;
    let restored = PlanShop { shop: restored, gateway: shop.gateway.clone() };
    restored.go_to(day("2026-12-21"));
    let asked = shop.order_ids().len();
    assert_eq!(restored.bill().await, Report { held: Some(HoldReason::Restored), ..NOTHING });
    assert_eq!(shop.order_ids().len(), asked, "nothing is asked before somebody has looked");
    let (store, now) = (&restored.shop.shop.store, at + 24 * 60 * 60);
    assert!(merchant::service::billing::release(store, &witness, now).await.expect("released"));
    let report = restored.bill().await;
    assert_eq!((report.paid, report.held), (0, Some(HoldReason::UncertainInARow)), "{report:?}");
    let mut ids = shop.order_ids();
    let again = ids.split_off(12);
    assert!(!again.is_empty() && again.iter().all(|id| ids.contains(id)), "{again:?}");
    let settled = shop.gateway.functions().into_iter().filter(|it| *it == Function::Settle).count();
    assert_eq!(settled, 12, "nothing was taken a second time");
    assert_eq!(restored.listed().await.len(), again.len());
}

#[tokio::test]
async fn only_a_payers_cause_suspends_and_staff_can_lift_it() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    assert_eq!(shop.bill().await, Report { failed: 1, ..NOTHING });
    assert_eq!(shop.suspended().await, 1);
    let witness = Witness { by: "Sato".to_owned(), note: "the payer has paid at the counter".to_owned() };
    let (store, now) = (&shop.shop.shop.store, shop.shop.shop.clock.now().expect("a moment"));
    let found = store.subscription_at_gateway(CONTRACT).await.expect("readable").expect("there is one");
    assert_eq!(found.reference, reference);
    for lifted in [true, false] {
        let did = merchant::service::billing::lift_suspension(store, &reference, &witness, now).await;
        assert_eq!(did.expect("written"), lifted, "once");
    }
    assert_eq!((shop.suspended().await, shop.bill().await), (0, NOTHING), "what was refused is not asked for again");
    shop.go_to(day("2027-01-20"));
    assert_eq!(shop.bill().await, Report { paid: 1, ..NOTHING });
    let note = "SELECT count(*) FROM subscription_events WHERE what = 'suspension_lifted' AND detail LIKE 'Sato: %'";
    assert_eq!(shop.count(note).await, 1);
}

#[tokio::test]
async fn every_call_is_on_record_before_it_is_sent_and_after_it_is_answered() {
    let shop = PlanShop::open_with(OWN, Duration::from_secs(2)).await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.go_to(day("2026-12-20"));
    shop.gateway.next(Function::Settle, Behaviour::Hang);
    let (unanswered, answered) = (
        "SELECT count(*) FROM gateway_calls k LEFT JOIN gateway_answers a ON a.call = k.id WHERE a.id IS NULL",
        "SELECT count(*) FROM gateway_answers",
    );
    let look = async {
        while shop.gateway.calls().len() < 2 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        (shop.count(unanswered).await, shop.count(answered).await)
    };
    let (report, under_way) = tokio::join!(shop.bill(), look);
    assert_eq!((report, under_way), (Report { unknown: 1, ..NOTHING }, (1, 1)));
    assert_eq!((shop.count(unanswered).await, shop.count(answered).await), (0, 2));
    assert_eq!(shop.act(&reference, "unsubscribe", "active").await.status.as_u16(), 200);
    let sql = "SELECT k.function, k.tracking_id, a.effect FROM gateway_calls k \
               JOIN gateway_answers a ON a.call = k.id ORDER BY k.id";
    let expected = [
        "ST01-00104-402,10000000000001,done",
        "ST02-00201-402,70000000000001,uncertain",
        "ST02-00309-402,10000000000001,done",
    ];
    assert_eq!(lines(shop.shop.shop.store.pool(), sql).await, expected);
    assert!(matches!(shop.gateway.calls()[1].call, Call::Settle { .. }));
}
