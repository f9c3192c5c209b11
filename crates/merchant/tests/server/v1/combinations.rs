//! "Combination of payment methods", cell by cell: what a shop with each agreement can order and do over HTTP.

use super::{Counter, boxes, magazine, wine, with};
use crate::recurring::gateway::FakeGateway;
use crate::support::TestShop;
use merchant::cli::config::Config;
use serde_json::{Value, json};
use std::time::Duration;

const PAYMENT: &str = "12345678901234";

/// The agreements, and their row: goods, digital content | automated, specified | one-time, recurring (simple), recurring
/// (fixed term / pay as you go) | refund.
const ROWS: [(&str, &str); 4] =
    [("basic", "○○ ○○ ○○○ ○"), ("credit_card", "○○ ○○ ○○× ○"), ("webmoney", "×○ ○× ○×× ×"), ("both", "×○ ○× ○×× ×")];

/// A shop with that agreement and nothing of its own to sell.
async fn open(contract: &str, sales: &str) -> Counter {
    let gateway = FakeGateway::start().await;
    let further = [
        ("SBPS_CONTRACT", contract),
        ("SBPS_ONE_TIME_SALES", sales),
        ("SBPS_API_URL", gateway.url.as_str()),
        ("SBPS_APPLICATION_URL", "https://apply.example/"),
    ];
    let shop = TestShop::open_without_catalogue(&further, Duration::from_secs(20)).await;
    let (_, key) = shop.key().await;
    Counter { shop, gateway, key }
}

/// Whether settings with that agreement and that sales method are taken; what is said where they are not.
fn settings(contract: &str, sales: &str) -> Result<(), String> {
    let value = |name: &str| {
        let value = match name {
            "MERCHANT_PUBLIC_URL" => "https://shop.example",
            "SBPS_MERCHANT_ID" => "30132",
            "SBPS_SERVICE_ID" => "001",
            "SBPS_HASH_KEY" => "a-key-for-tests-only",
            "SBPS_PURCHASE_URL" => "https://gateway.example/f01/FepBuyInfoReceive.do",
            "SBPS_CONTRACT" => contract,
            "SBPS_ONE_TIME_SALES" => sales,
            _ => return None,
        };
        Some(value.to_owned())
    };
    Config::read(value).map(drop).map_err(|error| error.to_string())
}

impl Counter {
    /// Whether that can be ordered; if not, it is one member that is refused, for this reason.
    async fn can_order(&self, number: &str, body: &Value, (path, code): (&str, &str)) -> bool {
        let answer = self.tell("/v1/orders", &self.key, number, body).await;
        if answer.status.as_u16() == 201 {
            return true;
        }
        let told = answer.json();
        let refused = json!([told["problems"][0]["path"], told["problems"][0]["code"]]);
        let is_one = told["problems"].as_array().is_some_and(|all| all.len() == 1);
        assert!(is_one && refused == json!([path, code]), "{}", answer.text());
        assert!(told["problems"][0]["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{told}");
        false
    }
}

#[tokio::test]
async fn every_cell_of_the_combination_of_payment_methods_holds_over_http() {
    let digital = |order: Value| with(order, &json!({ "commodity": "digital_content" }));
    let mut cells = 0;
    for (contract, marks) in ROWS {
        let expected: Vec<bool> = marks.chars().filter(|mark| *mark != ' ').map(|mark| mark == '○').collect();
        let shop = open(contract, "automatic").await;
        let (no_goods, no_method) =
            (("commodity", "commodity_not_in_contract"), ("recurring.method", "billing_method_not_in_contract"));
        let has_goods = shop.can_order("goods", &wine(), no_goods).await;
        let once = with(digital(wine()), &json!({ "sales": "automatic" }));
        let has_digital = shop.can_order("digital", &once, ("", "")).await;
        let has_simple = shop.can_order("simple", &digital(magazine()), no_method).await;
        let has_fixed_term = shop.can_order("fixed", &digital(boxes()), no_method).await;
        // Automated sales: it is a sale when it is paid. Whether it goes back is the last column.
        let order = shop.create(&shop.key, "paid", &with(once, &json!({ "item_id": "other" }))).await;
        let attempt = shop.signed(order["reference"].as_str().expect("a reference")).await;
        assert_eq!(shop.notify(attempt.paid(PAYMENT)).await, "OK,");
        let has_automatic = shop.payment(PAYMENT).await["state"] == "settled";
        let refunded = shop.act(PAYMENT, "refund", &json!({})).await;
        let has_refund = refunded.status.as_u16() == 200;
        if !has_refund {
            let told = refunded.json();
            let expected = (json!("refund_not_in_contract"), json!([{ "operation": "deal_with_payer" }]));
            assert_eq!((told["because"].clone(), told["instead"].clone()), expected);
            assert!(shop.gateway.calls().is_empty(), "it did not leave the house");
            assert_eq!(shop.payment(PAYMENT).await["possible"], json!([]));
        }
        // Specified sales are agreed for the shop as a whole: one that does not have them does not start.
        let has_specified = match settings(contract, "specified") {
            Err(refused) => {
                assert!(refused.starts_with("SBPS_ONE_TIME_SALES is specified"), "{refused}");
                false
            }
            Ok(()) => {
                let shop = open(contract, "specified").await;
                shop.paid(PAYMENT).await;
                assert_eq!(shop.payment(PAYMENT).await["state"], "authorized");
                shop.done(PAYMENT, "settle", &json!({})).await["state"] == "settled"
            }
        };
        let found =
            [has_goods, has_digital, has_automatic, has_specified, has_digital, has_simple, has_fixed_term, has_refund];
        assert_eq!(found[..], expected[..], "{contract}");
        cells += found.len();
    }
    assert_eq!(cells, 32);
}

#[tokio::test]
async fn every_option_of_the_simple_method_can_be_ordered() {
    // "Whether the first month is charged or not and whether cancellation in the first month is billed or not".
    let shop = open("basic", "automatic").await;
    for first_month in ["charged", "free"] {
        for cancellation_month in ["charged", "not_charged"] {
            let item = format!("{first_month}-{cancellation_month}");
            let terms =
                json!({ "method": "simple", "first_month": first_month, "cancellation_month": cancellation_month });
            let order =
                shop.create(&shop.key, &item, &with(magazine(), &json!({ "item_id": item, "recurring": terms }))).await;
            let first = order["charges"][0]["on"].as_str().expect("a day");
            assert_eq!(first == "2026-11-24", first_month == "charged", "{item}: {order}");
        }
    }
}
