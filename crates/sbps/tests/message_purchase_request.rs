//! A01-1 against the link type's table of forty fields: order, limits, codes, and what is refused.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use proptest::prelude::*;
use sbps::date_time::YearMonth;
use sbps::identifier::Account;
use sbps::message::purchase_request::{DEFINITION, ReturnAddresses};
use sbps::message::result::EchoedRequest;
use sbps::message::{DetailRow, Form, Purchase, PurchaseRequest};
use sbps::text::{ItemName, MixedText};

fn request() -> PurchaseRequest {
    PurchaseRequest {
        account: Account { merchant_id: "30132".parse().unwrap(), service_id: "001".parse().unwrap() },
        customer_code: "customer-1".parse().unwrap(),
        order_id: "order-1".parse().unwrap(),
        item_id: "wine-3000".parse().unwrap(),
        item_name: ItemName::new("赤ワイン～深い味わい～").unwrap(),
        tax: Some("318".parse().unwrap()),
        amount: "3500".parse().unwrap(),
        purchase: Purchase::OneTime,
        addresses: ReturnAddresses {
            success: "https://shop.example/s".parse().unwrap(),
            cancel: "https://shop.example/c".parse().unwrap(),
            error: "https://shop.example/e".parse().unwrap(),
            notification: "https://shop.example/n".parse().unwrap(),
        },
        free: Default::default(),
        rows: Vec::new(),
        request_date: "20261123201732".parse().unwrap(),
        limit_seconds: None,
    }
}

fn row() -> DetailRow {
    DetailRow {
        item_id: "half".parse().unwrap(),
        item_name: MixedText::new("ハーフボトル").unwrap(),
        count: 2,
        tax: None,
        amount: "3500".parse().unwrap(),
        free: Default::default(),
    }
}

fn posted(form: &Form) -> Vec<(String, String)> {
    let checksum = ("sps_hashcode".to_owned(), "0".repeat(40));
    form.fields().iter().map(|(name, value)| ((*name).to_owned(), value.clone())).chain([checksum]).collect()
}

fn with(name: &str, value: &str) -> Vec<(String, String)> {
    let mut received = posted(&request().form());
    received.iter_mut().find(|(field, _)| field == name).expect("the form has this field").1 = value.to_owned();
    received
}

/// The first problem met, as (field, code).
fn refusal(received: &[(String, String)]) -> Option<(String, &'static str)> {
    let problems = match DEFINITION.arrange(received) {
        Err(problems) => problems,
        Ok(signed) => PurchaseRequest::read(&signed.form).err()?,
    };
    problems.first().map(|problem| (problem.field.clone(), problem.problem.code()))
}

/// Link type, "A01-1 purchase request: 40 fields in order".
const ORDER: [&str; 40] = [
    "pay_method",
    "merchant_id",
    "service_id",
    "cust_code",
    "sps_cust_no",
    "sps_payment_no",
    "order_id",
    "item_id",
    "pay_item_id",
    "item_name",
    "tax",
    "amount",
    "pay_type",
    "auto_charge_type",
    "service_type",
    "div_settele",
    "last_charge_month",
    "camp_type",
    "tracking_id",
    "terminal_type",
    "success_url",
    "cancel_url",
    "error_url",
    "pagecon_url",
    "free1",
    "free2",
    "free3",
    "free_csv",
    "dtl_rowno",
    "dtl_item_id",
    "dtl_item_name",
    "dtl_item_count",
    "dtl_tax",
    "dtl_amount",
    "dtl_free1",
    "dtl_free2",
    "dtl_free3",
    "request_date",
    "limit_second",
    "sps_hashcode",
];

#[test]
fn the_forty_fields_stand_in_order() {
    assert_eq!(DEFINITION.names().collect::<Vec<_>>(), ORDER);
    let request = PurchaseRequest { rows: vec![row()], ..request() };
    let names: Vec<_> = request.form().fields().iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ORDER[..39]);
    let without_rows: Vec<_> = ORDER[..39].iter().copied().filter(|name| !name.starts_with("dtl_")).collect();
    assert_eq!(self::request().form().fields().iter().map(|(name, _)| *name).collect::<Vec<_>>(), without_rows);
}

/// Link type, the columns "one-time", "recurring simple" and "recurring term/usage" of the same table.
#[test]
fn each_way_of_billing_has_its_codes() {
    let month = YearMonth::new(2027, 3);
    let tracking_id: sbps::identifier::TrackingId = "80312789324671".parse().unwrap();
    let simple =
        |first_month_free, last_charge_month| Purchase::RecurringSimple { first_month_free, last_charge_month };
    for (purchase, codes) in [
        (Purchase::OneTime, ["0", "", "0", "", "", "", ""]),
        (simple(false, None), ["1", "1", "0", "0", "", "0", ""]),
        (simple(true, month), ["1", "1", "0", "0", "202703", "1", ""]),
        (Purchase::CancelRecurringSimple { tracking_id }, ["1", "1", "1", "0", "", "", "80312789324671"]),
        (Purchase::RecurringFixedTerm, ["2", "0", "0", "0", "", "", ""]),
    ] {
        let request = PurchaseRequest { purchase, ..request() };
        let form = request.form();
        let names = [
            "pay_type",
            "auto_charge_type",
            "service_type",
            "div_settele",
            "last_charge_month",
            "camp_type",
            "tracking_id",
        ];
        assert_eq!(names.map(|name| form.get(name)), codes, "{:?}", request.purchase);
        let cancels = matches!(request.purchase, Purchase::CancelRecurringSimple { .. });
        assert_eq!(EchoedRequest::from(&request).cancels_a_contract(), cancels);
        assert_eq!(PurchaseRequest::read(&form), Ok(request));
    }
}

#[test]
fn each_field_refuses_what_it_cannot_hold() {
    for (field, value, code) in [
        ("pay_method", "credit", "not_allowed"),
        ("merchant_id", "", "blank"),
        ("merchant_id", "3013", "not_allowed"),
        ("merchant_id", "301322", "too_long"),
        ("merchant_id", "3013a", "not_digits"),
        ("cust_code", "顧客", "not_single_byte"),
        ("cust_code", " a", "surrounding_space"),
        ("sps_cust_no", "1", "not_allowed"),
        ("order_id", "123456789012345678901234567890123456789", "too_long"),
        ("item_name", "", "blank"),
        ("item_name", "赤ワイン〜", "not_encodable"),
        ("item_name", "あいうえおかきくけこさしすせそたちつてとな", "too_long"),
        ("item_name", "名\t前", "not_encodable"),
        ("tax", "3501", "not_allowed"),
        ("tax", "-1", "not_digits"),
        ("amount", "0", "not_allowed"),
        ("amount", "-1", "not_digits"),
        ("amount", "10000000", "too_long"),
        ("amount", "1 ", "surrounding_space"),
        ("amount", "0100", "not_allowed"),
        ("pay_type", "", "blank"),
        ("pay_type", "3", "not_allowed"),
        ("auto_charge_type", "1", "not_allowed"),
        ("div_settele", "0", "not_allowed"),
        ("last_charge_month", "202613", "not_allowed"),
        ("last_charge_month", "202612", "not_allowed"),
        ("tracking_id", "80312789324671", "not_allowed"),
        ("terminal_type", "1", "not_allowed"),
        ("success_url", "javascript:alert(1)", "not_allowed"),
        ("pagecon_url", "", "blank"),
        ("free1", "あいうえおかきくけこさ", "too_long"),
        ("free_csv", "x", "not_allowed"),
        ("request_date", "20260230000000", "not_allowed"),
        ("limit_second", "10000", "too_long"),
        ("sps_hashcode", "00000000000000000000000000000000000000000", "too_long"),
    ] {
        assert_eq!(refusal(&with(field, value)), Some((field.to_owned(), code)), "{field}={value:?}");
    }
    assert_eq!(refusal(&posted(&request().form())), None, "and the form they were made from is right");
}

#[test]
fn a_field_missing_repeated_or_unknown_is_named() {
    let complete = posted(&request().form());
    for (index, (name, _)) in complete.iter().enumerate() {
        let mut missing = complete.clone();
        missing.remove(index);
        assert_eq!(refusal(&missing), Some((name.clone(), "missing")));
        let mut repeated = complete.clone();
        repeated.push(complete[index].clone());
        assert_eq!(refusal(&repeated), Some((name.clone(), "repeated")));
    }
    let mut unknown = complete;
    unknown.extend(["amount2", "amount2", "amount3"].map(|name| (name.to_owned(), "1".to_owned())));
    let problems = DEFINITION.arrange(&unknown).unwrap_err();
    let named: Vec<_> = problems.iter().map(|problem| (problem.field.as_str(), problem.problem.code())).collect();
    assert_eq!(named, [("amount2", "unknown"), ("amount3", "unknown")], "each is named once");
}

#[test]
fn of_very_many_unknown_fields_the_first_are_named() {
    let mut received = posted(&request().form());
    received.extend((0..9_000).map(|number| (format!("x{number}"), String::new())));
    let problems = DEFINITION.arrange(&received).unwrap_err();
    let named: Vec<_> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!((named.len(), named.first(), named.last()), (32, Some(&"x0"), Some(&"x31")));
}

/// `dtl_rowno` has three digits.
#[test]
fn there_are_at_most_999_detail_rows() {
    let most = PurchaseRequest { rows: vec![row(); 999], ..request() };
    assert_eq!(refusal(&posted(&most.form())), None);
    let too_many = PurchaseRequest { rows: vec![row(); 1000], ..request() };
    let problems = DEFINITION.arrange(&posted(&too_many.form())).unwrap_err();
    let last = problems.last().map(|problem| (problem.field.as_str(), problem.problem.code()));
    assert_eq!(last, Some(("dtl_rowno", "not_allowed")), "beside the number 1000, which is too long");
    assert_eq!(problems.len(), 2);
}

#[test]
fn detail_rows_are_numbered_whole_and_cost_something() {
    let request = PurchaseRequest { rows: vec![row(), row()], ..request() };
    assert_eq!(refusal(&posted(&request.form())), None);
    for (field, value, code) in [
        ("dtl_amount", "0", "not_allowed"),
        ("dtl_rowno", "2", "not_allowed"),
        ("dtl_item_count", "0", "not_allowed"),
        ("dtl_item_count", "02", "not_allowed"),
        ("dtl_item_name", "♥", "not_encodable"),
    ] {
        let mut received = posted(&request.form());
        received.iter_mut().find(|(name, _)| name == field).unwrap().1 = value.to_owned();
        assert_eq!(refusal(&received), Some((field.to_owned(), code)));
    }
    let mut received = posted(&request.form());
    let place = received.iter().position(|(name, _)| name == "dtl_tax").unwrap();
    received.remove(place);
    assert_eq!(refusal(&received), Some(("dtl_tax".to_owned(), "missing")), "a row is sent whole");
}

proptest! {
    #[test]
    fn no_form_makes_it_panic(fields in proptest::collection::vec(("[a-z_]{0,12}|dtl_rowno|amount|item_name", ".{0,30}"), 0..60)) {
        if let Ok(signed) = DEFINITION.arrange(&fields) {
            let _ = PurchaseRequest::read(&signed.form);
        }
    }
}
