//! A review can be seen at a glance: how far down its button stands, on phone and PC, in both languages, and that all the
//! law wants to be said stands on the page as text; what was paid looks other than what was not.

use serde_json::{Value, json};
use system_tests::browser::Viewport;
use system_tests::servers::System;
use system_tests::shop::Payer;

/// Orders a product and looks at its review.
async fn look(payer: &mut Payer<'_>, product: &str, language: &str) -> Value {
    payer.order(product, language).await;
    payer.review().await;
    payer.glance().await
}

#[tokio::test]
async fn the_button_is_near_and_everything_is_said() {
    let system = System::start().await;
    for (viewport, languages, once, contract) in
        [(Viewport::Phone, &["ja", "en"][..], 1.5, 2.5), (Viewport::Pc, &["en"][..], 1.0, 1.1)]
    {
        for language in languages {
            let mut payer = Payer::new(&system, &format!("glance-{language}"), viewport).await;
            for (product, most) in [
                ("wine-750ml", once),
                ("magazine-monthly", contract),
                ("flowers-30-days", contract),
                ("translation-usage", contract),
            ] {
                let seen = look(&mut payer, product, language).await;
                let screens = seen["screens"].as_f64().expect("a number");
                assert!(screens <= most, "{product} {language}: the button stands {screens:.2} screens down");
                assert_eq!((&seen["fits"], &seen["folded"]), (&json!(true), &json!(0)), "{product} {language}");
                let text = seen["text"].as_str().expect("a text");
                let said = match *language {
                    "ja" => [
                        "数量",
                        "金額（税込）",
                        "お支払いの時期・方法",
                        "お届け・提供の時期",
                        "お申し込みの期間",
                        "キャンセル・返品",
                    ],
                    _ => [
                        "Quantity",
                        "Amount (tax incl.)",
                        "When and how you pay",
                        "Delivery",
                        "Application period",
                        "Cancellation and returns",
                    ],
                };
                let pieces: Vec<_> = text.split(['\n', '\t']).map(str::trim).collect();
                for said in said {
                    let times = pieces.iter().filter(|piece| **piece == said).count();
                    assert_eq!(times, 1, "{product}: {said}, once: {text}");
                }
            }
            payer.browser.close().await;
        }
    }
}

/// What a payer is told of the outcome looks like.
const OUTCOME: &str = "(() => {
    const outcome = document.querySelector('kantan-result').shadowRoot.querySelector('[part=result]');
    const { backgroundColor, borderInlineStartColor } = getComputedStyle(outcome);
    return [getComputedStyle(outcome.querySelector('h2')).color, backgroundColor, borderInlineStartColor,
        getComputedStyle(outcome, '::before').animationName];
})()";

#[tokio::test]
async fn what_was_paid_looks_other_than_what_was_not_and_a_wait_turns() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "glance-outcome", Viewport::Phone).await;
    payer.order("coffee-200g", "ja").await;
    payer.review().await;
    let address = payer.browser.address().await;
    let (path, query) = address.split_once('?').expect("the language is asked for");
    payer.browser.go(&format!("{path}/result?{query}")).await;
    payer.browser.wait_for_script("kantan-result").await;
    let mut looks = Vec::new();
    for outcome in ["paid", "failed", "confirming", "open"] {
        let show = format!(
            "(() => {{ const host = document.querySelector('kantan-result');
                host.removeAttribute('endpoint');
                host.result = {{ ...JSON.parse(host.querySelector('script').textContent), outcome: '{outcome}' }}; }})()"
        );
        payer.browser.evaluate(&show).await;
        payer.browser.step(outcome).await;
        looks.push(payer.browser.evaluate(OUTCOME).await);
    }
    for place in 0..3 {
        assert_ne!(looks[0][place], looks[1][place], "paid and failed: {looks:?}");
        assert_ne!(looks[1][place], looks[3][place], "failed and not yet paid: {looks:?}");
    }
    let turning: Vec<_> = looks.iter().map(|it| it[3] == "turn").collect();
    assert_eq!(turning, [false, false, true, false], "{looks:?}");
    payer.browser.close().await;
}
