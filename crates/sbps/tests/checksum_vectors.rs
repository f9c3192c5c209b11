//! Every published checksum vector of the link type, and what must not pass.
#![cfg(feature = "sign")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may stop at the first surprise")]

use sbps::checksum::{Checksum, HashKey};
use sbps::message::{PaymentResult, SignedForm, purchase_request, result};
use sbps::wire::{Encoding, WireError};

#[derive(serde::Deserialize)]
struct Vectors {
    vectors: Vec<Vector>,
}

#[derive(serde::Deserialize)]
struct Vector {
    id: String,
    encoding: String,
    hash_key: String,
    sps_hashcode: String,
    fields: Vec<(String, String)>,
}

impl Vector {
    fn encoding(&self) -> Encoding {
        match self.encoding.as_str() {
            "utf-8" => Encoding::Utf8,
            "shift_jis" => Encoding::ShiftJis,
            other => unreachable!("{}: no such encoding: {other}", self.id),
        }
    }

    fn key(&self) -> HashKey {
        HashKey::new(self.hash_key.clone()).unwrap()
    }

    fn checksum(&self) -> Checksum {
        Checksum::of(self.fields.iter().map(|(_, value)| value.as_str()), self.encoding(), &self.key()).unwrap()
    }

    fn received(&self) -> Vec<(String, String)> {
        let checksum = ("sps_hashcode".to_owned(), self.sps_hashcode.clone());
        // The order of arrival means nothing.
        self.fields.iter().cloned().chain([checksum]).rev().collect()
    }
}

fn vectors() -> Vec<Vector> {
    let vectors: Vectors = serde_json::from_str(include_str!("vectors.json")).unwrap();
    assert_eq!(vectors.vectors.len(), 4);
    vectors.vectors
}

fn vector(id: &str) -> Vector {
    vectors().into_iter().find(|vector| vector.id == id).expect("the file has this vector")
}

#[test]
fn every_vector_has_its_checksum() {
    for vector in vectors() {
        assert!(vector.checksum().is_spelt(&vector.sps_hashcode), "{}", vector.id);
        assert_eq!(vector.checksum().lower_case(), vector.sps_hashcode.to_lowercase(), "{}", vector.id);
    }
}

#[test]
fn any_changed_value_or_digit_breaks_the_checksum() {
    for mut vector in vectors() {
        let mut digits = vector.sps_hashcode.clone();
        let last = if digits.pop() == Some('0') { '1' } else { '0' };
        digits.push(last);
        assert!(!vector.checksum().is_spelt(&digits), "{}", vector.id);
        assert!(!vector.checksum().is_spelt(&vector.sps_hashcode[1..]), "{}", vector.id);
        for field in 0..vector.fields.len() {
            let kept = vector.fields[field].1.clone();
            vector.fields[field].1.push('1');
            assert!(!vector.checksum().is_spelt(&vector.sps_hashcode), "{} {}", vector.id, vector.fields[field].0);
            vector.fields[field].1 = kept;
        }
    }
}

#[test]
fn the_checksum_does_not_say_where_a_value_ends() {
    let key = HashKey::new("key".to_owned()).unwrap();
    let of = |tax, amount| Checksum::of([tax, amount], Encoding::Utf8, &key).unwrap();
    assert_eq!(of("", "3500"), of("3", "500"), "so amounts are compared with the record");
}

#[test]
fn half_width_spaces_around_a_value_do_not_count_and_full_width_ones_do() {
    let key = HashKey::new("key".to_owned()).unwrap();
    let of = |value| Checksum::of([value], Encoding::Utf8, &key).unwrap();
    assert_eq!(of(" a b "), of("a b"));
    assert_ne!(of("\u{3000}a"), of("a"));
}

#[test]
fn a_key_is_what_stands_between_the_white_space_of_its_file() {
    let of = |key: &str| HashKey::new(key.to_owned()).map(|key| Checksum::of(["a"], Encoding::Utf8, &key).unwrap());
    assert_eq!(of(" key\n"), of("key"));
    assert_ne!(of("key2"), of("key"));
    for nothing in ["", " \n"] {
        assert_eq!(of(nothing).unwrap_err().to_string(), "the hash key is empty", "{nothing:?}");
    }
}

#[test]
fn what_would_not_survive_the_post_is_not_signed() {
    let key = HashKey::new("key".to_owned()).unwrap();
    let form = |text: &str| {
        purchase_request::DEFINITION.fill([(); 28].map(|()| text.to_owned()), vec![], [(); 2].map(|()| String::new()))
    };
    assert!(SignedForm::sign_request(form("～"), &key).unwrap().is_genuine(Encoding::Utf8, &key));
    let refused = SignedForm::sign_request(form("赤〜"), &key);
    assert_eq!(refused, Err(WireError::NotEncodable { text: "赤〜".to_owned() }));
}

#[test]
fn recorded_answers_are_read_whatever_the_order_of_their_fields() {
    for id in ["L-1", "L-2"] {
        let vector = vector(id);
        let signed = result::DEFINITION.arrange(&vector.received()).unwrap();
        assert!(signed.is_genuine(vector.encoding(), &vector.key()), "{id}");
        let message = result::ResultMessage::read(&signed.form).unwrap();
        assert_eq!(message.outcome.result, PaymentResult::Ok);
        assert_eq!(message.outcome.tracking_id.as_ref().map(|id| id.as_str()), Some("80312789324671"));
        assert_eq!(message.echoed.item_name.as_str(), "継続課金");
        assert_eq!(message.form(), signed.form, "printing is the inverse of reading");
    }
    let [notification, returned] = ["L-1", "L-2"].map(vector);
    let signed = result::DEFINITION.arrange(&notification.received()).unwrap();
    assert!(!signed.is_genuine(Encoding::ShiftJis, &notification.key()), "a notification hashes UTF-8");
    let signed = result::DEFINITION.arrange(&returned.received()).unwrap();
    assert!(!signed.is_genuine(Encoding::Utf8, &returned.key()), "a return hashes Shift_JIS");
}

#[test]
fn request_vectors_stand_in_the_order_of_the_definition() {
    for id in ["R-1", "R-2"] {
        let vector = vector(id);
        let signed = purchase_request::DEFINITION.arrange(&vector.received()).unwrap();
        let names: Vec<_> =
            signed.form.fields().iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        assert_eq!(names, vector.fields, "{id}");
        assert!(signed.is_genuine(Encoding::Utf8, &vector.key()), "{id}");
        assert_eq!(signed.fields().last(), Some(("sps_hashcode", vector.sps_hashcode.as_str())));
    }
    let signed = purchase_request::DEFINITION.arrange(&vector("R-2").received()).unwrap();
    assert_eq!(signed.form.rows().count(), 1);
    assert_eq!(purchase_request::DEFINITION.names().count(), 40);
}
