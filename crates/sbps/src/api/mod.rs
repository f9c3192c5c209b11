//! The API type: the merchant's server asks the gateway by XML to settle, cancel, refund, bill and end.
//!
//! Service specification, "Payment Status Transition", column "API Type"; method code 402. For servers only. The
//! request goes by HTTPS POST with HTTP Basic authentication: the user is `merchant_id` followed by `service_id`, the
//! password is the hash key (C).
//!
//! Never send a call that takes money a second time because its answer did not arrive: there is no inquiry function for
//! au, and the gateway's error type 96 is "duplicate request".

pub mod answer;
pub mod document;
pub mod function;
pub mod request;

pub use answer::{ApiAnswer, ApiResult};
pub use document::{Document, DocumentElement, DocumentError};
pub use function::Function;
pub use request::{ApiRequest, Call, FixedTermPurchase};

/// The endpoint for tests, seen in use (C).
pub const TEST_ENDPOINT: &str = "https://stbfep.sps-system.com/api/xmlapi.do";

/// The endpoint for real payments, seen in use (C).
pub const PRODUCTION_ENDPOINT: &str = "https://api.sps-system.com/api/xmlapi.do";
