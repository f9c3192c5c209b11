//! Faults on demand: what is done, what is answered, and that afterwards everything is as before.

use super::recurring::{notice, purchase};
use super::support::{FORM, KEY, Merchant, PostedRequest, TestSandbox, key};
use axum::http::StatusCode;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sandbox::exchange::ExchangeState;
use sandbox::fault::Named;
use sandbox::fault::api::ApiFault;
use sandbox::fault::link::LinkFault;
use sandbox::fault::variation::Variation;
use sandbox::routes::API_PATH;
use sbps::api::{ApiAnswer, ApiResult, Call, Document};
use sbps::checksum::Checksum;
use sbps::received::{Arrival, ReceivedMessage};
use sbps::wire::{Encoding, read_form};
use serde_json::Value;
use std::time::{Duration, Instant};
use tokio::net::TcpListener;

async fn opened() -> (TestSandbox, Merchant) {
    (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await)
}

impl TestSandbox {
    async fn set(&self, form: &str) -> Value {
        let (status, set) = self.ask_json("/faults", Some(form)).await;
        assert_eq!(status, 200, "{form}: {set}");
        set
    }

    /// Serves over the network; its address.
    async fn served(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let router = self.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await });
        address
    }
}

/// What a merchant's server sees of a call.
#[derive(Debug, PartialEq)]
enum Seen {
    /// An answer in time, OK.
    Done,
    /// An answer in time, refused with this code.
    Refused(String),
    /// No answer in time.
    Nothing,
    /// An HTTP status other than 200.
    Status(u16),
    /// An answer that breaks off.
    BrokenOff,
    /// Bytes that are no answer.
    Unreadable,
}

async fn seen(address: &str, xml: String, patience: Duration) -> Seen {
    let client = reqwest::Client::builder().no_proxy().timeout(patience).build().expect("a client");
    let credentials = format!("Basic {}", STANDARD.encode(format!("30132001:{KEY}")));
    let request = client.post(format!("{address}{API_PATH}")).header("Authorization", credentials).body(xml);
    let Ok(response) = request.send().await else { return Seen::Nothing };
    if response.status().as_u16() != 200 {
        return Seen::Status(response.status().as_u16());
    }
    let Ok(bytes) = response.bytes().await else { return Seen::BrokenOff };
    let answer = Document::read(&bytes).ok().and_then(|document| ApiAnswer::read(&document).ok());
    match answer {
        Some(answer) if answer.result == ApiResult::Ok => Seen::Done,
        Some(answer) => Seen::Refused(answer.error_code),
        None => Seen::Unreadable,
    }
}

#[tokio::test]
async fn each_fault_of_the_api_does_what_it_says_and_no_more() {
    let (sandbox, merchant) = opened().await;
    let address = sandbox.served().await;
    let contract = sandbox.apply(&merchant, "application-1").await;
    let mut bought = 0;
    let cases = [
        ("timeout_before", false, Seen::Nothing),
        ("timeout_after", true, Seen::Nothing),
        ("broken_off", true, Seen::BrokenOff),
        ("status_401", false, Seen::Status(401)),
        ("status_403", false, Seen::Status(403)),
        ("status_404", false, Seen::Status(404)),
        ("status_405", false, Seen::Status(405)),
        ("status_500", false, Seen::Status(500)),
        ("status_503", false, Seen::Status(503)),
        ("malformed", true, Seen::Unreadable),
        ("wrong_charset", true, Seen::Unreadable),
        ("slow", true, Seen::Done),
        ("gateway_error", false, Seen::Refused("40290999".to_owned())),
        ("wrong_key", false, Seen::Refused("40209025".to_owned())),
        ("refuse&code=40292999", false, Seen::Refused("40292999".to_owned())),
    ];
    let named: Vec<_> = cases.iter().map(|(name, ..)| *name).filter(|name| !name.starts_with("refuse")).collect();
    let known: Vec<_> =
        ApiFault::ALL.iter().map(|fault| fault.name()).filter(|name| *name != "first_day_refund").collect();
    assert_eq!(named, known, "every fault is tried here, but the one that only refunds meet");
    for (fault, done, expected) in cases {
        sandbox.set(&format!("api={fault}")).await;
        let call = |order: &str| Call::PurchaseFixedTerm(Box::new(purchase(&contract, order)));
        let order = format!("order-{}", fault.replace(['&', '='], "-"));
        let request = sandbox.request(call(&order)).sign(&key()).expect("encodable").to_xml();
        let (started, patience) =
            (Instant::now(), Duration::from_millis(if fault.starts_with("timeout") { 500 } else { 5_000 }));
        assert_eq!(seen(&address, request.clone(), patience).await, expected, "{fault}");
        if fault == "slow" {
            assert!(started.elapsed() >= Duration::from_secs(1), "{:?}", started.elapsed());
        }
        bought += usize::from(done);
        assert_eq!(sandbox.charges(&contract).await.len(), bought, "{fault}: done, or not");
        let kept = sandbox.sandbox.store.all().pop().expect("it is kept");
        assert_eq!(kept.fault.as_deref(), fault.split('&').next(), "the record says why");
        // The same once more, now without a fault: it is new only where nothing was done.
        let again = seen(&address, request, Duration::from_secs(5)).await;
        assert_eq!(again, if done { Seen::Refused("40296004".to_owned()) } else { Seen::Done }, "{fault}");
        bought += usize::from(!done);
    }
}

#[tokio::test]
async fn a_basic_refusal_names_no_function_and_a_later_one_does() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.apply(&merchant, "application-1").await;
    for (code, named) in
        [("40209025", false), ("40296004", false), ("40214001", false), ("40222008", true), ("40295003", true)]
    {
        sandbox.set(&format!("api=refuse&code={code}")).await;
        let xml = sandbox.request(Call::PurchaseFixedTerm(Box::new(purchase(&contract, "order-1"))));
        let xml = xml.sign(&key()).expect("encodable").to_xml();
        let answer = sandbox.api(&xml, &format!("30132001:{KEY}")).await.text;
        assert_eq!(answer.contains("<sps-api-response id=\"ST01-00104-402\">"), named, "{answer}");
        assert_eq!(answer.contains("<sps-api-response>"), !named, "{answer}");
    }
}

#[tokio::test]
async fn a_refund_on_its_first_day_fails_for_the_moment_only() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
    sandbox.set("api=first_day_refund").await;
    let refund = || Call::CancelOrRefund {
        tracking_id: contract.parse().expect("digits"),
        amount: None,
        cancel_target_month: Some("202611".parse().expect("a month")),
    };
    assert_eq!(sandbox.code(refund()).await, "40229999", "too early by itself");
    assert_ne!(sandbox.ask_json("/faults", None).await.1["api"], Value::Null, "which uses nothing up");
    sandbox.go("to=2026-12-01").await;
    assert_eq!(sandbox.code(refund()).await, "40229999", "the first day");
    assert_eq!(sandbox.charges(&contract).await[0].1, "settled", "nothing was given back");
    assert_eq!(sandbox.code(refund()).await, "OK", "a moment later");
    // On a later day nothing strikes.
    sandbox.set("api=first_day_refund").await;
    sandbox.go("to=2026-12-02").await;
    let december = Call::CancelOrRefund {
        tracking_id: contract.parse().expect("digits"),
        amount: None,
        cancel_target_month: Some("202612".parse().expect("a month")),
    };
    assert_eq!(sandbox.code(december).await, "OK");
}

#[tokio::test]
async fn each_fault_of_the_link_type_does_what_it_says_and_no_more() {
    let (sandbox, merchant) = opened().await;
    for (number, fault) in LinkFault::ALL.iter().enumerate() {
        let order = format!("order-{number}");
        let request = PostedRequest::to(&merchant.address, &order);
        sandbox.set(&format!("link={}", fault.name())).await;
        let (started, told) = (Instant::now(), merchant.received().len());
        let answer = sandbox.purchase(request.body()).await;
        let taken = match fault {
            LinkFault::Timeout => {
                assert!(started.elapsed() >= Duration::from_secs(1));
                assert_eq!(answer.status, StatusCode::GATEWAY_TIMEOUT);
                false
            }
            LinkFault::Forbidden | LinkFault::Unavailable => {
                let status = if *fault == LinkFault::Forbidden { 403 } else { 503 };
                assert_eq!((answer.status.as_u16(), answer.attribute("data-error-code")), (status, Some("fault")));
                false
            }
            LinkFault::WrongKey => {
                assert_eq!(answer.findings(), [("sps_hashcode", "checksum_wrong")]);
                false
            }
            LinkFault::Slow => {
                assert!(started.elapsed() >= Duration::from_secs(1));
                assert!(answer.header("location").starts_with("/payments/"));
                true
            }
            LinkFault::OtherOrigin => {
                let location = answer.header("location");
                assert!(location.starts_with("http://localhost:8082/payments/"), "{location}");
                true
            }
            LinkFault::SystemError => {
                let exchange = sandbox.sandbox.store.all().pop().expect("it is kept");
                assert_eq!((exchange.state, exchange.error_code.as_deref()), (ExchangeState::Failed, Some("1101")));
                assert_eq!(merchant.received().len(), told, "no notification");
                true
            }
            LinkFault::LostAnswer => {
                let exchange = sandbox.sandbox.store.all().pop().expect("it is kept");
                let (address, fields) = sandbox.finish(&exchange.id, "action=pay").await;
                assert_eq!(address, format!("{}/error", merchant.address));
                assert_eq!(fields[1].1, "1301");
                assert_eq!(merchant.received().len(), told + 1, "told once, and recorded there");
                let kept = sandbox.exchange(&exchange.id).notifications.remove(0);
                assert!(kept.lost && kept.status.is_none() && kept.answer.contains("OK,"), "{kept:?}");
                true
            }
        };
        assert_eq!(sandbox.sandbox.store.is_used(&order.parse().expect("an order id")), taken, "{fault:?}");
        assert_eq!(sandbox.ask_json("/faults", None).await.1["link"], Value::Null, "{fault:?} struck once");
        if !taken {
            sandbox.start(&request).await;
        }
    }
}

#[tokio::test]
async fn a_lost_answer_to_a_notice_is_mailed() {
    let (sandbox, merchant) = opened().await;
    let contract = sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
    sandbox.set("link=lost_answer").await;
    sandbox.ask_json(&format!("/contracts/{contract}/cancel"), Some("")).await;
    assert_eq!(merchant.told(), [notice("OK", &contract, ""), notice("CC", &contract, "")]);
    let (_, mails) = sandbox.ask_json("/mail", None).await;
    assert_eq!((&mails[0]["result"], &mails[0]["sent"]["lost"]), (&"CC".into(), &true.into()));
}

#[tokio::test]
async fn every_variation_has_a_right_checksum_and_is_what_it_says() {
    for variation in Variation::ALL {
        let (sandbox, merchant) = opened().await;
        let contract = sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
        let plain = read_form(&merchant.received()[0], Encoding::ShiftJis).expect("a form");
        sandbox.set(&format!("notification={}", variation.name())).await;
        sandbox.ask_json(&format!("/contracts/{contract}/cancel"), Some("")).await;
        let body = merchant.received()[1].clone();
        let received = ReceivedMessage::read(&body, Arrival::Notification, &key());
        let received = received.unwrap_or_else(|error| panic!("{variation:?} is not believed: {error}"));
        assert_eq!(received.get("res_result"), "CC", "{variation:?}: who receives it reads what it says");
        let ended = body.ends_with(b"\r\n");
        let body = body.strip_suffix(b"\r\n").unwrap_or(&body);
        let fields = read_form(body, Encoding::ShiftJis).expect("a form");
        let values = fields.iter().filter(|(name, _)| name != "sps_hashcode").map(|(_, value)| value.as_str());
        let checksum = Checksum::of(values, Encoding::Utf8, &key()).expect("encodable");
        let get = |name: &str| fields.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
        assert!(checksum.is_spelt(get("sps_hashcode").expect("it is signed")), "{variation:?}");
        assert_eq!(get("res_result").map(str::trim), Some("CC"), "{variation:?}");
        assert_eq!(get("res_tracking_id").map(str::trim), Some(contract.as_str()), "{variation:?}");
        let more = |number| fields.len() == plain.len() + number;
        let right = match variation {
            Variation::FreeCsv => more(1) && get("free_csv") == Some(""),
            Variation::MissingBlank => fields.len() < plain.len() && fields.iter().all(|(_, value)| !value.is_empty()),
            Variation::TrailingSpace => get("cust_code") == Some("customer-1 ") && get("res_result") == Some("CC "),
            Variation::Crlf => ended && more(0),
            Variation::NewBlankField => more(1) && get("res_new_item") == Some(""),
            Variation::NewField => more(1) && get("res_new_item") == Some("1"),
            Variation::BlankDetailRow => more(9) && get("dtl_rowno") == Some("") && get("dtl_free3") == Some(""),
            Variation::BlankIds => {
                more(0) && ["cust_code", "order_id", "item_id", "request_date"].map(get) == [Some(""); 4]
            }
        };
        assert!(right, "{variation:?}: {fields:?}");
        assert_eq!(ended, *variation == Variation::Crlf);
        assert_eq!(sandbox.contract(&contract).await["notices"][0]["recorded"], true);
    }
}

#[tokio::test]
async fn blank_ids_wait_for_an_ending() {
    let (sandbox, merchant) = opened().await;
    sandbox.set("notification=blank_ids&times=always").await;
    let contract = sandbox.join(&PostedRequest::joining(&merchant.address, "order-1")).await;
    assert_eq!(merchant.told(), [notice("OK", &contract, "")], "a purchase keeps its ids");
}

#[tokio::test]
async fn faults_are_set_by_a_page_or_by_json_and_taken_away_again() {
    let sandbox = TestSandbox::open();
    for form in [
        "",
        "api=nothing",
        "link=timeout_before",
        "api=slow&times=0",
        "api=slow&times=x",
        "api=slow&times=10000",
        "api=refuse",
        "api=refuse&code=8297",
        "notification=slow",
        "times=3",
        "%FF",
    ] {
        let (status, problem) = sandbox.ask_json("/faults", Some(form)).await;
        assert_eq!((status, problem["code"].as_str()), (400, Some("fault_unknown")), "{form}");
    }
    let set = sandbox.set("api=slow&notification=crlf&times=3").await;
    assert_eq!((&set["api"]["fault"], &set["api"]["times"]), (&"slow".into(), &3.into()));
    assert_eq!((&set["notification"]["fault"], &set["link"]), (&"crlf".into(), &Value::Null));
    let pressed = sandbox.post("/faults", FORM, "link=other_origin&times=always").await;
    assert_eq!((pressed.status, pressed.header("location")), (StatusCode::SEE_OTHER, "/faults?lang=ja"));
    for (address, said) in [("/faults", "解除する"), ("/faults?lang=en", "Take it away")] {
        let page = sandbox.get(address).await.text;
        assert!(page.contains("data-kind=\"link\" data-fault=\"other_origin\"") && page.contains(said), "{page}");
        for name in
            ApiFault::ALL.iter().map(|fault| fault.name()).chain(LinkFault::ALL.iter().map(|fault| fault.name()))
        {
            assert!(page.contains(&format!("value=\"{name}\"")), "{name}");
        }
    }
    let set = sandbox.set("api=&link=&notification=").await;
    assert_eq!([&set["api"], &set["link"], &set["notification"]], [&Value::Null; 3]);
}
