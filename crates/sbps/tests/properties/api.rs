//! The documents of the API type, over their bytes and back.

use crate::change::{changed, changes};
use crate::values::{api_answer, api_request};
use proptest::prelude::*;
use sbps::api::{ApiAnswer, ApiRequest, Document};
use sbps::checksum::HashKey;

fn key() -> HashKey {
    HashKey::new("0123456789abcdef0123456789abcdef01234567".to_owned()).unwrap()
}

proptest! {
    #[test]
    fn a_request_comes_back(request in api_request()) {
        let document = request.sign(&key()).unwrap();
        let xml = document.to_xml();
        prop_assert!(xml.is_ascii(), "so that its bytes are its Shift_JIS");
        let read = Document::read(xml.as_bytes()).unwrap();
        prop_assert_eq!(&read, &document);
        prop_assert_eq!(ApiRequest::read(&read, &key()), Ok((request, true)));
    }

    #[test]
    fn a_changed_request_is_not_genuine(request in api_request(), changes in changes()) {
        let xml = request.sign(&key()).unwrap().to_xml();
        let Ok(document) = Document::read(&changed(xml.as_bytes(), &changes)) else { return Ok(()) };
        if let Ok((read, true)) = ApiRequest::read(&document, &key()) {
            prop_assert_eq!(read, request);
        }
    }

    #[test]
    fn a_request_under_another_key_is_not_genuine(request in api_request()) {
        let other = HashKey::new("another".to_owned()).unwrap();
        let document = request.sign(&other).unwrap();
        prop_assert_eq!(ApiRequest::read(&document, &key()), Ok((request, false)));
    }

    #[test]
    fn an_answer_comes_back(answer in api_answer()) {
        let xml = answer.document().to_xml();
        let document = Document::read(xml.as_bytes()).unwrap();
        prop_assert_eq!(ApiAnswer::read(&document), Ok(answer));
    }

    #[test]
    fn a_changed_answer_does_not_panic(answer in api_answer(), changes in changes()) {
        let xml = answer.document().to_xml();
        if let Ok(document) = Document::read(&changed(xml.as_bytes(), &changes))
            && let Ok(read) = ApiAnswer::read(&document)
        {
            let again = Document::read(read.document().to_xml().as_bytes()).unwrap();
            prop_assert_eq!(ApiAnswer::read(&again), Ok(read));
        }
    }
}
