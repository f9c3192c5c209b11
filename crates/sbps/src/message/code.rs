//! Every code of the wire that says how a purchase is billed, in one place.
//!
//! The gateway publishes the names of these fields; their values for au are only partly published.
//! A merchant who holds the official documents can check them here and change one line. O:
//! official. C: several independent public implementations agree. I: our inference.

/// `pay_method` for au Kantan Kessai (C).
pub const PAY_METHOD: &str = "auone";

/// `terminal_type` for PC and smartphone (C); `1`, the feature phone, is not supported for au
/// (service specification, "Supported devices").
pub const TERMINAL_TYPE: &str = "0";

/// The five codes that carry the billing method, as texts of the wire.
///
/// ```
/// use sbps::message::code;
///
/// assert_eq!((code::FIXED_TERM.pay_type, code::FIXED_TERM.auto_charge_type), ("2", "0"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BillingCodes {
    /// `pay_type`: `0` one-time, `1` recurring (simple), `2` recurring (fixed term / pay as you go)
    /// (C).
    pub pay_type: &'static str,
    /// `auto_charge_type`: who bills again; `1` the gateway, `0` the merchant, blank for one-time
    /// (C/I).
    pub auto_charge_type: &'static str,
    /// `service_type`: `0` join, `1` cancel (C).
    pub service_type: &'static str,
    /// `div_settele`, spelt so on the wire: `0` for recurring, blank for one-time (C/I).
    pub div_settele: &'static str,
    /// `camp_type`: `0` first month charged, `1` first month free (C/I); blank elsewhere.
    pub camp_type: &'static str,
}

impl BillingCodes {
    /// Whether an answer that repeats these two codes is about such a request: together they tell
    /// joining from cancelling in each billing method.
    pub(crate) fn is_told_by(&self, pay_type: &str, service_type: &str) -> bool {
        (self.pay_type, self.service_type) == (pay_type, service_type)
    }
}

/// One-time purchase.
pub const ONE_TIME: BillingCodes =
    BillingCodes { pay_type: "0", auto_charge_type: "", service_type: "0", div_settele: "", camp_type: "" };

/// Joining a recurring (simple) contract whose first month is charged.
pub const SIMPLE_FIRST_MONTH_CHARGED: BillingCodes =
    BillingCodes { pay_type: "1", auto_charge_type: "1", service_type: "0", div_settele: "0", camp_type: "0" };

/// Joining a recurring (simple) contract whose first month is free.
pub const SIMPLE_FIRST_MONTH_FREE: BillingCodes = BillingCodes { camp_type: "1", ..SIMPLE_FIRST_MONTH_CHARGED };

/// Cancelling a recurring (simple) contract; that `camp_type` is blank then is our inference (I).
pub const SIMPLE_CANCEL: BillingCodes = BillingCodes { service_type: "1", camp_type: "", ..SIMPLE_FIRST_MONTH_CHARGED };

/// The first purchase of a recurring (fixed term / pay as you go) contract.
pub const FIXED_TERM: BillingCodes =
    BillingCodes { pay_type: "2", auto_charge_type: "0", service_type: "0", div_settele: "0", camp_type: "" };

/// What a blank `limit_second` is read as, in seconds (I).
pub const LIMIT_SECONDS_WHEN_BLANK: u16 = 600;
