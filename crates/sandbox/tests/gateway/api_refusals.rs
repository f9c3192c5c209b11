//! Every reason why a request of the API type is refused, and the shape of the answer.

use super::recurring::purchase;
use super::support::{KEY, Merchant, PostedRequest, TestSandbox, key};
use proptest::prelude::*;
use sandbox::exchange::ExchangeState;
use sandbox::routes::API_PATH;
use sbps::api::{Call, Document, FixedTermPurchase};
use sbps::checksum::HashKey;
use tokio::runtime::Builder;

fn buying(purchase: FixedTermPurchase) -> Call {
    Call::PurchaseFixedTerm(Box::new(purchase))
}

fn credentials() -> String {
    format!("30132001:{KEY}")
}

/// The elements of the last answer, in order.
async fn answered(sandbox: &TestSandbox, xml: &str) -> Vec<(String, String)> {
    let answer = sandbox.api(xml, &credentials()).await;
    assert_eq!(answer.status.as_u16(), 200, "also for NG");
    let document = Document::read(answer.text.as_bytes()).expect("a document");
    assert_eq!(document.root, "sps-api-response");
    let kept = sandbox.sandbox.store.all().pop().expect("it is kept");
    let elements: Vec<_> = document.elements.into_iter().map(|element| (element.name, element.text)).collect();
    assert_eq!(kept.answer.as_ref(), Some(&elements));
    elements
}

#[tokio::test]
async fn a_purchase_needs_a_contract_that_is_the_customers_and_usable() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let contract = sandbox.apply(&merchant, "application-1").await;
    let simple = sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
    let foreign =
        FixedTermPurchase { customer_code: "customer-2".parse().expect("a code"), ..purchase(&contract, "p-3") };
    for (case, purchase, code) in [
        ("no contract", purchase("00000000000000", "p-1"), "402L0999"),
        ("a simple contract", purchase(&simple, "p-2"), "402L0999"),
        ("another's", foreign, "402L1003"),
        ("right", purchase(&contract, "p-4"), "OK"),
        ("the same order again", purchase(&contract, "p-4"), "40296004"),
        ("an order of the link type", purchase(&contract, "order-1"), "40296004"),
        ("an order that was refused", purchase(&contract, "p-1"), "40296004"),
    ] {
        assert_eq!(sandbox.code(buying(purchase)).await, code, "{case}");
    }
    assert_eq!(sandbox.charges(&contract).await.len(), 1);
    let link = sandbox.purchase(PostedRequest::right("p-4").body()).await;
    assert_eq!(link.findings(), [("order_id", "order_id_used")], "nor can the link type use it again");
}

#[tokio::test]
async fn an_armed_failure_strikes_once() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let contract = sandbox.apply(&merchant, "application-1").await;
    for (armed, code) in
        [("8297", "402L4999"), ("8281", "402L4999"), ("8670", "402U0999"), ("8671", "402U1999"), ("8672", "402U2999")]
    {
        sandbox.ask_json(&format!("/contracts/{contract}/arm"), Some(&format!("code={armed}"))).await;
        assert_eq!(sandbox.code(buying(purchase(&contract, &format!("failing-{armed}")))).await, code);
        assert_eq!(sandbox.code(buying(purchase(&contract, &format!("passing-{armed}")))).await, "OK");
    }
}

#[tokio::test]
async fn a_failure_that_is_armed_after_the_purchase_strikes_the_settlement() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let contract = sandbox.apply(&merchant, "application-1").await;
    let bought = sandbox.call(buying(purchase(&contract, "p-1"))).await;
    let tracking_id = bought.tracking_id.expect("a purchase has a name");
    let settle = |amount: Option<&str>| Call::Settle {
        tracking_id: tracking_id.clone(),
        amount: amount.map(|amount| amount.parse().expect("an amount")),
    };
    sandbox.ask_json(&format!("/contracts/{contract}/arm"), Some("code=8297")).await;
    for (amount, code) in [(Some("3001"), "40222008"), (None, "40243999"), (None, "40221999")] {
        assert_eq!(sandbox.code(settle(amount)).await, code, "{amount:?}");
    }
    assert_eq!(sandbox.contract(&contract).await["armed"], serde_json::Value::Null);
}

#[tokio::test]
async fn each_element_that_is_wrong_has_its_code_and_the_answer_its_basic_shape() {
    let sandbox = TestSandbox::open();
    let right = sandbox.request(buying(purchase("80312789324671", "p-1"))).sign(&key()).expect("encodable").to_xml();
    let other_key = HashKey::new("another-key".to_owned()).expect("not empty");
    let mut foreign = sandbox.request(buying(purchase("80312789324671", "p-1")));
    foreign.account.merchant_id = "99999".parse().expect("digits");
    let foreign = foreign.sign(&key()).expect("encodable").to_xml();
    let mut other_service = sandbox.request(buying(purchase("80312789324671", "p-1")));
    other_service.account.service_id = "999".parse().expect("digits");
    let other_service = other_service.sign(&key()).expect("encodable").to_xml();
    let mut late = sandbox.request(buying(purchase("80312789324671", "p-1")));
    late.request_date = "20261124114959".parse().expect("a moment");
    let late_xml = late.sign(&key()).expect("encodable").to_xml();
    let replaced = |from: &str, to: &str| {
        assert!(right.contains(from), "{from}: {right}");
        right.replacen(from, to, 1)
    };
    for (case, xml, code) in [
        ("no XML", "merchant_id=30132".to_owned(), "40200999"),
        ("a document type", replaced("<sps-api-request", "<!DOCTYPE x><sps-api-request"), "40200999"),
        ("another root", right.replace("sps-api-request", "request"), "40200999"),
        ("another method", replaced("ST01-00104-402", "ST01-00104-101"), "40201000"),
        ("another function", replaced("ST01-00104-402", "ST99-00104-402"), "40202000"),
        ("no tracking id", replaced("<tracking_id>80312789324671</tracking_id>", ""), "40203027"),
        ("blank tracking id", replaced("80312789324671", ""), "40203027"),
        ("letters", replaced("80312789324671", "8031278932467a"), "40204027"),
        ("too short", replaced("80312789324671", "8031278932467"), "40205027"),
        ("too long", replaced("80312789324671", "803127893246711"), "40205027"),
        ("amount too long", replaced("<amount>3000<", "<amount>30000000<"), "40205008"),
        ("space around", replaced("<amount>3000<", "<amount> 3000<"), "40206008"),
        ("amount 0", replaced("<amount>3000<", "<amount>0<"), "40207008"),
        ("no such day", replaced("20261124120000", "20260230120000"), "40206023"),
        ("unknown element", replaced("<amount>", "<discount>1</discount><amount>"), "40208999"),
        ("twice", replaced("<amount>", "<amount>3000</amount><amount>"), "40200008"),
        ("tampered", replaced("<amount>3000<", "<amount>1<"), "40209025"),
        ("another key", late.sign(&other_key).expect("encodable").to_xml(), "40209025"),
        ("too late", late_xml, "40210023"),
        ("foreign merchant", foreign, "40214001"),
        ("foreign service", other_service, "40214002"),
        ("right, but no contract", right.clone(), "402L0999"),
    ] {
        let elements = answered(&sandbox, &xml).await;
        let names: Vec<_> = elements.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["res_result", "res_err_code", "res_date"], "{case}");
        assert_eq!((elements[0].1.as_str(), elements[1].1.as_str()), ("NG", code), "{case}");
        let kept = sandbox.sandbox.store.all().pop().expect("it is kept");
        assert_eq!((kept.state, kept.error_code.as_deref()), (ExchangeState::Refused, Some(code)), "{case}");
        assert!(!kept.problems.is_empty(), "{case}");
    }
}

#[tokio::test]
async fn all_problems_are_kept_though_one_is_answered() {
    let sandbox = TestSandbox::open();
    let right = sandbox.request(buying(purchase("80312789324671", "p-1"))).sign(&key()).expect("encodable").to_xml();
    let wrong = right.replace("<amount>3000<", "<amount>0<").replace("80312789324671", "").replace("customer-1", "");
    let elements = answered(&sandbox, &wrong).await;
    assert_eq!(elements[1].1, "40203027");
    let exchange = sandbox.sandbox.store.all().pop().expect("it is kept");
    let fields: Vec<_> = exchange.problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["tracking_id", "cust_code", "amount"]);
    assert_eq!((exchange.message.as_str(), exchange.raw_body.as_str()), ("ST01-00104-402", wrong.as_str()));
    let item_name = exchange.fields.iter().find(|(name, _)| name == "item_name").map(|(_, value)| value.as_str());
    assert_eq!(item_name, Some("ワイン便　毎月20日課金"), "BASE64 of Shift_JIS is decoded");
}

#[tokio::test]
async fn only_the_account_itself_is_let_in() {
    let sandbox = TestSandbox::open();
    let xml = sandbox.request(buying(purchase("80312789324671", "p-1"))).sign(&key()).expect("encodable").to_xml();
    for wrong in [
        "30132001:another key".to_owned(),
        format!("30132002:{KEY}"),
        format!("30132:{KEY}"),
        format!("30132-001:{KEY}"),
        "30132001:".to_owned(),
        "30132001".to_owned(),
    ] {
        let answer = sandbox.api(&xml, &wrong).await;
        assert_eq!(answer.status.as_u16(), 401, "{wrong}");
        assert_eq!(answer.header("www-authenticate"), "Basic realm=\"sandbox\"");
    }
    let answer = sandbox.post(API_PATH, "text/xml", xml).await;
    assert_eq!(answer.status.as_u16(), 401, "without any");
    assert!(sandbox.sandbox.store.all().is_empty());
}

proptest! {
    #[test]
    fn any_document_is_answered_and_none_is_done_by_accident(
        text in "(<(sps-api-request id='ST02-0030[0-9]-402'|[a-z_]{1,12}|/[a-z_]{1,12})>|[ -~あ]{0,9}){0,12}",
    ) {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let elements = runtime.block_on(async { answered(&TestSandbox::open(), &text).await });
        assert_eq!(elements[0].1, "NG");
    }
}
