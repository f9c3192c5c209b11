//! The same is asked of nginx and of Caddy, each by its recipe.

use super::door::{Door, Kind, PER_MINUTE};
use sbps::wire::{Encoding, write_form};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use system_tests::{OrStop, http_client};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded";
const JSON: &str = "Content-Type: application/json";

/// What curl says of an answer that is good.
fn body(door: &Door, arguments: &[&str]) -> String {
    let output = door.curl(&[&["-f"][..], arguments].concat());
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{arguments:?}: {error}{}", door.log());
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn json_of(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// A purchase from the order to the gateway's notification, everything through the door.
async fn buy(door: &Door, look: impl Fn(&Value)) {
    let key = format!("Authorization: Bearer {}", door.system.key("read,orders").await);
    let order = json!({
        "item_id": "wine", "item_name": "赤ワイン", "amount": 550, "tax": 50,
        "lines": [{ "name": "赤ワイン", "quantity": 1, "unit_amount": 550, "tax_percent": 10 }],
        "customer_id": "member-7", "delivery": "3日以内", "cancellation": "8日以内", "return_url": "https://wine.example/",
        "contact": { "name": "ぶどう堂", "phone": "03-0000-0000" }, "commodity": "digital_content",
    });
    let order =
        body(door, &["-H", &key, "-H", JSON, "-H", "Idempotency-Key: one", "-d", &order.to_string(), "/v1/orders"]);
    let order = json_of(&order);
    look(&order);
    let data = &order["element"]["data"];
    let asked = json!({ "order_reference": order["reference"], "language": "ja", "displayed": {
        "item_id": data["item_id"], "item_name": data["item_name"], "amount": data["amount"], "tax": data["tax"] } });
    let signed = json_of(&body(door, &["-H", JSON, "-d", &asked.to_string(), "/checkout/requests"]));
    // What happens at the gateway is not ours; it calls back through the door.
    let fields: Vec<(String, String)> = serde_json::from_value(signed["fields"].clone()).or_stop("pairs");
    let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
    let form = write_form(fields, Encoding::ShiftJis).or_stop("a form can be written in Shift_JIS");
    let form = String::from_utf8_lossy(form.as_ref()).into_owned();
    let post = |address: String, body: String| async move {
        let request = http_client().post(address).header("Content-Type", "application/x-www-form-urlencoded");
        let answer = request.body(body).send().await.or_stop("the gateway's stand-in does not answer");
        assert_eq!(answer.status(), 303);
        answer.headers()["location"].to_str().or_stop("an address").to_owned()
    };
    let location = post(signed["action"].as_str().or_stop("an address").to_owned(), form).await;
    let id = location.split("/payments/").nth(1).and_then(|rest| rest.split('/').next()).or_stop("a payment");
    post(format!("{}/payments/{id}/pay", door.system.sandbox), "action=pay".to_owned()).await;
    let path = format!("/v1/orders/{}", order["reference"].as_str().or_stop("a reference"));
    let started = Instant::now();
    loop {
        let told = json_of(&body(door, &["-H", &key, &path]));
        if told["paid_by"]["tracking_id"].is_string() {
            return;
        }
        assert!(started.elapsed() < Duration::from_secs(15), "{told}{}", door.system.sandbox_log());
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// A page and its files, as they left the service.
fn expect_whole_page(door: &Door, order: &Value) {
    let page = order["checkout_url"]
        .as_str()
        .and_then(|url| url.strip_prefix(&door.address))
        .or_stop("a page behind the door");
    let (status, head) = door.head(&["--http2", "-H", "Accept-Encoding: br", page]);
    assert!(status == "200" && head.starts_with("http/2 200"), "{head}");
    for line in [
        "strict-transport-security: max-age=",
        "content-encoding: br",
        "link: ",
        "content-security-policy: ",
        "x-request-id: ",
    ] {
        assert_eq!(head.matches(&format!("\n{line}")).count(), 1, "{line}: {head}");
    }
    assert!(head.contains("rel=modulepreload") || head.contains("rel=\"modulepreload\""), "{head}");
    let (_, script) = door.head(&["-H", "Accept-Encoding: br", "/assets/kantan-checkout.js"]);
    assert!(script.contains("\ncontent-encoding: br"), "{script}");
}

async fn everything_passes(kind: Kind) {
    let door = Door::open(kind).await;
    buy(&door, |order| expect_whole_page(&door, order)).await;
    // More than a body may be.
    let folder = door.authority.with_file_name("body");
    std::fs::write(&folder, vec![b'a'; 70 * 1024]).or_stop("written");
    let large = format!("@{}", folder.display());
    assert_eq!(door.status(&["-H", FORM, "--data-binary", &large, "/sbps/notifications"]), "413");
}

async fn an_address_is_what_connected(kind: Kind) {
    let door = Door::open(kind).await;
    let order = ["-H", FORM, "-d", "product=wine-750ml&quantity=1&language=ja", "/orders"];
    let origin = format!("Origin: {}", door.address);
    let from = |address: &str, claims: &[String]| {
        let claims = claims.iter().flat_map(|claim| ["-H", claim]).collect::<Vec<_>>();
        door.status(&[&["--interface", address, "-H", &origin][..], &claims, &order].concat())
    };
    let claim = |number: usize| {
        [format!("X-Forwarded-For: 198.51.100.{number}"), format!("Forwarded: for=198.51.100.{number}")]
    };
    // One source, whoever it says that it is, is heard as often as one may be.
    let statuses: Vec<String> = (0..=PER_MINUTE).map(|number| from("127.0.0.2", &claim(number))).collect();
    let (last, before) = statuses.split_last().or_stop("several");
    assert!(last == "429" && before.iter().all(|status| status == "303"), "{kind:?} {statuses:?}");
    // Another one is not held back by it, not even by naming it.
    let named = [format!("X-Forwarded-For: {}", "127.0.0.2")];
    assert_eq!(from("127.0.0.3", &named), "303", "{kind:?}");
    // Past the door, whoever is no proxy of the shop's is believed as little.
    let direct = |number: usize| {
        let [claim, _] = claim(number);
        let url = format!("{}/orders", door.system.merchant);
        let arguments =
            ["-sS", "-o", "/dev/null", "-w", "%{http_code}", "--interface", "127.0.0.4", "-H", &claim, "-H", &origin];
        super::printed("curl", &[&arguments[..], &order[..4], &[&url]].concat())
    };
    let statuses: Vec<String> = (0..=PER_MINUTE).map(direct).collect();
    assert!(statuses.last().is_some_and(|status| status == "429"), "{kind:?} {statuses:?}");
}

async fn staff_come_from_their_networks(kind: Kind) {
    let door = Door::open(kind).await;
    for path in [
        "/staff",
        "/staff/",
        "/staff/search",
        "//staff",
        "/assets/../staff",
        "/%73taff",
        "/staff?q=1",
        "/metrics",
        "/billing/run",
    ] {
        let status = door.status(&["--interface", "127.0.0.2", path]);
        assert_eq!(status, "403", "{kind:?} {path}");
        let forged = door.status(&["--interface", "127.0.0.2", "-H", "X-Forwarded-For: 127.0.0.1", path]);
        assert_eq!(forged, "403", "{kind:?} {path}");
    }
    let status = door.status(&["--interface", "127.0.0.1", "/staff"]);
    assert!(["200", "303", "401"].contains(&&*status), "{kind:?} {status}: the service answers");
    // Nothing else is held back.
    assert_eq!(door.status(&["--interface", "127.0.0.2", "/"]), "200");
    assert_eq!(door.status(&["--interface", "127.0.0.2", "/staffs"]), "404");
}

#[tokio::test]
async fn a_purchase_and_its_pages_pass_nginx() {
    everything_passes(Kind::Nginx).await;
}

#[tokio::test]
async fn a_purchase_and_its_pages_pass_caddy() {
    everything_passes(Kind::Caddy).await;
}

#[tokio::test]
async fn behind_nginx_an_address_is_what_connected() {
    an_address_is_what_connected(Kind::Nginx).await;
}

#[tokio::test]
async fn behind_caddy_an_address_is_what_connected() {
    an_address_is_what_connected(Kind::Caddy).await;
}

#[tokio::test]
async fn behind_nginx_staff_come_from_their_networks() {
    staff_come_from_their_networks(Kind::Nginx).await;
}

#[tokio::test]
async fn behind_caddy_staff_come_from_their_networks() {
    staff_come_from_their_networks(Kind::Caddy).await;
}
