//! The interface for a shop's own programs as schemathesis sees it: requests made of the description, allowed and not
//! allowed by it, to a running server beside a running gateway. No fault of the server, and no answer that the description
//! does not have.

#![allow(clippy::panic, clippy::expect_used, reason = "tests")]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;
use system_tests::folders::repository;
use system_tests::servers::fresh_folder;
use system_tests::service::{Service, text_of};
use system_tests::{OrStop, variable};
use tokio::process::Command;

/// How long schemathesis may take, on a machine that does other things too.
const PATIENCE: Duration = Duration::from_secs(240);

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
    let shop = Service::open(&[]).await;
    let once = shop.order(&json!({})).await;
    let paid = text_of(&shop.pay(&once).await["paid_by"]["tracking_id"]);
    let monthly =
        json!({ "recurring": { "method": "simple", "first_month": "free", "cancellation_month": "not_charged" } });
    let monthly = shop.order(&monthly).await;
    let contract = text_of(&shop.pay(&monthly).await["paid_by"]["tracking_id"]);
    let open = shop.order(&json!({})).await;
    let reference = |order: &Value| text_of(&order["reference"]);
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
