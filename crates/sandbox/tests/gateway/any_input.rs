//! Whatever is posted, the sandbox says what is wrong with it, and nothing is ever accepted by accident.

use super::support::{PostedRequest, TestSandbox};
use axum::http::StatusCode;
use proptest::prelude::*;
use tokio::runtime::Builder;

proptest! {
    #[test]
    fn any_bytes_are_refused_with_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let answer = runtime.block_on(async { TestSandbox::open().purchase(bytes).await });
        assert_eq!(answer.status, StatusCode::BAD_REQUEST);
        assert!(!answer.findings().is_empty());
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
