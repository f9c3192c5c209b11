//! The simple contracts among the rules crate's two hundred, billed by the gateway's clock on exactly their days.

use super::support::{Merchant, PostedRequest, TestSandbox};
use sbps::date_time::JstDateTime;
use serde_json::Value;
use std::sync::atomic::Ordering;

const CONTRACTS: &str = include_str!("../../../sbps/tests/contracts.json");

/// Noon of a day, `2026-11-24`.
fn noon(day: &str) -> JstDateTime {
    format!("{}120000", day.replace('-', "")).parse().expect("a moment")
}

#[tokio::test]
async fn every_simple_contract_is_billed_on_its_days() {
    let vectors: Value = serde_json::from_str(CONTRACTS).expect("JSON");
    let contracts = vectors["contracts"].as_array().expect("a list");
    let simple: Vec<&Value> = contracts.iter().filter(|vector| vector["recurring"]["method"] == "simple").collect();
    assert!(simple.len() >= 50, "{}", simple.len());
    let merchant = Merchant::answering(&[(200, "OK,")]).await;
    for vector in simple {
        let (contract, charges) = (&vector["recurring"], vector["charges"].as_array().expect("a list"));
        let sandbox = TestSandbox::open();
        let joined = contract["joined_on"].as_str().expect("a day");
        sandbox.clock.store(noon(joined).unix_seconds(), Ordering::Relaxed);
        let camp_type = if contract["first_month"] == "free" { "1" } else { "0" };
        let last_month = contract["last_month"].as_str().unwrap_or_default().replace('-', "");
        let request = PostedRequest::joining(&merchant.address, "order-1").with("amount", "3000");
        let request = request.with("camp_type", camp_type).with("last_charge_month", &last_month);
        let tracking_id = sandbox.join(&request).await;
        // To the day before the anniversary; of 29 February, to 27 February.
        let last = noon(joined).date().checked_add_months(chrono::Months::new(12)).and_then(|day| day.pred_opt());
        sandbox.go(&format!("to={}", last.expect("a day"))).await;
        let billed = sandbox.contract(&tracking_id).await["billings"].clone();
        let billed = billed.as_array().expect("a list").iter();
        let billed: Vec<_> = billed.map(|charge| (charge["date"].clone(), charge["amount"].clone())).collect();
        let expected: Vec<_> = charges.iter().map(|charge| (charge[0].clone(), charge[1].clone())).collect();
        assert_eq!(billed, expected, "{contract}");
    }
}
