//! What is genuine is believed, whatever it lacks or has more; what is not, is not.
#![cfg(feature = "sign")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use proptest::prelude::*;
use sbps::checksum::{Checksum, HashKey};
use sbps::identifier::{OrderId, TrackingId};
use sbps::message::{Application, PaymentResult};
use sbps::money::Yen;
use sbps::received::{Arrival, ReceiveError, ReceivedMessage, Subject};
use sbps::wire::{Encoding, write_form};

#[derive(Clone, serde::Deserialize)]
struct Vector {
    id: String,
    hash_key: String,
    sps_hashcode: String,
    fields: Vec<(String, String)>,
}

/// A recorded message: `L-1` as notification, `L-2` as return.
fn recorded(id: &str) -> Vector {
    #[derive(serde::Deserialize)]
    struct Vectors {
        vectors: Vec<Vector>,
    }
    let vectors: Vectors = serde_json::from_str(include_str!("vectors.json")).unwrap();
    vectors.vectors.into_iter().find(|vector| vector.id == id).unwrap()
}

fn key() -> HashKey {
    HashKey::new("398a58952baf329cac5efbae97ea84ba17028d02".to_owned()).unwrap()
}

/// The values signed as they stand.
fn signed(fields: &[(&str, &str)], hashed: Encoding) -> String {
    Checksum::of(fields.iter().map(|(_, value)| *value), hashed, &key()).unwrap().upper_case()
}

fn body(fields: &[(&str, &str)], checksum: &str) -> String {
    write_form(fields.iter().copied().chain([("sps_hashcode", checksum)]), Encoding::ShiftJis).unwrap()
}

fn notification(body: &str) -> Result<ReceivedMessage, ReceiveError> {
    ReceivedMessage::read(body.as_bytes(), Arrival::Notification, &key())
}

impl Vector {
    fn fields(&self) -> Vec<(&str, &str)> {
        self.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    fn with(&self, name: &str, value: &str) -> Self {
        let mut changed = self.clone();
        changed.fields.iter_mut().find(|(field, _)| field == name).unwrap().1 = value.to_owned();
        changed
    }

    /// The body with the values signed anew, as only the gateway can.
    fn resigned(&self) -> String {
        body(&self.fields(), &signed(&self.fields(), Encoding::Utf8))
    }
}

/// What the recorded notification says, however it was dressed up.
fn is_the_recorded_one(message: &ReceivedMessage) {
    assert_eq!(message.outcome.result, PaymentResult::Ok);
    assert_eq!(message.outcome.tracking_id.as_ref().map(TrackingId::as_str), Some("80312789324671"));
    assert_eq!(message.order_id.as_ref().map(OrderId::as_str), Some("9eb2fced282c5bfc67c2417217ca2682"));
    assert_eq!(message.item_name, "継続課金");
    let Subject::Purchase { pay_type, amount, tax } = &message.subject else { panic!("{:?}", message.subject) };
    assert_eq!((pay_type.as_str(), amount.map(Yen::get), *tax), ("2", Some(980), None));
    assert!(message.unread.is_empty(), "{:?}", message.unread);
}

#[test]
fn the_recorded_messages_are_genuine_each_on_its_own_way() {
    for (id, arrival, other) in
        [("L-1", Arrival::Notification, Arrival::Return), ("L-2", Arrival::Return, Arrival::Notification)]
    {
        let vector = recorded(id);
        assert_eq!(vector.hash_key, "398a58952baf329cac5efbae97ea84ba17028d02");
        let body = body(&vector.fields(), &vector.sps_hashcode);
        is_the_recorded_one(&ReceivedMessage::read(body.as_bytes(), arrival, &key()).unwrap());
        let error = ReceivedMessage::read(body.as_bytes(), other, &key()).unwrap_err();
        assert_eq!(error, ReceiveError::NotGenuine, "{id}");
        let stranger = HashKey::new("another".to_owned()).unwrap();
        let error = ReceivedMessage::read(body.as_bytes(), arrival, &stranger).unwrap_err();
        assert_eq!(error, ReceiveError::NotGenuine, "{id}");
    }
    let vector = recorded("L-1");
    let fields = vector.fields().into_iter().chain([("sps_hashcode", vector.sps_hashcode.as_str())]);
    is_the_recorded_one(&notification(&write_form(fields, Encoding::Utf8).unwrap()).unwrap());
}

#[test]
fn what_says_nothing_more_changes_nothing() {
    let vector = recorded("L-1");
    let checksum = vector.sps_hashcode.as_str();
    let right = body(&vector.fields(), checksum);
    let row = "&dtl_rowno=&dtl_item_id=&dtl_item_name=&dtl_item_count=&dtl_tax=&dtl_amount=\
               &dtl_free1=&dtl_free2=&dtl_free3=";
    for more in ["&free_csv=", "&a_new_field=", "&a_new_field=1", row, "&dtl_rowno=", "&", "\r\n", "\n", "&free1="] {
        is_the_recorded_one(&notification(&format!("{right}{more}")).unwrap());
    }
    is_the_recorded_one(&notification(&format!("free_csv=&{right}")).unwrap());
    for (name, value) in [("amount", "+980"), ("amount", "980+++"), ("res_result", "OK+"), ("limit_second", "+600")] {
        let trimmed = value.trim_matches('+');
        let spaced = right.replace(&format!("{name}={trimmed}"), &format!("{name}={value}"));
        assert_ne!(spaced, right);
        is_the_recorded_one(&notification(&spaced).unwrap());
    }
    is_the_recorded_one(&notification(&right.replace(checksum, &format!("{checksum}%0D%0A"))).unwrap());
    is_the_recorded_one(&notification(&right.replace(checksum, &checksum.to_lowercase())).unwrap());
}

#[test]
fn a_blank_field_may_be_missing_whichever_it_is() {
    let vector = recorded("L-1");
    for (left_out, _) in vector.fields().into_iter().filter(|(_, value)| value.is_empty()) {
        let fields: Vec<_> = vector.fields().into_iter().filter(|(name, _)| *name != left_out).collect();
        is_the_recorded_one(&notification(&body(&fields, &vector.sps_hashcode)).unwrap());
    }
    let said: Vec<_> = vector.fields().into_iter().filter(|(_, value)| !value.is_empty()).collect();
    assert!(said.len() < 20);
    is_the_recorded_one(&notification(&body(&said, &vector.sps_hashcode)).unwrap());
}

/// `free_csv` and the detail rows stand between `free3` and `request_date`; whether they are hashed
/// is seen both ways. A field of tomorrow is hashed where it stands, or not at all.
#[test]
fn what_says_more_is_genuine_hashed_or_not() {
    let vector = recorded("L-1");
    let place = vector.fields.iter().position(|(name, _)| name == "request_date").unwrap();
    let row = |number: &'static str| {
        [
            ("dtl_rowno", number),
            ("dtl_item_id", "wine"),
            ("dtl_item_name", "赤ワイン"),
            ("dtl_item_count", "1"),
            ("dtl_tax", ""),
            ("dtl_amount", "490"),
            ("dtl_free1", ""),
            ("dtl_free2", ""),
            ("dtl_free3", ""),
        ]
    };
    let rows = [row("1"), row("2")].concat();
    let broken = [("dtl_rowno", "1"), ("dtl_item_id", "wine"), ("dtl_amount", "0")];
    for (more, read, unread) in [
        (vec![("free_csv", "QUJD")], 0, 0),
        (rows.clone(), 2, 0),
        ([vec![("free_csv", "QUJD")], rows].concat(), 2, 0),
        (vec![("res_new", "7")], 0, 0),
        (broken.to_vec(), 0, 1),
    ] {
        let mut fields = vector.fields();
        fields.splice(place..place, more.iter().copied());
        let proven = (read, unread);
        for (checksum, expected) in [(vector.sps_hashcode.clone(), (0, 0)), (signed(&fields, Encoding::Utf8), proven)] {
            let mut message = notification(&body(&fields, &checksum)).unwrap();
            let found = (message.rows.len(), message.unread.len());
            assert_eq!(found, expected, "{more:?}: only what is proven is read");
            message.unread.clear();
            is_the_recorded_one(&message);
        }
        // Whatever order it arrives in: what has its place in the definition keeps it.
        if !more.iter().any(|(name, _)| *name == "res_new") {
            let checksum = signed(&fields, Encoding::Utf8);
            fields.rotate_left(7);
            assert!(notification(&body(&fields, &checksum)).is_ok(), "{more:?}");
        }
    }
}

#[test]
fn any_other_value_is_not_genuine() {
    let vector = recorded("L-1");
    for (name, value) in vector.fields() {
        let other = vector.with(name, &format!("{value}1"));
        let error = notification(&body(&other.fields(), &vector.sps_hashcode)).unwrap_err();
        assert_eq!(error, ReceiveError::NotGenuine, "{name}");
        if !value.is_empty() {
            let missing: Vec<_> = vector.fields().into_iter().filter(|(field, _)| *field != name).collect();
            let error = notification(&body(&missing, &vector.sps_hashcode)).unwrap_err();
            assert_eq!(error, ReceiveError::NotGenuine, "{name}");
        }
        let twice = format!("{}&{name}=1", body(&vector.fields(), &vector.sps_hashcode));
        assert_eq!(notification(&twice).unwrap_err().code(), "ambiguous", "{name}");
    }
    let none = write_form(vector.fields(), Encoding::ShiftJis).unwrap();
    assert_eq!(notification(&none).unwrap_err().code(), "ambiguous", "no checksum");
    let full_width = vector.with("item_name", "　継続課金");
    let error = notification(&body(&full_width.fields(), &vector.sps_hashcode)).unwrap_err();
    assert_eq!(error, ReceiveError::NotGenuine, "a full-width space belongs to the value");
    assert_eq!(notification(&full_width.resigned()).unwrap().item_name, "　継続課金");
    for (text, code) in [("", "ambiguous"), ("a=%", "not_a_form"), ("<html>", "ambiguous")] {
        assert_eq!(notification(text).unwrap_err().code(), code, "{text:?}");
    }
}

#[test]
fn the_notices_of_an_ending_are_found_by_their_tracking_id() {
    for result in ["CR", "CC", "CL"] {
        let notice = recorded("L-1").with("res_result", result);
        for blank in [
            vec!["item_id"],
            vec!["order_id"],
            vec!["cust_code"],
            vec!["request_date"],
            vec!["order_id", "item_id", "cust_code", "request_date", "item_name", "amount", "pay_type"],
        ] {
            let blanked = blank.iter().fold(notice.clone(), |notice, name| notice.with(name, ""));
            let kept: Vec<_> = notice.fields().into_iter().filter(|(name, _)| !blank.contains(name)).collect();
            for body in [blanked.resigned(), body(&kept, &signed(&kept, Encoding::Utf8))] {
                let message = notification(&body).unwrap();
                assert!(message.outcome.result.is_cancellation_notice());
                assert_eq!(message.outcome.tracking_id.as_ref().map(TrackingId::as_str), Some("80312789324671"));
                assert!(matches!(message.subject, Subject::Purchase { .. }), "{blank:?}");
                assert!(message.unread.is_empty(), "{:?}", message.unread);
            }
        }
    }
}

#[test]
fn a_value_that_cannot_be_read_is_named_and_leaves_the_rest() {
    for (name, value) in [
        ("amount", "0"),
        ("tax", "x"),
        ("order_id", "注文"),
        ("merchant_id", "1978"),
        ("res_tracking_id", "8031278932467"),
        ("res_payment_date", "20150230000000"),
        ("request_date", "yesterday"),
    ] {
        let message = notification(&recorded("L-1").with(name, value).resigned()).unwrap();
        let unread: Vec<_> = message.unread.iter().map(|problem| problem.field.as_str()).collect();
        assert_eq!(unread, [name]);
        assert_eq!((message.get(name), message.outcome.result), (value, PaymentResult::Ok));
    }
    for result in ["", "XX", "ok"] {
        let error = notification(&recorded("L-1").with("res_result", result).resigned()).unwrap_err();
        assert!(error.is_genuine(), "{result}: a person has to read it");
        assert_eq!(error.code(), "unreadable");
        assert!(error.to_string().starts_with("res_result: "), "{error}");
    }
}

/// The standard's 〜 and Microsoft's ～ are the same bytes in Shift_JIS, but not in the checksum.
#[test]
fn characters_that_decoders_tell_apart_are_read_alike() {
    let (standard, requested) = ("—‖−〜¢£¬", "―∥－～￠￡￢");
    let vector = recorded("L-1");
    for hashed in [standard, requested] {
        let checksum = signed(&vector.with("item_name", hashed).fields(), Encoding::Utf8);
        let sent = vector.with("item_name", requested);
        assert_eq!(notification(&body(&sent.fields(), &checksum)).unwrap().item_name, requested, "{hashed}");
        let named = vector.with("item_name", hashed);
        let in_utf8 = named.fields().into_iter().chain([("sps_hashcode", checksum.as_str())]);
        let in_utf8 = write_form(in_utf8, Encoding::Utf8).unwrap();
        assert_eq!(notification(&in_utf8).unwrap().item_name, requested, "{hashed} in UTF-8");
    }
}

#[test]
fn an_application_and_the_end_of_a_contract_say_what_they_are() {
    let application = |service_type, tracking_id| {
        let fields = [
            ("pay_method", "auone"),
            ("merchant_id", "19788"),
            ("order_id", "application-1"),
            ("service_type", service_type),
            ("tracking_id", tracking_id),
            ("res_result", "OK"),
            ("res_tracking_id", "80312789324671"),
        ];
        notification(&body(&fields, &signed(&fields, Encoding::Utf8))).unwrap()
    };
    let contract: TrackingId = "80312789324670".parse().unwrap();
    for (service_type, tracking_id, expected) in [
        ("0", "", Some(Application::Apply)),
        ("1", "80312789324670", Some(Application::Unsubscribe(contract.clone()))),
        ("2", "80312789324670", Some(Application::Reapply(contract.clone()))),
        ("", "", None),
    ] {
        // Neither a blank nor an unknown field makes a purchase of it.
        let message = application(service_type, tracking_id);
        assert_eq!(message.subject, Subject::Application(expected), "{service_type}");
        assert!(message.unread.is_empty(), "{:?}", message.unread);
    }
    let unread = application("9", "").unread;
    assert_eq!(unread.first().map(|problem| problem.field.as_str()), Some("service_type"));
    let leaving = recorded("L-1").with("pay_type", "1").with("service_type", "1");
    let message = notification(&leaving.with("tracking_id", contract.as_str()).resigned()).unwrap();
    assert_eq!(message.subject, Subject::EndOfSimpleContract { amount: Yen::new(980).ok() });
    assert_eq!(message.contract, Some(contract));
}

proptest! {
    /// Whatever the gateway signs is read, or kept for a person to read.
    #[test]
    fn what_the_gateway_signs_is_believed(
        values in proptest::collection::btree_map(
            "[a-z_]{1,12}|res_(result|date|tracking_id)|amount|item_name|free_csv|dtl_(rowno|amount)|order_id",
            "( ?[!-~あ～〜−①]{0,9}[ \r\n]?)|OK|NG|CC|[0-9]{14}",
            0..20,
        ),
    ) {
        let fields: Vec<_> = values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let checksum = signed(&fields, Encoding::Utf8);
        let fields = fields.iter().copied().chain([("sps_hashcode", checksum.as_str())]);
        match notification(&write_form(fields, Encoding::Utf8).unwrap()) {
            Ok(message) => prop_assert_eq!(message.get("res_result"), message.outcome.result.as_str()),
            Err(error) => prop_assert!(error.is_genuine(), "{:?}", error),
        }
    }

    /// Whatever arrives, nothing is believed that the gateway did not sign.
    #[test]
    fn what_nobody_signed_is_not_believed(
        fields in proptest::collection::vec(("[a-z_]{1,12}|res_result|sps_hashcode|amount", "[ -~あ]{0,9}"), 0..12),
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
    ) {
        let named = fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let form = write_form(named, Encoding::Utf8).unwrap();
        for body in [form.as_bytes(), &bytes] {
            for arrival in [Arrival::Notification, Arrival::Return] {
                let error = ReceivedMessage::read(body, arrival, &key()).unwrap_err();
                prop_assert!(!error.is_genuine(), "{:?}", error);
            }
        }
    }
}
