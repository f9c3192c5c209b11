//! Purchase requests: what is accepted, and every reason why one is not.

use super::support::{FORM, KEY, PostedRequest, TestSandbox};
use axum::http::StatusCode;
use sandbox::routes::PURCHASE_PATH;
use sbps::wire::Encoding;

fn right() -> PostedRequest {
    PostedRequest::right("order-1")
}

#[tokio::test]
async fn a_right_request_is_kept_as_it_came_and_leads_to_the_first_screen() {
    let sandbox = TestSandbox::open();
    let id = sandbox.start(&right()).await;
    let exchange = sandbox.get(&format!("/exchanges/{id}")).await;
    assert_eq!(exchange.header("content-type"), "application/json");
    let exchange: serde_json::Value = serde_json::from_str(&exchange.text).expect("JSON");
    assert_eq!(exchange["raw_body"], right().body());
    assert_eq!(exchange["fields"], serde_json::json!(right().0), "decoded, in the order posted");
    assert_eq!((&exchange["state"], &exchange["problems"]), (&"waiting".into(), &serde_json::json!([])));
    let page = sandbox.get(&format!("/payments/{id}/confirm")).await;
    assert!(page.text.contains("赤ワイン～深い味わい～") && page.text.contains("3,500円"));
}

#[tokio::test]
async fn a_bad_request_is_refused_with_its_reason_and_uses_up_nothing() {
    let sandbox = TestSandbox::open();
    let forty = "あ".repeat(20);
    let cases = [
        ("field left out", right().without("free_csv"), vec![("free_csv", "missing")]),
        (
            "field twice",
            right().and("amount", "3500").signed(),
            vec![("amount", "repeated"), ("sps_hashcode", "checksum_wrong")],
        ),
        ("unknown field", right().and("discount", "1"), vec![("discount", "unknown")]),
        ("checksum left out", right().without("sps_hashcode"), vec![("sps_hashcode", "missing")]),
        (
            "checksum too long",
            right().with("sps_hashcode", &"0".repeat(41)),
            vec![("sps_hashcode", "too_long"), ("sps_hashcode", "checksum_wrong")],
        ),
        ("amount tampered", right().with("amount", "1").with("tax", ""), vec![("sps_hashcode", "checksum_wrong")]),
        ("amount blank", right().with("amount", "").signed(), vec![("amount", "blank")]),
        ("amount 0", right().with("amount", "0").with("tax", "").signed(), vec![("amount", "not_allowed")]),
        ("amount -1", right().with("amount", "-1").signed(), vec![("amount", "not_digits")]),
        ("amount 10,000,000", right().with("amount", "10000000").signed(), vec![("amount", "too_long")]),
        ("amount full-width", right().with("amount", "３５００").signed(), vec![("amount", "not_digits")]),
        ("tax above amount", right().with("tax", "3501").signed(), vec![("tax", "not_allowed")]),
        ("name blank", right().with("item_name", "").signed(), vec![("item_name", "blank")]),
        ("name too long", right().with("item_name", &format!("{forty}a")).signed(), vec![("item_name", "too_long")]),
        (
            "name with a line end",
            right().with("item_name", "赤\nワイン").signed(),
            vec![("item_name", "not_encodable")],
        ),
        ("order id too long", right().with("order_id", &"a".repeat(39)).signed(), vec![("order_id", "too_long")]),
        ("order id in kana", right().with("order_id", "ア").signed(), vec![("order_id", "not_single_byte")]),
        ("space around", right().with("item_id", " wine").signed(), vec![("item_id", "surrounding_space")]),
        ("no address", right().with("pagecon_url", "shop").signed(), vec![("pagecon_url", "not_allowed")]),
        ("foreign merchant", right().with("merchant_id", "99999").signed(), vec![("merchant_id", "account_unknown")]),
        ("foreign service", right().with("service_id", "999").signed(), vec![("merchant_id", "account_unknown")]),
        (
            "too early",
            right().with("request_date", "20261124121001").signed(),
            vec![("request_date", "request_expired")],
        ),
        (
            "too late",
            right().with("request_date", "20261124114959").signed(),
            vec![("request_date", "request_expired")],
        ),
        ("no such day", right().with("request_date", "20260230120000").signed(), vec![("request_date", "not_allowed")]),
        ("other method", right().with("pay_method", "credit").signed(), vec![("pay_method", "not_allowed")]),
        ("feature phone", right().with("terminal_type", "1").signed(), vec![("terminal_type", "not_allowed")]),
    ];
    for (number, (case, request, expected)) in cases.into_iter().enumerate() {
        let answer = sandbox.purchase(request.body()).await;
        assert_eq!((answer.status, answer.findings()), (StatusCode::BAD_REQUEST, expected), "{case}");
        assert_eq!(answer.attribute("data-error-code"), answer.findings().first().map(|(_, code)| *code), "{case}");
        assert!(answer.header("location").is_empty(), "{case}");
        let all = sandbox.sandbox.store.all();
        assert_eq!(all.len(), number + 1, "{case}: kept for inspection");
        assert!(all.iter().all(|exchange| exchange.payment.is_none() && exchange.tracking_id.is_none()), "{case}");
    }
    sandbox.start(&right()).await;
}

#[tokio::test]
async fn at_the_edge_of_the_tolerance_a_request_is_accepted() {
    let sandbox = TestSandbox::open();
    for (number, (date, limit)) in
        [("20261124121000", "600"), ("20261124115000", "600"), ("20261124115000", ""), ("20261124120000", "0")]
            .into_iter()
            .enumerate()
    {
        let request = PostedRequest::right(&format!("order-{number}"));
        sandbox.start(&request.with("request_date", date).with("limit_second", limit).signed()).await;
    }
}

#[tokio::test]
async fn all_problems_are_told_at_once() {
    let sandbox = TestSandbox::open();
    sandbox.start(&right()).await;
    let request = right()
        .with("merchant_id", "99999")
        .with("amount", "0")
        .with("tax", "x")
        .with("request_date", "20261124100000")
        .with("success_url", "javascript:alert(1)")
        .without("free1")
        .and("discount", "1");
    let answer = sandbox.purchase(request.body()).await;
    let mut findings = answer.findings();
    findings.sort_unstable();
    let expected = [
        ("amount", "not_allowed"),
        ("discount", "unknown"),
        ("free1", "missing"),
        ("merchant_id", "account_unknown"),
        ("order_id", "order_id_used"),
        ("request_date", "request_expired"),
        ("sps_hashcode", "checksum_wrong"),
        ("success_url", "not_allowed"),
        ("tax", "not_digits"),
    ];
    assert_eq!(findings, expected);
}

#[tokio::test]
async fn a_wrong_checksum_is_explained_without_the_key() {
    let sandbox = TestSandbox::open();
    let hashed = "auone30132001customer-1order-1wine赤ワイン～深い味わい～318350000";
    for (case, body, hint) in [
        ("tampered", right().with("sps_hashcode", &"0".repeat(40)).body(), None),
        ("over Shift_JIS", right().signed_over(Encoding::ShiftJis).body(), Some("made over Shift_JIS")),
    ] {
        let answer = sandbox.post(&format!("{PURCHASE_PATH}?lang=en"), FORM, body).await;
        assert_eq!(answer.findings(), [("sps_hashcode", "checksum_wrong")], "{case}");
        assert!(answer.text.contains(hashed) && answer.text.contains("‹hash key›"), "{case}: {}", answer.text);
        assert!(!answer.text.contains(KEY), "{case}");
        assert_eq!(answer.text.contains("made over Shift_JIS"), hint.is_some(), "{case}");
    }
    let genuine = right().0.last().expect("the checksum").1.clone();
    let answer = sandbox.purchase(right().with("sps_hashcode", &"0".repeat(40)).body()).await;
    assert!(!answer.text.contains(&genuine), "the sandbox signs for nobody");
    let upper = right().with("sps_hashcode", &genuine.to_ascii_uppercase());
    sandbox.start(&upper).await;
}

#[tokio::test]
async fn a_character_that_the_browser_lost_is_named() {
    let sandbox = TestSandbox::open();
    // What a browser posts for 森鷗外😀: the checksum was made over the characters.
    let signed = right().with("item_name", "森鷗外😀").signed();
    let answer = sandbox.purchase(signed.with("item_name", "森&#40407;外&#128512;").body()).await;
    let expected =
        [("sps_hashcode", "checksum_wrong"), ("item_name", "character_lost"), ("item_name", "character_lost")];
    assert_eq!(answer.findings(), expected);
    assert!(
        answer.text.contains("「鷗」") && answer.text.contains("&amp;#40407; に") && answer.text.contains("「😀」")
    );
    // What was lost may be the reason why the value is too long.
    let long = right().with("item_name", &"鷗".repeat(6)).signed().with("item_name", &"&#40407;".repeat(6));
    let answer = sandbox.purchase(long.body()).await;
    assert_eq!(answer.findings()[..2], [("item_name", "too_long"), ("sps_hashcode", "checksum_wrong")]);
    assert_eq!(answer.findings().iter().filter(|(_, code)| *code == "character_lost").count(), 6);
    // Whoever signs the text itself means the text.
    sandbox.start(&PostedRequest::right("order-2").with("item_name", "A&#40407;").signed()).await;
    for text in ["&#;", "&#x9DD7;", "&#40407", "&#1114112;", "&#55296;", "&# 40407;"] {
        let answer = sandbox.purchase(right().with("item_name", text).body()).await;
        assert_eq!(answer.findings(), [("sps_hashcode", "checksum_wrong")], "{text}");
    }
}

#[tokio::test]
async fn bytes_that_are_no_shift_jis_are_named_by_their_field() {
    let sandbox = TestSandbox::open();
    let name = "%90%D4%83%8F%83C%83%93%81%60%90%5B%82%A2%96%A1%82%ED%82%A2%81%60";
    for (case, bytes, expected) in [
        ("a lead byte alone", "%81", vec![("item_name", "not_shift_jis")]),
        ("a pair that is none", "%81%FF", vec![("item_name", "not_shift_jis")]),
        ("broken percent", "%G0", vec![("body", "body_unreadable")]),
    ] {
        let body = right().body();
        let start = body.find("item_name=").expect("it is there") + 10;
        let end = start + body[start..].find('&').expect("more follow");
        let body = format!("{}{bytes}{}", &body[..start], &body[end..]);
        let answer = sandbox.purchase(body).await;
        assert_eq!((answer.status, answer.findings()), (StatusCode::BAD_REQUEST, expected), "{case}");
    }
    let body = format!("free1=%81&item_name={name}&free2=%FF");
    assert_eq!(sandbox.purchase(body).await.findings(), [("free1", "not_shift_jis"), ("free2", "not_shift_jis")]);
    let utf8 = right().with("item_name", "あ").signed().body_in(Encoding::Utf8);
    let answer = sandbox.purchase(utf8).await;
    assert_eq!(answer.findings(), [("item_name", "not_shift_jis")]);
    assert!(answer.text.contains("accept-charset=&quot;Shift_JIS&quot;"));
    // Here the UTF-8 bytes happen to be Shift_JIS as well, of another text.
    let utf8 = right().with("item_name", "米").signed().body_in(Encoding::Utf8);
    let answer = sandbox.purchase(utf8).await;
    assert!(answer.findings().contains(&("sps_hashcode", "checksum_wrong")), "{:?}", answer.findings());
    assert!(answer.text.contains("本文が UTF-8 で送信されています"));
}

#[tokio::test]
async fn bytes_that_no_browser_sends_are_kept_percent_encoded() {
    let sandbox = TestSandbox::open();
    let body = right().body().replacen("%90%D4", "\u{0}", 1).into_bytes();
    let body: Vec<u8> =
        body.into_iter().flat_map(|byte| if byte == 0 { vec![0x90, 0xD4] } else { vec![byte] }).collect();
    assert_eq!(sandbox.purchase(body).await.status, StatusCode::SEE_OTHER, "raw bytes are bytes all the same");
    assert_eq!(sandbox.sandbox.store.all()[0].raw_body, right().body());
}

#[tokio::test]
async fn an_order_id_is_used_once_whatever_became_of_it() {
    let sandbox = TestSandbox::open();
    let id = sandbox.start(&right()).await;
    assert_eq!(sandbox.purchase(right().body()).await.findings(), [("order_id", "order_id_used")], "while it is paid");
    sandbox.finish(&id, "action=cancel").await;
    assert_eq!(sandbox.purchase(right().body()).await.findings(), [("order_id", "order_id_used")], "after cancelling");
    let sent = (0..50).map(|_| {
        let (router, body) = (sandbox.router.clone(), PostedRequest::right("order-2").body());
        tokio::spawn(async move {
            let request = axum::http::Request::post(PURCHASE_PATH).header("content-type", FORM);
            let request = request.body(axum::body::Body::from(body)).expect("a request");
            tower::ServiceExt::oneshot(router, request).await.expect("answers").status()
        })
    });
    let mut accepted = 0;
    for answer in sent.collect::<Vec<_>>() {
        accepted += u32::from(answer.await.expect("no panic") == StatusCode::SEE_OTHER);
    }
    assert_eq!(accepted, 1, "of fifty at once, one");
}

#[tokio::test]
async fn what_is_no_form_or_too_large_is_not_even_kept() {
    let sandbox = TestSandbox::open();
    for (case, media_type, body, status, code) in [
        ("10 MB", FORM, vec![b'a'; 10_000_000], 413, "too_large"),
        ("JSON", "application/json", b"{}".to_vec(), 415, "unsupported_media_type"),
        ("multipart", "multipart/form-data; boundary=x", Vec::new(), 415, "unsupported_media_type"),
        ("nothing", "", Vec::new(), 415, "unsupported_media_type"),
    ] {
        let answer = sandbox.post(PURCHASE_PATH, media_type, body).await;
        assert_eq!((answer.status.as_u16(), answer.attribute("data-error-code")), (status, Some(code)), "{case}");
    }
    assert!(sandbox.sandbox.store.all().is_empty());
    let empty = sandbox.purchase("").await;
    assert_eq!(empty.findings().len(), 31, "every field but the detail rows' nine is missed: {:?}", empty.findings());
}

#[tokio::test]
async fn html_in_every_text_stays_text() {
    let sandbox = TestSandbox::open();
    let script = "<script>alert(1)</script>";
    let mut request = right().and(script, script);
    for name in ["item_name", "cust_code", "order_id", "free1", "success_url", "request_date", "sps_hashcode"] {
        request = request.with(name, script);
    }
    let answer = sandbox.purchase(request.body()).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
    assert!(!answer.text.contains("<script>") && answer.text.contains("&lt;script&gt;"));
    let id = sandbox.start(&right().with("item_name", script).with("order_id", script).signed()).await;
    for screen in ["confirm", "pay"] {
        let page = sandbox.get(&format!("/payments/{id}/{screen}")).await;
        assert!(page.status == StatusCode::OK && !page.text.contains("<script>"), "{screen}");
    }
    let (_, fields) = sandbox.finish(&id, "action=cancel").await;
    assert_eq!(fields, [("order_id".to_owned(), script.to_owned())]);
    assert!(!sandbox.get("/").await.text.contains("<script>"));
}
