//! What became of a payment or a contract: the fields that the gateway adds to the ones it echoes.
//!
//! Link type, A02-1 and A03-1, fields `request_date` to `limit_second` (C). The answer to D01-1 is not published; that
//! it ends with the same fields is our inference (I).

use super::field::Field;
use super::parameter::LimitSeconds;
use super::reader::Reader;
use crate::date_time::JstDateTime;
use crate::error_code::LinkErrorCode;
use crate::identifier::TrackingId;
use core::fmt;
use core::str::FromStr;

/// The fields behind the echoed ones, in order.
pub(crate) const OUTCOME_FIELDS: [Field; 11] = [
    Field::digits("request_date", 14),
    Field::single_byte("res_pay_method", 1000),
    Field::single_byte("res_result", 2),
    Field::digits("res_tracking_id", 14),
    Field::digits("res_sps_cust_no", 12),
    Field::digits("res_sps_payment_no", 3),
    Field::single_byte("res_payinfo_key", 32),
    Field::digits("res_payment_date", 14),
    Field::single_byte("res_err_code", 4),
    Field::digits("res_date", 14),
    Field::digits("limit_second", 4),
];

/// What became of a payment or a contract (`res_result`, C).
///
/// ```
/// use sbps::message::PaymentResult;
///
/// assert_eq!("CC".parse(), Ok(PaymentResult::CancelledAtCarrier));
/// assert!(PaymentResult::CancelledAtCarrier.is_cancellation_notice());
/// assert!("ok".parse::<PaymentResult>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaymentResult {
    /// `OK`: done.
    Ok,
    /// `NG`: not done; `res_err_code` says why.
    Ng,
    /// `CR`: a recurring (simple) contract was cancelled.
    CancelledRecurring,
    /// `CC`: it was cancelled at the carrier.
    CancelledAtCarrier,
    /// `CL`: its last month to bill was reached.
    LastChargeMonthReached,
}

impl PaymentResult {
    /// Every result.
    pub const ALL: [Self; 5] =
        [Self::Ok, Self::Ng, Self::CancelledRecurring, Self::CancelledAtCarrier, Self::LastChargeMonthReached];

    /// The two letters of the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::Ng => "NG",
            Self::CancelledRecurring => "CR",
            Self::CancelledAtCarrier => "CC",
            Self::LastChargeMonthReached => "CL",
        }
    }

    /// Whether this is one of the three notices that end a recurring (simple) contract.
    #[must_use]
    pub const fn is_cancellation_notice(self) -> bool {
        !matches!(self, Self::Ok | Self::Ng)
    }
}

/// Two letters that are no result; keeps what was offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownResult(pub String);

impl fmt::Display for UnknownResult {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:?} is none of OK, NG, CR, CC, CL", self.0)
    }
}

impl core::error::Error for UnknownResult {}

impl FromStr for PaymentResult {
    type Err = UnknownResult;

    fn from_str(text: &str) -> Result<Self, UnknownResult> {
        let known = Self::ALL.into_iter().find(|result| result.as_str() == text);
        known.ok_or_else(|| UnknownResult(text.chars().take(16).collect()))
    }
}

/// What became of a payment or a contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatewayResult {
    /// Done, not done, or one of the notices that end a contract.
    pub result: PaymentResult,
    /// The payment method that was used.
    pub pay_method: String,
    /// The gateway's name for the payment or the contract; a cancellation notice carries the joining purchase's.
    pub tracking_id: Option<TrackingId>,
    /// `res_sps_cust_no`, unused for au.
    pub sps_customer_number: String,
    /// `res_sps_payment_no`, unused for au.
    pub sps_payment_number: String,
    /// `res_payinfo_key`.
    pub payment_information_key: String,
    /// When it was paid.
    pub payment_date: Option<JstDateTime>,
    /// `res_err_code` as it came: four characters that say why not, or blank. [`error`](Self::error) reads it.
    pub error_code: String,
    /// When the gateway answered.
    pub result_date: Option<JstDateTime>,
}

/// The text of a value that may be blank.
pub(crate) fn written<T: fmt::Display>(value: Option<&T>) -> String {
    value.map(ToString::to_string).unwrap_or_default()
}

impl GatewayResult {
    /// An outcome with nothing but its result.
    #[must_use]
    pub const fn new(result: PaymentResult) -> Self {
        Self {
            result,
            pay_method: String::new(),
            tracking_id: None,
            sps_customer_number: String::new(),
            sps_payment_number: String::new(),
            payment_information_key: String::new(),
            payment_date: None,
            error_code: String::new(),
            result_date: None,
        }
    }

    /// The error code, to be asked what it means; `None` where it is blank or has not the shape of one. A result that is
    /// NG and has none gets [`Advice::UNKNOWN`](crate::error_code::Advice::UNKNOWN).
    ///
    /// ```
    /// use sbps::error_code::PayerReason;
    /// use sbps::message::{GatewayResult, PaymentResult};
    ///
    /// let refused = GatewayResult { error_code: "8297".to_owned(), ..GatewayResult::new(PaymentResult::Ng) };
    /// assert_eq!(refused.error().map(|code| code.advice().reason), Some(PayerReason::LimitExceeded));
    /// assert_eq!(GatewayResult::new(PaymentResult::Ok).error(), None);
    /// ```
    #[must_use]
    pub fn error(&self) -> Option<LinkErrorCode> {
        self.error_code.parse().ok()
    }

    pub(crate) fn values(&self, request_date: JstDateTime, limit_seconds: Option<LimitSeconds>) -> [String; 11] {
        [
            request_date.to_string(),
            self.pay_method.clone(),
            self.result.as_str().to_owned(),
            written(self.tracking_id.as_ref()),
            self.sps_customer_number.clone(),
            self.sps_payment_number.clone(),
            self.payment_information_key.clone(),
            written(self.payment_date.as_ref()),
            self.error_code.clone(),
            written(self.result_date.as_ref()),
            limit_seconds.map(|limit| limit.get().to_string()).unwrap_or_default(),
        ]
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let result = reader.required("res_result", "OK, NG, CR, CC or CL");
        let tracking_id = reader.optional("res_tracking_id", "fourteen digits");
        let moment = "a moment of the form YYYYMMDDHHMMSS";
        let payment_date = reader.optional("res_payment_date", moment);
        let result_date = reader.optional("res_date", moment);
        let text = |name: &str| reader.form().get(name).to_owned();
        Some(Self {
            result: result?,
            pay_method: text("res_pay_method"),
            tracking_id,
            sps_customer_number: text("res_sps_cust_no"),
            sps_payment_number: text("res_sps_payment_no"),
            payment_information_key: text("res_payinfo_key"),
            payment_date,
            error_code: text("res_err_code"),
            result_date,
        })
    }
}
