//! The types and items of the API type's error codes, one row each (C); a merchant who holds the official documents
//! can check them here and change one line.

use super::advice::Advice;
use super::api_meaning::{ApiErrorItem, ApiErrorType};

/// The types from `first` to `last`, compared as two ASCII characters.
pub(super) struct ApiRow {
    pub(super) first: [u8; 2],
    pub(super) last: [u8; 2],
    /// Whether the type is au's own and says nothing under another method code.
    pub(super) only_au: bool,
    pub(super) error_type: ApiErrorType,
    pub(super) advice: Advice,
}

const fn common(code: [u8; 2], error_type: ApiErrorType, advice: Advice) -> ApiRow {
    ApiRow { first: code, last: code, only_au: false, error_type, advice }
}

const fn au(code: [u8; 2], error_type: ApiErrorType, advice: Advice) -> ApiRow {
    ApiRow { first: code, last: code, only_au: true, error_type, advice }
}

pub(super) static API_ROWS: [ApiRow; 57] = [
    common(*b"00", ApiErrorType::Xml, Advice::MERCHANT_UPKEEP),
    common(*b"01", ApiErrorType::Method, Advice::MERCHANT_UPKEEP),
    common(*b"02", ApiErrorType::FunctionId, Advice::MERCHANT_UPKEEP),
    common(*b"03", ApiErrorType::Required, Advice::MERCHANT_UPKEEP),
    common(*b"04", ApiErrorType::Characters, Advice::MERCHANT_UPKEEP),
    common(*b"05", ApiErrorType::Length, Advice::MERCHANT_UPKEEP),
    common(*b"06", ApiErrorType::Format, Advice::MERCHANT_UPKEEP),
    common(*b"07", ApiErrorType::UndefinedValue, Advice::MERCHANT_UPKEEP),
    common(*b"08", ApiErrorType::Unused, Advice::MERCHANT_UPKEEP),
    common(*b"09", ApiErrorType::Checksum, Advice::MERCHANT_UPKEEP),
    common(*b"10", ApiErrorType::RequestExpired, Advice::MERCHANT_AGAIN),
    common(*b"11", ApiErrorType::GatewayTransactionId, Advice::MERCHANT_UPKEEP),
    common(*b"12", ApiErrorType::TrackingId, Advice::MERCHANT_UPKEEP),
    common(*b"13", ApiErrorType::NotAllowedHere, Advice::MERCHANT_UPKEEP),
    common(*b"14", ApiErrorType::MerchantOrServiceId, Advice::MERCHANT_UPKEEP),
    ApiRow {
        first: *b"80",
        last: *b"86",
        only_au: false,
        error_type: ApiErrorType::GatewayOrInstitution,
        advice: Advice::GATEWAY,
    },
    common(*b"90", ApiErrorType::ApiSystem, Advice::GATEWAY),
    common(*b"92", ApiErrorType::GatewayConnection, Advice::GATEWAY),
    // A server asks, no payer is there to blame, and neither says how far the payment went.
    common(*b"93", ApiErrorType::RetryLimit, Advice::LOOK_UP),
    common(*b"94", ApiErrorType::PaymentNotCompleted, Advice::LOOK_UP),
    common(*b"95", ApiErrorType::CustomerMismatch, Advice::MERCHANT_UPKEEP),
    common(*b"96", ApiErrorType::DuplicateRequest, Advice::LOOK_UP),
    au(*b"20", ApiErrorType::SettlementNoAuthorization, Advice::MERCHANT_UPKEEP),
    au(*b"21", ApiErrorType::SettlementCancelled, Advice::CANCELLED),
    au(*b"22", ApiErrorType::SettlementAboveAuthorized, Advice::MERCHANT_UPKEEP),
    au(*b"23", ApiErrorType::SettlementDone, Advice::DONE),
    au(*b"24", ApiErrorType::SettlementAutomatic, Advice::DONE),
    au(*b"33", ApiErrorType::SettlementPeriodOver, Advice::TOO_LATE),
    au(*b"36", ApiErrorType::SettlementInProgress, Advice::IN_PROGRESS),
    au(*b"42", ApiErrorType::SettlementDiffersFromAuthorized, Advice::MERCHANT_UPKEEP),
    au(*b"43", ApiErrorType::AuthorizationCancelledForPayer, Advice::NOT_USABLE),
    au(*b"25", ApiErrorType::RefundNoAuthorization, Advice::MERCHANT_UPKEEP),
    au(*b"26", ApiErrorType::RefundCancelled, Advice::CANCELLED),
    au(*b"27", ApiErrorType::RefundNoSalesForMonth, Advice::MERCHANT_UPKEEP),
    au(*b"28", ApiErrorType::PartialRefundTooEarly, Advice::TOO_EARLY),
    au(*b"29", ApiErrorType::NotBilledYet, Advice::TOO_EARLY),
    au(*b"30", ApiErrorType::RefundedAlready, Advice::DONE),
    au(*b"31", ApiErrorType::RefundPeriodOver, Advice::TOO_LATE),
    au(*b"37", ApiErrorType::RefundDuringSettlement, Advice::IN_PROGRESS),
    au(*b"38", ApiErrorType::RefundInProgress, Advice::IN_PROGRESS),
    au(*b"40", ApiErrorType::AutomaticSalesUseRefund, Advice::MERCHANT_UPKEEP),
    au(*b"41", ApiErrorType::NotRefundable, Advice::MERCHANT_UPKEEP),
    au(*b"75", ApiErrorType::RefundAboveSales, Advice::MERCHANT_UPKEEP),
    au(*b"32", ApiErrorType::RecurringCancelledAlready, Advice::CANCELLED),
    au(*b"L0", ApiErrorType::PurchaseNoApplication, Advice::LAPSED),
    au(*b"L1", ApiErrorType::PurchaseCustomerDiffers, Advice::MERCHANT_UPKEEP),
    au(*b"L2", ApiErrorType::PurchaseCancelledAlready, Advice::LAPSED),
    au(*b"L3", ApiErrorType::PurchaseContractUnusable, Advice::LAPSED),
    // Which of the two it was, the code does not say; the limit is what a payer can look at.
    au(*b"L4", ApiErrorType::PurchaseOverLimitOrCarrier, Advice::LIMIT),
    au(*b"L5", ApiErrorType::CancellationNoApplication, Advice::MERCHANT_UPKEEP),
    au(*b"L6", ApiErrorType::CancellationCustomerDiffers, Advice::MERCHANT_UPKEEP),
    au(*b"L7", ApiErrorType::CancellationCancelledAlready, Advice::CANCELLED),
    au(*b"U0", ApiErrorType::PayerNotValid, Advice::NOT_USABLE),
    au(*b"U1", ApiErrorType::PayersCircumstances, Advice::NOT_USABLE),
    au(*b"U2", ApiErrorType::PayersProvider, Advice::NOT_USABLE),
    au(*b"U3", ApiErrorType::PayerForbids, Advice::FORBIDDEN),
    au(*b"34", ApiErrorType::Other, Advice::UNKNOWN),
];

/// The items `000` to `030` in order.
pub(super) static ITEMS: [ApiErrorItem; 31] = [
    ApiErrorItem::Function,
    ApiErrorItem::MerchantId,
    ApiErrorItem::ServiceId,
    ApiErrorItem::CustomerCode,
    ApiErrorItem::OrderId,
    ApiErrorItem::ItemId,
    ApiErrorItem::ItemName,
    ApiErrorItem::Tax,
    ApiErrorItem::Amount,
    ApiErrorItem::Notification,
    ApiErrorItem::Free1,
    ApiErrorItem::Free2,
    ApiErrorItem::Free3,
    ApiErrorItem::OrderRowNumber,
    ApiErrorItem::DetailRow,
    ApiErrorItem::DetailItemId,
    ApiErrorItem::DetailItemName,
    ApiErrorItem::DetailCount,
    ApiErrorItem::DetailTax,
    ApiErrorItem::DetailAmount,
    ApiErrorItem::DivideSettlement,
    ApiErrorItem::LastChargeMonth,
    ApiErrorItem::CampaignType,
    ApiErrorItem::RequestDate,
    ApiErrorItem::LimitSeconds,
    ApiErrorItem::Checksum,
    ApiErrorItem::TransactionId,
    ApiErrorItem::TrackingId,
    ApiErrorItem::EncryptedFlag,
    ApiErrorItem::ProcessingDateTime,
    ApiErrorItem::CustomerReturnFlag,
];
