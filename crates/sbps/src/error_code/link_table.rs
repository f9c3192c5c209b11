//! The codes of the link type, one row for each run of codes with one meaning; ten bytes a row.
//!
//! A merchant who holds the official documents can check them here and change one line. 8252–8297 come from one
//! merchant's copy of the table (C); that 8346–8379 and 8670–8673 are au's is our inference (I), but for 8366, which is C.

use super::advice::{Advice, Certainty};
use super::link_meaning::LinkMeaning;

/// The codes from `first` to `last`.
pub(super) struct LinkRow {
    pub(super) first: u16,
    pub(super) last: u16,
    pub(super) meaning: LinkMeaning,
    pub(super) advice: Advice,
    pub(super) certainty: Certainty,
}

const fn row(first: u16, last: u16, meaning: LinkMeaning, advice: Advice, certainty: Certainty) -> LinkRow {
    LinkRow { first, last, meaning, advice, certainty }
}

const O: Certainty = Certainty::Official;
const C: Certainty = Certainty::Corroborated;
const I: Certainty = Certainty::Inferred;

/// In the order of codes.
pub(super) static LINK_ROWS: [LinkRow; 66] = [
    row(1101, 1299, LinkMeaning::GatewaySystemError, Advice::GATEWAY, O),
    row(1301, 1399, LinkMeaning::NotificationEndpointFailed, Advice::MERCHANT_UNREACHABLE, O),
    row(2101, 3399, LinkMeaning::SystemError, Advice::GATEWAY, O),
    row(4301, 4301, LinkMeaning::CarrierUnreachable, Advice::CARRIER, O),
    row(5101, 5101, LinkMeaning::BadParameter, Advice::MERCHANT, O),
    row(6302, 6302, LinkMeaning::ExternalConnection, Advice::GATEWAY, C),
    row(7001, 7001, LinkMeaning::CarrierInternalError, Advice::CARRIER, C),
    row(8252, 8252, LinkMeaning::AmountBelowOneYen, Advice::MERCHANT, C),
    row(8253, 8253, LinkMeaning::WrongAuthenticationClass, Advice::MERCHANT, C),
    row(8254, 8255, LinkMeaning::OpenIdMissing, Advice::SIGN_IN, C),
    row(8256, 8256, LinkMeaning::CarrierCredentialsWrong, Advice::MERCHANT, C),
    row(8257, 8257, LinkMeaning::BadTransactionId, Advice::MERCHANT, C),
    row(8258, 8258, LinkMeaning::TransactionNotPermitted, Advice::NOT_USABLE, C),
    row(8259, 8259, LinkMeaning::ContractLapsed, Advice::LAPSED, C),
    row(8260, 8261, LinkMeaning::NoRight, Advice::MERCHANT, C),
    row(8262, 8262, LinkMeaning::ServiceNotUsable, Advice::NOT_USABLE, C),
    row(8263, 8263, LinkMeaning::AnotherMerchantsPayment, Advice::MERCHANT_UPKEEP, C),
    row(8264, 8264, LinkMeaning::RightSuspended, Advice::MERCHANT, C),
    row(8265, 8265, LinkMeaning::NoSuchService, Advice::MERCHANT, C),
    row(8266, 8266, LinkMeaning::RightSuspended, Advice::MERCHANT, C),
    row(8267, 8267, LinkMeaning::Timeout, Advice::CARRIER, C),
    row(8268, 8269, LinkMeaning::AuIdLinkInvalid, Advice::SIGN_IN, C),
    row(8270, 8270, LinkMeaning::OneTimeOpenIdInvalid, Advice::SIGN_IN, C),
    row(8271, 8271, LinkMeaning::OneTimeOpenIdUsed, Advice::SIGN_IN, C),
    row(8272, 8272, LinkMeaning::OneTimeOpenIdExpired, Advice::SIGN_IN, C),
    row(8273, 8273, LinkMeaning::NoBillingData, Advice::MERCHANT_UPKEEP, C),
    row(8274, 8274, LinkMeaning::AuthorizationCancelled, Advice::CANCELLED, C),
    row(8275, 8275, LinkMeaning::SalesConfirmedAlready, Advice::DONE, C),
    row(8276, 8276, LinkMeaning::SalesCancelledAlready, Advice::CANCELLED, C),
    row(8277, 8277, LinkMeaning::RefundedAlready, Advice::DONE, C),
    row(8278, 8278, LinkMeaning::BilledAlready, Advice::DONE, C),
    row(8279, 8279, LinkMeaning::NotForRecurring, Advice::MERCHANT_UPKEEP, C),
    row(8280, 8280, LinkMeaning::AboveAuthorizedAmount, Advice::MERCHANT_UPKEEP, C),
    row(8281, 8281, LinkMeaning::AbovePayersLimit, Advice::LIMIT, C),
    row(8282, 8282, LinkMeaning::NotForRecurring, Advice::MERCHANT_UPKEEP, C),
    row(8283, 8283, LinkMeaning::DataNotPermitted, Advice::MERCHANT, C),
    row(8284, 8284, LinkMeaning::PastSettlementPeriod, Advice::TOO_LATE, C),
    row(8285, 8285, LinkMeaning::CarrierSystemError, Advice::CARRIER, C),
    row(8286, 8287, LinkMeaning::NoData, Advice::MERCHANT_UPKEEP, C),
    row(8288, 8290, LinkMeaning::AuthenticationNotCompleted, Advice::AUTHENTICATION, C),
    row(8291, 8291, LinkMeaning::RegisteredAlready, Advice::DONE, C),
    row(8292, 8294, LinkMeaning::AuthenticationNotCompleted, Advice::AUTHENTICATION, C),
    row(8295, 8296, LinkMeaning::CarrierCentreError, Advice::CARRIER, C),
    row(8297, 8297, LinkMeaning::PayersLimitExceeded, Advice::LIMIT, C),
    row(8346, 8346, LinkMeaning::RefundNotUsable, Advice::MERCHANT_UPKEEP, I),
    row(8347, 8347, LinkMeaning::RefundInProgress, Advice::IN_PROGRESS, I),
    row(8348, 8349, LinkMeaning::SalesInProgress, Advice::IN_PROGRESS, I),
    row(8350, 8350, LinkMeaning::AmountDiffersFromAuthorized, Advice::MERCHANT_UPKEEP, I),
    row(8351, 8351, LinkMeaning::SettlementNotFound, Advice::MERCHANT_UPKEEP, I),
    row(8352, 8352, LinkMeaning::SettlementCancelled, Advice::CANCELLED, I),
    row(8353, 8353, LinkMeaning::SettlementTooMuch, Advice::MERCHANT_UPKEEP, I),
    row(8354, 8354, LinkMeaning::SettlementDone, Advice::DONE, I),
    row(8355, 8355, LinkMeaning::SettlementAutomatic, Advice::DONE, I),
    row(8356, 8356, LinkMeaning::RefundNotFound, Advice::MERCHANT_UPKEEP, I),
    row(8357, 8357, LinkMeaning::RefundCancelled, Advice::CANCELLED, I),
    row(8358, 8358, LinkMeaning::RefundNoSalesForMonth, Advice::MERCHANT_UPKEEP, I),
    row(8361, 8361, LinkMeaning::RefundedAlready, Advice::DONE, I),
    row(8362, 8362, LinkMeaning::PastRefundPeriod, Advice::TOO_LATE, I),
    row(8363, 8363, LinkMeaning::RecurringCancelledAlready, Advice::CANCELLED, I),
    row(8364, 8365, LinkMeaning::CarrierCentreError, Advice::CARRIER, I),
    row(8366, 8366, LinkMeaning::CrossedMidnight, Advice::MIDNIGHT, C),
    row(8367, 8379, LinkMeaning::CarrierCentreError, Advice::CARRIER, I),
    row(8670, 8670, LinkMeaning::PayerNotValid, Advice::NOT_USABLE, I),
    row(8671, 8671, LinkMeaning::PayersCircumstances, Advice::NOT_USABLE, I),
    row(8672, 8672, LinkMeaning::PayersProvider, Advice::NOT_USABLE, I),
    row(8673, 8673, LinkMeaning::PayerForbidsRecurring, Advice::FORBIDDEN, I),
];
