//! Every screen says what it is, in both languages, and runs nothing.

use super::support::{FORM, Merchant, PostedRequest, TestSandbox};
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};

#[tokio::test]
async fn every_screen_says_that_it_is_a_stand_in_and_runs_nothing() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
    let hanging = sandbox.start(&PostedRequest::right("order-2")).await;
    sandbox.press(&hanging, "action=hang").await;
    let refused = sandbox.purchase("").await;
    let mut addresses: Vec<String> =
        ["confirm", "sign-in", "code", "method", "pay"].map(|name| format!("/payments/{id}/{name}")).into();
    addresses.extend(["/".to_owned(), "/none".to_owned(), format!("/payments/{hanging}/done")]);
    addresses.extend(["/faults", "/mail", "/clock", "/contracts"].map(str::to_owned));
    let mut pages = vec![refused];
    for address in &addresses {
        pages.push(sandbox.get(address).await);
        pages.push(sandbox.get(&format!("{address}?lang=en")).await);
    }
    sandbox.press(&id, "action=pay").await;
    let done = sandbox.get(&format!("/payments/{id}/done")).await;
    let target = format!("form-action 'self' {};", merchant.address);
    assert!(done.header("content-security-policy").contains(&target), "the way back leads to the shop alone");
    pages.push(done);
    for page in pages {
        let said = ["これは開発用の代役です", "This is a stand-in for development"];
        assert!(said.iter().any(|statement| page.text.contains(statement)), "{}", page.text);
        let policy = page.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; style-src 'self';") && !policy.contains("script-src"),
            "{policy}"
        );
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!((page.header("x-content-type-options"), page.header("cache-control")), ("nosniff", "no-store"));
        assert!(!page.text.contains("<script"));
    }
}

#[tokio::test]
async fn the_payment_screen_shows_sixteen_characters() {
    let sandbox = TestSandbox::open();
    let name = "北海道産じゃがいも男爵秋の特選大箱十キロ";
    let id = sandbox.start(&PostedRequest::right("order-1").with("item_name", name).signed()).await;
    let page = sandbox.get(&format!("/payments/{id}/pay")).await;
    assert!(page.text.contains("id=\"statement\" lang=\"ja\">北海道産じゃがいも男爵秋の特選大</dd>"), "{}", page.text);
    for action in ["pay", "cancel", "fail", "hang", "pay_twice", "pay_late"] {
        assert!(page.text.contains(&format!("name=\"action\" value=\"{action}\"")), "{action}");
    }
}

#[tokio::test]
async fn the_browser_chooses_the_language_unless_the_payer_does() {
    let sandbox = TestSandbox::open();
    for (query, accepted, title) in [
        ("", "", "決済サンドボックス"),
        ("", "en-US,en;q=0.9", "Payment sandbox"),
        ("?lang=ja", "en-US", "決済サンドボックス"),
        ("?lang=en", "ja", "Payment sandbox"),
        ("?lang=%FF", "", "決済サンドボックス"),
    ] {
        let request = Request::get(format!("/{query}")).header("accept-language", accepted);
        let page = sandbox.send(request.body(Body::empty()).expect("a request")).await;
        assert!(page.text.contains(&format!("<h1>{title}</h1>")), "{query} {accepted}");
    }
}

#[tokio::test]
async fn every_dead_end_has_its_code() {
    let sandbox = TestSandbox::open();
    let id = sandbox.start(&PostedRequest::right("order-1")).await;
    for (method, address, status, code) in [
        (Method::GET, "/none".to_owned(), 404, "not_found"),
        (Method::GET, "/f01/FepBuyInfoReceive.do".to_owned(), 405, "method_not_allowed"),
        (Method::DELETE, format!("/payments/{id}/pay"), 405, "method_not_allowed"),
        (Method::GET, "/payments/none/pay".to_owned(), 404, "payment_unknown"),
        (Method::GET, "/payments/%FF/done".to_owned(), 404, "payment_unknown"),
        (Method::POST, format!("/payments/{id}/pay"), 400, "action_unknown"),
    ] {
        let request = Request::builder().method(method.clone()).uri(&address);
        let answer = sandbox.send(request.body(Body::empty()).expect("a request")).await;
        let told = (answer.status.as_u16(), answer.attribute("data-error-code"));
        assert_eq!(told, (status, Some(code)), "{method} {address}");
    }
    for action in ["action=steal", "action=fail", "action=fail&code=0000", "action=%FF"] {
        let answer = sandbox.post(&format!("/payments/{id}/pay"), FORM, action).await;
        assert_eq!(
            (answer.status, answer.attribute("data-error-code")),
            (StatusCode::BAD_REQUEST, Some("action_unknown"))
        );
    }
    assert_eq!(sandbox.press("none", "action=pay").await.status, StatusCode::NOT_FOUND);
    let unknown = sandbox.get("/exchanges/none").await;
    assert_eq!((unknown.status, unknown.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
    assert!(unknown.text.contains("\"code\":\"exchange_unknown\""));
    let all: serde_json::Value = serde_json::from_str(&sandbox.get("/exchanges").await.text).expect("JSON");
    assert_eq!((all[0]["id"].as_str(), all[0]["state"].as_str()), (Some(id.as_str()), Some("waiting")));
}

#[tokio::test]
async fn each_screen_is_passed_by_one_press_with_what_is_filled_in() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let contract = sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
    let one_time = PostedRequest::to(&merchant.address, "order-2");
    let ending = PostedRequest::cancelling(&merchant.address, "order-3", &contract);
    let all = ["confirm", "sign-in", "code", "method", "pay"];
    for (request, steps) in [(one_time, all.to_vec()), (ending, vec!["confirm", "sign-in", "code", "pay"])] {
        let id = sandbox.start(&request).await;
        for (place, step) in steps.iter().enumerate() {
            let address = format!("/payments/{id}/{step}");
            for (language, number) in [("ja", "画面（代役） "), ("en", "screen (stand-in) ")] {
                let page = sandbox.get(&format!("{address}?lang={language}")).await.text;
                assert!(page.contains(&format!("<main data-step=\"{step}\">")), "{page}");
                assert!(page.contains(&format!("{number}{}/{}", place + 1, steps.len())), "{step}: {page}");
                assert_eq!(page.matches(" autofocus").count(), 1, "Enter passes {step}: {page}");
                assert_eq!(page.matches("value=\"\"").count(), 0, "every field is filled: {page}");
            }
            let Some(next) = steps.get(place + 1) else { break };
            let passed = sandbox.post(&address, FORM, "").await;
            assert_eq!(
                (passed.status, passed.header("location")),
                (StatusCode::SEE_OTHER, format!("/payments/{id}/{next}?lang=ja").as_str())
            );
        }
        let page = sandbox.get(&format!("/payments/{id}/pay")).await.text;
        let (pay, others) = (page.find("value=\"pay\""), ["value=\"cancel\"", "value=\"fail\"", "value=\"hang\""]);
        assert!(others.iter().all(|other| pay < page.find(other)), "Enter in a field presses the first button");
        sandbox.finish(&id, "pin=1234&action=pay").await;
    }
}

#[tokio::test]
async fn the_method_that_is_chosen_is_shown_and_paid_with() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let id = sandbox.start(&PostedRequest::joining(&merchant.address, "order-1")).await;
    let page = sandbox.get(&format!("/payments/{id}/method")).await.text;
    assert!(page.contains("value=\"phone_bill\" checked"), "{page}");
    sandbox.post(&format!("/payments/{id}/method"), FORM, "source=au_pay_card").await;
    assert!(sandbox.get(&format!("/payments/{id}/method")).await.text.contains("value=\"au_pay_card\" checked"));
    assert!(sandbox.get(&format!("/payments/{id}/pay")).await.text.contains("<dd>au PAY カード</dd>"));
    sandbox.finish(&id, "action=pay").await;
    assert_eq!(sandbox.ask_json("/contracts", None).await.1[0]["source"], "au_pay_card");
}

#[tokio::test]
async fn one_press_leaves_a_payment_that_hangs() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
    let leave = format!("/payments/{id}/leave");
    let early = sandbox.post(&leave, FORM, "").await;
    assert_eq!(early.header("location"), format!("/payments/{id}/done?lang=ja"), "it does not hang");
    sandbox.press(&id, "action=hang").await;
    let page = sandbox.get(&format!("/payments/{id}/done")).await;
    assert!(page.text.contains(&format!("action=\"{leave}?lang=ja\"")), "{}", page.text);
    assert!(page.text.contains("name=\"order_id\" value=\"order-1\""), "{}", page.text);
    assert!(page.header("content-security-policy").contains(&merchant.address), "the redirect is allowed");
    let left = sandbox.post(&leave, FORM, "order_id=order-1").await;
    // 307: the browser posts the order's id on.
    assert_eq!((left.status.as_u16(), left.header("location")), (307, format!("{}/cancel", merchant.address).as_str()));
    assert_eq!(sandbox.exchange(&id).state, sandbox::exchange::ExchangeState::Cancelled);
    let again = sandbox.post(&leave, FORM, "").await;
    assert_eq!(again.header("location"), format!("/payments/{id}/done?lang=ja"));
    assert_eq!(sandbox.post("/payments/none/leave", FORM, "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_exchange_is_a_page_for_a_browser_and_json_for_a_program() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "NG,unknown<")]).await);
    let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
    sandbox.finish(&id, "action=fail&code=8297").await;
    let ask = async |address: String, accept: &str| {
        let request = Request::get(address).header("accept", accept);
        sandbox.send(request.body(Body::empty()).expect("a request")).await
    };
    let browser = "text/html,application/xhtml+xml,*/*;q=0.8";
    for (language, said) in [
        ("ja", ["購入要求", "8297：利用限度額の超過", "失敗", "送信した項目", "これは開発用の代役です"]),
        (
            "en",
            [
                "purchase request",
                "8297: the payer's limit is exceeded",
                "failed",
                "The fields sent",
                "This is a stand-in",
            ],
        ),
    ] {
        let page = ask(format!("/exchanges/{id}?lang={language}"), browser).await;
        assert_eq!((page.status, page.attribute("data-state")), (StatusCode::OK, Some("failed")));
        for text in said.iter().chain(&["NG,unknown&lt;", "order-1", "pay_method=auone"]) {
            assert!(page.text.contains(text), "{text}: {}", page.text);
        }
        let index = sandbox.get(&format!("/?lang={language}")).await.text;
        assert!(
            index.contains(&format!("href=\"/exchanges/{id}?lang={language}\"")) && index.contains(said[1]),
            "{index}"
        );
    }
    for (address, accept) in [
        (format!("/exchanges/{id}?format=json"), browser),
        (format!("/exchanges/{id}"), "application/json"),
        (format!("/exchanges/{id}"), "*/*"),
    ] {
        let answer: serde_json::Value = serde_json::from_str(&ask(address, accept).await.text).expect("JSON");
        assert_eq!(answer["error_code"], "8297");
    }
    let unknown = ask("/exchanges/none".to_owned(), browser).await;
    assert_eq!(
        (unknown.status, unknown.attribute("data-error-code")),
        (StatusCode::NOT_FOUND, Some("exchange_unknown"))
    );
}

#[tokio::test]
async fn every_code_that_can_be_chosen_is_named() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
    let id = sandbox.start(&PostedRequest::joining(&merchant.address, "order-2")).await;
    for (address, number) in [(format!("/payments/{id}/pay"), 13), ("/contracts".to_owned(), 5)] {
        for (language, unnamed) in [("ja", "一覧にない"), ("en", "not in the list")] {
            let page = sandbox.get(&format!("{address}?lang={language}")).await.text;
            let named = page
                .split("<option value=\"")
                .filter(|option| option.starts_with(|digit: char| digit.is_ascii_digit()));
            for option in named.clone() {
                let (code, text) = option.split_once('"').expect("a value ends");
                let text = text.split("</option>").next().expect("it ends").rsplit('>').next().expect("a text");
                assert!(text.starts_with(code) && text.len() > code.len() + 5, "{option}");
            }
            assert_eq!((named.count(), page.contains(unnamed)), (number, false), "{address}");
        }
    }
}
