//! The page that leads to the gateway, from an order of a plan and from a contract.

use super::{CONTRACT, PlanShop, applied, read_application};
use crate::support::{Answer, Attempt, day};
use merchant::domain::order::MOST_ATTEMPTS;
use sbps::message::PaymentResult;

const BY_LINK: (&str, &str) = ("SBPS_LEAVING", "link");

async fn submit(shop: &PlanShop, reference: &str, action: &str) -> (String, Answer) {
    let form = [("action", action), ("language", "ja"), ("state", "active")];
    let answer = shop.post_form(&format!("/subscriptions/{reference}/actions"), &form).await;
    assert_eq!(answer.status.as_u16(), 303, "{}", answer.text());
    let page = answer.header("location").to_owned();
    assert_eq!(page, format!("/subscriptions/{reference}/handoff/{action}/active?lang=ja"));
    let shown = shop.get(&page).await;
    (page, shown)
}

#[tokio::test]
async fn the_terms_of_the_day_are_signed_or_have_to_be_read_again() {
    let shop = PlanShop::open().await;
    // The first charge of one plan is on the day of joining, and the others follow it.
    for (plan, moves) in [("flowers-30-days", true), ("coffee-fortnightly", false), ("wine-monthly", false)] {
        shop.go_to(day("2026-11-24"));
        shop.wait(12 * 3_600 - 60);
        let order = shop.order_plan(plan).await;
        let page = format!("/orders/{}/handoff/2026-11-24?lang=ja", order.reference);
        assert_eq!(shop.get(&page).await.hidden_fields("gateway").len(), if moves { 31 } else { 20 });
        shop.wait(120);
        let next_day = shop.get(&page).await;
        if moves {
            assert_eq!((next_day.status.as_u16(), &*next_day.code()), (409, "displayed_differs"), "{plan}");
            let back = format!("href=\"/orders/{}?lang=ja\"", order.reference);
            assert!(next_day.text().contains(&back), "{}", next_day.text());
        } else {
            read_application(next_day.hidden_fields("gateway"));
        }
    }
}

#[tokio::test]
async fn leaving_at_the_gateway_is_signed_anew_until_it_is_over() {
    let shop = PlanShop::open_set(BY_LINK).await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let before = shop.state(&reference).await;
    let (page, shown) = submit(&shop, &reference, "cancel").await;
    let first = Attempt::read(shown.hidden_fields("gateway"));
    let second = Attempt::read(shop.get(&page).await.hidden_fields("gateway"));
    assert_ne!(first.order_id(), second.order_id());
    assert_eq!(shop.state(&reference).await, before, "to look ends nothing");
    assert_eq!(shop.notify(second.paid(CONTRACT)).await, "OK,");
    let back = shop.get(&page).await;
    assert_eq!(back.status.as_u16(), 303, "{}", back.text());
    assert_eq!(back.header("location"), format!("/subscriptions/{reference}?lang=ja"));
}

#[tokio::test]
async fn a_get_ends_no_contract_that_is_left_by_the_api_type() {
    let shop = PlanShop::open().await;
    let (_, reference) = shop.join_simple("magazine-monthly", CONTRACT).await;
    let before = shop.contracts().await;
    for (action, shown) in [("cancel", "active"), ("unsubscribe", "active"), ("burn", "active"), ("cancel", "gone")] {
        let answer = shop.get(&format!("/subscriptions/{reference}/handoff/{action}/{shown}")).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "not_found"), "{action} {shown}");
    }
    assert_eq!(shop.contracts().await, before);
}

#[tokio::test]
async fn making_a_contract_again_is_signed_anew_and_too_many_go_on_after_a_while() {
    let shop = PlanShop::open_set(BY_LINK).await;
    let reference = shop.join_fixed_term("wine-monthly", CONTRACT).await;
    let (page, shown) = submit(&shop, &reference, "unsubscribe").await;
    for _ in 1..MOST_ATTEMPTS {
        read_application(shop.get(&page).await.hidden_fields("gateway"));
    }
    let answer = shop.get(&page).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (429, "too_many_requests"));
    assert!(answer.text().contains(&format!("href=\"{page}\"")), "{}", answer.text());
    assert_eq!(answer.header("refresh"), answer.header("retry-after"));
    let leaving = read_application(shown.hidden_fields("gateway"));
    assert_eq!(shop.notify(applied(&leaving, PaymentResult::Ok, CONTRACT)).await, "OK,");
    shop.wait(11 * 60);
    let again = format!("/subscriptions/{reference}/handoff/reapply/cancelled?lang=ja");
    let (first, second) = (shop.get(&again).await, shop.get(&again).await);
    let (first, second) = (first.hidden_fields("gateway"), second.hidden_fields("gateway"));
    assert_ne!(read_application(first).contract.order_id, read_application(second).contract.order_id);
}
