//! The clock that is moved, what the gateway bills on the way, and the carrier's side.

use super::recurring::{notice, purchase};
use super::support::{Merchant, PostedRequest, TestSandbox};
use axum::http::StatusCode;
use sbps::api::Call;

async fn opened() -> (TestSandbox, Merchant) {
    (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await)
}

fn joining(merchant: &Merchant, order_id: &str) -> PostedRequest {
    PostedRequest::joining(&merchant.address, order_id)
}

fn charged(dates: &[&str], status: &str) -> Vec<(String, String)> {
    dates.iter().map(|date| ((*date).to_owned(), status.to_owned())).collect()
}

#[tokio::test]
async fn the_clock_goes_forward_only() {
    let sandbox = TestSandbox::open();
    for (form, expected) in [
        ("advance=day", "2026-11-25"),
        ("advance=week", "2026-12-02"),
        ("advance=next_month", "2027-01-01"),
        ("to=2027-01-01", "2027-01-01"),
        ("to=2027-02-28", "2027-02-28"),
        ("advance=365_days", "2028-02-28"),
    ] {
        assert_eq!(sandbox.go(form).await, expected, "{form}");
    }
    assert_eq!(sandbox.now(), "20280228120000", "at the same time of day");
    for (form, code) in [
        ("to=2028-02-27", "clock_backwards"),
        ("to=2038-12-31", "clock_too_far"),
        ("to=2028-02-30", "destination_unknown"),
        ("to=tomorrow", "destination_unknown"),
        ("advance=hour", "destination_unknown"),
        ("advance=day&to=2028-03-01", "destination_unknown"),
        ("", "destination_unknown"),
        ("%FF", "destination_unknown"),
    ] {
        let (status, problem) = sandbox.ask_json("/clock", Some(form)).await;
        assert_eq!((status, problem["code"].as_str()), (400, Some(code)), "{form}");
        let page = sandbox.post("/clock", super::support::FORM, form.to_owned()).await;
        assert_eq!((page.status.as_u16(), page.attribute("data-error-code")), (400, Some(code)), "{form}");
    }
    assert_eq!(sandbox.now(), "20280228120000", "nothing moved");
    let page = sandbox.get("/clock").await.text;
    assert!(page.contains("2028-02-28") && page.contains("value=\"next_month\"") && page.contains("461日先"), "{page}");
    let moved = sandbox.post("/clock", super::support::FORM, "advance=day").await;
    assert_eq!((moved.status, moved.header("location")), (StatusCode::SEE_OTHER, "/clock?lang=ja"));
}

#[tokio::test]
async fn each_first_of_a_month_is_billed_but_not_the_month_of_joining() {
    let (sandbox, merchant) = opened().await;
    let charged_first = sandbox.join(&joining(&merchant, "order-1")).await;
    let free_first = sandbox.join(&joining(&merchant, "order-2").with("camp_type", "1")).await;
    sandbox.go("to=2026-12-01").await;
    // Joined on the first: this month is the month of joining.
    let on_the_first = sandbox.join(&joining(&merchant, "order-3")).await;
    sandbox.go("to=2026-12-31").await;
    let on_the_last = sandbox.join(&joining(&merchant, "order-4").with("camp_type", "1")).await;
    sandbox.go("to=2027-03-01").await;
    for (contract, dates) in [
        (&charged_first, vec!["2026-11-24", "2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01"]),
        (&free_first, vec!["2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01"]),
        (&on_the_first, vec!["2026-12-01", "2027-01-01", "2027-02-01", "2027-03-01"]),
        (&on_the_last, vec!["2027-01-01", "2027-02-01", "2027-03-01"]),
    ] {
        assert_eq!(sandbox.charges(contract).await, charged(&dates, "settled"));
    }
    let listed = sandbox.contract(&charged_first).await;
    let last = &listed["billings"][4];
    assert_eq!((&last["month"], &last["amount"]), (&"202703".into(), &3500.into()));
    assert_eq!(merchant.received().len(), 4, "what could be billed is not told");
}

#[tokio::test]
async fn who_joins_on_the_first_before_the_billing_ran_is_not_billed_twice() {
    let (sandbox, merchant) = opened().await;
    // The day begins by itself, and nothing has looked at the clock yet.
    sandbox.wait(7 * 24 * 60 * 60);
    let contract = sandbox.join(&joining(&merchant, "order-1")).await;
    sandbox.go("advance=day").await;
    assert_eq!(sandbox.charges(&contract).await, charged(&["2026-12-01"], "settled"));
}

#[tokio::test]
async fn days_that_pass_by_themselves_are_not_skipped() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&joining(&merchant, "order-1")).await;
    sandbox.wait(70 * 24 * 60 * 60);
    sandbox.go("advance=day").await;
    assert_eq!(
        sandbox.charges(&contract).await,
        charged(&["2026-11-24", "2026-12-01", "2027-01-01", "2027-02-01"], "settled")
    );
}

#[tokio::test]
async fn after_its_last_month_a_contract_ends_with_a_notice() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&joining(&merchant, "order-1").with("last_charge_month", "202701")).await;
    sandbox.go("to=2027-01-31").await;
    assert_eq!((sandbox.contract(&contract).await["state"].as_str(), merchant.received().len()), (Some("active"), 1));
    sandbox.go("to=2027-04-01").await;
    assert_eq!(sandbox.contract(&contract).await["state"], "completed");
    assert_eq!(sandbox.charges(&contract).await, charged(&["2026-11-24", "2026-12-01", "2027-01-01"], "settled"));
    assert_eq!(merchant.told(), [notice("OK", &contract, ""), notice("CL", &contract, "")]);
}

#[tokio::test]
async fn a_billing_that_fails_is_told_and_the_next_month_is_billed_again() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&joining(&merchant, "order-1")).await;
    let address = format!("/contracts/{contract}/arm");
    for (form, status) in [("code=0000", 400), ("", 400), ("code=8281", 200), ("code=", 200), ("code=8297", 200)] {
        assert_eq!(sandbox.ask_json(&address, Some(form)).await.0, status, "{form}");
    }
    assert_eq!(sandbox.contract(&contract).await["armed"], "8297");
    sandbox.go("to=2027-01-01").await;
    let mut expected = charged(&["2026-11-24", "2026-12-01", "2027-01-01"], "settled");
    expected[1].1 = "failed".to_owned();
    assert_eq!(sandbox.charges(&contract).await, expected);
    assert_eq!(merchant.told(), [notice("OK", &contract, ""), notice("NG", &contract, "8297")]);
    let listed = sandbox.contract(&contract).await;
    assert_eq!((&listed["billings"][1]["error_code"], &listed["armed"]), (&"8297".into(), &serde_json::Value::Null));
}

#[tokio::test]
async fn a_notice_that_fails_is_mailed_and_never_sent_again() {
    for (answer, recorded) in
        [((200, "OK,"), true), ((200, "NG,unknown"), false), ((500, ""), false), ((503, "OK,"), false)]
    {
        let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,"), answer]).await);
        let contract = sandbox.join(&joining(&merchant, "order-1")).await;
        sandbox.ask_json(&format!("/contracts/{contract}/arm"), Some("code=8297")).await;
        sandbox.go("to=2026-12-01").await;
        for _ in 0..9 {
            sandbox.go("advance=day").await;
        }
        assert_eq!(merchant.told(), [notice("OK", &contract, ""), notice("NG", &contract, "8297")], "{answer:?}");
        let listed = sandbox.contract(&contract).await;
        assert_eq!(listed["notices"][0]["recorded"], recorded, "{answer:?}");
        let (_, mails) = sandbox.ask_json("/mail", None).await;
        assert_eq!(mails.as_array().map(Vec::len), Some(usize::from(!recorded)), "{answer:?}");
        let (japanese, english) = (sandbox.get("/mail").await.text, sandbox.get("/mail?lang=en").await.text);
        assert_eq!(japanese.contains(&format!("data-mail=\"{contract}\"")), !recorded, "{answer:?}");
        if !recorded {
            assert_eq!((&mails[0]["result"], &mails[0]["error_code"]), (&"NG".into(), &"8297".into()));
            assert_eq!(mails[0]["tracking_id"], contract.as_str());
            assert!(japanese.contains("8297：利用限度額の超過"), "{japanese}");
            assert!(
                english.contains("8297: the payer&#39;s limit is exceeded")
                    || english.contains("8297: the payer's limit is exceeded"),
                "{english}"
            );
        }
        assert_eq!(listed["state"], "active", "a month that could not be billed ends nothing");
        sandbox.go("to=2027-01-01").await;
        assert_eq!(sandbox.charges(&contract).await.last(), charged(&["2027-01-01"], "settled").last());
    }
}

#[tokio::test]
async fn cancelling_at_the_carrier_ends_a_simple_contract_with_a_notice() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&joining(&merchant, "order-1")).await;
    let address = format!("/contracts/{contract}/cancel");
    let (status, listed) = sandbox.ask_json(&address, Some("")).await;
    assert_eq!((status, &listed["state"]), (200, &"cancelled_at_carrier".into()));
    let (status, problem) = sandbox.ask_json(&address, Some("")).await;
    assert_eq!((status, &problem["code"]), (409, &"contract_ended".into()));
    sandbox.go("to=2027-02-01").await;
    assert_eq!(sandbox.charges(&contract).await, charged(&["2026-11-24"], "settled"), "billed no more");
    assert_eq!(merchant.told(), [notice("OK", &contract, ""), notice("CC", &contract, "")]);
    for address in ["/contracts/00000000000000/cancel", "/contracts/none/arm", "/contracts/%FF/cancel"] {
        let (status, problem) = sandbox.ask_json(address, Some("")).await;
        assert_eq!((status, &problem["code"]), (404, &"contract_unknown".into()), "{address}");
    }
}

#[tokio::test]
async fn a_fixed_term_contract_lapses_after_365_days_without_a_payment() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.apply(&merchant, "application-1").await;
    let buy = |order: &str| Call::PurchaseFixedTerm(Box::new(purchase(&contract, order)));
    sandbox.go("advance=365_days").await;
    assert_eq!(sandbox.code(buy("order-1")).await, "OK", "on the 365th day");
    assert_eq!(sandbox.contract(&contract).await["usable_through"], "2028-11-23");
    sandbox.go("to=2028-11-24").await;
    assert_eq!(sandbox.contract(&contract).await["state"], "expired");
    assert_eq!(sandbox.code(buy("order-2")).await, "402L3999", "a day later");
    assert_eq!(merchant.received().len(), 1, "nobody is told");
    assert_eq!(sandbox.charges(&contract).await, charged(&["2027-11-24"], "authorised"));
}

#[tokio::test]
async fn the_pages_of_the_carrier_say_what_they_are_and_have_their_buttons() {
    let (sandbox, merchant) = opened().await;
    let empty = sandbox.get("/contracts").await;
    assert!(empty.text.contains("まだありません"));
    let script = "<script>alert(1)</script>";
    let contract = sandbox.join(&joining(&merchant, "order-1").with("item_name", script)).await;
    for address in ["/contracts", "/contracts?lang=en", "/clock", "/clock?lang=en", "/mail", "/mail?lang=en"] {
        let page = sandbox.get(address).await;
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"), "{address}");
        assert!(!page.text.contains("<script"), "{address}");
        assert!(page.text.contains("開発用の代役") || page.text.contains("stand-in for development"), "{address}");
    }
    let page = sandbox.get("/contracts").await.text;
    for text in [
        format!("data-contract=\"{contract}\" data-state=\"active\""),
        format!("action=\"/contracts/{contract}/cancel?lang=ja\""),
        format!("action=\"/contracts/{contract}/arm?lang=ja\""),
    ] {
        assert!(page.contains(&text), "{text}: {page}");
    }
    let pressed = sandbox.post(&format!("/contracts/{contract}/cancel"), super::support::FORM, "").await;
    assert_eq!((pressed.status, pressed.header("location")), (StatusCode::SEE_OTHER, "/contracts?lang=ja"));
    let page = sandbox.get("/contracts").await.text;
    assert!(page.contains("解約済み（通信会社で）") && !page.contains("/cancel?lang=ja"), "no button any more: {page}");
    let again = sandbox.post(&format!("/contracts/{contract}/cancel"), super::support::FORM, "").await;
    assert_eq!((again.status, again.attribute("data-error-code")), (StatusCode::CONFLICT, Some("contract_ended")));
}

#[tokio::test]
async fn a_date_that_is_refused_says_what_day_it_is_and_where_to_ask() {
    let (sandbox, merchant) = opened().await;
    sandbox.go("to=2027-03-05").await;
    let late = PostedRequest::to(&merchant.address, "order-1");
    let over = sandbox.today(&joining(&merchant, "order-2").with("last_charge_month", "202702"));
    for (request, code) in [(late, "request_expired"), (over, "month_over")] {
        let body = request.body();
        for (language, said) in [
            ("ja", "サンドボックスの日時は 2027-03-05 12:00:00 です。/clock で確かめてください。"),
            ("en", "It is 2027-03-05 12:00:00 here: ask /clock."),
        ] {
            let address = format!("{}?lang={language}", sandbox::routes::PURCHASE_PATH);
            let page = sandbox.post(&address, super::support::FORM, body.clone()).await;
            assert!(page.text.contains(&format!("data-code=\"{code}\"")) && page.text.contains(said), "{}", page.text);
        }
    }
}

/// The merchant's server is asked on each day, and the page says what came of all of them.
#[tokio::test]
async fn the_merchant_bills_on_each_day_on_the_way_and_the_page_says_so() {
    let answers = [
        (200, r#"{"paid":1,"failed":0,"unknown":0,"waiting":0,"held":null}"#),
        (200, r#"{"paid":0,"failed":0,"unknown":0,"waiting":0,"held":null}"#),
        (200, r#"{"paid":2,"failed":0,"unknown":0,"waiting":0,"held":null}"#),
    ];
    let merchant = Merchant::answering(&answers).await;
    let sandbox = TestSandbox::open_with("SANDBOX_BILLING_URL", &format!("{}/notifications", merchant.address));
    assert!(!sandbox.get("/clock").await.text.contains("id=\"billed\""), "nothing was billed yet");
    let (_, moved) = sandbox.ask_json("/clock", Some("to=2026-11-27")).await;
    assert_eq!(moved["billed"]["paid"], 3, "{moved}");
    assert_eq!(merchant.received().len(), 3, "one run a day");
    let page = sandbox.get("/clock?lang=en").await.text;
    assert!(page.contains("3 paid, 0 failed, 0 unknown"), "{page}");
}

#[tokio::test]
async fn a_merchant_that_does_not_bill_is_said_and_the_clock_moves_all_the_same() {
    for (answer, said) in [
        ((500, ""), "did not say what it billed"),
        ((202, r#"{"under_way":true}"#), "did not say what it billed"),
        ((401, r#"{"code":"staff_only"}"#), "set it to that server's MERCHANT_STAFF_TOKEN"),
        ((404, ""), "set it to that server's MERCHANT_STAFF_TOKEN"),
        ((200, r#"{"paid":0,"failed":0,"held":"clock_gap"}"#), "until its staff release it"),
    ] {
        let merchant = Merchant::answering(&[answer]).await;
        let sandbox = TestSandbox::open_with("SANDBOX_BILLING_URL", &format!("{}/notifications", merchant.address));
        assert_eq!(sandbox.go("advance=day").await, "2026-11-25");
        let page = sandbox.get("/clock?lang=en").await.text;
        assert!(page.contains(said), "{answer:?}: {page}");
    }
    // Without a merchant that takes part, nothing is said of it.
    let sandbox = TestSandbox::open();
    let (_, moved) = sandbox.ask_json("/clock", Some("advance=day")).await;
    assert!(moved["billed"].is_null() && !sandbox.get("/clock").await.text.contains("id=\"billed\""));
}
