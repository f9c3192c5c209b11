//! The gateway's notification, the only proof of a payment: verified, recorded, then answered.

use super::support::{Attempt, FORM, TestShop, body, key, notification, signed};
use crate::database::shared;
use merchant::domain::notification::{Notification, NotificationSubject};
use merchant::domain::reconciliation::Kind;
use sbps::checksum::Checksum;
use sbps::message::{GatewayResult, PaymentResult, ResultMessage, SignedForm};
use sbps::wire::{Encoding, read_form, write_form};

const FIRST: &str = "10000000000001";
const SECOND: &str = "20000000000002";

async fn shop_with_attempt() -> (TestShop, String, Attempt) {
    let shop = TestShop::open().await;
    let reference = shop.order("potato-10kg", "2").await;
    let attempt = shop.attempt(&reference).await;
    (shop, reference, attempt)
}

/// The message with another value in its form, signed again as only the gateway can.
fn resigned(message: &ResultMessage, name: &str, value: &str) -> String {
    let signed = signed(message);
    let fields: Vec<(&str, &str)> =
        signed.form.fields().iter().map(|(field, old)| (*field, if *field == name { value } else { old })).collect();
    let checksum = Checksum::of(fields.iter().map(|(_, value)| *value), Encoding::Utf8, &key()).expect("UTF-8");
    let checksum = checksum.upper_case();
    let fields = fields.into_iter().chain([("sps_hashcode", checksum.as_str())]);
    write_form(fields, Encoding::ShiftJis).expect("encodable")
}

#[tokio::test]
async fn a_payment_is_recorded_before_it_is_confirmed() {
    let (shop, reference, attempt) = shop_with_attempt().await;
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "open");
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
    assert_eq!(shop.outcome(&reference, "").await, "paid");
    assert_eq!(shop.count("SELECT count(*) FROM orders WHERE paid_by IS NOT NULL").await, 1);
    let kept: (String, Vec<u8>) = sqlx::query_as("SELECT answer, body FROM notifications")
        .fetch_one(shop.shop.store.pool())
        .await
        .expect("one notification");
    assert_eq!(kept, ("OK,".to_owned(), attempt.paid(FIRST).into_bytes()), "kept as it came");
}

#[tokio::test]
async fn the_body_may_be_in_either_encoding_and_in_any_order() {
    let (shop, reference, attempt) = shop_with_attempt().await;
    let signed = signed(&attempt.message(PaymentResult::Ok, FIRST));
    assert_eq!(shop.notify(body(&signed, Encoding::Utf8)).await, "OK,");
    let mut fields: Vec<_> = signed.fields().collect();
    fields.reverse();
    assert_eq!(shop.notify(write_form(fields, Encoding::ShiftJis).expect("encodable")).await, "OK,");
    assert_eq!(shop.outcome(&reference, "").await, "paid");
}

/// A paid notification in another shape; a blank detail row is lent to it.
type Vary = fn(String, &str) -> String;

/// The gateway adds fields without notice and leaves blank what it has nothing to say about; to refuse
/// such a message would stop a purchase that is paid.
#[tokio::test]
async fn what_the_checksum_proves_is_believed_whatever_the_message_lacks_or_adds() {
    let blank_row = "&dtl_rowno=&dtl_item_id=&dtl_item_name=&dtl_item_count=&dtl_tax=&dtl_amount=";
    let shapes: [(&str, Vary); 7] = [
        ("a blank free_csv", |body, _| body + "&free_csv="),
        ("a field of tomorrow", |body, _| body + "&res_new_field=yes"),
        ("a blank field is missing", |body, _| body.replace("&sps_cust_no=", "")),
        ("a space behind a value", |body, _| body.replace("&res_pay_method=auone", "&res_pay_method=auone+")),
        ("a line's end", |body, _| body + "\r\n"),
        ("one blank detail row", |body, row| body + row),
        ("blank ids beside", |body, _| body.replace("&sps_payment_no=", "") + "&free_csv=&dtl_free1="),
    ];
    for (shape, vary) in shapes {
        let (shop, reference, attempt) = shop_with_attempt().await;
        let varied = vary(attempt.paid(FIRST), blank_row);
        assert_ne!(varied, attempt.paid(FIRST), "{shape}");
        assert_eq!(shop.notify(varied).await, "OK,", "{shape}");
        assert_eq!(shop.outcome(&reference, "").await, "paid", "{shape}");
    }
}

#[tokio::test]
async fn a_repeated_notification_gets_the_same_answer_and_changes_nothing() {
    let (shop, reference, attempt) = shop_with_attempt().await;
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
    let before = shop.records().await;
    shop.wait(60);
    for _ in 0..3 {
        assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
    }
    assert_eq!(shop.records().await, before);
    assert_eq!(shop.journal().await, 4, "every delivery stands in the journal");
    assert_eq!(shop.outcome(&reference, "").await, "paid");
}

#[tokio::test]
async fn the_second_payment_of_an_order_is_refused_kept_and_shown() {
    let (shop, reference, first) = shop_with_attempt().await;
    let second = shop.attempt(&reference).await;
    assert_eq!(shop.notify(first.paid(FIRST)).await, "OK,");
    for _ in 0..2 {
        assert_eq!(shop.notify(second.paid(SECOND)).await, "NG,order is paid by another request");
    }
    let attempts: Vec<(String, String, Option<String>)> =
        sqlx::query_as("SELECT order_id, state, tracking_id FROM attempts ORDER BY tracking_id")
            .fetch_all(shop.shop.store.pool())
            .await
            .expect("readable");
    let expected = [
        (first.order_id().to_owned(), "paid".to_owned(), Some(FIRST.to_owned())),
        (second.order_id().to_owned(), "refused".to_owned(), Some(SECOND.to_owned())),
    ];
    assert_eq!(attempts, expected, "never silently lost");
    assert_eq!(shop.journal().await, 3);
    let page = shop.get(&format!("/orders/{reference}/result?attempt={}", second.token)).await;
    assert_eq!(page.attribute("data-outcome").as_deref(), Some("already_paid"));
    assert!(page.text().contains("2回目のお支払いはお断りしました"));
    assert_eq!(shop.outcome(&reference, &second.token).await, "already_paid");
    assert_eq!(shop.outcome(&reference, &first.token).await, "paid");
    // The gateway confirms that it stopped the second one: its tracking id stays known.
    let mut message = second.message(PaymentResult::Ng, "");
    message.outcome.error_code = "1301".to_owned();
    assert_eq!(shop.notify(notification(&message)).await, "OK,");
    let kept = "SELECT count(*) FROM attempts WHERE state = 'failed' AND tracking_id = '20000000000002'";
    assert_eq!(shop.count(kept).await, 1);
    assert_eq!(shop.outcome(&reference, &second.token).await, "paid", "the order is paid all the same");
}

#[tokio::test]
async fn of_two_payments_at_the_same_moment_one_counts() {
    let address = shared().await;
    let shop = TestShop::open_at(&address).await;
    let reference = shop.order("wine-750ml", "1").await;
    let attempts = [shop.attempt(&reference).await, shop.attempt(&reference).await];
    let (first, second) = tokio::join!(shop.notify(attempts[0].paid(FIRST)), shop.notify(attempts[1].paid(SECOND)));
    let mut answers = [first, second];
    answers.sort();
    assert_eq!(answers, ["NG,order is paid by another request", "OK,"]);
}

#[tokio::test]
async fn what_is_not_genuine_or_not_about_the_order_changes_nothing() {
    let (shop, reference, attempt) = shop_with_attempt().await;
    let message = attempt.message(PaymentResult::Ok, FIRST);
    let right = attempt.paid(FIRST);
    let form = message.form();
    let over_shift_jis = Checksum::of_form(&form, Encoding::ShiftJis, &key()).expect("encodable").upper_case();
    let over_shift_jis = body(&SignedForm { form, checksum: over_shift_jis }, Encoding::ShiftJis);
    let checksum = right.rsplit('=').next().expect("the checksum is last");
    let fields = read_form(right.as_bytes(), Encoding::ShiftJis).expect("a form");
    let without_tax: Vec<_> =
        fields.iter().filter(|(name, _)| name != "tax").map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let unreadable = "NG,body is not a form";
    let wrong_fields = "NG,fields are not those of a result notification";
    let forged = "NG,checksum does not match";
    let differs = "NG,item, amount or customer differ from the order";
    let cases: Vec<(&str, Vec<u8>, &str, i64)> = vec![
        ("empty", Vec::new(), wrong_fields, 0),
        ("no form", b"%".to_vec(), unreadable, 0),
        ("JSON", b"{}".to_vec(), wrong_fields, 0),
        ("bytes of no encoding", b"item_name=%81%FF".to_vec(), unreadable, 0),
        ("no checksum", right.replace(&format!("&sps_hashcode={checksum}"), "").into_bytes(), wrong_fields, 0),
        ("blank checksum", right.replace(checksum, "").into_bytes(), wrong_fields, 0),
        ("another checksum", right.replace(checksum, &"0".repeat(40)).into_bytes(), forged, 0),
        ("short checksum", right.replace(checksum, &checksum[..39]).into_bytes(), forged, 0),
        ("over Shift_JIS", over_shift_jis.into_bytes(), forged, 0),
        ("amount changed", right.replace("amount=6460", "amount=1").into_bytes(), forged, 0),
        ("result changed", attempt.failed("8281").replace("res_result=NG", "res_result=OK").into_bytes(), forged, 0),
        ("field left out", write_form(without_tax, Encoding::ShiftJis).expect("encodable").into_bytes(), forged, 0),
        ("amount twice", format!("{right}&amount=1").into_bytes(), wrong_fields, 0),
        ("amount 0", resigned(&message, "amount", "0").into_bytes(), differs, 1),
        ("amount -1", resigned(&message, "amount", "-1").into_bytes(), differs, 1),
        ("amount 10,000,000", resigned(&message, "amount", "10000000").into_bytes(), differs, 1),
        (
            "foreign merchant",
            resigned(&message, "merchant_id", "99999").into_bytes(),
            "NG,merchant or service is not ours",
            1,
        ),
        (
            "foreign service",
            resigned(&message, "service_id", "999").into_bytes(),
            "NG,merchant or service is not ours",
            1,
        ),
        ("result of no kind", resigned(&message, "res_result", "XX").into_bytes(), "NG,result cannot be understood", 1),
        // Genuine, so the journal has them; the orders are as they were.
        ("unknown order", resigned(&message, "order_id", "nobody").into_bytes(), "NG,order is unknown", 1),
        ("SQL", resigned(&message, "order_id", "' OR 1=1 --").into_bytes(), "NG,order is unknown", 1),
        ("another amount", resigned(&message, "amount", "6459").into_bytes(), differs, 1),
        ("amount blank", resigned(&message, "amount", "").into_bytes(), differs, 1),
        ("another item", resigned(&message, "item_id", "ebook-rust").into_bytes(), differs, 1),
        ("another customer", resigned(&message, "cust_code", "someone").into_bytes(), differs, 1),
        ("no tracking id", resigned(&message, "res_tracking_id", "").into_bytes(), "NG,tracking id is missing", 1),
        ("a contract's end", resigned(&message, "res_result", "CR").into_bytes(), "NG,there is no such contract", 1),
    ];
    let before = shop.records().await;
    for (case, body, answer, kept) in cases {
        let (journal, items) = (shop.journal().await, shop.items().await.len());
        for _ in 0..2 {
            assert_eq!(shop.notify(body.clone()).await, answer, "{case}");
        }
        assert_eq!(shop.records().await, before, "{case}");
        assert_eq!(shop.journal().await - journal, 2 * kept, "{case}");
        // What is genuine and refused reaches somebody, once however often it is repeated.
        assert_eq!(i64::try_from(shop.items().await.len() - items), Ok(kept), "{case}");
    }
    let large = shop.post("/sbps/notifications", FORM, vec![b'a'; 10_000_000]).await;
    assert_eq!((large.status.as_u16(), large.text().as_str()), (413, "NG,too_large"));
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "open");
    assert_eq!(shop.notify(right).await, "OK,", "and the right one is recorded");
}

/// The amount is what is taken: neither another spelling nor another tax stops a purchase that is paid.
#[tokio::test]
async fn what_differs_beside_the_amount_is_recorded_and_put_on_the_list() {
    for (name, value) in [("item_name", "<b>"), ("tax", "1")] {
        let (shop, reference, attempt) = shop_with_attempt().await;
        let told = resigned(&attempt.message(PaymentResult::Ok, FIRST), name, value);
        for _ in 0..2 {
            assert_eq!(shop.notify(told.clone()).await, "OK,", "{name}");
        }
        assert_eq!(shop.outcome(&reference, "").await, "paid", "{name}");
        let items = shop.items().await;
        assert_eq!(items.len(), 1, "{name}: {items:?}");
        let item = &items[0].what;
        assert_eq!((item.kind, item.detail.as_str()), (Kind::ResultDiffers, name));
        assert_eq!(item.order_id.as_deref(), Some(attempt.order_id()));
        assert_eq!(item.tracking_id.as_deref(), Some(FIRST));
        let pool = shop.shop.store.pool();
        let kinds: Vec<String> =
            sqlx::query_scalar("SELECT kind FROM events ORDER BY id").fetch_all(pool).await.expect("told");
        assert_eq!(kinds, ["order.paid", "reconciliation.opened"], "{name}: what became of it is told first");
    }
    let (shop, reference, attempt) = shop_with_attempt().await;
    let told = resigned(&attempt.message(PaymentResult::Ok, FIRST), "tax", "");
    assert_eq!(shop.notify(told).await, "OK,", "what is left blank contradicts nothing");
    assert_eq!(shop.outcome(&reference, "").await, "paid");
    assert_eq!(shop.items().await, []);
}

/// Which wave dash the gateway makes of the byte pair 0x8160 is not known.
#[test]
fn both_wave_dashes_are_one_name() {
    let told = |name: &'static str| {
        let outcome = Box::leak(Box::new(GatewayResult::new(PaymentResult::Ok)));
        Notification {
            order_id: None,
            customer_code: None,
            item_id: None,
            item_name: Some(name),
            subject: NotificationSubject::Application { is_new: true },
            outcome,
        }
    };
    assert!(told("赤ワイン\u{301C}深い").names_it("赤ワイン\u{FF5E}深い"));
    assert!(told("赤ワイン\u{FF5E}深い ").names_it("赤ワイン\u{301C}深い"));
    assert!(!told("赤ワイン-深い").names_it("赤ワイン\u{301C}深い"));
}

#[tokio::test]
async fn a_failure_is_believed_without_an_amount() {
    for amount in ["", "6460"] {
        let (shop, reference, attempt) = shop_with_attempt().await;
        let mut message = attempt.message(PaymentResult::Ng, "12345678901234");
        message.outcome.error_code = "8297".to_owned();
        assert_eq!(shop.notify(resigned(&message, "amount", amount)).await, "OK,", "{amount:?}");
        assert_eq!(shop.outcome(&reference, &attempt.token).await, "failed");
        assert_eq!(shop.items().await, []);
    }
    let (shop, _, attempt) = shop_with_attempt().await;
    let message = attempt.message(PaymentResult::Ng, "12345678901234");
    assert!(shop.notify(resigned(&message, "amount", "1")).await.starts_with("NG,"), "about something else");
}

#[tokio::test]
async fn a_payment_that_failed_is_shown_with_its_reason_and_may_still_succeed() {
    let (shop, reference, attempt) = shop_with_attempt().await;
    for _ in 0..2 {
        assert_eq!(shop.notify(attempt.failed("8281")).await, "OK,");
    }
    let page = shop.get(&format!("/orders/{reference}/result?attempt={}", attempt.token)).await;
    assert_eq!(page.attribute("data-outcome").as_deref(), Some("failed"));
    assert!(page.text().contains("8281") && page.text().contains("ご利用限度額を超えています"));
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "paid");
}

#[tokio::test]
async fn what_is_paid_stays_paid() {
    let (shop, reference, attempt) = shop_with_attempt().await;
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,");
    let before = shop.records().await;
    for contradiction in [attempt.failed("8281"), attempt.paid(SECOND)] {
        assert_eq!(shop.notify(contradiction).await, "NG,result contradicts the one recorded");
    }
    assert_eq!(shop.records().await, before);
    assert_eq!(shop.journal().await, 3);
    assert_eq!(shop.outcome(&reference, "").await, "paid");
}

#[tokio::test]
async fn a_late_payment_counts_after_cancelling_after_an_error_and_after_the_deadline() {
    let (shop, reference, attempt) = shop_with_attempt().await;
    for (way, outcome) in [("cancel", "cancelled"), ("error", "failed")] {
        shop.get(&format!("/sbps/returns/{}/{way}", attempt.token)).await;
        assert_eq!(shop.outcome(&reference, &attempt.token).await, outcome);
    }
    shop.wait(3_700);
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "expired");
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,", "it was begun in time");
    assert_eq!(shop.outcome(&reference, &attempt.token).await, "paid");
}

#[tokio::test]
async fn what_cannot_be_recorded_is_not_confirmed() {
    let (shop, reference, attempt) = shop_with_attempt().await;
    let pool = shop.shop.store.pool();
    sqlx::query("ALTER TABLE notifications RENAME TO away").execute(pool).await.expect("renamed");
    let before = shop.records().await;
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "NG,not recorded");
    assert_eq!(shop.records().await, before, "all or nothing");
    assert_eq!(shop.outcome(&reference, "").await, "open");
    sqlx::query("ALTER TABLE away RENAME TO notifications").execute(pool).await.expect("renamed");
    assert_eq!(shop.notify(attempt.paid(FIRST)).await, "OK,", "when it is sent again");
}
