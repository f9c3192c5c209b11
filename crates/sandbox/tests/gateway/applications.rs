//! Applications for fixed-term contracts (D01-1): what is accepted, what the merchant is told, how a contract ends.

use super::recurring::purchase;
use super::support::{Merchant, PostedRequest, TestSandbox, key};
use axum::http::StatusCode;
use sandbox::exchange::ExchangeState;
use sbps::api::Call;
use sbps::message::application_request::ANSWER_DEFINITION;
use sbps::message::form::DETAIL_ROW;
use sbps::message::{Application, ApplicationResult};
use sbps::wire::{Encoding, read_form};

async fn opened() -> (TestSandbox, Merchant) {
    (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await)
}

fn right() -> PostedRequest {
    PostedRequest::applying("http://127.0.0.1:9", "application-1", Application::Apply)
}

/// The answer to an application as the merchant's server reads it; it must be right.
fn read(body: &[u8]) -> ApplicationResult {
    let fields = read_form(body, Encoding::ShiftJis).expect("a form in Shift_JIS");
    let signed = ANSWER_DEFINITION.arrange(&fields).expect("the fields of the answer");
    assert!(signed.is_genuine(Encoding::Utf8, &key()), "the checksum is over UTF-8");
    ApplicationResult::read(&signed.form).expect("every value is right")
}

#[tokio::test]
async fn a_bad_application_is_refused_with_its_reason() {
    let sandbox = TestSandbox::open();
    let row = DETAIL_ROW.map(|field| field.name);
    let with_row = row.iter().fold(right(), |request, name| request.and(name, "1"));
    let cases = [
        ("field left out", right().without("free1"), vec![("free1", "missing")]),
        ("an amount", right().and("amount", "1"), vec![("amount", "unknown")]),
        ("a detail row", with_row, row.iter().map(|name| (*name, "unknown")).collect()),
        ("tampered", right().with("item_id", "gold"), vec![("sps_hashcode", "checksum_wrong")]),
        ("no method", right().with("pay_method", "").signed(), vec![("pay_method", "not_allowed")]),
        ("no service type", right().with("service_type", "").signed(), vec![("service_type", "blank")]),
        ("special linkage", right().with("service_type", "3").signed(), vec![("service_type", "not_allowed")]),
        ("feature phone", right().with("terminal_type", "1").signed(), vec![("terminal_type", "not_allowed")]),
        (
            "new with a tracking id",
            right().with("tracking_id", "80312789324671").signed(),
            vec![("tracking_id", "not_allowed")],
        ),
        ("end of nothing", right().with("service_type", "1").signed(), vec![("tracking_id", "blank")]),
        ("renewal of nothing", right().with("service_type", "2").signed(), vec![("tracking_id", "blank")]),
        ("foreign merchant", right().with("merchant_id", "99999").signed(), vec![("merchant_id", "account_unknown")]),
        (
            "too late",
            right().with("request_date", "20261124114959").signed(),
            vec![("request_date", "request_expired")],
        ),
        (
            "everything",
            right().with("item_name", "").with("request_date", "20261124110000").with("cust_code", "あ"),
            vec![
                ("cust_code", "not_single_byte"),
                ("item_name", "blank"),
                ("sps_hashcode", "checksum_wrong"),
                ("request_date", "request_expired"),
            ],
        ),
    ];
    for (case, request, expected) in cases {
        let answer = sandbox.application(request.body()).await;
        assert_eq!((answer.status, answer.findings()), (StatusCode::BAD_REQUEST, expected), "{case}");
    }
    let purchase = sandbox.application(PostedRequest::right("order-1").body()).await;
    assert!(purchase.findings().contains(&("amount", "unknown")), "a purchase is no application");
    let application = sandbox.purchase(right().body()).await;
    assert!(application.findings().contains(&("amount", "missing")), "an application is no purchase");
    sandbox.start_application(&right()).await;
    let again = sandbox.application(right().body()).await;
    assert_eq!(again.findings(), [("order_id", "order_id_used")]);
}

#[tokio::test]
async fn an_application_is_agreed_to_notified_and_returned() {
    let (sandbox, merchant) = opened().await;
    let request = PostedRequest::applying(&merchant.address, "application-1", Application::Apply);
    let id = sandbox.start_application(&request).await;
    let page = sandbox.get(&format!("/payments/{id}/pay")).await.text;
    for text in ["このお申し込みでの請求</dt><dd>ありません", "加盟店が課金します", "365日目まで"]
    {
        assert!(page.contains(text), "{text}: {page}");
    }
    let page = sandbox.get(&format!("/payments/{id}/method")).await.text;
    assert!(page.contains("value=\"phone_bill\""), "{page}");
    assert!(!page.contains("balance") && !page.contains("au_pay_card"), "the phone bill only");
    let (address, fields) = sandbox.finish(&id, "action=pay&source=phone_bill").await;
    let exchange = sandbox.exchange(&id);
    assert_eq!((exchange.message.as_str(), exchange.state), ("D01-1", ExchangeState::Done));
    let contract = exchange.tracking_id.expect("it has a name");
    let result = read(&merchant.received()[0]);
    assert_eq!(result.outcome.result.as_str(), "OK");
    assert_eq!(result.outcome.tracking_id.map(|id| id.to_string()).as_deref(), Some(contract.as_str()));
    assert_eq!(result.contract.order_id.as_str(), "application-1");
    assert_eq!(address, format!("{}/success", merchant.address));
    let signed = ANSWER_DEFINITION.arrange(&fields).expect("the same fields");
    assert!(signed.is_genuine(Encoding::ShiftJis, &key()), "the return's checksum is over Shift_JIS");
    let listed = sandbox.contract(&contract).await;
    assert_eq!((&listed["method"], &listed["state"]), (&"fixed_term".into(), &"active".into()));
    assert_eq!((&listed["purchases"], &listed["joined_at"]), (&serde_json::json!([]), &"20261124120000".into()));
}

#[tokio::test]
async fn an_application_that_is_given_up_makes_nothing() {
    let (sandbox, merchant) = opened().await;
    let request = PostedRequest::applying(&merchant.address, "application-1", Application::Apply);
    for (number, (action, state, told)) in [
        ("action=cancel", ExchangeState::Cancelled, None),
        ("action=fail&code=8673", ExchangeState::Failed, Some("8673")),
        ("action=fail&code=1101", ExchangeState::Failed, None),
    ]
    .into_iter()
    .enumerate()
    {
        let before = merchant.received().len();
        let id = sandbox.start_application(&request.clone().with("order_id", &format!("application-{number}"))).await;
        sandbox.finish(&id, action).await;
        assert_eq!(sandbox.exchange(&id).state, state, "{action}");
        let told_now: Vec<_> = merchant.received()[before..].iter().map(|body| read(body).outcome.error_code).collect();
        assert_eq!(told_now, told.into_iter().collect::<Vec<_>>(), "{action}");
    }
    assert_eq!(sandbox.ask_json("/contracts", None).await.1, serde_json::json!([]));
}

#[tokio::test]
async fn what_the_contract_does_not_allow_is_refused_with_its_code() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.apply(&merchant, "application-1").await;
    let applying = |order: &str, application| PostedRequest::applying(&merchant.address, order, application);
    let named = |text: &str| text.parse().expect("digits");
    let unknown = || named("00000000000000");
    let foreign = |request: PostedRequest| request.with("cust_code", "customer-2");
    for (case, request, code) in [
        ("a second one", applying("a-1", Application::Apply), Some("8291")),
        ("for another customer", foreign(applying("a-2", Application::Apply)), None),
        ("for another item", applying("a-3", Application::Apply).with("item_id", "beer"), None),
        ("end of an unknown one", applying("a-4", Application::Unsubscribe(unknown())), Some("8286")),
        ("renewal of an unknown one", applying("a-5", Application::Reapply(unknown())), Some("8286")),
        ("end of another's", foreign(applying("a-6", Application::Unsubscribe(named(&contract)))), Some("8258")),
        ("renewal of another's", foreign(applying("a-7", Application::Reapply(named(&contract)))), Some("8258")),
        ("renewal", applying("a-8", Application::Reapply(named(&contract))), None),
        ("end", applying("a-9", Application::Unsubscribe(named(&contract))), None),
        ("end again", applying("a-10", Application::Unsubscribe(named(&contract))), Some("8363")),
        ("renewal after the end", applying("a-11", Application::Reapply(named(&contract))), None),
        ("a second one again", applying("a-12", Application::Apply), Some("8291")),
    ] {
        let before = merchant.received().len();
        let id = sandbox.start_application(&request).await;
        let (address, _) = sandbox.finish(&id, "action=pay").await;
        assert_eq!(sandbox.exchange(&id).error_code.as_deref(), code, "{case}");
        let path = if code.is_some() { "error" } else { "success" };
        assert_eq!(address, format!("{}/{path}", merchant.address), "{case}");
        let results = merchant.received();
        let result = read(&results[before]);
        assert_eq!(results.len(), before + 1, "{case}");
        assert_eq!(
            (result.outcome.result.as_str() == "OK", result.outcome.error_code.as_str()),
            (code.is_none(), code.unwrap_or_default()),
            "{case}"
        );
    }
}

#[tokio::test]
async fn of_two_applications_in_two_tabs_one_makes_a_contract() {
    let (sandbox, merchant) = opened().await;
    let request = |order: &str| PostedRequest::applying(&merchant.address, order, Application::Apply);
    let first = sandbox.start_application(&request("application-1")).await;
    let second = sandbox.start_application(&request("application-2")).await;
    tokio::join!(sandbox.press(&first, "action=pay"), sandbox.press(&second, "action=pay"));
    let mut codes = [first, second].map(|id| sandbox.exchange(&id).error_code);
    codes.sort();
    assert_eq!(codes, [None, Some("8291".to_owned())]);
    assert_eq!(sandbox.ask_json("/contracts", None).await.1.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_renewal_makes_a_cancelled_contract_usable_again() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.apply(&merchant, "application-1").await;
    sandbox.ask_json(&format!("/contracts/{contract}/cancel"), Some("")).await;
    let buy = |order: &str| Call::PurchaseFixedTerm(Box::new(purchase(&contract, order)));
    assert_eq!(sandbox.code(buy("order-1")).await, "402L3999", "ended at the carrier without a word");
    assert_eq!(merchant.received().len(), 1);
    let renewal = Application::Reapply(contract.parse().expect("digits"));
    let id = sandbox.start_application(&PostedRequest::applying(&merchant.address, "application-2", renewal)).await;
    sandbox.finish(&id, "action=pay").await;
    assert_eq!(sandbox.exchange(&id).tracking_id.as_deref(), Some(contract.as_str()), "the contract's own name");
    assert_eq!(sandbox.code(buy("order-2")).await, "OK");
}
