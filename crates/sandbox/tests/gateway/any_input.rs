//! Whatever is posted, the sandbox says what is wrong with it, and nothing is ever accepted by accident.

use super::support::{FORM, PostedRequest, TestSandbox};
use axum::http::StatusCode;
use proptest::prelude::*;
use sandbox::routes::{APPLICATION_PATH, PURCHASE_PATH};
use tokio::runtime::Builder;

proptest! {
    #[test]
    fn any_bytes_are_refused_with_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        for address in [PURCHASE_PATH, APPLICATION_PATH] {
            let bytes = bytes.clone();
            let answer = runtime.block_on(async { TestSandbox::open().post(address, FORM, bytes).await });
            assert_eq!(answer.status, StatusCode::BAD_REQUEST);
            assert!(!answer.findings().is_empty());
        }
    }

    #[test]
    fn any_bytes_leave_clock_and_contracts_alone(bytes in proptest::collection::vec(any::<u8>(), 0..60)) {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let sandbox = TestSandbox::open();
        for (address, status) in [
            ("/clock", StatusCode::BAD_REQUEST),
            ("/contracts/80312789324671/arm", StatusCode::NOT_FOUND),
            ("/contracts/80312789324671/cancel", StatusCode::NOT_FOUND),
        ] {
            let bytes = bytes.clone();
            let answer = runtime.block_on(async { sandbox.post(address, FORM, bytes).await });
            assert_eq!(answer.status, status, "{address}");
        }
    }

    #[test]
    fn any_other_value_breaks_the_checksum(field in 0_usize..30, value in "[ -~ぁ-んァ-ヶ]{0,20}") {
        let right = PostedRequest::right("order-1");
        let (name, old) = right.0[field].clone();
        prop_assume!(old != value.trim_matches(' '));
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let request = right.with(&name, &value);
        let answer = runtime.block_on(async { TestSandbox::open().purchase(request.body()).await });
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(answer.findings().iter().any(|(field, _)| *field == "sps_hashcode"), "{name}={value:?}: {answer:?}");
    }
}
