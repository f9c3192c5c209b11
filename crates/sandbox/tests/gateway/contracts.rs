//! Recurring (simple) by the link type, and the first purchase of a fixed-term contract: what the payer agrees to, what
//! the merchant is told, how it ends.

use super::recurring::notice;
use super::support::{FORM, Merchant, PostedRequest, TestSandbox};
use axum::http::StatusCode;
use sandbox::exchange::ExchangeState;

async fn opened() -> (TestSandbox, Merchant) {
    (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await)
}

fn joining(merchant: &Merchant, order_id: &str) -> PostedRequest {
    PostedRequest::joining(&merchant.address, order_id)
}

#[tokio::test]
async fn the_payer_sees_what_is_charged_when_before_agreeing() {
    let (sandbox, merchant) = opened().await;
    let name = "北海道産じゃがいも男爵秋の特選大箱十キロ";
    for (number, (camp_type, last, seen)) in [
        ("0", "", ["お申し込み時に 3,500円", "2026年12月1日", "期限なし（解約するまで自動で続きます）"]),
        ("1", "202703", ["無料", "2026年12月1日", "2027年3月"]),
        ("0", "202611", ["お申し込み時に 3,500円", "ありません", "2026年11月"]),
    ]
    .into_iter()
    .enumerate()
    {
        let request = joining(&merchant, &format!("order-{number}")).with("camp_type", camp_type);
        let request = request.with("last_charge_month", last).with("item_name", name).signed();
        let id = sandbox.start(&request).await;
        let page = sandbox.get(&format!("/payments/{id}/pay")).await.text;
        assert!(page.contains("毎月1日の課金額（税込）</dt><dd>3,500円"), "{page}");
        for text in seen {
            assert!(page.contains(text), "{text}: {page}");
        }
        assert!(page.contains("lang=\"ja\">北海道産じゃがいも男爵秋の特選大</dd>"), "sixteen characters");
        assert!(page.contains("同意して申し込む") && page.contains("これは開発用の代役です"));
        let english = sandbox.get(&format!("/payments/{id}/pay?lang=en")).await.text;
        assert!(english.contains("Agree and apply") && english.contains("Charged on the 1st of each month"));
    }
}

#[tokio::test]
async fn each_method_offers_its_own_sources_and_takes_no_other() {
    let (sandbox, merchant) = opened().await;
    let one_time = PostedRequest::to(&merchant.address, "order-1");
    let fixed_term = PostedRequest::first_purchase(&merchant.address, "order-3");
    for (request, offered) in [
        (one_time, vec!["phone_bill", "au_pay_balance", "au_pay_card"]),
        (joining(&merchant, "order-2"), vec!["phone_bill", "au_pay_card"]),
        (fixed_term, vec!["phone_bill"]),
    ] {
        let id = sandbox.start(&request).await;
        let page = sandbox.get(&format!("/payments/{id}/method")).await.text;
        for source in ["phone_bill", "au_pay_balance", "au_pay_card"] {
            assert_eq!(page.contains(&format!("value=\"{source}\"")), offered.contains(&source), "{source}: {page}");
            if !offered.contains(&source) {
                let choice = format!("source={source}");
                let chosen = sandbox.post(&format!("/payments/{id}/method"), FORM, choice.clone()).await;
                let pressed = sandbox.press(&id, &format!("action=pay&{choice}")).await;
                for answer in [chosen, pressed] {
                    assert_eq!(answer.attribute("data-error-code"), Some("source_unknown"));
                }
                assert_eq!(sandbox.exchange(&id).state, ExchangeState::Waiting, "nothing is paid");
            }
        }
        sandbox.finish(&id, &format!("action=pay&source={}", offered[offered.len() - 1])).await;
        assert_eq!(sandbox.exchange(&id).state, ExchangeState::Paid);
    }
}

#[tokio::test]
async fn joining_makes_a_contract_once_the_merchant_recorded_it() {
    for (answer, camp_type, contracts, billings) in [("OK,", "0", 1, 1), ("OK,", "1", 1, 0), ("NG,no", "0", 0, 0)] {
        let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, answer)]).await);
        let contract = sandbox.join(&joining(&merchant, "order-1").with("camp_type", camp_type)).await;
        assert_eq!(merchant.told(), [notice("OK", &contract, "")]);
        let (_, listed) = sandbox.ask_json("/contracts", None).await;
        assert_eq!(listed.as_array().map(Vec::len), Some(contracts), "{answer} {camp_type}");
        if contracts == 1 {
            let listed = &listed[0];
            assert_eq!((&listed["method"], &listed["state"]), (&"simple".into(), &"active".into()));
            assert_eq!((&listed["customer"], &listed["item_id"]), (&"customer-1".into(), &"wine".into()));
            assert_eq!(sandbox.charges(&contract).await.len(), billings, "{camp_type}");
        }
    }
}

#[tokio::test]
async fn a_last_month_that_is_over_is_refused() {
    let (sandbox, merchant) = opened().await;
    let request = joining(&merchant, "order-1").with("last_charge_month", "202610").signed();
    let answer = sandbox.purchase(request.body()).await;
    assert_eq!(
        (answer.status, answer.findings()),
        (StatusCode::BAD_REQUEST, vec![("last_charge_month", "month_over")])
    );
}

#[tokio::test]
async fn codes_that_do_not_go_together_are_refused() {
    let (sandbox, merchant) = opened().await;
    for (name, value) in [("auto_charge_type", "0"), ("div_settele", ""), ("camp_type", "2"), ("pay_type", "3")] {
        let answer = sandbox.purchase(joining(&merchant, "order-1").with(name, value).signed().body()).await;
        assert_eq!(answer.findings(), [(name, "not_allowed")], "{name}={value}");
    }
    let answer = sandbox.purchase(PostedRequest::cancelling(&merchant.address, "order-1", "").body()).await;
    assert_eq!(answer.findings(), [("tracking_id", "blank")]);
}

#[tokio::test]
async fn cancelling_is_answered_and_then_told_as_a_notice() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&joining(&merchant, "order-1")).await;
    let elsewhere = Merchant::answering(&[(200, "OK,")]).await;
    let id = sandbox.start(&PostedRequest::cancelling(&elsewhere.address, "order-2", &contract)).await;
    let page = sandbox.get(&format!("/payments/{id}/pay")).await.text;
    assert!(page.contains("継続課金の解約") && !page.contains("name=\"source\""), "nothing is paid: {page}");
    let (address, _) = sandbox.finish(&id, "action=pay").await;
    assert_eq!(address, format!("{}/success", elsewhere.address));
    assert_eq!(sandbox.exchange(&id).state, ExchangeState::Done);
    assert_eq!(elsewhere.told(), [notice("OK", &contract, "")]);
    // The notice goes where the joining purchase said.
    assert_eq!(merchant.told(), [notice("OK", &contract, ""), notice("CR", &contract, "")]);
    let listed = sandbox.contract(&contract).await;
    assert_eq!(listed["state"], "cancelled");
    assert_eq!((&listed["notices"][0]["result"], &listed["notices"][0]["recorded"]), (&"CR".into(), &true.into()));
}

#[tokio::test]
async fn a_cancellation_that_the_merchant_does_not_record_changes_nothing() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,"), (200, "NG,no")]).await);
    let contract = sandbox.join(&joining(&merchant, "order-1")).await;
    let id = sandbox.start(&PostedRequest::cancelling(&merchant.address, "order-2", &contract)).await;
    let (address, fields) = sandbox.finish(&id, "action=pay").await;
    assert_eq!(address, format!("{}/error", merchant.address));
    assert_eq!(fields[1].1, "1301");
    assert_eq!(sandbox.contract(&contract).await["state"], "active");
}

#[tokio::test]
async fn a_contract_that_cannot_be_cancelled_is_refused_with_its_code() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&joining(&merchant, "order-1")).await;
    let applied = sandbox.apply(&Merchant::answering(&[(200, "OK,")]).await, "order-2").await;
    let ended = sandbox.join(&joining(&merchant, "order-3")).await;
    let id = sandbox.start(&PostedRequest::cancelling(&merchant.address, "order-4", &ended)).await;
    sandbox.finish(&id, "action=pay").await;
    let cancelling = |order: &str, contract: &str| PostedRequest::cancelling(&merchant.address, order, contract);
    for (case, request, code, finding) in [
        ("unknown", cancelling("order-5", "00000000000000"), "8286", "contract_unknown"),
        ("a fixed-term one", cancelling("order-6", &applied), "8286", "contract_unknown"),
        ("cancelled already", cancelling("order-7", &ended), "8363", "contract_ended"),
        (
            "another customer's",
            cancelling("order-8", &contract).with("cust_code", "customer-2").signed(),
            "8258",
            "contract_foreign",
        ),
    ] {
        let before = merchant.received().len();
        let id = sandbox.start(&request).await;
        // Whatever screen is asked for, it has ended.
        assert_eq!(sandbox.get(&format!("/payments/{id}/pay")).await.status, StatusCode::SEE_OTHER, "{case}");
        let page = sandbox.get(&format!("/payments/{id}/done")).await;
        assert_eq!(page.findings().first().map(|(_, code)| *code), Some(finding), "{case}");
        let (address, fields) = sandbox.finish(&id, "action=pay").await;
        assert_eq!((address, fields[1].1.as_str()), (format!("{}/error", merchant.address), code), "{case}");
        let told: Vec<_> = merchant.told().drain(before..).map(|(result, _, code)| (result, code)).collect();
        assert_eq!(told, [("NG".to_owned(), code.to_owned())], "{case}");
    }
    assert_eq!(sandbox.contract(&contract).await["state"], "active");
}

#[tokio::test]
async fn what_ends_while_the_payer_reads_is_found_on_pressing() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&joining(&merchant, "order-1")).await;
    let id = sandbox.start(&PostedRequest::cancelling(&merchant.address, "order-2", &contract)).await;
    sandbox.ask_json(&format!("/contracts/{contract}/cancel"), Some("")).await;
    sandbox.finish(&id, "action=pay").await;
    assert_eq!(sandbox.exchange(&id).error_code.as_deref(), Some("8363"));
    let results: Vec<_> = merchant.told().into_iter().map(|(result, _, _)| result).collect();
    assert_eq!(results, ["OK", "CC", "NG"], "one notice of the end, not two");
}

#[tokio::test]
async fn the_first_purchase_opens_a_contract_or_uses_the_one_there_is() {
    let (sandbox, merchant) = opened().await;
    let opened = sandbox.join(&PostedRequest::first_purchase(&merchant.address, "order-1")).await;
    let listed = sandbox.contract(&opened).await;
    assert_eq!((&listed["method"], &listed["source"]), (&"fixed_term".into(), &"phone_bill".into()));
    assert_eq!(listed["purchases"][0]["status"], "authorised");
    assert_eq!(listed["usable_through"], "2027-11-24");
    let second = sandbox.join(&PostedRequest::first_purchase(&merchant.address, "order-2")).await;
    assert_ne!(opened, second);
    assert_eq!(sandbox.charges(&opened).await.len(), 2);
    let (_, contracts) = sandbox.ask_json("/contracts", None).await;
    assert_eq!(contracts.as_array().map(Vec::len), Some(1));
}
