//! The links of a contract: one to act by, one to look by, and others in their place.

use super::{CONTRACT, PlanShop, embedded};
use chrono::NaiveDate;
use merchant::domain::subscription::link::{DAYS_AFTER_END, Links};
use merchant::domain::usage::Usage;
use merchant::service::usage::record;
use serde_json::json;
use std::sync::atomic::Ordering;

async fn links(shop: &PlanShop, reference: &str) -> Links {
    shop.subscription(reference).await.links
}

async fn replace(shop: &PlanShop, reference: &str) -> Links {
    let now = shop.shop.shop.clock.unix_seconds();
    shop.shop.shop.store.replace_links(reference, now).await.expect("writable").expect("there is one")
}

#[tokio::test]
async fn whoever_has_the_link_for_viewing_sees_everything_and_changes_nothing() {
    for (plan, action) in [("wine-monthly", "unsubscribe"), ("magazine-monthly", "cancel")] {
        let shop = PlanShop::open().await;
        let reference = match action {
            "cancel" => shop.join_simple(plan, CONTRACT).await.1,
            _ => shop.join_fixed_term(plan, CONTRACT).await,
        };
        let links = links(&shop, &reference).await;
        let (told, acted) = (shop.told(&links.view).await, shop.told(&links.act).await);
        for member in ["item_name", "amount", "state", "history", "recurring"] {
            let without_link =
                |value: &serde_json::Value| value.to_string().replace(&links.act, "").replace(&links.view, "");
            assert_eq!(without_link(&told[member]), without_link(&acted[member]), "{member}");
        }
        assert_eq!((&told["actions"], &acted["actions"]), (&json!([]), &json!([action])), "{plan}");
        let page = shop.get(&format!("/subscriptions/{}?lang=en", links.view)).await.text();
        assert!(page.contains("This page is for viewing.") && page.contains("0120-000-000"), "{page}");
        assert!(!page.contains(&links.act), "the page for viewing leads to no page on which one acts");
        // Nor does anything else that is reached by it.
        let question = json!({ "action": action, "language": "ja", "displayed": { "state": "active" } }).to_string();
        let address = format!("/subscriptions/{}", links.view);
        for answer in [
            shop.post(&format!("{address}/actions"), "application/json", question).await,
            shop.get(&format!("{address}/confirm/{action}")).await,
            shop.get(&format!("{address}/handoff/{action}/active")).await,
            shop.post_form(&format!("{address}/usage"), &[("usage_id", "1")]).await,
            shop.post_form("/orders", &[("product", plan), ("language", "ja"), ("subscription", &links.view)]).await,
        ] {
            assert_eq!((answer.status.as_u16(), &*answer.code()), (403, "view_only"));
            assert!(!answer.text().contains(&links.act));
        }
        assert_eq!(shop.state(&reference).await, "active");
        let page = shop.get(&format!("/subscriptions/{}?lang=en", links.act)).await.text();
        assert!(
            page.contains(&format!("href=\"/subscriptions/{}?lang=en\"", links.view)),
            "who may act finds it there"
        );
    }
}

#[tokio::test]
async fn a_calendar_is_fetched_by_the_link_for_viewing() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let links = links(&shop, &reference).await;
    let by_view = shop.get(&format!("/subscriptions/{}/calendar.ics", links.view)).await;
    assert_eq!(by_view.status.as_u16(), 200);
    assert!(!by_view.text().contains(&links.act) && !by_view.text().contains(&links.view));
    assert_eq!(
        shop.told(&reference).await["calendar_url"],
        format!("/subscriptions/{}/calendar.ics?lang=ja", links.view)
    );
}

#[tokio::test]
async fn links_that_were_replaced_say_so_and_what_was_known_before_leads_to_a_look() {
    let shop = PlanShop::open().await;
    let order = shop.order_plan("wine-monthly").await;
    let result = format!("/orders/{}/result", order.reference);
    let reference = shop.join_ordered(order, CONTRACT).await;
    let first = links(&shop, &reference).await;
    assert_eq!(embedded(&shop.get(&result).await)["subscription_url"], format!("/subscriptions/{}?lang=ja", first.act));
    shop.clock.fetch_add(60, Ordering::SeqCst);
    let second = replace(&shop, &reference).await;
    for old in [&first.act, &first.view] {
        for path in ["", "/calendar.ics", "/confirm/unsubscribe", "/handoff/unsubscribe/active"] {
            let answer = shop.get(&format!("/subscriptions/{old}{path}")).await;
            assert_eq!((answer.status.as_u16(), &*answer.code()), (410, "link_replaced"), "{path}");
            assert!(!answer.text().contains(&second.act) && !answer.text().contains(&second.view));
        }
        assert_eq!(shop.act(old, "unsubscribe", "active").await.code(), "link_replaced");
    }
    // The order's page is older than the links: it leads no further than to a look.
    assert_eq!(
        embedded(&shop.get(&result).await)["subscription_url"],
        format!("/subscriptions/{}?lang=ja", second.view)
    );
    assert_eq!(shop.act(&second.act, "unsubscribe", "active").await.status.as_u16(), 200);
    assert_eq!(shop.state(&reference).await, "cancelled");
}

#[tokio::test]
async fn use_is_told_by_the_payers_link_also_when_it_is_new() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("translation-usage", CONTRACT).await;
    shop.clock.fetch_add(60, Ordering::SeqCst);
    let second = replace(&shop, &reference).await;
    let used_on = shop.shop.shop.clock.now().expect("a moment").date();
    let usage = |subscription: &str, usage_id: &str| Usage {
        subscription: subscription.to_owned(),
        usage_id: usage_id.to_owned(),
        amount: sbps::money::Yen::new(100).expect("yen"),
        used_on,
        description: "once".to_owned(),
    };
    for (name, id) in [(&second.act, "1"), (&reference, "2")] {
        let recorded = record(&shop.shop.shop, &usage(name, id)).await.expect("recorded");
        assert_eq!(&recorded.usage.subscription, name, "told as it was asked");
        // Told again, it is the same use.
        record(&shop.shop.shop, &usage(name, id)).await.expect("the same");
    }
    assert_eq!(shop.shop.shop.store.open_usage(&reference).await.expect("readable").total(), 200);
}

#[tokio::test]
async fn the_links_of_a_contract_that_has_ended_lead_somewhere_for_half_a_year() {
    let shop = PlanShop::open().await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    shop.act(&reference, "unsubscribe", "active").await;
    let last_day: NaiveDate = shop.subscription(&reference).await.ends_on.expect("it has ended");
    let address = format!("/subscriptions/{reference}?lang=en");
    shop.go_to(last_day + chrono::Duration::days(DAYS_AFTER_END));
    assert_eq!(shop.get(&address).await.status.as_u16(), 200);
    shop.go_to(last_day + chrono::Duration::days(DAYS_AFTER_END + 1));
    let answer = shop.get(&address).await;
    assert_eq!((answer.status.as_u16(), &*answer.code()), (410, "link_expired"));
    assert!(answer.text().contains("nothing more is charged"), "{}", answer.text());
}
