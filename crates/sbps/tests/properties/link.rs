//! The messages of the link type, over the bytes of a form and back.

use crate::change::{Change, changed, changes};
use crate::values::{application_request, application_result, purchase_request, result_message};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use sbps::checksum::{Checksum, HashKey};
use sbps::message::{
    ApplicationRequest, ApplicationResult, Definition, FieldProblem, Form, PurchaseRequest, ResultMessage, SignedForm,
    application_request as application, purchase_request as purchase, result,
};
use sbps::wire::{Encoding, read_form, write_form};
use std::fmt::Debug;

/// Everything that the four kinds of messages have in common.
trait Message: Sized + Debug + PartialEq {
    fn form(&self) -> Form;
    fn read(form: &Form) -> Result<Self, Vec<FieldProblem>>;
    fn arrange(received: &[(String, String)]) -> Result<SignedForm, Vec<FieldProblem>>;
}

macro_rules! messages {
    ($($message:ident: $definition:expr;)*) => {$(
        impl Message for $message {
            fn form(&self) -> Form {
                $message::form(self)
            }

            fn read(form: &Form) -> Result<Self, Vec<FieldProblem>> {
                $message::read(form)
            }

            fn arrange(received: &[(String, String)]) -> Result<SignedForm, Vec<FieldProblem>> {
                Definition::arrange(&$definition, received)
            }
        }
    )*};
}

messages! {
    PurchaseRequest: purchase::DEFINITION;
    ResultMessage: result::DEFINITION;
    ApplicationRequest: application::DEFINITION;
    ApplicationResult: application::ANSWER_DEFINITION;
}

fn key() -> HashKey {
    HashKey::new("0123456789abcdef0123456789abcdef01234567".to_owned()).unwrap()
}

fn signed(form: Form, hashed: Encoding) -> SignedForm {
    let checksum = Checksum::of_form(&form, hashed, &key()).unwrap().upper_case();
    SignedForm { form, checksum }
}

/// Parameters arrive in no fixed order; only fields of the same name keep theirs.
fn out_of_order(fields: &[(String, String)], turn: usize) -> Vec<(String, String)> {
    let mut shuffled: Vec<_> = fields.to_vec();
    let length = shuffled.len();
    shuffled.sort_by_key(|(name, _)| (name.len() * 31 + turn) % 7);
    shuffled.rotate_left(turn % length);
    // A rotation may have parted the rows: give each name's places its values in their first order.
    let mut taken = Vec::new();
    for (name, value) in &mut shuffled {
        let nth = taken.iter().filter(|earlier| *earlier == name).count();
        let first = fields.iter().filter(|(field, _)| field == name).nth(nth).unwrap();
        value.clone_from(&first.1);
        taken.push(name.clone());
    }
    shuffled
}

/// Printed, signed, written, read, put in order, checked: the same message.
fn comes_back<M: Message>(message: &M, body: Encoding, hashed: Encoding, turn: usize) -> Result<(), TestCaseError> {
    let form = message.form();
    prop_assert_eq!(&M::read(&form).unwrap(), message);
    let signed = signed(form, hashed);
    let bytes = write_form(signed.fields(), body).unwrap();
    prop_assert!(bytes.is_ascii());
    let received = read_form(bytes.as_bytes(), body).unwrap();
    let arranged = M::arrange(&out_of_order(&received, turn)).unwrap();
    prop_assert_eq!(&arranged, &signed);
    prop_assert!(arranged.is_genuine(hashed, &key()));
    prop_assert_eq!(&M::read(&arranged.form).unwrap(), message);
    Ok(())
}

/// Whatever is done to the bytes, what passes for genuine says what was signed.
fn is_not_forged<M: Message>(message: &M, hashed: Encoding, changes: &[Change]) -> Result<(), TestCaseError> {
    let signed = signed(message.form(), hashed);
    let bytes = write_form(signed.fields(), Encoding::ShiftJis).unwrap();
    let bytes = changed(bytes.as_bytes(), changes);
    let Ok(received) = read_form(&bytes, Encoding::ShiftJis) else { return Ok(()) };
    let Ok(arranged) = M::arrange(&received) else { return Ok(()) };
    let read = M::read(&arranged.form);
    if arranged.is_genuine(hashed, &key()) {
        prop_assert_eq!(&arranged.form, &signed.form);
        prop_assert_eq!(&read.unwrap(), message);
    }
    Ok(())
}

proptest! {
    #[test]
    fn a_purchase_request_comes_back(message in purchase_request(), turn in 0_usize..100) {
        comes_back(&message, Encoding::ShiftJis, Encoding::Utf8, turn)?;
    }

    #[test]
    fn a_notification_comes_back(message in result_message(), turn in 0_usize..100) {
        comes_back(&message, Encoding::Utf8, Encoding::Utf8, turn)?;
        comes_back(&message, Encoding::ShiftJis, Encoding::Utf8, turn)?;
    }

    #[test]
    fn a_return_comes_back(message in result_message(), turn in 0_usize..100) {
        comes_back(&message, Encoding::ShiftJis, Encoding::ShiftJis, turn)?;
    }

    #[test]
    fn an_application_comes_back(message in application_request(), turn in 0_usize..100) {
        comes_back(&message, Encoding::ShiftJis, Encoding::Utf8, turn)?;
    }

    #[test]
    fn the_answer_to_an_application_comes_back(message in application_result(), turn in 0_usize..100) {
        comes_back(&message, Encoding::ShiftJis, Encoding::Utf8, turn)?;
    }

    #[test]
    fn a_changed_purchase_request_is_not_genuine(message in purchase_request(), changes in changes()) {
        is_not_forged(&message, Encoding::Utf8, &changes)?;
    }

    #[test]
    fn a_changed_notification_is_not_genuine(message in result_message(), changes in changes()) {
        is_not_forged(&message, Encoding::Utf8, &changes)?;
    }

    #[test]
    fn a_changed_return_is_not_genuine(message in result_message(), changes in changes()) {
        is_not_forged(&message, Encoding::ShiftJis, &changes)?;
    }

    #[test]
    fn a_changed_application_is_not_genuine(message in application_request(), changes in changes()) {
        is_not_forged(&message, Encoding::Utf8, &changes)?;
    }

    #[test]
    fn a_changed_answer_to_an_application_is_not_genuine(message in application_result(), changes in changes()) {
        is_not_forged(&message, Encoding::Utf8, &changes)?;
    }

    #[test]
    fn any_fields_are_written_and_read_alike(
        fields in proptest::collection::vec((any::<String>(), any::<String>()), 0..8),
        shift_jis in proptest::collection::vec(crate::values::accepted_character(), 0..40),
    ) {
        let named = || fields.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let body = write_form(named(), Encoding::Utf8).unwrap();
        prop_assert_eq!(read_form(body.as_bytes(), Encoding::Utf8).unwrap(), fields.clone());
        if let Ok(body) = write_form(named(), Encoding::ShiftJis) {
            prop_assert_eq!(read_form(body.as_bytes(), Encoding::ShiftJis).unwrap(), fields);
        }
        let value: String = shift_jis.into_iter().collect();
        let body = write_form([("a", value.as_str())], Encoding::ShiftJis).unwrap();
        prop_assert_eq!(read_form(body.as_bytes(), Encoding::ShiftJis).unwrap(), [("a".to_owned(), value)]);
    }
}
