//! The result of an order that makes a contract leads to the subscription's page.

use super::{CONTRACT, PlanShop, applied, read_application};
use crate::support::Attempt;
use sbps::message::PaymentResult;
use serde_json::json;

#[tokio::test]
async fn the_result_speaks_of_joining_and_leads_to_the_subscription() {
    let shop = PlanShop::open().await;
    let order = shop.order_plan("magazine-monthly").await;
    let attempt = Attempt::read(shop.signed_fields(&order.reference).await);
    let second = Attempt::read(shop.signed_fields(&order.reference).await);
    let subscription = |language| format!("/subscriptions/{}?lang={language}", order.subscription);
    let seen = |token: &str, language| {
        let address = format!("/orders/{}/result?lang={language}&attempt={token}", order.reference);
        let shop = &shop;
        async move {
            let page = shop.get(&address).await;
            (page.text(), shop.get_json(&address).await.json())
        }
    };
    let (page, told) = seen(&attempt.token, "ja").await;
    assert_eq!((&told["outcome"], &told["subscription_url"]), (&json!("open"), &json!(subscription("ja"))));
    assert!(page.contains("お申し込みはまだです") && !page.contains("ご契約のページへ"), "nothing is joined yet");
    let joined =
        [("ja", "お申し込みが完了しました", "ご契約のページへ"), ("en", "You are subscribed", "To your subscription")];
    assert_eq!(shop.notify(attempt.paid(CONTRACT)).await, "OK,");
    assert!(shop.notify(second.paid("20000000000002")).await.starts_with("NG,"));
    for (language, title, step) in joined {
        let (page, told) = seen(&attempt.token, language).await;
        assert_eq!((&told["outcome"], &told["subscription_url"]), (&json!("paid"), &json!(subscription(language))));
        let link = format!("href=\"{}\" class=\"step\">{step}<", subscription(language));
        assert!(page.contains(title) && page.contains(&link), "{link}: {page}");
    }
    let (_, told) = seen(&second.token, "en").await;
    assert_eq!(told["outcome"], "already_paid");
    let (page, _) = seen(&second.token, "ja").await;
    assert!(page.contains("2回目のお申し込みはお断りしました") && page.contains("ご契約のページへ"), "{page}");
}

#[tokio::test]
async fn what_is_paid_as_one_uses_it_has_an_upper_bound() {
    let shop = PlanShop::open().await;
    for (plan, varies, label) in [
        ("translation-usage", true, "1回のお支払いの上限（税込み）"),
        ("wine-monthly", false, "1回のお支払い総額（税込み）"),
    ] {
        let order = shop.order_plan(plan).await;
        let application = read_application(shop.signed_fields(&order.reference).await);
        let tracking_id = if varies { CONTRACT } else { "10000000000002" };
        assert_eq!(shop.notify(applied(&application, PaymentResult::Ok, tracking_id)).await, "OK,");
        let address = format!("/orders/{}/result", order.reference);
        let told = shop.get_json(&address).await.json();
        assert_eq!((&told["outcome"], &told["varies"]), (&json!("paid"), &json!(varies)), "{plan}");
        assert!(shop.get(&address).await.text().contains(label), "{plan}");
    }
}
