//! Whatever is sent, the server answers, never with an error of its own, and nothing is ordered or paid by it.

use super::support::{Answer, FORM, TestShop};
use proptest::prelude::*;
use tokio::runtime::Builder;

/// Bytes that look a little like what is expected, or not at all.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let form = "((order_reference|language|item_name|amount|tax|product|quantity|res_result)=[ -~あ-ん%]{0,8}&?){0,6}";
    let json = r#"\{("(order_reference|language|displayed|action|x)":("[a-zあ]{0,4}"|-?[0-9]{1,20}|null|\{\}|\[\]),?){0,4}\}?"#;
    let text = prop_oneof![form, json].prop_map(String::into_bytes);
    prop_oneof![text, proptest::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #[test]
    fn no_body_and_no_address_breaks_the_server(
        body in bodies(),
        path in "[a-z0-9%./-]{0,20}",
        query in "(lang|attempt)=[ -~]{0,12}".prop_map(|query| query.replace(|c: char| !c.is_ascii_graphic(), "+")),
    ) {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let shop = TestShop::open().await;
            let reference = shop.order("wine-750ml", "1").await;
            let token = shop.attempt(&reference).await.token;
            let before = shop.records().await;
            let mut answers: Vec<Answer> = Vec::new();
            for (address, media_type) in [
                ("/checkout/requests", "application/json"),
                ("/checkout/requests", FORM),
                ("/orders", FORM),
                ("/csp-reports", "application/csp-report"),
                ("/sbps/notifications", FORM),
                (&format!("/sbps/returns/{token}/success"), FORM),
                ("/subscriptions/none/actions", "application/json"),
                ("/subscriptions/none/actions", FORM),
                ("/subscriptions/none/usage", FORM),
            ] {
                answers.push(shop.post(address, media_type, body.clone()).await);
            }
            for address in [format!("/orders/{reference}/result?{query}"), format!("/orders/{reference}/handoff/{path}?{query}"), format!("/subscriptions/{path}/handoff/cancel/active"), format!("/orders/{path}"), format!("/assets/{path}"), format!("/subscriptions/{path}?{query}")] {
                if let Ok(address) = address.parse::<axum::http::Uri>() {
                    answers.push(shop.get(&address.to_string()).await);
                }
            }
            for answer in answers {
                assert!(answer.status.as_u16() < 500, "{answer:?}");
            }
            assert_eq!(shop.records().await, before);
        });
    }
}
