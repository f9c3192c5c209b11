//! What the payer sees is what is posted, byte for byte.
//!
//! Nothing here uses the rules crate: the expected bytes and the checksum are made from the standards alone.

use encoding_rs::SHIFT_JIS;
use serde_json::Value;
use sha1::{Digest, Sha1};
use system_tests::browser::Viewport;
use system_tests::servers::{HASH_KEY, System};
use system_tests::shop::Payer;

/// Every name of A01-1 in order, as the gateway publishes them.
const NAMES: [&str; 31] = [
    "pay_method",
    "merchant_id",
    "service_id",
    "cust_code",
    "sps_cust_no",
    "sps_payment_no",
    "order_id",
    "item_id",
    "pay_item_id",
    "item_name",
    "tax",
    "amount",
    "pay_type",
    "auto_charge_type",
    "service_type",
    "div_settele",
    "last_charge_month",
    "camp_type",
    "tracking_id",
    "terminal_type",
    "success_url",
    "cancel_url",
    "error_url",
    "pagecon_url",
    "free1",
    "free2",
    "free3",
    "free_csv",
    "request_date",
    "limit_second",
    "sps_hashcode",
];

/// A text as a form in Shift_JIS carries it (WHATWG URL, "application/x-www-form-urlencoded serializing").
fn percent_encoded(text: &str) -> String {
    let (bytes, _, lost) = SHIFT_JIS.encode(text);
    assert!(!lost, "{text:?} has a character outside Shift_JIS");
    let byte = |byte: &u8| match *byte {
        b' ' => "+".to_owned(),
        byte @ (b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'*' | b'-' | b'.' | b'_') => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    bytes.iter().map(byte).collect()
}

fn pairs(fields: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    fields.as_array().expect("fields are a list").iter().map(|field| (text(&field[0]), text(&field[1]))).collect()
}

fn checksum(fields: &[(String, String)]) -> String {
    let mut hash = Sha1::new();
    for (_, value) in fields.iter().filter(|(name, _)| name != "sps_hashcode") {
        hash.update(value.trim_matches(' ').as_bytes());
    }
    hash.update(HASH_KEY.as_bytes());
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn assert_same_characters(posted: &str, expected: &str) {
    let place = posted.chars().zip(expected.chars()).position(|(posted, expected)| posted != expected);
    let place = place.unwrap_or_else(|| posted.len().min(expected.len()));
    let around = |text: &str| text.chars().skip(place.saturating_sub(30)).take(60).collect::<String>();
    assert!(posted == expected, "character {place}: posted {:?}, expected {:?}", around(posted), around(expected));
}

fn assert_posted(exchange: &Value, fields: &[(String, String)]) {
    let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, NAMES);
    let expected: Vec<String> =
        fields.iter().map(|(name, value)| format!("{name}={}", percent_encoded(value))).collect();
    assert_same_characters(exchange["raw_body"].as_str().expect("the body is kept"), &expected.join("&"));
    let posted = fields.iter().find(|(name, _)| name == "sps_hashcode").map(|(_, value)| value.to_ascii_lowercase());
    assert_eq!(posted, Some(checksum(fields)));
}

/// Kanji, kana, ASCII, a space and ～; exactly twenty double-byte characters; kanji, kana and ASCII.
const PRODUCTS: [&str; 4] = ["wine-750ml", "coffee-200g", "potato-10kg", "ebook-rust"];

#[tokio::test]
async fn the_element_posts_what_was_signed_byte_for_byte() {
    let system = System::start().await;
    let mut payer = Payer::new(&system, "bytes", Viewport::Pc).await;
    for (number, product) in PRODUCTS.into_iter().enumerate() {
        payer.order(product, "ja").await;
        payer.review().await;
        let shown = payer.browser.evaluate("[...document.querySelector('kantan-checkout').shadowRoot.querySelectorAll('.slip-name .shown, .slip-name .cut')].map((part) => [...part.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join('')).join('')").await;
        payer.press_pay().await;
        payer.browser.wait_for_address("/confirm").await;
        let (exchanges, signed) = (system.exchanges().await, system.front.signed());
        assert_eq!(exchanges.len(), number + 1);
        let fields = pairs(&signed[number]["fields"]);
        assert_posted(&exchanges[number], &fields);
        assert!(
            fields.iter().any(|(name, value)| name == "item_name" && shown == value.as_str()),
            "{shown} was shown: {fields:?}"
        );
    }
    payer.browser.close().await;
}

#[tokio::test]
async fn the_printed_form_posts_what_was_signed_byte_for_byte() {
    let system = System::start().await;
    let mut payer = Payer::without_script(&system, "bytes-plain", Viewport::Phone).await;
    for (number, product) in PRODUCTS.into_iter().enumerate() {
        payer.order(product, "ja").await;
        payer.press_printed_pay().await;
        payer.browser.wait_for("#gateway button").await;
        let inputs = "[...document.querySelectorAll('#gateway input')].map(({ name, value }) => [name, value])";
        let fields = pairs(&payer.browser.evaluate(inputs).await);
        payer.browser.click("#gateway button").await;
        payer.browser.wait_for_address("/confirm").await;
        assert_posted(&system.exchanges().await[number], &fields);
    }
    payer.browser.close().await;
}

#[test]
fn the_comparison_notices_one_changed_character() {
    let changed = std::panic::catch_unwind(|| assert_same_characters("item_name=%90%D4&x", "item_name=%90%D5&x"));
    assert!(changed.is_err());
    assert_eq!(percent_encoded("赤～A b"), "%90%D4%81%60A+b");
}
