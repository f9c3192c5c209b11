//! The messages of the link type, each from one definition: form, validation and checksum follow from it.
//!
//! | message | direction | module |
//! |---|---|---|
//! | A01-1 purchase request | browser → gateway | [`purchase_request`] |
//! | A02-1 result notification | gateway → merchant's server | [`result`] |
//! | A03-1 return | browser → merchant's server | [`result`], the same fields |
//! | D01-1 application for a recurring (fixed term / pay as you go) contract | browser → gateway | [`application_request`] |
//! | the answer to D01-1 | gateway → merchant's server, browser → merchant's server | [`application_request`] |

pub mod application_request;
pub mod code;
pub mod detail_row;
pub mod field;
pub mod form;
pub mod gateway_result;
pub mod parameter;
pub mod purchase_request;
pub(crate) mod reader;
pub mod result;

pub use application_request::{Application, ApplicationRequest, ApplicationResult};
pub use detail_row::DetailRow;
pub use field::{Field, FieldProblem, FieldProblemKind};
pub use form::{Definition, Form, SignedForm};
pub use gateway_result::{GatewayResult, PaymentResult};
pub use purchase_request::{Purchase, PurchaseRequest};
pub use result::ResultMessage;
