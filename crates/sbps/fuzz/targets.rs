//! What is fuzzed, one function for each parser. Each takes any bytes, checks what must hold, and says whether they were
//! read as something. The fuzz targets call these with the fuzzer's bytes; `tests/fuzz_corpus.rs` calls them with the
//! corpus and with changes of it, on any compiler.

use sbps::api::{ApiAnswer, ApiRequest, Document};
use sbps::checksum::HashKey;
use sbps::date_time::{JstDateTime, YearMonth};
use sbps::error_code::{ApiErrorCode, LinkErrorCode};
use sbps::message::purchase_request::LimitSeconds;
use sbps::message::{
    ApplicationRequest, ApplicationResult, PurchaseRequest, ResultMessage, SignedForm, application_request,
    purchase_request as purchase, result,
};
use sbps::money::{Tax, Yen};
use sbps::text::{ItemName, StatementPreview, is_accepted, width, with_safe_twins};
use sbps::wire::{Encoding, read_form, write_form};
use std::fmt::{Debug, Display};
use std::str::FromStr;

/// A parser under test.
pub(crate) type Target = fn(&[u8]) -> bool;

/// Every target and the folder of its corpus.
pub(crate) const ALL: [(&str, Target); 12] = [
    ("form_body", form_body),
    ("purchase_request", purchase_request),
    ("result_message", result_message),
    ("application_request", application),
    ("application_result", application_answer),
    ("api_document", api_document),
    ("api_request", api_request),
    ("api_answer", api_answer),
    ("item_name", item_name),
    ("dates", dates),
    ("amounts", amounts),
    ("error_codes", error_codes),
];

fn key() -> HashKey {
    HashKey::new("0123456789abcdef0123456789abcdef01234567".to_owned()).expect("it is not empty")
}

/// What was read from a body is written and read alike, in either encoding that can write it.
pub(crate) fn form_body(bytes: &[u8]) -> bool {
    let mut read_any = false;
    for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
        let Ok(fields) = read_form(bytes, encoding) else { continue };
        read_any |= !fields.is_empty();
        let named = || fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let body = write_form(named(), Encoding::Utf8).expect("UTF-8 has every character");
        assert_eq!(read_form(body.as_bytes(), Encoding::Utf8).as_ref(), Ok(&fields));
        if let Ok(body) = write_form(named(), Encoding::ShiftJis) {
            assert_eq!(read_form(body.as_bytes(), Encoding::ShiftJis).as_ref(), Ok(&fields));
        }
    }
    read_any
}

/// A message that was read is printed as it came: nothing of it has two spellings.
macro_rules! message {
    ($name:ident, $message:ty, $definition:expr) => {
        /// What was read as this message is printed as it came: nothing of it has two spellings.
        pub(crate) fn $name(bytes: &[u8]) -> bool {
            let mut read_any = false;
            for encoding in [Encoding::Utf8, Encoding::ShiftJis] {
                let Ok(received) = read_form(bytes, encoding) else { continue };
                let Ok(signed) = $definition.arrange(&received) else { continue };
                let _: [bool; 2] = [Encoding::Utf8, Encoding::ShiftJis].map(|hashed| signed.is_genuine(hashed, &key()));
                let Ok(message) = <$message>::read(&signed.form) else { continue };
                assert_eq!(message.form(), signed.form);
                let again = SignedForm::sign_request(message.form(), &key()).expect("its texts survive");
                assert!(again.is_genuine(Encoding::Utf8, &key()));
                read_any = true;
            }
            read_any
        }
    };
}

message!(purchase_request, PurchaseRequest, purchase::DEFINITION);
message!(result_message, ResultMessage, result::DEFINITION);
message!(application, ApplicationRequest, application_request::DEFINITION);
message!(application_answer, ApplicationResult, application_request::ANSWER_DEFINITION);

/// A document keeps to its limits.
pub(crate) fn api_document(bytes: &[u8]) -> bool {
    let Ok(document) = Document::read(bytes) else { return false };
    assert!(bytes.len() <= sbps::api::document::LONGEST_DOCUMENT);
    assert!(document.elements.len() <= sbps::api::document::MOST_ELEMENTS);
    let texts: usize = document.elements.iter().map(|element| element.text.len()).sum();
    // One byte of Shift_JIS becomes at most three of UTF-8; no reference is shorter than what it names.
    assert!(texts <= bytes.len() * 3, "a document does not grow on its way in");
    true
}

/// A request that was read is signed and read alike.
pub(crate) fn api_request(bytes: &[u8]) -> bool {
    let Ok(document) = Document::read(bytes) else { return false };
    let Ok((request, _)) = ApiRequest::read(&document, &key()) else { return false };
    let signed = request.sign(&key()).expect("its texts survive");
    let document = Document::read(signed.to_xml().as_bytes()).expect("a document as we print it");
    assert_eq!(ApiRequest::read(&document, &key()), Ok((request, true)));
    true
}

/// An answer that was read is printed and read alike.
pub(crate) fn api_answer(bytes: &[u8]) -> bool {
    let Ok(document) = Document::read(bytes) else { return false };
    let Ok(answer) = ApiAnswer::read(&document) else { return false };
    let _ = answer.error().map(|code| (code.error_type(), code.item(), code.advice()));
    let document = Document::read(answer.document().to_xml().as_bytes()).expect("a document as we print it");
    assert_eq!(ApiAnswer::read(&document), Ok(answer));
    true
}

/// A name is what the encoder carries, and its preview is its beginning.
pub(crate) fn item_name(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let preview = StatementPreview::of(&text);
    assert_eq!([preview.visible(), preview.hidden()].concat(), text);
    assert!(preview.visible().chars().count() <= ItemName::VISIBLE_CHARACTERS);
    let twins = with_safe_twins(&text);
    assert_eq!(with_safe_twins(&twins), twins);
    assert_eq!(ItemName::problems(&text).is_empty(), ItemName::new(&text).is_ok());
    match ItemName::new(&text) {
        Ok(name) => {
            let bytes = Encoding::ShiftJis.encode(name.as_str()).expect("it arrives as it went");
            assert_eq!(bytes.len(), name.width());
            assert!(text.chars().all(is_accepted) && width(&text) <= ItemName::LONGEST);
            true
        }
        Err(error) => {
            let suggestion = error.suggestion(ItemName::LONGEST);
            assert!(suggestion.is_none_or(|suggestion| ItemName::new(&suggestion).is_ok()));
            assert!(!error.to_string().is_empty());
            false
        }
    }
}

/// Whether `text` is a `T`; if so, it is its only spelling.
fn one_spelling<T: FromStr<Err: Display> + Display + Debug>(text: &str) -> bool {
    match text.parse::<T>() {
        Ok(value) => {
            assert_eq!(value.to_string(), text, "{value:?}");
            true
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            false
        }
    }
}

/// Moments and months have one spelling each, and seconds lose nothing.
pub(crate) fn dates(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    if let Ok(moment) = text.parse::<JstDateTime>() {
        assert_eq!(JstDateTime::from_unix_seconds(moment.unix_seconds()), Some(moment));
        assert_eq!(JstDateTime::from_local(moment.local()), Some(moment));
    }
    if let Some(seconds) = bytes.first_chunk() {
        let seconds = i64::from_le_bytes(*seconds);
        assert!(JstDateTime::from_unix_seconds(seconds).is_none_or(|moment| moment.unix_seconds() == seconds));
    }
    one_spelling::<JstDateTime>(&text) | one_spelling::<YearMonth>(&text)
}

/// Amounts have one spelling each.
pub(crate) fn amounts(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let limit = text.parse::<LimitSeconds>();
    assert!(limit.is_ok_and(|limit| limit.get().to_string() == text) || text.parse::<LimitSeconds>().is_err());
    one_spelling::<Yen>(&text) | one_spelling::<Tax>(&text)
}

/// Codes are kept as they came, known or not.
pub(crate) fn error_codes(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let link = text.parse::<LinkErrorCode>().map(|code| (code.meaning(), code.advice(), code.certainty()));
    let api = text.parse::<ApiErrorCode>().map(|code| (code.error_type(), code.item(), code.advice()));
    assert!(link.is_err() || api.is_err(), "four characters are not eight");
    one_spelling::<LinkErrorCode>(&text) | one_spelling::<ApiErrorCode>(&text)
}
