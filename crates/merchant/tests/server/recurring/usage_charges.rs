//! Pay as you go where a charge does not go through, and where the payer leaves: nothing is taken twice, nothing is lost.

use super::gateway::Behaviour;
use super::usage::used;
use super::{NOTHING, PlanShop, open_shop};
use crate::database::{OWN, shared};
use crate::support::day;
use merchant::service::billing::Report;
use sbps::api::Function;
use serde_json::json;
use std::time::Duration;

const PAID: Report = Report { paid: 1, ..NOTHING };

#[tokio::test]
async fn what_a_refused_charge_was_for_is_billed_once_more_after_a_new_application() {
    let shop = PlanShop::open().await;
    let reference = shop.join_usage().await;
    shop.use_it(&reference, "u-1", 1_200).await;
    shop.go_to(day("2026-11-25"));
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Refuse("402L4999"));
    assert_eq!(shop.bill().await, Report { failed: 1, ..NOTHING });
    assert_eq!(shop.refused(&used(&reference, "u-2", 300, "2026-11-25")).await, "billing_suspended");
    shop.go_to(day("2026-11-26"));
    assert_eq!(shop.bill().await, NOTHING, "suspended");
    let page = shop.get(&format!("/subscriptions/{reference}?lang=en")).await;
    assert_eq!(page.attribute("data-open-usage").as_deref(), Some("1200"));
    assert!(page.text().contains("If you apply again, what stands above is charged then."), "{}", page.text());
    let question = shop.get(&format!("/subscriptions/{reference}/confirm/reapply?lang=en")).await.text();
    assert!(question.contains("¥1,200") && question.contains("what stands above is charged then"), "{question}");
    shop.apply_again(&reference, "active").await;
    assert_eq!(shop.bill().await, PAID);
    assert_eq!(shop.bill().await, NOTHING);
    shop.go_to(day("2026-11-27"));
    assert_eq!(shop.bill().await, NOTHING);
    assert_eq!(shop.bought(), [1_200, 1_200], "asked for twice, taken once");
    let told = shop.told(&reference).await;
    assert_eq!(
        told["history"],
        json!([{ "on": "2026-11-26", "amount": 1_200, "outcome": "paid" },
               { "on": "2026-11-25", "amount": 1_200, "outcome": "failed" }])
    );
}

#[tokio::test]
async fn a_charge_that_may_have_been_taken_is_never_asked_for_again() {
    for (function, behaviour, report) in [
        (Function::PurchaseFixedTerm, Behaviour::Hang, Report { unknown: 1, ..NOTHING }),
        (Function::Settle, Behaviour::Babble(502, "Bad Gateway"), Report { unknown: 1, ..NOTHING }),
        // The amount stays reserved, and whether it is settled is not certain.
        (Function::Settle, Behaviour::Refuse("40243999"), Report { failed: 1, ..NOTHING }),
    ] {
        let shop = PlanShop::open_with(OWN, Duration::from_secs(2)).await;
        let reference = shop.join_usage().await;
        shop.use_it(&reference, "u-1", 1_200).await;
        shop.go_to(day("2026-11-25"));
        shop.gateway.next(function, behaviour.clone());
        assert_eq!(shop.bill().await, report, "{behaviour:?}");
        shop.go_to(day("2026-11-26"));
        if report.failed == 1 {
            shop.apply_again(&reference, "active").await;
        }
        assert_eq!(shop.bill().await, NOTHING, "{behaviour:?}");
        shop.use_it(&reference, "u-2", 300).await;
        shop.go_to(day("2026-11-27"));
        assert_eq!(shop.bill().await, PAID);
        assert_eq!(shop.bought(), [1_200, 300], "{behaviour:?}");
    }
}

#[tokio::test]
async fn a_gateway_that_is_not_reached_loses_nothing_and_no_charge_exceeds_its_bound() {
    for (back_on, first) in [
        ("2026-11-26", Report { paid: 2, ..NOTHING }),
        // Given up after three days: what it was for is billed by the next charge.
        ("2026-11-28", Report { paid: 1, failed: 1, ..NOTHING }),
    ] {
        let file = shared().await;
        let shop = PlanShop::open_with(&file, Duration::from_secs(20)).await;
        let reference = shop.join_usage().await;
        shop.use_it(&reference, "u-1", 3_000).await;
        let away = open_shop(&file, "http://127.0.0.1:1/api/xmlapi.do", Duration::from_secs(20)).await;
        let away = PlanShop { shop: away, gateway: shop.gateway.clone() };
        away.go_to(day("2026-11-25"));
        assert_eq!(away.bill().await, Report { waiting: 1, ..NOTHING });
        away.use_it(&reference, "u-2", 4_000).await;
        assert_eq!(away.told(&reference).await["problem"], json!(null), "the payer has done nothing wrong");
        away.wait(86_399);
        assert_eq!(away.bill().await, Report { waiting: 1, ..NOTHING }, "no other charge while one waits");
        shop.go_to(day(back_on));
        shop.wait(4 * 60 * 60);
        assert_eq!(shop.bill().await, first, "{back_on}");
        shop.go_to(day("2026-11-30"));
        shop.bill().await;
        assert_eq!(shop.bought(), [3_000, 4_000], "{back_on}");
    }
}

#[tokio::test]
async fn whoever_leaves_before_the_charge_is_not_charged_not_even_after_joining_again() {
    let shop = PlanShop::open().await;
    let reference = shop.join_usage().await;
    shop.use_it(&reference, "u-1", 1_200).await;
    let question = shop.get(&format!("/subscriptions/{reference}/confirm/unsubscribe?lang=en")).await.text();
    assert!(question.contains("¥1,200") && question.contains("what is not charged yet will not be"), "{question}");
    assert_eq!(shop.act(&reference, "unsubscribe", "active").await.status.as_u16(), 200);
    assert_eq!(shop.refused(&used(&reference, "u-2", 300, "2026-11-24")).await, "contract_not_active");
    let page = shop.get(&format!("/subscriptions/{reference}")).await;
    assert_eq!(page.attribute("data-open-usage"), None);
    shop.apply_again(&reference, "cancelled").await;
    shop.go_to(day("2026-11-25"));
    assert_eq!(shop.bill().await, NOTHING);
    shop.use_it(&reference, "u-3", 300).await;
    shop.go_to(day("2026-11-26"));
    assert_eq!(shop.bill().await, PAID);
    assert_eq!(shop.bought(), [300]);
}

#[tokio::test]
async fn runs_at_once_are_one_charge_and_the_record_is_only_added_to() {
    let shop = PlanShop::open_in_file().await;
    let reference = shop.join_usage().await;
    shop.use_it(&reference, "u-1", 1_200).await;
    shop.go_to(day("2026-11-25"));
    shop.gateway.next(Function::PurchaseFixedTerm, Behaviour::Slow);
    let runs = tokio::join!(shop.bill(), shop.bill(), shop.bill());
    assert_eq!([runs.0, runs.1, runs.2].iter().map(|report| report.paid).sum::<u32>(), 1);
    assert_eq!(shop.bought(), [1_200]);
    for statement in [
        "UPDATE usage SET amount = 1",
        "DELETE FROM usage",
        "UPDATE charged_usage SET usage = 2",
        "DELETE FROM charged_usage",
    ] {
        let refused = sqlx::query(statement).execute(shop.shop.shop.store.pool()).await.expect_err(statement);
        assert!(refused.to_string().contains("append only"), "{statement}: {refused}");
    }
}
