//! "List of Provided Functions", row by row and in its order: each test is named after its row and does it between running
//! programs, once as a payer or a shop's program does it, and where the gateway's management tool has it too, once by the
//! command that staff have instead.

#![allow(clippy::panic, clippy::expect_used, reason = "tests")]

mod fixed_term;
mod one_time_automatic;
mod one_time_specified;
mod simple;

use serde_json::{Value, json};
use system_tests::service::{Service, text_of};

/// The functions of the API type that are asked for here.
const SETTLE: &str = "ST02-00201-402";
const CANCEL_OR_REFUND: &str = "ST02-00303-402";
const WHO: [&str; 4] = ["--by", "Sato", "--note", "the payer telephoned"];

/// A payment on which a function is tried, by the gateway's name.
struct Payment<'a> {
    shop: &'a Service,
    name: String,
}

impl<'a> Payment<'a> {
    /// An order that is paid.
    async fn of_order(shop: &'a Service) -> Self {
        let order = shop.order(&json!({})).await;
        let told = shop.pay(&order).await;
        Self { shop, name: text_of(&told["paid_by"]["tracking_id"]) }
    }

    /// Does it as a program: the payment as it stands then.
    async fn by_api(&self, action: &str, body: &Value) -> Value {
        let answer = self.shop.ask(&format!("/v1/payments/{}/{action}", self.name), body).await;
        let said = self.shop.system.exchanges().await.pop();
        assert_eq!(answer.status, 200, "{action}: {} {said:?}", answer.text);
        answer.json()
    }

    /// What the program is told where it cannot be done.
    async fn refused(&self, action: &str, body: &Value) -> Value {
        let answer = self.shop.ask(&format!("/v1/payments/{}/{action}", self.name), body).await;
        assert_eq!(answer.status, 409, "{action}: {}", answer.text);
        answer.json()
    }

    /// Does it by command: the payment as it stands then.
    async fn by_command(&self, action: &str, further: &[&str]) -> Value {
        let (status, told) = self.shop.command(&[&["payments", action, &self.name], further, &WHO].concat()).await;
        assert_eq!(status, 0, "{action}: {told}");
        told
    }

    /// The gateway was asked for this last, and has done it.
    async fn gateway_did(&self, function: &str) {
        let exchange = self.shop.system.exchanges().await.pop().expect("something was asked");
        let told = (exchange["message"].as_str(), exchange["tracking_id"].as_str(), exchange["state"].as_str());
        assert_eq!(told, (Some(function), Some(self.name.as_str()), Some("done")), "{exchange}");
    }
}

/// The order's fields at the gateway: what the last request of the link type asked for.
async fn last_link_request(shop: &Service) -> Vec<String> {
    shop.messages().await.into_iter().filter(|message| message.ends_with("01-1")).collect()
}

/// The last message that the gateway has got.
async fn last(shop: &Service) -> String {
    shop.messages().await.pop().expect("something was asked")
}

/// A member of what is told.
fn told<'a>(value: &'a Value, names: &[&str]) -> Vec<&'a Value> {
    names.iter().map(|name| &value[*name]).collect()
}
