//! Errors are values: each has a stable code that programs may rely on. A change here is a breaking change.
#![cfg(feature = "api")]

use sbps::api::Document;
use sbps::date_time::{JstDateTime, YearMonth};
use sbps::identifier::{MerchantId, OrderId};
use sbps::message::purchase_request::WebAddress;
use sbps::money::Yen;
use sbps::wire::{Encoding, MOST_FIELDS, read_form};

#[test]
fn every_error_keeps_its_code() {
    let yen = |text: &str| text.parse::<Yen>().unwrap_err().code();
    assert_eq!([yen("0"), yen("1.5")], ["out_of_range", "not_digits"]);
    let moment = "20260230000000".parse::<JstDateTime>().unwrap_err().code();
    assert_eq!([moment, "202613".parse::<YearMonth>().unwrap_err().code()], ["not_a_date"; 2]);
    assert_eq!("mailto:a".parse::<WebAddress>().unwrap_err().code(), "not_accepted");

    let order = |text: &str| OrderId::new(text).unwrap_err().code();
    let long = "1".repeat(39);
    let codes = [order(""), order(&long), order("注文"), order(" 1")];
    assert_eq!(codes, ["empty", "too_long", "not_single_byte", "surrounding_space"]);
    let merchant = |text: &str| MerchantId::new(text).unwrap_err().code();
    assert_eq!([merchant("301"), merchant("3013a")], ["wrong_length", "not_digits"]);

    let form = |body: &str| read_form(body.as_bytes(), Encoding::ShiftJis).unwrap_err().code();
    let many = "a=&".repeat(MOST_FIELDS + 1);
    assert_eq!([form("a=%"), form("a=%81"), form(&many)], ["percent", "not_text", "too_many_fields"]);
    assert_eq!(Encoding::ShiftJis.encode("〜").unwrap_err().code(), "not_encodable");

    let document = |bytes: &[u8]| Document::read(bytes).unwrap_err().code();
    let large = vec![b' '; sbps::api::document::LONGEST_DOCUMENT + 1];
    let codes = [document(&large), document(b"\x81"), document(b"<a id='1'></b>"), document(b"<!DOCTYPE a>")];
    assert_eq!(codes, ["too_large", "not_shift_jis", "not_xml", "not_allowed"]);
}
