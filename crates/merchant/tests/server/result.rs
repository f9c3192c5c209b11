//! What became of an order: a page for people, the same as JSON for `<kantan-result>`.

use super::support::{Answer, TestShop};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use merchant::domain::order_number::order_number;
use sbps::error_code::{LinkErrorCode, NextStep, PayerReason};
use serde_json::json;
use std::collections::HashSet;

const PAYMENT: &str = "10000000000001";

/// What stands on the page between a tag and its end.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let rest = text.split(start).nth(1).unwrap_or_else(|| panic!("no {start}: {text}"));
    rest.split(end).next().expect("it ends")
}

/// The page's heading of the outcome and what it means.
fn said(page: &Answer) -> (String, String) {
    let text = page.text();
    let result = between(&text, "<section part=\"result\"", "</section>");
    let words = |tag| between(result, tag, "<!>").to_owned();
    (words("<h2 part=\"title\" class=\"title\">"), words("<p class=\"words\">"))
}

#[tokio::test]
async fn the_json_of_every_outcome_is_that_of_the_page() {
    let shop = TestShop::open().await;
    for outcome in ["open", "cancelled", "failed", "confirming", "paid", "already_paid", "expired"] {
        let reference = shop.order("wine-750ml", "1").await;
        let (attempt, other) = (shop.attempt(&reference).await, shop.attempt(&reference).await);
        let back = |way: &str| format!("/sbps/returns/{}/{way}", attempt.token);
        match outcome {
            "cancelled" => drop(shop.get(&back("cancel")).await),
            "failed" => assert_eq!(shop.notify(attempt.failed("8281")).await, "OK,"),
            "confirming" => drop(shop.post(&back("success"), super::support::FORM, attempt.success()).await),
            "paid" => assert_eq!(shop.notify(attempt.paid(PAYMENT)).await, "OK,"),
            "already_paid" => {
                assert_eq!(shop.notify(other.paid(PAYMENT)).await, "OK,");
                assert!(shop.notify(attempt.paid("20000000000002")).await.starts_with("NG,"));
            }
            "expired" => shop.wait(3_600),
            _ => {}
        }
        for (language, contact) in [("ja", "カンタン商店"), ("en", "Kantan Store")] {
            let address = format!("/orders/{reference}/result?lang={language}&attempt={}", attempt.token);
            let answer = shop.get_json(&address).await;
            assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
            let mut told = answer.json();
            let whom = told["contact"].take();
            assert!(whom.as_str().is_some_and(|whom| whom.starts_with(contact)), "{whom}");
            let expected = json!({
                "outcome": outcome, "code": (outcome == "failed").then_some("8281"), "not_charged": outcome == "failed",
                "order_reference": reference, "order_number": order_number(&reference), "item_name": "赤ワイン～シャトーKANTAN 2020～750ml", "amount": 3500, "varies": false,
                "result_url": address, "order_url": format!("/orders/{reference}?lang={language}"), "shop_url": format!("/?lang={language}"),
                "other_ways_url": null, "subscription_url": null, "contact": null,
            });
            assert_eq!(told, expected, "{outcome}");
            let page = shop.get(&address).await;
            assert_eq!(page.attribute("data-outcome").as_deref(), Some(outcome));
            assert_eq!(page.embedded(), answer.json(), "{outcome}: the page's element shows the same");
            assert!(page.text().contains(&format!(">{}<", order_number(&reference))), "{outcome}");
            assert!(!page.text().contains(&format!(">{reference}<")), "{outcome}: nobody reads a secret out");
            assert_eq!(page.attribute("endpoint"), Some(address.replace('&', "&amp;")), "{outcome}");
            let again = format!("href=\"{}\" class=\"step\"", address.replace('&', "&amp;"));
            assert_eq!(page.text().contains(&again), outcome == "confirming", "{outcome}: one can look again");
        }
    }
}

#[tokio::test]
async fn a_page_is_the_rule_and_json_is_for_whoever_asks_for_it() {
    let shop = TestShop::open().await;
    let reference = shop.order("wine-750ml", "1").await;
    let (page, json) = ("text/html; charset=utf-8", "application/json");
    let problem = "application/problem+json";
    let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";
    for (accept, known, unknown) in [
        (&[][..], page, page),
        (&["*/*"][..], page, page),
        (&["text/plain"], page, page),
        (&[browser], page, page),
        (&["application/json, text/html;q=0.9"], page, page),
        (&["application/json", "text/html"], page, page),
        (&["application/problem+json"], page, page),
        (&["application/json"], json, problem),
        (&["application/json, application/problem+json"], json, problem),
        (&["application/json;q=0.5, */*;q=0.1"], json, problem),
        (&["image/png", "application/json"], json, problem),
    ] {
        for (reference, status, kind) in
            [(reference.as_str(), StatusCode::OK, known), ("none", StatusCode::NOT_FOUND, unknown)]
        {
            let mut request = Request::builder().uri(format!("/orders/{reference}/result"));
            for value in accept {
                request = request.header(header::ACCEPT, *value);
            }
            let answer = shop.send(request.body(Body::empty()).expect("a request")).await;
            assert_eq!((answer.status, answer.header("content-type")), (status, kind), "{accept:?}");
            assert_eq!(
                (answer.header("vary"), answer.header("cache-control")),
                ("Accept, Accept-Language", "no-store"),
                "{accept:?}"
            );
        }
    }
    assert_eq!(shop.get_json("/orders/none/result").await.code(), "order_unknown");
}

#[tokio::test]
async fn every_reason_is_told_with_the_one_step_of_the_rules() {
    let shop = TestShop::open().await;
    let codes = (0..=9_999).filter_map(LinkErrorCode::new).filter(|code| code.meaning().is_some());
    let mut told = Vec::new();
    for code in codes.chain(LinkErrorCode::new(9_999)) {
        let advice = code.advice();
        if told.contains(&(advice.reason, advice.retry)) {
            continue;
        }
        told.push((advice.reason, advice.retry));
        let reference = shop.order("ebook-rust", "1").await;
        let attempt = shop.attempt(&reference).await;
        assert_eq!(shop.notify(attempt.failed(&code.to_string())).await, "OK,");
        for language in ["ja", "en"] {
            let page = shop.get(&format!("/orders/{reference}/result?lang={language}&attempt={}", attempt.token)).await;
            assert_eq!(page.embedded()["code"], code.to_string(), "the element finds the sentence by the code");
            let text = page.text();
            assert!(text.contains(&format!("ード：{code}<")) || text.contains(&format!("Error code: {code}<")));
            let step = match advice.next_step(false) {
                NextStep::Order => format!("href=\"/orders/{reference}?lang={language}\" class=\"pay\""),
                NextStep::Shop | NextStep::OtherWays => format!("href=\"/?lang={language}\" class=\"pay\""),
            };
            let screen = between(&text, "<template shadowrootmode=\"open\">", "</template>");
            assert!(screen.contains(&step) && screen.matches("part=\"step\"").count() == 1, "{code}: {step}: {text}");
        }
    }
    let reasons = PayerReason::ALL.into_iter().filter(|each| told.iter().any(|(reason, _)| reason == each));
    assert!(reasons.count() >= 12, "{told:?}");
}

#[tokio::test]
async fn every_other_outcome_is_told_in_words_of_its_own() {
    let shop = TestShop::open().await;
    let reference = shop.order("ebook-rust", "1").await;
    let (attempt, other) = (shop.attempt(&reference).await, shop.attempt(&reference).await);
    let mut all = HashSet::new();
    for outcome in ["open", "failed", "cancelled", "expired", "already_paid", "paid"] {
        match outcome {
            "failed" => drop(shop.get(&format!("/sbps/returns/{}/error", attempt.token)).await),
            "cancelled" => drop(shop.get(&format!("/sbps/returns/{}/cancel", attempt.token)).await),
            "expired" => shop.wait(3_600),
            "already_paid" => {
                assert_eq!(shop.notify(other.paid(PAYMENT)).await, "OK,");
                assert!(shop.notify(attempt.paid("20000000000002")).await.starts_with("NG,"));
            }
            _ => {}
        }
        let token = if outcome == "paid" { &other.token } else { &attempt.token };
        for language in ["ja", "en"] {
            let page = shop.get(&format!("/orders/{reference}/result?lang={language}&attempt={token}")).await;
            assert_eq!(page.attribute("data-outcome").as_deref(), Some(outcome));
            all.insert(said(&page));
        }
    }
    assert_eq!(all.len(), 12, "each says something of its own: {all:?}");
}

#[tokio::test]
async fn a_failure_without_a_code_is_told_by_the_record_alone() {
    let shop = TestShop::open().await;
    let reference = shop.order("ebook-rust", "1").await;
    let attempt = shop.attempt(&reference).await;
    assert_eq!(shop.notify(attempt.failed("")).await, "OK,");
    let page = shop.get(&format!("/orders/{reference}/result?attempt={}", attempt.token)).await;
    assert_eq!(page.embedded()["code"], json!(null));
    assert!(page.text().contains("お支払いの記録はありません。") && !page.text().contains("エラーコード"));
}

#[tokio::test]
async fn that_nothing_was_charged_is_said_by_the_gateways_word_alone() {
    let shop = TestShop::open().await;
    // Notified as failed; so, by a code that says that it may be done; and only come back by `error`, as after 1101.
    for (code, is_certain) in [(Some("8281"), true), (Some(""), true), (Some("8278"), false), (None, false)] {
        let reference = shop.order("ebook-rust", "1").await;
        let attempt = shop.attempt(&reference).await;
        match code {
            Some(code) => assert_eq!(shop.notify(attempt.failed(code)).await, "OK,"),
            None => drop(shop.get(&format!("/sbps/returns/{}/error", attempt.token)).await),
        }
        let page = shop.get(&format!("/orders/{reference}/result?attempt={}", attempt.token)).await;
        assert_eq!(page.attribute("data-outcome").as_deref(), Some("failed"), "{code:?}");
        assert_eq!(page.embedded()["not_charged"], is_certain, "{code:?}");
        assert_eq!(page.text().contains("請求されていません"), is_certain, "{code:?}");
        assert!(page.text().contains("href=\"/?lang=ja\" class=\""), "{code:?}: a way back to the shop");
    }
}
