//! The sentences beside the module: those of one language, in a shop's own words where it has any, and what happens where
//! they are not those of the module.

use super::dead_ends::{DRAWN, child, element, listening, order, shop};
use serde_json::{Value, json};
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::front::Tampering;
use system_tests::servers::{System, fresh_folder};
use system_tests::shop::Payer;

/// The files of sentences that the page has asked for.
const ASKED: &str = "performance.getEntriesByType('resource')
    .map(({ name }) => /_(ja|en|wording)\\.[0-9a-f]+\\.js$/.exec(name)?.[1]).filter((name) => name).sort()";
const TITLE: &str = "document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=title]').textContent";
const WORDS: &str = "document.querySelector('kantan-checkout').shadowRoot.querySelector('[part=review]').innerText";

fn own(json: &Value) -> String {
    format!("<script type=\"application/kantan-wording+json\">{json}</script>")
}

#[tokio::test]
async fn a_page_has_the_sentences_of_its_language_and_the_others_when_it_changes() {
    let (address, _) = shop(&listening(&element("", &child(&order().to_string())))).await;
    let browser = Browser::open("languages", Viewport::Phone, Script::On).await;
    browser.go(&address).await;
    browser.wait_until(DRAWN).await;
    assert_eq!(browser.evaluate(ASKED).await, json!(["ja"]));
    browser.evaluate("document.documentElement.lang = 'en', true").await;
    browser.wait_until(&format!("{TITLE} === 'Review your order'")).await;
    assert_eq!(browser.evaluate(ASKED).await, json!(["en", "ja"]));
    // Both are there by now: nothing is waited for.
    browser.evaluate("document.documentElement.lang = 'ja', true").await;
    browser.wait_until(&format!("{TITLE} === 'ご注文内容の確認'")).await;
    assert_eq!(browser.evaluate("heard").await, json!([["ready", "ready"]]));
    assert!(browser.complaints().await.is_empty());
    browser.close().await;
}

#[tokio::test]
async fn a_shops_words_are_said_and_each_mistake_in_them_is_told_once() {
    let words = own(&json!({
        "ja": {
            "checkout.title": "ご予約の確認", "checkout.titel": "あ", "checkout.pay": " ", "checkout.total": "①円",
            "checkout.back": 1, "result.paid_title": "済みました",
        },
        "fr": {},
    }));
    // In the element, or anywhere on the page; a second element says nothing again.
    for (inside, beside) in [(words.as_str(), ""), ("", words.as_str())] {
        let one =
            element("service-name=\"au PAY（au かんたん決済）\"", &[&child(&order().to_string()), inside].concat());
        let (address, _) = shop(&listening(&[&one, &one, beside].concat())).await;
        let browser = Browser::open("words", Viewport::Phone, Script::On).await;
        browser.go(&address).await;
        browser.wait_until(DRAWN).await;
        assert_eq!(browser.evaluate(TITLE).await, "ご予約の確認");
        let said = browser.evaluate(WORDS).await.as_str().expect("words").to_owned();
        let name = "au PAY（au かんたん決済）";
        assert!(said.contains(&format!("注文を確定して、{name}へ進む")), "{said}");
        assert!(!said.replace(name, "").contains("かんたん決済"), "{said}");
        assert!(said.contains("お支払い総額"), "what lacks nothing stays as it was: {said}");
        let complaints = browser.complaints().await;
        for path in ["wording.fr", "ja.checkout.titel", "ja.checkout.pay", "ja.checkout.total", "ja.checkout.back"] {
            assert_eq!(complaints.iter().filter(|it| it.contains(&format!("{path}:"))).count(), 1, "{complaints:?}");
        }
        assert_eq!(complaints.len(), 5, "{complaints:?}");
        browser.close().await;
    }
}

#[tokio::test]
async fn what_a_server_prints_in_a_shops_words_the_element_leaves_as_it_is() {
    let file = fresh_folder("wording").join("wording.json");
    let words =
        json!({ "ja": { "checkout.title": "ぶどう堂のご注文" }, "en": { "checkout.title": "Your order at Budodo" } });
    std::fs::write(&file, words.to_string()).expect("written");
    let system = System::start_set(&[
        ("MERCHANT_SERVICE_NAME", "au PAY（au かんたん決済）"),
        ("MERCHANT_SERVICE_NAME_EN", "au PAY (Japan)"),
        ("MERCHANT_WORDING", &file.to_string_lossy()),
    ])
    .await;
    for (language, title, name) in
        [("ja", "ぶどう堂のご注文", "au PAY（au かんたん決済）"), ("en", "Your order at Budodo", "au PAY (Japan)")]
    {
        for product in ["wine-750ml", "magazine-monthly"] {
            let mut payer = Payer::new(&system, "own-words", Viewport::Phone).await;
            payer.order(product, language).await;
            let address = payer.browser.address().await;
            let plain = Browser::open("own-words-plain", Viewport::Phone, Script::Off).await;
            plain.go(&address).await;
            let printed = plain.evaluate(WORDS).await;
            plain.close().await;
            payer.browser.wait_for_script("kantan-checkout").await;
            let drawn = payer.browser.evaluate(WORDS).await;
            let still = |words: &Value| {
                let words =
                    words.as_str().expect("words").lines().filter(|it| !it.contains("あと") && !it.contains("left"));
                words.collect::<Vec<_>>().join("\n")
            };
            assert_eq!(still(&printed), still(&drawn), "{product}");
            let page = payer.browser.evaluate("document.documentElement.innerText").await;
            let page = [still(&drawn), page.as_str().expect("words").to_owned()].concat();
            assert!(page.contains(name), "{page}");
            let without = page.replace(name, "");
            assert!(!without.contains("かんたん決済") && !without.contains("Kantan Kessai"), "{without}");
            if product == "wine-750ml" {
                assert!(page.contains(title), "{page}");
            }
            assert!(payer.browser.complaints().await.is_empty());
            payer.browser.close().await;
        }
    }
}

#[tokio::test]
async fn sentences_of_another_module_leave_the_printed_screen_which_buys() {
    let system = System::start_with(Tampering::OtherSentences).await;
    let mut payer = Payer::new(&system, "other-sentences", Viewport::Phone).await;
    payer
        .browser
        .run_first("window.heard = []; addEventListener('kantan:error', (it) => heard.push(it.detail.code))")
        .await;
    payer.order("coffee-200g", "ja").await;
    payer.browser.wait_until("heard.length > 0").await;
    assert_eq!(payer.browser.evaluate("heard").await, json!(["module_failed"]));
    assert_eq!(payer.browser.evaluate(TITLE).await, "ご注文内容の確認");
    let complaints = payer.browser.complaints().await;
    assert!(matches!(&complaints[..], [one] if one.contains("other sentences")), "{complaints:?}");
    payer.press_printed_pay().await;
    payer.browser.click("#gateway button").await;
    payer.browser.wait_for_address("/confirm").await;
    payer.browser.close().await;
}
