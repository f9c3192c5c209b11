//! Whatever is sent with the staff's token, the server answers, never with an error of its own.

use super::gateway::base64;
use super::{CONTRACT, PlanShop, STAFF};
use crate::support::FORM;
use axum::body::Body;
use axum::http::{Request, header};
use proptest::prelude::*;
use tokio::runtime::Builder;

/// Bytes that look a little like what is expected, or not at all.
fn bodies() -> impl Strategy<Value = Vec<u8>> {
    let form = "((subscription|seen|due_on|says|by|note|language)=(ended|paid|-?[0-9]{1,20}|2026-[0-9]{2}-20|[ -~あ-ん%]{0,8})&?){0,7}";
    let json = r#"\{("(subscription|usage_id|amount|used_on|description)":("[a-zあ]{0,4}"|"[+-]?[0-9]{4,6}-[0-9]{2}-[0-9]{2}"|-?[0-9]{1,20}|null|\{\}),?){0,5}\}?"#;
    let text = prop_oneof![form, json].prop_map(String::into_bytes);
    prop_oneof![text, proptest::collection::vec(any::<u8>(), 0..200)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_body_breaks_the_staffs_addresses(body in bodies(), credentials in proptest::collection::vec(any::<u8>(), 0..40)) {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(async {
            let shop = PlanShop::open().await;
            shop.join_fixed_term("translation-usage", CONTRACT).await;
            let before = shop.contracts().await;
            let bearer = format!("Bearer {STAFF}");
            let basic = format!("Basic {}", base64(format!("staff:{STAFF}").as_bytes()));
            let guessed = format!("Basic {}", base64(&credentials));
            for (address, token, media_type) in [
                ("/usage", &bearer, "application/json"),
                ("/staff/contracts", &basic, FORM),
                ("/staff/charges", &basic, FORM),
                ("/staff/charges", &guessed, FORM),
            ] {
                let request = Request::post(address).header(header::AUTHORIZATION, token);
                let request = request.header(header::CONTENT_TYPE, media_type).body(Body::from(body.clone()));
                let answer = shop.send(request.expect("a request")).await;
                assert!((400..500).contains(&answer.status.as_u16()), "{address}: {answer:?}");
            }
            assert_eq!(shop.contracts().await, before);
            assert_eq!(shop.count("SELECT count(*) FROM usage").await, 0);
        });
    }
}
