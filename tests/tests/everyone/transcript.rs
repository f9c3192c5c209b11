//! What a screen reader is told, flow by flow, as texts that a person can read: `tests/transcripts`. What live regions
//! announce and where the focus goes, in the order in which it happens; then the page from top to bottom, as Chromium
//! gives it to assistive technology. `make accept` writes them again; read what has changed.

use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;
use system_tests::folders::repository;
use system_tests::gallery::Gallery;
use system_tests::told::told;
use system_tests::variable;

/// The flows: to buy, to be refused, to come back, to look at a contract, to leave and to join again.
const FLOWS: [&str; 22] = [
    "shop",
    "review-many_lines",
    "review-recurring_monthly",
    "review-recurring_usage",
    "asking",
    "leaving",
    "returned",
    "error-endpoint_slow",
    "error-order_expired",
    "error-signed_differs",
    "result-paid",
    "result-failed",
    "result-cancelled",
    "result-confirming-paid",
    "result-confirming-long",
    "result-joined",
    "subscriptions-active",
    "subscriptions-payment_failed",
    "subscriptions-question",
    "subscriptions-receipt",
    "subscriptions-failed-try_again",
    "subscriptions-question-renewal",
];

/// Notes what live regions say and what takes the focus.
pub(crate) const NOTE: &str = include_str!("note.js");

async fn transcript(gallery: &Gallery, flow: &str, language: &str) -> String {
    gallery.show(flow, language).await;
    let happened = gallery.browser.evaluate("window.told").await;
    let happened = happened.as_array().expect("a list").iter().map(|it| it.as_str().unwrap_or_default());
    let happened = happened.fold(String::new(), |mut text, it| {
        let _ = writeln!(text, "{it}");
        text
    });
    let answer = gallery.browser.cdp("Accessibility.getFullAXTree", json!({})).await;
    let told = told(&answer, |_| true);
    format!("# What happens\n\n{happened}\n# The page, from top to bottom\n\n{told}")
}

async fn differences(language: &str) -> Vec<String> {
    let gallery = Gallery::open(&format!("transcripts-{language}")).await;
    gallery.browser.run_first(NOTE).await;
    let folder = repository().join("tests/transcripts").join(language);
    let mut differences = Vec::new();
    for flow in FLOWS {
        let file: PathBuf = folder.join(format!("{flow}.txt"));
        let told = transcript(&gallery, flow, language).await;
        if variable("KANTAN_ACCEPT", "") == "1" {
            std::fs::create_dir_all(&folder).expect("a folder can be made");
            std::fs::write(&file, told).expect("a transcript can be written");
        } else if std::fs::read_to_string(&file).ok().as_ref() != Some(&told) {
            differences.push(format!("{}:\n{told}", file.display()));
        }
    }
    gallery.close().await;
    differences
}

#[tokio::test]
async fn a_screen_reader_is_told_what_the_transcripts_say() {
    let (ja, en) = tokio::join!(differences("ja"), differences("en"));
    let differences = [ja, en].concat();
    assert!(
        differences.is_empty(),
        "{} transcripts differ (`make accept` writes them):\n{}",
        differences.len(),
        differences.join("\n")
    );
}
