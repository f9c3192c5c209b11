//! The eight characters of `res_err_code` in the API type: method (3), type (2), item (3), as in `402 03 027`.
//!
//! The structure is official; what the types and items mean is C.

use super::ErrorCodeError;
use super::advice::{Advice, Certainty};
use super::api_table::{API_ROWS, ApiRow, ITEMS};
use core::fmt;
use core::str::FromStr;

/// The method code of au Kantan Kessai.
const AU: [u8; 3] = *b"402";

/// An error code of the API type, known or not.
///
/// ```
/// use sbps::error_code::{Actor, ApiErrorCode, ApiErrorItem, ApiErrorType};
///
/// let code: ApiErrorCode = "40203027".parse()?;
/// assert_eq!(code.method(), "402");
/// assert_eq!(code.error_type(), Some(ApiErrorType::Required));
/// assert_eq!(code.item(), Some(ApiErrorItem::TrackingId));
/// assert_eq!(code.advice().actor, Actor::Merchant);
///
/// let code: ApiErrorCode = "402U3999".parse()?;
/// assert_eq!(code.error_type(), Some(ApiErrorType::PayerForbids));
/// # Ok::<(), sbps::error_code::ErrorCodeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ApiErrorCode([u8; 8]);

/// What went wrong: the fourth and fifth character. From [`SettlementNoAuthorization`](Self::SettlementNoAuthorization)
/// on, the types are au's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ApiErrorType {
    /// `00`: the XML.
    Xml,
    /// `01`: the method.
    Method,
    /// `02`: the function id.
    FunctionId,
    /// `03`: something required is missing.
    Required,
    /// `04`: characters that the item cannot hold.
    Characters,
    /// `05`: the length.
    Length,
    /// `06`: the format.
    Format,
    /// `07`: a value that is not defined.
    UndefinedValue,
    /// `08`: an item that is not used.
    Unused,
    /// `09`: the checksum.
    Checksum,
    /// `10`: the request has expired.
    RequestExpired,
    /// `11`: the gateway's transaction id.
    GatewayTransactionId,
    /// `12`: the tracking id.
    TrackingId,
    /// `13`: not allowed here.
    NotAllowedHere,
    /// `14`: the merchant id or the service id.
    MerchantOrServiceId,
    /// `80` to `86`: gateway and institution.
    GatewayOrInstitution,
    /// `90`: the API's system.
    ApiSystem,
    /// `92`: the connection inside the gateway.
    GatewayConnection,
    /// `93`: the limit of attempts.
    RetryLimit,
    /// `94`: the payment was not completed.
    PaymentNotCompleted,
    /// `95`: another customer's.
    CustomerMismatch,
    /// `96`: a request that was made already.
    DuplicateRequest,
    /// `20`: settlement without an authorisation.
    SettlementNoAuthorization,
    /// `21`: settlement of what was cancelled.
    SettlementCancelled,
    /// `22`: settlement above the authorised amount.
    SettlementAboveAuthorized,
    /// `23`: settled already.
    SettlementDone,
    /// `24`: settlement happens by itself and is not needed.
    SettlementAutomatic,
    /// `33`: the settlement period is over.
    SettlementPeriodOver,
    /// `36`: settlement is in progress.
    SettlementInProgress,
    /// `42`: settlement differs from the authorised amount.
    SettlementDiffersFromAuthorized,
    /// `43`: the authorisation was cancelled for the payer's reasons.
    AuthorizationCancelledForPayer,
    /// `25`: cancel or refund without an authorisation.
    RefundNoAuthorization,
    /// `26`: cancelled already.
    RefundCancelled,
    /// `27`: no sales for the month.
    RefundNoSalesForMonth,
    /// `28`: a partial refund only from the month after settlement on.
    PartialRefundTooEarly,
    /// `29`: the carrier has not billed yet.
    NotBilledYet,
    /// `30`: refunded already.
    RefundedAlready,
    /// `31`: the refund period is over.
    RefundPeriodOver,
    /// `37`: cancel or refund while settlement is in progress.
    RefundDuringSettlement,
    /// `38`: a refund is in progress.
    RefundInProgress,
    /// `40`: automatic sales cannot be cancelled; refund them.
    AutomaticSalesUseRefund,
    /// `41`: not refundable.
    NotRefundable,
    /// `75`: cancel or refund above the sales amount.
    RefundAboveSales,
    /// `32`: the recurring (simple) contract was cancelled already.
    RecurringCancelledAlready,
    /// `L0`: a purchase without an application.
    PurchaseNoApplication,
    /// `L1`: a purchase whose customer differs from the application's.
    PurchaseCustomerDiffers,
    /// `L2`: a purchase under a contract that was cancelled already.
    PurchaseCancelledAlready,
    /// `L3`: a purchase under a contract that could not be used and was cancelled.
    PurchaseContractUnusable,
    /// `L4`: a purchase over the limit, or an error of the carrier.
    PurchaseOverLimitOrCarrier,
    /// `L5`: the end of a contract without an application.
    CancellationNoApplication,
    /// `L6`: the end of a contract whose customer differs.
    CancellationCustomerDiffers,
    /// `L7`: the end of a contract that was cancelled already.
    CancellationCancelledAlready,
    /// `U0`: the payer is not valid.
    PayerNotValid,
    /// `U1`: the payer's circumstances do not allow it.
    PayersCircumstances,
    /// `U2`: the payer's provider does not allow it.
    PayersProvider,
    /// `U3`: the payer's own setting forbids it.
    PayerForbids,
    /// `34`: anything else.
    Other,
}

/// Which item is meant: the last three digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ApiErrorItem {
    /// `000`: the function.
    Function,
    /// `001`: `merchant_id`.
    MerchantId,
    /// `002`: `service_id`.
    ServiceId,
    /// `003`: `cust_code`.
    CustomerCode,
    /// `004`: `order_id`.
    OrderId,
    /// `005`: `item_id`.
    ItemId,
    /// `006`: `item_name`.
    ItemName,
    /// `007`: `tax`.
    Tax,
    /// `008`: `amount`.
    Amount,
    /// `009`: the notification's address.
    Notification,
    /// `010`: `free1`.
    Free1,
    /// `011`: `free2`.
    Free2,
    /// `012`: `free3`.
    Free3,
    /// `013`: `order_rowno`.
    OrderRowNumber,
    /// `014`: a detail row.
    DetailRow,
    /// `015`: a detail row's item id.
    DetailItemId,
    /// `016`: a detail row's item name.
    DetailItemName,
    /// `017`: a detail row's count.
    DetailCount,
    /// `018`: a detail row's tax.
    DetailTax,
    /// `019`: a detail row's amount.
    DetailAmount,
    /// `020`: `div_settele`, spelt so on the wire.
    DivideSettlement,
    /// `021`: `last_charge_month`.
    LastChargeMonth,
    /// `022`: `camp_type`.
    CampaignType,
    /// `023`: `request_date`.
    RequestDate,
    /// `024`: `limit_second`.
    LimitSeconds,
    /// `025`: the checksum.
    Checksum,
    /// `026`: the gateway's transaction id.
    TransactionId,
    /// `027`: `tracking_id`.
    TrackingId,
    /// `028`: the flag for encryption.
    EncryptedFlag,
    /// `029`: `processing_datetime`.
    ProcessingDateTime,
    /// `030`: the flag that asks for the customer to be returned.
    CustomerReturnFlag,
    /// `200`: `cancel_target_month`.
    CancelTargetMonth,
    /// `999`: no item in particular.
    NoItem,
}

impl ApiErrorType {
    /// Whether the request is refused before its function is begun, by an answer that does not name the function: the
    /// checks of the document and the check for duplicates. Recorded of 03, 05, 09 and 96, inferred of the rest of 00
    /// to 14 (I).
    #[must_use]
    pub const fn is_basic_refusal(self) -> bool {
        self as u8 <= Self::MerchantOrServiceId as u8 || matches!(self, Self::DuplicateRequest)
    }
}

impl ApiErrorCode {
    /// The method code, `402` for au.
    #[must_use]
    pub fn method(&self) -> &str {
        self.part(0, 3)
    }

    /// What went wrong; `None` if the type is not in our list. au's own types count only with au's method code.
    #[must_use]
    pub fn error_type(&self) -> Option<ApiErrorType> {
        self.row().map(|row| row.error_type)
    }

    /// Which item is meant; `None` if it is not in our list.
    #[must_use]
    pub fn item(&self) -> Option<ApiErrorItem> {
        let number: u16 = self.part(5, 8).parse().ok()?;
        let item = match number {
            200 => ApiErrorItem::CancelTargetMonth,
            999 => ApiErrorItem::NoItem,
            _ => *ITEMS.get(usize::from(number))?,
        };
        Some(item)
    }

    /// What to do about it; [`Advice::UNKNOWN`] if the type is not in our list.
    #[must_use]
    pub fn advice(&self) -> Advice {
        self.row().map_or(Advice::UNKNOWN, |row| row.advice)
    }

    /// How sure we are of what it means; [`Certainty::Inferred`] if the type is not in our list.
    #[must_use]
    pub fn certainty(&self) -> Certainty {
        // One mark for the whole list of types.
        self.row().map_or(Certainty::Inferred, |_| Certainty::Corroborated)
    }

    /// The eight characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.part(0, 8)
    }

    fn part(&self, from: usize, to: usize) -> &str {
        // Every character is ASCII, so each part is text.
        self.0.get(from..to).and_then(|part| core::str::from_utf8(part).ok()).unwrap_or_default()
    }

    fn row(&self) -> Option<&'static ApiRow> {
        let [method @ .., kind_high, kind_low, _, _, _] = self.0;
        let kind = [kind_high, kind_low];
        let applies = |row: &&ApiRow| (row.first..=row.last).contains(&kind) && (!row.only_au || method == AU);
        API_ROWS.iter().find(applies)
    }
}

impl FromStr for ApiErrorCode {
    type Err = ErrorCodeError;

    fn from_str(text: &str) -> Result<Self, ErrorCodeError> {
        let code: Option<[u8; 8]> = text.as_bytes().try_into().ok();
        let shaped = code.filter(|[method @ .., kind_high, kind_low, a, b, c]| {
            // The methods and types that are known have capitals; the items are numbers.
            let capital_or_digit = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
            method.iter().chain([kind_high, kind_low]).all(capital_or_digit)
                && [a, b, c].into_iter().all(u8::is_ascii_digit)
        });
        shaped.map(Self).ok_or_else(|| ErrorCodeError::new(text, "eight characters: method, type and item"))
    }
}

impl fmt::Display for ApiErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_type_stands_in_two_rows_and_the_table_is_as_small_as_stated() {
        for (place, row) in API_ROWS.iter().enumerate() {
            assert!(row.first <= row.last);
            for other in &API_ROWS[place + 1..] {
                assert!(row.last < other.first || other.last < row.first, "{:?} and {:?}", row.first, other.first);
            }
        }
        assert_eq!(size_of_val(&API_ROWS) + size_of_val(&ITEMS), 57 * 10 + 31);
    }
}
