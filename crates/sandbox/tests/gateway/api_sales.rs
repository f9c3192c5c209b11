//! The API type as a merchant's server uses it: buying under a contract, settling, cancelling, refunding, ending.

use super::recurring::purchase;
use super::support::{Merchant, PostedRequest, TestSandbox};
use sbps::api::{ApiResult, Call};
use sbps::identifier::TrackingId;

async fn opened() -> (TestSandbox, Merchant) {
    (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await)
}

fn named(text: &str) -> TrackingId {
    text.parse().expect("digits")
}

fn settle(payment: &str, amount: Option<u32>) -> Call {
    Call::Settle { tracking_id: named(payment), amount: amount.map(|yen| yen.to_string().parse().expect("yen")) }
}

fn give_back(payment: &str, amount: Option<u32>, month: Option<&str>) -> Call {
    Call::CancelOrRefund {
        tracking_id: named(payment),
        amount: amount.map(|yen| yen.to_string().parse().expect("yen")),
        cancel_target_month: month.map(|month| month.parse().expect("a month")),
    }
}

fn cancel_simple(sandbox: &TestSandbox, contract: &str) -> Call {
    Call::CancelRecurringSimple {
        tracking_id: named(contract),
        processing_date: sandbox.now().parse().expect("a moment"),
    }
}

/// A purchase under a contract; its name.
async fn buy(sandbox: &TestSandbox, contract: &str, order_id: &str) -> String {
    let answer = sandbox.call(Call::PurchaseFixedTerm(Box::new(purchase(contract, order_id)))).await;
    assert_eq!(answer.result, ApiResult::Ok, "{answer:?}");
    answer.tracking_id.expect("a purchase has a name").to_string()
}

#[tokio::test]
async fn a_purchase_is_authorised_then_settled_then_refunded_in_parts() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.apply(&merchant, "application-1").await;
    let answer = sandbox.call(Call::PurchaseFixedTerm(Box::new(purchase(&contract, "order-1")))).await;
    assert_eq!((answer.result, answer.error_code.as_str()), (ApiResult::Ok, ""));
    assert_eq!(answer.transaction_id.len(), 32);
    assert_eq!(answer.process_date.map(|date| date.to_string()).as_deref(), Some("20261124120000"));
    let payment = answer.tracking_id.expect("a purchase has a name").to_string();
    assert_ne!(payment, contract);
    for (date, call, code, status) in [
        ("2026-11-24", settle(&payment, Some(3001)), "40222008", "authorised"),
        ("2026-11-24", give_back(&payment, Some(1), None), "40213008", "authorised"),
        ("2027-02-21", settle(&payment, Some(2500)), "OK", "settled"),
        ("2027-02-21", settle(&payment, None), "40223999", "settled"),
        ("2027-02-28", give_back(&payment, Some(500), None), "40228008", "settled"),
        ("2027-03-01", give_back(&payment, Some(2501), None), "40275008", "settled"),
        ("2027-03-01", give_back(&payment, None, Some("202702")), "40208200", "settled"),
        ("2027-03-01", give_back(&payment, Some(500), None), "OK", "partially_refunded"),
        ("2027-04-30", give_back(&payment, None, None), "OK", "refunded"),
        ("2027-04-30", give_back(&payment, None, None), "40230999", "refunded"),
    ] {
        sandbox.go(&format!("to={date}")).await;
        assert_eq!(sandbox.code(call.clone()).await, code, "{date} {call:?}");
        assert_eq!(sandbox.charges(&contract).await[0].1, status, "{date} {call:?}");
    }
    assert_eq!(merchant.received().len(), 1, "the API answers; it does not notify");
}

#[tokio::test]
async fn ninety_days_and_the_month_after_next_are_the_limits() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.apply(&merchant, "application-1").await;
    let left = buy(&sandbox, &contract, "order-1").await;
    let cancelled = buy(&sandbox, &contract, "order-2").await;
    let settled = buy(&sandbox, &contract, "order-3").await;
    assert_eq!(sandbox.code(settle(&settled, None)).await, "OK");
    sandbox.go("to=2027-02-01").await;
    assert_eq!(sandbox.code(give_back(&settled, None, None)).await, "40231999", "the month after next is over");
    sandbox.go("to=2027-02-21").await;
    assert_eq!(sandbox.code(give_back(&cancelled, None, None)).await, "OK", "the 90th day");
    assert_eq!(sandbox.code(give_back(&cancelled, None, None)).await, "40226999");
    assert_eq!(sandbox.code(settle(&cancelled, None)).await, "40221999");
    sandbox.go("to=2027-02-22").await;
    assert_eq!(sandbox.code(settle(&left, None)).await, "40233999", "the 91st day");
    assert_eq!(sandbox.code(give_back(&left, None, None)).await, "40231999");
}

#[tokio::test]
async fn a_simple_contract_is_refunded_month_by_month_and_as_a_whole() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
    for (date, call, code) in [
        ("2026-11-24", settle(&contract, None), "40224999"),
        ("2026-11-24", give_back(&contract, None, None), "40203200"),
        ("2026-11-30", give_back(&contract, None, Some("202611")), "40229999"),
        ("2026-12-01", give_back(&contract, Some(100), Some("202611")), "40213008"),
        ("2026-12-01", give_back(&contract, None, Some("202611")), "OK"),
        ("2026-12-01", give_back(&contract, None, Some("202611")), "40230999"),
        ("2026-12-01", give_back(&contract, None, Some("202701")), "40227999"),
        ("2027-02-28", give_back(&contract, None, Some("202612")), "OK"),
        ("2027-04-01", give_back(&contract, None, Some("202701")), "40231999"),
    ] {
        sandbox.go(&format!("to={date}")).await;
        assert_eq!(sandbox.code(call.clone()).await, code, "{date} {call:?}");
    }
    let statuses: Vec<_> = sandbox.charges(&contract).await.into_iter().map(|(_, status)| status).collect();
    assert_eq!(statuses, ["refunded", "refunded", "settled", "settled", "settled", "settled"]);
}

#[tokio::test]
async fn cancelling_a_simple_contract_is_answered_first_and_told_then() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
    let applied = sandbox.apply(&merchant, "application-1").await;
    for (contract, code) in [
        (contract.as_str(), "OK"),
        (contract.as_str(), "40232999"),
        (applied.as_str(), "40212027"),
        ("00000000000000", "40212027"),
    ] {
        assert_eq!(sandbox.code(cancel_simple(&sandbox, contract)).await, code, "{contract}");
    }
    merchant.wait_for(3).await;
    sandbox.go("to=2027-02-01").await;
    assert_eq!(sandbox.contract(&contract).await["state"], "cancelled");
    assert_eq!(sandbox.charges(&contract).await.len(), 1, "billed no more");
    assert_eq!(merchant.received().len(), 3);
    assert_eq!(sandbox.contract(&contract).await["notices"][0]["result"], "CR");
}

#[tokio::test]
async fn a_fixed_term_contract_is_ended_once() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.apply(&merchant, "application-1").await;
    let simple = sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
    for (contract, code) in [
        (contract.as_str(), "OK"),
        (contract.as_str(), "402L7999"),
        (simple.as_str(), "402L5999"),
        ("00000000000000", "402L5999"),
    ] {
        let call = Call::UnsubscribeFixedTerm { tracking_id: named(contract) };
        assert_eq!(sandbox.code(call).await, code, "{contract}");
    }
    let bought = sandbox.code(Call::PurchaseFixedTerm(Box::new(purchase(&contract, "order-2")))).await;
    assert_eq!(bought, "402L2999", "cancelled already");
    assert_eq!(sandbox.contract(&contract).await["state"], "cancelled");
}

#[tokio::test]
async fn what_was_bought_before_the_end_can_still_be_settled() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.apply(&merchant, "application-1").await;
    let payment = buy(&sandbox, &contract, "order-1").await;
    assert_eq!(sandbox.code(Call::UnsubscribeFixedTerm { tracking_id: named(&contract) }).await, "OK");
    assert_eq!(sandbox.code(settle(&payment, None)).await, "OK");
}

#[tokio::test]
async fn a_one_time_purchase_is_settled_by_the_gateway_or_by_the_merchant() {
    for (sales, settled) in [("automatic", "40224999"), ("specified", "OK")] {
        let sandbox = TestSandbox::open_with("SANDBOX_ONE_TIME_SALES", sales);
        let merchant = Merchant::answering(&[(200, "OK,")]).await;
        let payment = sandbox.join(&PostedRequest::to(&merchant.address, "order-1")).await;
        assert_eq!(sandbox.code(settle(&payment, None)).await, settled, "{sales}");
        assert_eq!(sandbox.code(give_back(&payment, Some(1), None)).await, "40228008", "{sales}");
        assert_eq!(sandbox.code(give_back(&payment, None, None)).await, "OK", "{sales}");
        assert_eq!(sandbox.code(give_back(&payment, None, None)).await, "40230999", "{sales}");
    }
    let sandbox = TestSandbox::open();
    assert_eq!(sandbox.code(settle("00000000000000", None)).await, "40220999");
    assert_eq!(sandbox.code(give_back("00000000000000", None, None)).await, "40225999");
}
