//! What a payer does on the last screen, what the merchant's server is told, and where the browser goes.

use super::support::{Merchant, PostedRequest, TestSandbox, key};
use sandbox::exchange::ExchangeState;
use sbps::message::{ResultMessage, result};
use sbps::wire::{Encoding, read_form};
use std::time::Duration;

/// A notification as the merchant's server reads it; it must be right.
fn read(body: &[u8]) -> ResultMessage {
    let fields = read_form(body, Encoding::ShiftJis).expect("a form in Shift_JIS");
    let signed = result::DEFINITION.arrange(&fields).expect("the fields of A02-1");
    assert!(signed.is_genuine(Encoding::Utf8, &key()), "the checksum is over UTF-8");
    assert_eq!(signed.checksum, signed.checksum.to_ascii_uppercase());
    ResultMessage::read(&signed.form).expect("every value is right")
}

#[tokio::test]
async fn a_payment_is_notified_first_and_returned_then() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
    let (address, fields) = sandbox.finish(&id, "action=pay&source=au_pay_balance").await;
    let received = merchant.received();
    assert_eq!(received.len(), 1);
    let message = read(&received[0]);
    let exchange = sandbox.exchange(&id);
    assert_eq!(message.outcome.result.as_str(), "OK");
    assert_eq!(message.outcome.tracking_id.map(|id| id.to_string()), exchange.tracking_id);
    assert_eq!(
        (message.echoed.order_id.as_str(), message.echoed.amount.map(|amount| amount.get())),
        ("order-1", Some(3500))
    );
    assert_eq!(exchange.state, ExchangeState::Paid);
    assert_eq!(exchange.notifications[0].answer, "OK,");
    assert_eq!(address, format!("{}/success", merchant.address));
    let signed = result::DEFINITION.arrange(&fields).expect("the fields of A03-1");
    assert!(signed.is_genuine(Encoding::ShiftJis, &key()), "the return's checksum is over Shift_JIS");
    assert!(!signed.is_genuine(Encoding::Utf8, &key()));
    assert_eq!(signed.checksum, signed.checksum.to_ascii_lowercase());
}

#[tokio::test]
async fn the_answer_is_obeyed() {
    for (answers, sent, state) in [
        (vec![(200, "OK,")], 1, ExchangeState::Paid),
        (vec![(200, "OK,\r\n")], 1, ExchangeState::Paid),
        (vec![(200, "NG,order is unknown")], 1, ExchangeState::Failed),
        (vec![(200, "")], 1, ExchangeState::Failed),
        (vec![(200, "<html>OK,</html>")], 1, ExchangeState::Failed),
        (vec![(404, "OK,")], 1, ExchangeState::Failed),
        (vec![(302, "OK,")], 1, ExchangeState::Failed),
        // A server that broke down is asked once more.
        (vec![(500, ""), (200, "OK,")], 2, ExchangeState::Paid),
        (vec![(500, ""), (200, "NG,no")], 2, ExchangeState::Failed),
        (vec![(503, "OK,")], 2, ExchangeState::Failed),
    ] {
        let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&answers).await);
        let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
        let (address, fields) = sandbox.finish(&id, "action=pay").await;
        let exchange = sandbox.exchange(&id);
        assert_eq!((exchange.state, exchange.notifications.len()), (state, sent), "{answers:?}");
        let received = merchant.received();
        assert!(received.iter().all(|body| *body == received[0]), "repeated byte for byte");
        if state == ExchangeState::Failed {
            assert_eq!(address, format!("{}/error", merchant.address));
            let expected = [("order_id", "order-1"), ("res_err_code", "1301")];
            assert_eq!(fields, expected.map(|(name, value)| (name.to_owned(), value.to_owned())), "{answers:?}");
        }
    }
}

#[tokio::test]
async fn a_merchant_that_is_away_is_tried_twice_and_not_charged_for() {
    let sandbox = TestSandbox::open();
    // Port 9 discards, and here nobody listens on it.
    let id = sandbox.start(&PostedRequest::right("order-1")).await;
    sandbox.finish(&id, "action=pay").await;
    let exchange = sandbox.exchange(&id);
    assert_eq!((exchange.state, exchange.error_code.as_deref()), (ExchangeState::Failed, Some("1301")));
    let notifications = exchange.notifications;
    assert_eq!(notifications.len(), 2);
    assert!(notifications.iter().all(|sent| sent.status.is_none() && sent.answer.starts_with("no answer")));
}

#[tokio::test]
async fn pay_twice_repeats_the_same_notification_but_only_one_that_was_recorded() {
    for (answer, times, state) in [("OK,", 2, ExchangeState::Paid), ("NG,no", 1, ExchangeState::Failed)] {
        let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, answer)]).await);
        let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
        sandbox.finish(&id, "action=pay_twice").await;
        let received = merchant.received();
        assert_eq!((received.len(), sandbox.exchange(&id).state), (times, state));
        assert!(received.iter().all(|body| *body == received[0]));
    }
}

#[tokio::test]
async fn pay_late_returns_first_and_notifies_then() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
    let (address, _) = sandbox.finish(&id, "action=pay_late").await;
    assert_eq!(address, format!("{}/success", merchant.address));
    assert!(merchant.received().is_empty(), "not yet");
    for _ in 0..100 {
        if !sandbox.exchange(&id).notifications.is_empty() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(merchant.received().len(), 1);
    assert_eq!(read(&merchant.received()[0]).outcome.result.as_str(), "OK");
}

#[tokio::test]
async fn each_failure_has_its_code_and_system_errors_are_not_notified() {
    for code in sandbox::payment::FAILURE_CODES {
        let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
        let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
        let (address, fields) = sandbox.finish(&id, &format!("action=fail&code={code}")).await;
        assert_eq!(address, format!("{}/error", merchant.address));
        assert_eq!(fields[1], ("res_err_code".to_owned(), code.to_owned()));
        let received = merchant.received();
        // Official: no notification for the gateway's own system errors, 1101–3399.
        assert_eq!(received.len(), usize::from(code != "1101"), "{code}");
        if let Some(body) = received.first() {
            let outcome = read(body).outcome;
            assert_eq!((outcome.result.as_str(), outcome.error_code.as_str()), ("NG", code));
            assert_eq!(outcome.payment_date, None);
        }
    }
}

#[tokio::test]
async fn cancelling_goes_back_without_a_notification() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
    let (address, fields) = sandbox.finish(&id, "action=cancel").await;
    assert_eq!(address, format!("{}/cancel", merchant.address));
    assert_eq!(fields, [("order_id".to_owned(), "order-1".to_owned())], "no checksum");
    assert!(merchant.received().is_empty());
}

#[tokio::test]
async fn a_payment_that_hangs_can_only_be_given_up() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
    sandbox.press(&id, "action=hang").await;
    let page = sandbox.get(&format!("/payments/{id}/done")).await;
    assert_eq!(page.attribute("data-state"), Some("hanging"));
    sandbox.press(&id, "action=pay").await;
    assert_eq!(sandbox.exchange(&id).state, ExchangeState::Hanging);
    let (address, _) = sandbox.finish(&id, "action=cancel").await;
    assert_eq!(address, format!("{}/cancel", merchant.address));
    assert!(merchant.received().is_empty());
}

#[tokio::test]
async fn pressing_again_and_again_pays_once() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
    let presses = (0..20).map(|_| sandbox.press(&id, "action=pay"));
    let mut answers = Vec::new();
    for press in presses {
        answers.push(press.await);
    }
    let (first, second) = tokio::join!(sandbox.press(&id, "action=pay"), sandbox.press(&id, "action=cancel"));
    answers.extend([first, second]);
    for answer in answers {
        assert_eq!(answer.header("location"), format!("/payments/{id}/done?lang=ja"));
    }
    assert_eq!((merchant.received().len(), sandbox.exchange(&id).state), (1, ExchangeState::Paid));
}

#[tokio::test]
async fn a_payer_whose_browser_goes_away_leaves_no_payment_behind_half_done() {
    let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
    let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
    // The handler is dropped as soon as it waits, as a server does when a connection closes.
    tokio::select! {
        biased;
        answer = sandbox.press(&id, "action=pay") => panic!("it was answered at once: {answer:?}"),
        () = std::future::ready(()) => {}
    }
    for _ in 0..100 {
        if sandbox.exchange(&id).state == ExchangeState::Paid {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert_eq!((merchant.received().len(), sandbox.exchange(&id).state), (1, ExchangeState::Paid));
}

#[tokio::test]
async fn a_payment_takes_at_most_four_minutes_and_does_not_cross_midnight() {
    for (seconds, code) in [(240, None), (241, Some("8267")), (12 * 3600 - 1, Some("8267")), (12 * 3600, Some("8366"))]
    {
        let (sandbox, merchant) = (TestSandbox::open(), Merchant::answering(&[(200, "OK,")]).await);
        let id = sandbox.start(&PostedRequest::to(&merchant.address, "order-1")).await;
        sandbox.wait(seconds);
        sandbox.finish(&id, "action=pay").await;
        assert_eq!(sandbox.exchange(&id).error_code.as_deref(), code, "{seconds}");
        let expected = if code.is_some() { "NG" } else { "OK" };
        assert_eq!(read(&merchant.received()[0]).outcome.result.as_str(), expected, "{seconds}");
    }
}
