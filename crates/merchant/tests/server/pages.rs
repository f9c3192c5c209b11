//! What every answer has in common: headers, languages, escaping, and an error for every dead end.

use super::support::{FORM, GATEWAY, TestShop};
use crate::database::OWN;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use merchant::domain::order::Order;
use merchant::web::router_with_patience;
use sbps::text::ItemName;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const STAFF: (&str, &str) = ("MERCHANT_STAFF_TOKEN", "a-token-for-the-staff");

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let question = shop.question(&reference).await;
    for (what, answer) in [
        ("catalogue", shop.get("/").await),
        ("order", shop.get(&format!("/orders/{reference}")).await),
        ("result", shop.get(&format!("/orders/{reference}/result")).await),
        ("signed", shop.ask(&question).await),
        ("hand-off", shop.get(&format!("/orders/{reference}/handoff/2026-11-24")).await),
        ("refused", shop.post("/checkout/requests", "application/json", "").await),
        ("notification", shop.post("/sbps/notifications", FORM, "").await),
        ("asset", shop.get("/assets/kantan-checkout.js").await),
        ("no asset", shop.get("/assets/none.js").await),
        ("nothing", shop.get("/none").await),
    ] {
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
        assert_eq!(answer.header("referrer-policy"), "strict-origin", "{what}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{what}");
        assert_eq!(answer.header("strict-transport-security"), "max-age=31536000", "{what}");
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'; ") && policy.contains("frame-ancestors 'none'"), "{what}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{what}: {policy}");
    }
}

#[tokio::test]
async fn secret_links_stay_out_of_search_engines_and_stores() {
    let shop = TestShop::open_with(OWN, &[STAFF], Duration::from_secs(20)).await;
    let reference = shop.order("wine-750ml", "1").await;
    let plan = [("product", "magazine-monthly"), ("language", "ja")];
    let order = shop.post_form("/orders", &plan).await.header("location").to_owned();
    let order = order.split('?').next().and_then(|path| path.strip_prefix("/orders/")).expect("an order").to_owned();
    let contract = shop.shop.store.subscription_of_order(&order).await.expect("readable").expect("one").reference;
    let token = shop.attempt(&reference).await.token;
    for (what, answer) in [
        ("order", shop.get(&format!("/orders/{reference}")).await),
        ("an unknown order", shop.get("/orders/none").await),
        ("result", shop.get(&format!("/orders/{reference}/result?attempt={token}")).await),
        ("result as JSON", shop.get_json(&format!("/orders/{reference}/result")).await),
        ("hand-off", shop.get(&format!("/orders/{reference}/handoff/2026-11-24")).await),
        ("signed", shop.ask(&shop.question(&reference).await).await),
        ("return", shop.get(&format!("/sbps/returns/{token}/cancel")).await),
        ("contract", shop.get(&format!("/subscriptions/{contract}")).await),
        ("confirmation", shop.get(&format!("/subscriptions/{contract}/confirm/cancel")).await),
        ("calendar", shop.get(&format!("/subscriptions/{contract}/calendar.ics")).await),
        ("action", shop.post_form(&format!("/subscriptions/{contract}/actions"), &[]).await),
        ("staff", shop.get("/staff").await),
    ] {
        assert_eq!(answer.header("x-robots-tag"), "noindex", "{what}");
        assert_eq!(answer.header("cache-control"), "no-store", "{what}");
    }
    for address in ["/", "/assets/kantan-checkout.js"] {
        assert_eq!(shop.get(address).await.header("x-robots-tag"), "", "{address} may be found");
    }
}

#[tokio::test]
async fn a_page_in_a_frame_says_so_and_nothing_is_done_for_it() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let token = shop.attempt(&reference).await.token;
    let handoff = format!("/orders/{reference}/handoff/2026-11-24?lang=en");
    let order = format!("/orders/{reference}");
    let before = shop.records().await;
    let framed = async |method: Method, address: &str, place: &str| {
        let request = Request::builder().method(method).uri(address).header("sec-fetch-dest", place);
        shop.send(request.header(header::ACCEPT, "text/html").body(Body::empty()).expect("a request")).await
    };
    for place in ["iframe", "frame", "embed", "object", "fencedframe"] {
        for (method, address, way_out) in [
            (Method::GET, handoff.as_str(), format!("{handoff}&amp;lang=en")),
            (Method::GET, &order, format!("{order}?lang=ja")),
            (Method::GET, "/", "/?lang=ja".to_owned()),
            (Method::POST, "/orders", "/?lang=ja".to_owned()),
            (Method::POST, "/checkout/requests", "/?lang=ja".to_owned()),
        ] {
            let answer = framed(method.clone(), address, place).await;
            let told = (answer.status, answer.code());
            assert_eq!(told, (StatusCode::FORBIDDEN, "framed".to_owned()), "{place} {method} {address}");
            assert!(answer.header("content-security-policy").contains("frame-ancestors *;"), "it can be read there");
            let button = format!("href=\"{way_out}\" target=\"_top\"");
            assert!(answer.text().contains(&button), "{place} {method} {address}: {}", answer.text());
        }
    }
    assert_eq!(shop.records().await, before, "no order is made and no request signed");
    assert_eq!(framed(Method::GET, &handoff, "document").await.status, StatusCode::OK);
    let back = framed(Method::GET, &format!("/sbps/returns/{token}/cancel"), "iframe").await;
    assert_eq!(back.status, StatusCode::SEE_OTHER, "the return is taken all the same");
    assert_eq!(shop.outcome(&reference, &token).await, "cancelled");
}

#[tokio::test]
async fn every_dead_end_has_one_way_out_and_it_works() {
    let shop = TestShop::open().await;
    let (paid, open) = (shop.order("ebook-rust", "1").await, shop.order("ebook-rust", "1").await);
    let attempt = shop.attempt(&paid).await;
    assert_eq!(shop.notify(attempt.paid("12345678901234")).await, "OK,");
    let asked = async |reference: &str, amount: &str| {
        let order = shop.shop.store.order(reference).await.expect("readable");
        let name = order.map_or_else(|| "x".to_owned(), |order| order.item_name.to_string());
        let fields = [("order_reference", reference), ("language", "en"), ("item_id", "ebook-rust")];
        let fields: Vec<_> =
            fields.into_iter().chain([("item_name", &*name), ("amount", amount), ("tax", "")]).collect();
        shop.post_form("/checkout/requests", &fields).await
    };
    let cross_site = Request::post("/orders").header(header::CONTENT_TYPE, FORM).header("sec-fetch-site", "cross-site");
    let ended = [
        ("not_found", shop.get("/none").await, "To the products"),
        ("not_found", shop.get(&format!("/orders/{open}/handoff/today?lang=en")).await, "To the products"),
        ("order_unknown", shop.get("/orders/none?lang=en").await, "To the products"),
        ("subscription_unknown", shop.get("/subscriptions/none?lang=en").await, "To the products"),
        ("request_invalid", shop.post_form("/orders", &[("language", "en")]).await, "To the products"),
        ("order_paid", asked(&paid, "2200").await, "See the order"),
        ("displayed_differs", asked(&open, "1").await, "See the order"),
        ("cross_site", shop.send(cross_site.body(Body::empty()).expect("a request")).await, "To the products"),
    ];
    for (code, answer, label) in ended {
        assert_eq!(answer.code(), code);
        let text = answer.text();
        let main = text.split("<main").nth(1).and_then(|rest| rest.split("</main>").next()).expect("a page");
        assert_eq!(main.matches("<a ").count() + main.matches("<button").count(), 1, "{code}: {main}");
        let way_out = main.split("href=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a link");
        assert!(main.contains(label) || main.contains("商品一覧へ"), "{code}: {main}");
        assert_eq!(shop.get(way_out).await.status, StatusCode::OK, "{code}: {way_out}");
    }
}

#[tokio::test]
async fn the_orders_page_has_a_strict_policy_with_a_fresh_nonce() {
    let shop = TestShop::open().await;
    let address = format!("/orders/{}", shop.order("wine-750ml", "1").await);
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let page = shop.get(&address).await;
        let policy = page.header("content-security-policy").to_owned();
        let nonce = page.attribute("nonce").expect("the script has a nonce");
        assert!(policy.contains(&format!("'nonce-{nonce}'")) && nonce.len() == 32, "{policy}");
        assert!(policy.contains("require-trusted-types-for 'script'; trusted-types 'none'"), "{policy}");
        assert!(policy.contains(&format!("form-action 'self' {GATEWAY};")), "{policy}");
        assert_eq!(page.header("cache-control"), "no-store");
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
    let catalogue = shop.get("/").await;
    assert!(!catalogue.header("content-security-policy").contains("script-src"), "a page without script allows none");
}

#[tokio::test]
async fn every_dead_end_is_problem_details_for_programs_and_a_page_for_people() {
    let shop = TestShop::open().await;
    // Longer than any file's name may be.
    let long_name = format!("/assets/{}", "a".repeat(300));
    for (method, address, status, code) in [
        (Method::GET, long_name.as_str(), 404, "not_found"),
        (Method::GET, "/none", 404, "not_found"),
        (Method::POST, "/none", 404, "not_found"),
        (Method::GET, "/assets/none.js", 404, "not_found"),
        (Method::GET, "/assets/../Cargo.toml", 404, "not_found"),
        (Method::POST, "/assets/kantan-checkout.js", 405, "method_not_allowed"),
        (Method::GET, "/checkout/requests", 405, "method_not_allowed"),
        (Method::DELETE, "/checkout/requests", 405, "method_not_allowed"),
        (Method::GET, "/sbps/notifications", 405, "method_not_allowed"),
        (Method::PUT, "/", 405, "method_not_allowed"),
        (Method::POST, "/checkout/requests", 415, "unsupported_media_type"),
    ] {
        for (accept, kind) in [("text/html,*/*;q=0.8", "text/html; charset=utf-8"), ("*/*", "application/problem+json")]
        {
            let request = Request::builder().method(method.clone()).uri(address).header(header::ACCEPT, accept);
            let answer = shop.send(request.body(Body::empty()).expect("a request")).await;
            assert_eq!(answer.status.as_u16(), status, "{method} {address}");
            assert_eq!(answer.header("content-type"), kind, "{method} {address}");
            assert_eq!(answer.code(), code, "{method} {address}");
            assert_eq!(status == 405, !answer.header("allow").is_empty(), "{method} {address} says what it takes");
        }
    }
    for address in ["/orders/none", "/orders/none/result"] {
        let answer = shop.get(address).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::NOT_FOUND, "order_unknown"), "{address}");
    }
    for address in ["/orders/%FF", "/orders/%FF/result"] {
        let answer = shop.get(address).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::NOT_FOUND, "not_found"), "{address}");
    }
    let report = shop.post("/csp-reports", "application/csp-report", "{}").await;
    assert_eq!(report.status, StatusCode::NO_CONTENT);
    let report = shop.post("/csp-reports", "application/csp-report", vec![b'a'; 10_000_000]).await;
    assert_eq!((report.status.as_u16(), report.code().as_str()), (413, "too_large"));
}

#[tokio::test]
async fn pages_are_japanese_unless_english_is_asked_for() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    for (query, language, title) in [
        ("", "ja", "ご注文内容の確認"),
        ("?lang=ja", "ja", "ご注文内容の確認"),
        ("?lang=en", "en", "Review your order"),
        ("?lang=%3Cscript%3E", "ja", "ご注文内容の確認"),
        ("?lang=%FF", "ja", "ご注文内容の確認"),
    ] {
        let page = shop.get(&format!("/orders/{reference}{query}")).await.text();
        assert!(page.contains(&format!("<html lang=\"{language}\">")) && page.contains(title), "{query}");
        assert!(!page.contains("<script>"), "{query}");
    }
    assert!(shop.get("/?lang=en").await.text().contains("Products"));
    let english = shop.get(&format!("/orders/{reference}/result?lang=en")).await.text();
    assert!(english.contains("Not paid yet") && english.contains("<html lang=\"en\">"));
    let back = format!("href=\"/orders/{reference}?lang=en\"");
    assert!(english.contains(&back), "a Japanese order read in English stays English");
    let shown = [("order_reference", reference.as_str()), ("language", "en"), ("item_id", "wine-750ml")];
    let form = shown.into_iter().chain([("item_name", "x"), ("amount", "3500"), ("tax", "")]).collect::<Vec<_>>();
    let problem = shop.post_form("/checkout/requests", &form).await;
    assert!(problem.code() == "displayed_differs" && problem.text().contains(&back));
}

#[tokio::test]
async fn the_styles_of_a_printed_screen_are_asked_for_in_the_head() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    for (address, stylesheet) in [
        (format!("/orders/{reference}"), "/assets/kantan-checkout.css"),
        (format!("/orders/{reference}/result"), "/assets/kantan-result.css"),
    ] {
        let page = shop.get(&address).await.text();
        let (head, body) = page.split_once("</head>").expect("a page has a head");
        assert!(head.contains(&format!("<link rel=\"preload\" as=\"style\" href=\"{stylesheet}\">")), "{head}");
        // The same address, or it would be loaded twice.
        assert!(body.contains(&format!("<link rel=\"stylesheet\" href=\"{stylesheet}\">")), "{address}");
    }
}

#[tokio::test]
async fn html_in_a_name_stays_text_on_every_page() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let order = shop.shop.store.order(&reference).await.expect("readable").expect("there is one");
    let name = "</script><script>alert(1)</script>&\"'";
    let hostile = "html-in-its-name";
    let item_name = ItemName::new(name).expect("it can be sent");
    let order = Order { reference: hostile.to_owned(), item_name, ..order };
    shop.shop.store.add_order(&order, None).await.expect("kept");
    let page = shop.get(&format!("/orders/{hostile}")).await;
    let json = page.text();
    let json = json.split("<script type=\"application/json\">").nth(1).and_then(|rest| rest.split("</script>").next());
    let json: serde_json::Value = serde_json::from_str(json.expect("the order stands there")).expect("JSON");
    assert_eq!(json["item_name"], name, "the element reads the name as it is");
    let attempt = shop.attempt(hostile).await;
    assert_eq!(attempt.request.item_name.as_str(), name);
    let form = [
        ("order_reference", hostile),
        ("language", "ja"),
        ("item_id", "wine-750ml"),
        ("item_name", name),
        ("amount", "3500"),
        ("tax", "317"),
    ];
    let handoff = shop.submit("/checkout/requests", &form).await;
    let posted = handoff.hidden_fields("gateway");
    assert!(posted.contains(&("item_name".to_owned(), name.to_owned())));
    let result = shop.get(&format!("/orders/{hostile}/result")).await;
    for page in [&page, &handoff, &result] {
        assert_eq!(page.status, StatusCode::OK);
        assert!(!page.text().contains("<script>alert") && page.text().contains("&lt;script&gt;alert"));
    }
    let reflected = "/orders/%3Cscript%3Ealert(1)/result?attempt=%3Cscript%3Ealert(1)";
    assert!(!shop.get(reflected).await.text().contains("<script>"));
}

#[tokio::test]
async fn a_request_that_never_ends_is_ended() {
    let shop = TestShop::open().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let router = router_with_patience(Arc::clone(&shop.shop), &shop.element_dir, Duration::from_millis(100));
    let server = tokio::spawn(async move { axum::serve(listener, router).await });
    let mut stream = TcpStream::connect(address).await.expect("connected");
    let head = "POST /checkout/requests HTTP/1.1\r\nHost: shop\r\nContent-Type: application/json\r\n\
                Content-Length: 100\r\n\r\n{";
    stream.write_all(head.as_bytes()).await.expect("written");
    let mut answer = [0; 4096];
    let length = stream.read(&mut answer).await.expect("answered");
    let answer = String::from_utf8_lossy(&answer[..length]).into_owned();
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("\"code\":\"timed_out\""), "{answer}");
    server.abort();
}
