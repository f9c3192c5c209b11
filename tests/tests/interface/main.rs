//! The interface for a shop's own programs as schemathesis sees it: requests made of the description, allowed and not
//! allowed by it, to a running server beside a running gateway. No fault of the server, and no answer that the description
//! does not have.

#![allow(clippy::panic, clippy::expect_used, reason = "tests")]

use sbps::wire::{Encoding, write_form};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use system_tests::folders::repository;
use system_tests::servers::{System, fresh_folder};
use system_tests::{OrStop, http_client, variable};
use tokio::process::Command;

const FORM: &str = "application/x-www-form-urlencoded";
/// How long schemathesis may take, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(240);

/// A shop with things in it, and a key that may do everything.
struct Shop {
    system: System,
    client: reqwest::Client,
    key: String,
}

impl Shop {
    async fn open() -> Self {
        let system = System::start().await;
        let key = system.key("read,orders,payments,contracts,usage").await;
        Self { system, client: http_client(), key }
    }

    fn asking(&self, request: reqwest::RequestBuilder) -> reqwest::RequestBuilder {
        request.header("Authorization", format!("Bearer {}", self.key)).header("Content-Type", "application/json")
    }

    async fn read(&self, path: &str) -> Value {
        let request = self.asking(self.client.get(format!("{}{path}", self.system.merchant)));
        let response = request.send().await.or_stop("the shop does not answer");
        let text = response.text().await.or_stop("an answer breaks off");
        serde_json::from_str(&text).or_stop("an answer is JSON")
    }

    async fn post(&self, address: &str, media_type: &str, body: String) -> (u16, String, String) {
        // Of an empty body the client says no length, and browsers do.
        let request = self.client.post(address).header("Content-Type", media_type).header("Content-Length", body.len());
        let response = request.body(body).send().await.or_stop("no answer");
        let location =
            response.headers().get("location").and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned();
        (response.status().as_u16(), location, response.text().await.or_stop("an answer breaks off"))
    }

    /// Makes that order; as it is told.
    async fn order(&self, number: &str, changes: &Value) -> Value {
        let mut order = json!({
            "item_id": "wine", "item_name": "赤ワイン", "amount": 550, "tax": 50,
            "lines": [{ "name": "赤ワイン", "quantity": 1, "unit_amount": 550, "tax_percent": 10 }],
            "customer_id": "member-7", "delivery": "3日以内", "cancellation": "8日以内", "return_url": "https://wine.example/",
            "contact": { "name": "ぶどう堂", "phone": "03-0000-0000" }, "commodity": "digital_content",
        });
        for (name, value) in changes.as_object().into_iter().flatten() {
            order[name] = value.clone();
        }
        let request = self.client.post(format!("{}/v1/orders", self.system.merchant));
        let request = self.asking(request).header("Idempotency-Key", number).body(order.to_string());
        let response = request.send().await.or_stop("the shop does not answer");
        let (status, text) = (response.status(), response.text().await.or_stop("an answer breaks off"));
        assert_eq!(status, 201, "{text}");
        serde_json::from_str(&text).or_stop("an order is JSON")
    }

    /// Pays for an order as its payer does; the gateway's name for the payment or the contract.
    async fn pay(&self, order: &Value) -> String {
        let data = &order["element"]["data"];
        let mut displayed = json!({ "item_id": data["item_id"], "item_name": data["item_name"],
                                    "amount": data["amount"], "tax": data["tax"] });
        if let Some(charges) = order["charges"].as_array() {
            displayed["charges"] = charges.iter().map(|it| json!([it["on"], it["amount"]])).collect();
        }
        let asked = json!({ "order_reference": order["reference"], "language": "ja", "displayed": displayed });
        let address = format!("{}/checkout/requests", self.system.merchant);
        let (status, _, text) = self.post(&address, "application/json", asked.to_string()).await;
        assert_eq!(status, 200, "{text}");
        let signed: Value = serde_json::from_str(&text).or_stop("the answer is JSON");
        let fields: Vec<(String, String)> = serde_json::from_value(signed["fields"].clone()).or_stop("pairs");
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let form = write_form(fields, Encoding::ShiftJis).or_stop("a form can be written in Shift_JIS");
        let action = signed["action"].as_str().or_stop("an address");
        let (status, location, text) =
            self.post(action, FORM, String::from_utf8_lossy(form.as_ref()).into_owned()).await;
        assert_eq!(status, 303, "{text}");
        let id = location.split("/payments/").nth(1).and_then(|rest| rest.split('/').next()).or_stop("a payment");
        let pay = format!("{}/payments/{id}/pay", self.system.sandbox);
        let (status, _, text) = self.post(&pay, FORM, "action=pay".to_owned()).await;
        assert_eq!(status, 303, "{text}");
        let path = format!("/v1/orders/{}", order["reference"].as_str().or_stop("a reference"));
        let started = Instant::now();
        loop {
            let told = self.read(&path).await;
            if let Some(name) = told["paid_by"]["tracking_id"].as_str() {
                return name.to_owned();
            }
            assert!(started.elapsed() < Duration::from_secs(30), "the shop was never told: {told}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

/// The settings of the run: those of the repository, and what there is in the shop.
fn settings(folder: &Path, names: &[String]) -> PathBuf {
    let own = repository().join("tools/schemathesis/schemathesis.toml");
    let own = std::fs::read_to_string(own).or_stop("the settings are there");
    let names = json!(names);
    let dictionaries = format!(
        "\n[dictionaries]\nnames = {{ values = {names} }}\ncustomers = {{ values = [\"member-7\"] }}\n\n[parameters]\n\
         \"path.name\" = {{ dictionary = \"names\", probability = 0.6 }}\n\
         \"path.reference\" = {{ dictionary = \"names\", probability = 0.6 }}\n\
         \"path.customer_id\" = {{ dictionary = \"customers\", probability = 0.6 }}\n"
    );
    let file = folder.join("schemathesis.toml");
    std::fs::write(&file, format!("{own}{dictionaries}")).or_stop("settings can be written");
    file
}

#[tokio::test]
async fn no_request_finds_a_fault_or_an_answer_that_is_not_described() {
    let shop = Shop::open().await;
    let once = shop.order("once", &json!({})).await;
    let paid = shop.pay(&once).await;
    let monthly =
        json!({ "recurring": { "method": "simple", "first_month": "free", "cancellation_month": "not_charged" } });
    let monthly = shop.order("monthly", &monthly).await;
    let contract = shop.pay(&monthly).await;
    let open = shop.order("open", &json!({})).await;
    let reference = |order: &Value| order["reference"].as_str().or_stop("a reference").to_owned();
    let names = [reference(&once), paid, reference(&monthly), contract, reference(&open)];

    let folder = fresh_folder("interface");
    let program = variable("KANTAN_SCHEMATHESIS", "schemathesis");
    let mut command = Command::new(&program);
    command.arg("--config-file").arg(settings(&folder, &names)).arg("run");
    command.arg(format!("{}/v1/openapi.json", shop.system.merchant));
    command.args(["--header", &format!("Authorization: Bearer {}", shop.key)]);
    command.args(["--checks", "all", "--exclude-checks", "positive_data_acceptance"]);
    command.args(["--phases", "coverage,fuzzing", "--max-examples", "40", "--seed", "7", "--workers", "1"]);
    command.args(["--suppress-health-check", "all", "--warnings", "off", "--continue-on-failure", "--no-color"]);
    // Everything that it would leave behind is in the folder of this run.
    command.current_dir(&folder).kill_on_drop(true);
    let run = tokio::time::timeout(PATIENCE, command.output()).await.or_stop("schemathesis takes too long");
    let output = run.or_stop("schemathesis does not start; `tools/setup.sh schemathesis` installs it");
    let text = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{text}\n{}", shop.system.merchant_log());
    // Not that it had nothing to try; where the description itself is, is not tried.
    let paths = shop.read("/v1/openapi.json").await["paths"].clone();
    let others = paths.as_object().into_iter().flatten().filter(|(path, _)| *path != "/v1/openapi.json");
    let operations: usize = others.filter_map(|(_, it)| it.as_object()).map(serde_json::Map::len).sum();
    assert!(text.contains(&format!("Tested: {operations}\n")), "{operations} operations: {text}");
    let log = shop.system.merchant_log();
    assert!(!log.contains(" ERROR "), "{log}");
    let _ = std::fs::remove_dir_all(&folder);
}
