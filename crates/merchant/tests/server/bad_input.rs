//! Bad input, case by case: each gets its status and its stable code, and changes nothing.

use super::database::OWN;
use super::support::{FORM, TestShop};
use axum::body::Body;
use axum::http::{Request, header};
use sbps::wire::{Encoding, write_form};
use serde_json::{Value, json};
use std::time::Duration;

const JSON: &str = "application/json";

#[tokio::test]
async fn a_bad_question_in_json_changes_nothing() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let right = shop.question(&reference).await;
    let changed = |pointer: &str, value: Value| {
        let mut question = right.clone();
        *question.pointer_mut(pointer).expect("a member") = value;
        question.to_string().into_bytes()
    };
    let without = |object: &str, member: &str| {
        let mut question = right.clone();
        question.pointer_mut(object).and_then(Value::as_object_mut).expect("an object").remove(member);
        question.to_string().into_bytes()
    };
    let long = "あ".repeat(41);
    let cases: Vec<(&str, Vec<u8>, u16, &str)> = vec![
        ("empty", Vec::new(), 400, "request_invalid"),
        ("not JSON", b"order_reference=1".to_vec(), 400, "request_invalid"),
        ("no UTF-8", b"{\"order_reference\":\"\x83\x8f\"}".to_vec(), 400, "request_invalid"),
        ("an array", b"[]".to_vec(), 400, "request_invalid"),
        ("deep", "[".repeat(60_000).into_bytes(), 400, "request_invalid"),
        ("no reference", without("", "order_reference"), 400, "request_invalid"),
        ("nothing displayed", without("", "displayed"), 400, "request_invalid"),
        ("no amount", without("/displayed", "amount"), 400, "request_invalid"),
        ("tax left out, not null", without("/displayed", "tax"), 400, "request_invalid"),
        ("amount in words", changed("/displayed/amount", json!("三千")), 400, "request_invalid"),
        ("amount with a fraction", changed("/displayed/amount", json!(3500.5)), 400, "request_invalid"),
        ("amount 0", changed("/displayed/amount", json!(0)), 400, "request_invalid"),
        ("amount -1", changed("/displayed/amount", json!(-1)), 400, "request_invalid"),
        ("amount 10,000,000", changed("/displayed/amount", json!(10_000_000)), 400, "request_invalid"),
        ("amount beyond 64 bits", changed("/displayed/amount", json!(1e300)), 400, "request_invalid"),
        ("tax -1", changed("/displayed/tax", json!(-1)), 400, "request_invalid"),
        ("tax 10,000,000", changed("/displayed/tax", json!(10_000_000)), 400, "request_invalid"),
        ("name empty", changed("/displayed/item_name", json!("")), 400, "request_invalid"),
        ("name too long", changed("/displayed/item_name", json!(long)), 400, "request_invalid"),
        ("id too long", changed("/displayed/item_id", json!("a".repeat(33))), 400, "request_invalid"),
        ("reference empty", changed("/order_reference", json!("")), 400, "request_invalid"),
        ("reference too long", changed("/order_reference", json!("a".repeat(65))), 400, "request_invalid"),
        ("reference null", changed("/order_reference", Value::Null), 400, "request_invalid"),
        ("language a number", changed("/language", json!(1)), 400, "request_invalid"),
        ("unknown order", changed("/order_reference", json!("0".repeat(32))), 404, "order_unknown"),
        ("SQL", changed("/order_reference", json!("' OR 1=1 --")), 404, "order_unknown"),
        ("HTML", changed("/displayed/item_name", json!("<b>&\"'")), 409, "displayed_differs"),
        ("10 MB", vec![b' '; 10_000_000], 413, "too_large"),
    ];
    let before = shop.records().await;
    for (case, body, status, code) in cases {
        let answer = shop.post("/checkout/requests", JSON, body).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{case}: {}", answer.text());
        assert_eq!(answer.header("content-type"), "application/problem+json", "{case}");
        assert_eq!(shop.records().await, before, "{case}");
    }
    assert_eq!(
        shop.post("/checkout/requests", JSON, right.to_string()).await.status,
        200,
        "and the right one is signed"
    );
}

/// A browser's own parser says `3500` for each of these, and so does the element of an order's data.
#[tokio::test]
async fn a_question_is_read_as_the_element_reads_its_data() {
    let shop = TestShop::open().await;
    let right = shop.question(&shop.order("wine-750ml", "1").await).await;
    let amount = right["displayed"]["amount"].as_u64().expect("an amount");
    let with = |value: &str| {
        let question = right.to_string().replacen(&format!("\"amount\":{amount}"), &format!("\"amount\":{value}"), 1);
        assert!(question.contains(value), "{question}");
        question
    };
    for value in [format!("\"{amount}\""), format!("{amount}.0"), format!("1,\"amount\":{amount}")] {
        let answer = shop.post("/checkout/requests", JSON, with(&value)).await;
        assert_eq!(answer.status, 200, "{value}: {}", answer.text());
        let answer = shop.post("/checkout/requests", JSON, with(&value.replace(&amount.to_string(), "17"))).await;
        assert_eq!(answer.code(), "displayed_differs", "{value}");
    }
}

#[tokio::test]
async fn every_problem_with_a_question_is_told_with_its_path_and_code() {
    let shop = TestShop::open().await;
    let question = json!({ "order_reference": "r", "displayed": { "item_id": 7, "amount": 0, "tax": null } });
    let answer = shop.ask(&question).await;
    let detail = "displayed.item_id: wrong_type; displayed.item_name: missing; displayed.amount: out_of_range";
    assert_eq!((answer.code().as_str(), &answer.json()["detail"]), ("request_invalid", &json!(detail)));
}

#[tokio::test]
async fn a_bad_question_in_a_form_changes_nothing() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let name = "赤ワイン～シャトーKANTAN 2020～750ml";
    let right = [
        ("order_reference", reference.as_str()),
        ("language", "ja"),
        ("item_id", "wine-750ml"),
        ("item_name", name),
        ("amount", "3500"),
        ("tax", "317"),
    ];
    let written = |fields: &[(&str, &str)], encoding| {
        write_form(fields.iter().copied(), encoding).expect("encodable").into_bytes()
    };
    let changed = |name: &str, value: &str| {
        let fields = right.map(|field| if field.0 == name { (field.0, value) } else { field });
        written(&fields, Encoding::Utf8)
    };
    let without = |name: &str| {
        let fields: Vec<_> = right.into_iter().filter(|field| field.0 != name).collect();
        written(&fields, Encoding::Utf8)
    };
    let with = |name: &str, value: &str| {
        let fields: Vec<_> = right.into_iter().chain([(name, value)]).collect();
        written(&fields, Encoding::Utf8)
    };
    let cases: Vec<(&str, Vec<u8>, u16, &str)> = vec![
        ("empty", Vec::new(), 400, "request_invalid"),
        ("no reference", without("order_reference"), 400, "request_invalid"),
        ("no name", without("item_name"), 400, "request_invalid"),
        ("no amount", without("amount"), 400, "request_invalid"),
        ("amount empty", changed("amount", ""), 400, "request_invalid"),
        ("amount in words", changed("amount", "三千"), 400, "request_invalid"),
        ("amount in full-width digits", changed("amount", "３５００"), 400, "request_invalid"),
        ("amount 0", changed("amount", "0"), 400, "request_invalid"),
        ("amount -1", changed("amount", "-1"), 400, "request_invalid"),
        ("amount 10,000,000", changed("amount", "10000000"), 400, "request_invalid"),
        ("amount twice", with("amount", "1"), 400, "request_invalid"),
        ("reference twice", with("order_reference", &reference), 400, "request_invalid"),
        ("tax no number", changed("tax", "x"), 400, "request_invalid"),
        ("name too long", changed("item_name", &"a".repeat(121)), 400, "request_invalid"),
        ("Shift_JIS", written(&right, Encoding::ShiftJis), 400, "request_invalid"),
        ("broken percent", b"order_reference=%G0".to_vec(), 400, "request_invalid"),
        ("unknown order", changed("order_reference", "nobody"), 404, "order_unknown"),
        ("another amount", changed("amount", "1"), 409, "displayed_differs"),
        ("HTML", changed("item_name", "<script>alert(1)</script>"), 409, "displayed_differs"),
        ("10 MB", vec![b'a'; 10_000_000], 413, "too_large"),
    ];
    let before = shop.records().await;
    for (case, body, status, code) in cases {
        let answer = shop.post("/checkout/requests", FORM, body).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{case}: {}", answer.text());
        assert!(answer.header("content-type").starts_with("text/html"), "{case}: a browser gets a page");
        assert!(!answer.text().contains("<script>alert"), "{case}");
        assert_eq!(shop.records().await, before, "{case}");
    }
    let answer = shop.post("/checkout/requests", FORM, written(&right, Encoding::Utf8)).await;
    assert_eq!(answer.status, 303, "and the right one leads to the page that signs");
}

#[tokio::test]
async fn other_media_types_and_other_sites_are_refused() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let question = shop.question(&reference).await.to_string();
    let before = shop.records().await;
    for media_type in ["text/plain", "multipart/form-data; boundary=x", "", "application/jsonp", "\u{e9}"] {
        for address in ["/checkout/requests", "/orders"] {
            let answer = shop.post(address, media_type, question.clone()).await;
            let told = (answer.status.as_u16(), answer.code());
            assert_eq!(told, (415, "unsupported_media_type".to_owned()), "{address} {media_type}");
        }
    }
    for site in ["cross-site", "same-site"] {
        for (address, media_type) in [("/checkout/requests", JSON), ("/checkout/requests", FORM), ("/orders", FORM)] {
            let request =
                Request::post(address).header(header::CONTENT_TYPE, media_type).header("sec-fetch-site", site);
            let answer = shop.send(request.body(Body::from(question.clone())).expect("a request")).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "cross_site"), "{site} {address}");
        }
    }
    assert_eq!(shop.records().await, before);
}

#[tokio::test]
async fn our_own_origin_is_never_another_site() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let question = shop.question(&reference).await.to_string();
    for (origin, site, status) in [
        ("https://shop.example", "same-origin", 200),
        ("https://shop.example", "same-site", 200),
        ("https://shop.example", "cross-site", 200),
        ("https://evil.example", "cross-site", 403),
        ("https://evil.example", "same-origin", 403),
        ("null", "cross-site", 403),
        ("null", "same-origin", 200),
    ] {
        let request = Request::post("/checkout/requests").header(header::CONTENT_TYPE, JSON);
        let request = request.header(header::ORIGIN, origin).header("sec-fetch-site", site);
        let answer = shop.send(request.body(Body::from(question.clone())).expect("a request")).await;
        assert_eq!(answer.status.as_u16(), status, "{origin} {site}");
    }
}

#[tokio::test]
async fn a_bad_order_is_not_made() {
    let shop = TestShop::open().await;
    let before = shop.records().await;
    for (fields, status, code) in [
        ("", 400, "request_invalid"),
        ("product=ebook-rust", 400, "request_invalid"),
        ("quantity=1", 400, "request_invalid"),
        ("product=ebook-rust&quantity=", 400, "request_invalid"),
        ("product=ebook-rust&quantity=0", 400, "request_invalid"),
        ("product=ebook-rust&quantity=-1", 400, "request_invalid"),
        ("product=ebook-rust&quantity=2", 400, "request_invalid"),
        ("product=wine-750ml&quantity=4294967296", 400, "request_invalid"),
        ("product=wine-750ml&quantity=1&quantity=6", 400, "request_invalid"),
        ("product=%90%D4&quantity=1", 400, "request_invalid"),
        ("product=&quantity=1", 404, "product_unknown"),
        ("product=%3Cscript%3Ealert(1)%3C%2Fscript%3E&quantity=1", 404, "product_unknown"),
        ("product=wine-750ml%00&quantity=1", 400, "request_invalid"),
    ] {
        let answer = shop.post("/orders", FORM, fields).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{fields}");
        assert!(!answer.text().contains("<script>alert"), "{fields}");
    }
    let answer = shop.post("/orders", FORM, vec![b'a'; 10_000_000]).await;
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (413, "too_large"));
    assert_eq!(shop.records().await, before, "nothing was ordered");
}

/// U+0000 is in no text, and not every database takes it: it is refused where it arrives.
#[tokio::test]
async fn a_character_that_is_in_no_text_is_no_error_of_the_servers() {
    let staff = [("MERCHANT_STAFF_TOKEN", "a-token-for-the-staff")];
    let shop = TestShop::open_with(OWN, &staff, Duration::from_secs(20)).await;
    let reference = shop.order("wine-750ml", "1").await;
    let token = shop.attempt(&reference).await.token;
    let before = shop.records().await;
    for address in [
        "/orders/a%00b",
        "/orders/a%00b/result",
        &format!("/orders/{reference}/result?attempt=a%00b"),
        &format!("/orders/{reference}/handoff/a%00b"),
        "/subscriptions/a%00b",
        "/subscriptions/a%00b/calendar.ics",
        "/subscriptions/a%00b/confirm/cancel",
        "/sbps/returns/a%00b/success",
        &format!("/sbps/returns/{token}/error?res_err_code=8%00"),
        "/staff/reconciliation.csv?text=a%00b",
        "/v1/orders?customer=a%00b",
    ] {
        let answer = shop.get(address).await;
        assert_eq!((answer.status.as_u16(), answer.code().as_str()), (404, "not_found"), "{address}");
    }
    let (by_system, by_person) = ("Bearer a-token-for-the-staff", "Basic c3RhZmY6YS10b2tlbi1mb3ItdGhlLXN0YWZm");
    for (address, authorization, media_type, body) in [
        (
            "/checkout/requests",
            "",
            JSON,
            r#"{"order_reference":"a\u0000b","language":"ja","displayed":{"item_id":"a","item_name":"a","amount":1,"tax":null}}"#,
        ),
        ("/checkout/requests", "", FORM, "order_reference=a%00b&language=ja&item_id=a&item_name=a&amount=1&tax="),
        (
            "/usage",
            by_system,
            JSON,
            r#"{"subscription":"a","usage_id":"\u0000","amount":1,"used_on":"2026-11-24","description":"a"}"#,
        ),
        ("/staff/contracts", by_person, FORM, "subscription=a&seen=1&says=ended&by=a%00&note=b"),
        ("/staff/reconciliation", by_person, FORM, "item-1=on&says=settled&by=a&note=b%00"),
        ("/staff/billing", by_person, FORM, "do=hold&by=a&note=b%00"),
    ] {
        let send = async |body: String| {
            let request = Request::post(address).header(header::CONTENT_TYPE, media_type);
            let request = request.header(header::AUTHORIZATION, authorization);
            shop.send(request.body(Body::from(body)).expect("a request")).await
        };
        let answer = send(body.to_owned()).await;
        let told = (answer.status.as_u16(), answer.code());
        assert_eq!(told, (400, "request_invalid".to_owned()), "{address} {body}");
        let right = send(body.replace("%00", "x").replace("\\u0000", "x")).await;
        assert_ne!(right.status, 400, "{address} {body}: nothing else is wrong with it");
    }
    assert_eq!(shop.records().await, before);
}
