//! Every error code of both families, once, as the gateway's lists have them; and every number that is not in them.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use sbps::error_code::LinkMeaning as L;
use sbps::error_code::{
    Actor, Advice, ApiErrorCode, ApiErrorItem, ApiErrorType as T, Certainty, LinkErrorCode, PayerReason, Retry,
};

/// The link type's list: first code, last code, meaning.
const LINK: [(u16, u16, L); 66] = [
    (1101, 1299, L::GatewaySystemError),
    (1301, 1399, L::NotificationEndpointFailed),
    (2101, 3399, L::SystemError),
    (4301, 4301, L::CarrierUnreachable),
    (5101, 5101, L::BadParameter),
    (6302, 6302, L::ExternalConnection),
    (7001, 7001, L::CarrierInternalError),
    (8252, 8252, L::AmountBelowOneYen),
    (8253, 8253, L::WrongAuthenticationClass),
    (8254, 8255, L::OpenIdMissing),
    (8256, 8256, L::CarrierCredentialsWrong),
    (8257, 8257, L::BadTransactionId),
    (8258, 8258, L::TransactionNotPermitted),
    (8259, 8259, L::ContractLapsed),
    (8260, 8261, L::NoRight),
    (8262, 8262, L::ServiceNotUsable),
    (8263, 8263, L::AnotherMerchantsPayment),
    (8264, 8264, L::RightSuspended),
    (8266, 8266, L::RightSuspended),
    (8265, 8265, L::NoSuchService),
    (8267, 8267, L::Timeout),
    (8268, 8269, L::AuIdLinkInvalid),
    (8270, 8270, L::OneTimeOpenIdInvalid),
    (8271, 8271, L::OneTimeOpenIdUsed),
    (8272, 8272, L::OneTimeOpenIdExpired),
    (8273, 8273, L::NoBillingData),
    (8274, 8274, L::AuthorizationCancelled),
    (8275, 8275, L::SalesConfirmedAlready),
    (8276, 8276, L::SalesCancelledAlready),
    (8277, 8277, L::RefundedAlready),
    (8278, 8278, L::BilledAlready),
    (8279, 8279, L::NotForRecurring),
    (8282, 8282, L::NotForRecurring),
    (8280, 8280, L::AboveAuthorizedAmount),
    (8281, 8281, L::AbovePayersLimit),
    (8283, 8283, L::DataNotPermitted),
    (8284, 8284, L::PastSettlementPeriod),
    (8285, 8285, L::CarrierSystemError),
    (8286, 8287, L::NoData),
    (8288, 8290, L::AuthenticationNotCompleted),
    (8292, 8294, L::AuthenticationNotCompleted),
    (8291, 8291, L::RegisteredAlready),
    (8295, 8296, L::CarrierCentreError),
    (8297, 8297, L::PayersLimitExceeded),
    (8346, 8346, L::RefundNotUsable),
    (8347, 8347, L::RefundInProgress),
    (8348, 8349, L::SalesInProgress),
    (8350, 8350, L::AmountDiffersFromAuthorized),
    (8351, 8351, L::SettlementNotFound),
    (8352, 8352, L::SettlementCancelled),
    (8353, 8353, L::SettlementTooMuch),
    (8354, 8354, L::SettlementDone),
    (8355, 8355, L::SettlementAutomatic),
    (8356, 8356, L::RefundNotFound),
    (8357, 8357, L::RefundCancelled),
    (8358, 8358, L::RefundNoSalesForMonth),
    (8361, 8361, L::RefundedAlready),
    (8362, 8362, L::PastRefundPeriod),
    (8363, 8363, L::RecurringCancelledAlready),
    (8364, 8365, L::CarrierCentreError),
    (8367, 8379, L::CarrierCentreError),
    (8366, 8366, L::CrossedMidnight),
    (8670, 8670, L::PayerNotValid),
    (8671, 8671, L::PayersCircumstances),
    (8672, 8672, L::PayersProvider),
    (8673, 8673, L::PayerForbidsRecurring),
];

/// The API type's list of types.
const API: [(&str, T); 63] = [
    ("00", T::Xml),
    ("01", T::Method),
    ("02", T::FunctionId),
    ("03", T::Required),
    ("04", T::Characters),
    ("05", T::Length),
    ("06", T::Format),
    ("07", T::UndefinedValue),
    ("08", T::Unused),
    ("09", T::Checksum),
    ("10", T::RequestExpired),
    ("11", T::GatewayTransactionId),
    ("12", T::TrackingId),
    ("13", T::NotAllowedHere),
    ("14", T::MerchantOrServiceId),
    ("80", T::GatewayOrInstitution),
    ("81", T::GatewayOrInstitution),
    ("82", T::GatewayOrInstitution),
    ("83", T::GatewayOrInstitution),
    ("84", T::GatewayOrInstitution),
    ("85", T::GatewayOrInstitution),
    ("86", T::GatewayOrInstitution),
    ("90", T::ApiSystem),
    ("92", T::GatewayConnection),
    ("93", T::RetryLimit),
    ("94", T::PaymentNotCompleted),
    ("95", T::CustomerMismatch),
    ("96", T::DuplicateRequest),
    ("20", T::SettlementNoAuthorization),
    ("21", T::SettlementCancelled),
    ("22", T::SettlementAboveAuthorized),
    ("23", T::SettlementDone),
    ("24", T::SettlementAutomatic),
    ("33", T::SettlementPeriodOver),
    ("36", T::SettlementInProgress),
    ("42", T::SettlementDiffersFromAuthorized),
    ("43", T::AuthorizationCancelledForPayer),
    ("25", T::RefundNoAuthorization),
    ("26", T::RefundCancelled),
    ("27", T::RefundNoSalesForMonth),
    ("28", T::PartialRefundTooEarly),
    ("29", T::NotBilledYet),
    ("30", T::RefundedAlready),
    ("31", T::RefundPeriodOver),
    ("37", T::RefundDuringSettlement),
    ("38", T::RefundInProgress),
    ("40", T::AutomaticSalesUseRefund),
    ("41", T::NotRefundable),
    ("75", T::RefundAboveSales),
    ("32", T::RecurringCancelledAlready),
    ("L0", T::PurchaseNoApplication),
    ("L1", T::PurchaseCustomerDiffers),
    ("L2", T::PurchaseCancelledAlready),
    ("L3", T::PurchaseContractUnusable),
    ("L4", T::PurchaseOverLimitOrCarrier),
    ("L5", T::CancellationNoApplication),
    ("L6", T::CancellationCustomerDiffers),
    ("L7", T::CancellationCancelledAlready),
    ("U0", T::PayerNotValid),
    ("U1", T::PayersCircumstances),
    ("U2", T::PayersProvider),
    ("U3", T::PayerForbids),
    ("34", T::Other),
];

/// The API type's list of items, in order.
const ITEMS: [(&str, ApiErrorItem); 33] = [
    ("000", ApiErrorItem::Function),
    ("001", ApiErrorItem::MerchantId),
    ("002", ApiErrorItem::ServiceId),
    ("003", ApiErrorItem::CustomerCode),
    ("004", ApiErrorItem::OrderId),
    ("005", ApiErrorItem::ItemId),
    ("006", ApiErrorItem::ItemName),
    ("007", ApiErrorItem::Tax),
    ("008", ApiErrorItem::Amount),
    ("009", ApiErrorItem::Notification),
    ("010", ApiErrorItem::Free1),
    ("011", ApiErrorItem::Free2),
    ("012", ApiErrorItem::Free3),
    ("013", ApiErrorItem::OrderRowNumber),
    ("014", ApiErrorItem::DetailRow),
    ("015", ApiErrorItem::DetailItemId),
    ("016", ApiErrorItem::DetailItemName),
    ("017", ApiErrorItem::DetailCount),
    ("018", ApiErrorItem::DetailTax),
    ("019", ApiErrorItem::DetailAmount),
    ("020", ApiErrorItem::DivideSettlement),
    ("021", ApiErrorItem::LastChargeMonth),
    ("022", ApiErrorItem::CampaignType),
    ("023", ApiErrorItem::RequestDate),
    ("024", ApiErrorItem::LimitSeconds),
    ("025", ApiErrorItem::Checksum),
    ("026", ApiErrorItem::TransactionId),
    ("027", ApiErrorItem::TrackingId),
    ("028", ApiErrorItem::EncryptedFlag),
    ("029", ApiErrorItem::ProcessingDateTime),
    ("030", ApiErrorItem::CustomerReturnFlag),
    ("200", ApiErrorItem::CancelTargetMonth),
    ("999", ApiErrorItem::NoItem),
];

fn link(number: u16) -> LinkErrorCode {
    format!("{number:04}").parse().unwrap()
}

fn api(code: &str) -> ApiErrorCode {
    code.parse().unwrap()
}

#[test]
fn every_number_of_the_link_type_has_the_meaning_of_the_list_or_none() {
    for number in 0..=9999 {
        let mut listed = LINK.iter().filter(|(first, last, _)| (*first..=*last).contains(&number));
        let expected = listed.next().map(|(_, _, meaning)| *meaning);
        assert!(listed.next().is_none(), "{number} stands in the list once");
        let code = link(number);
        assert_eq!(code.meaning(), expected, "{number}");
        assert_eq!(LinkErrorCode::new(number), Some(code));
        assert_eq!((code.get(), code.to_string()), (number, format!("{number:04}")));
        if expected.is_none() {
            assert_eq!((code.advice(), code.certainty()), (Advice::UNKNOWN, Certainty::Inferred), "{number}");
        } else {
            assert_ne!(code.advice().reason, PayerReason::Unknown, "{number}");
        }
    }
    assert_eq!(LinkErrorCode::new(10_000), None);
}

#[test]
fn the_mark_of_each_block_of_the_link_type_is_kept() {
    for number in 0..=9999 {
        let code = link(number);
        if code.meaning().is_some() {
            let expected = match number {
                1101..=5101 => Certainty::Official,
                6302 | 7001 | 8252..=8297 | 8366 => Certainty::Corroborated,
                _ => Certainty::Inferred,
            };
            assert_eq!(code.certainty(), expected, "{number}");
        }
    }
}

/// What the list itself says about what to do, and the service specification's "Supplementary Information".
#[test]
fn what_to_do_follows_the_list() {
    for (number, actor, reason, retry, another) in [
        (1101, Actor::Gateway, PayerReason::GatewayTrouble, Retry::Later, true),
        (1399, Actor::Merchant, PayerReason::MerchantTrouble, Retry::Later, false),
        (3399, Actor::Gateway, PayerReason::GatewayTrouble, Retry::Later, true),
        (4301, Actor::Carrier, PayerReason::CarrierTrouble, Retry::Later, true),
        (5101, Actor::Merchant, PayerReason::MerchantTrouble, Retry::Never, true),
        (6302, Actor::Gateway, PayerReason::GatewayTrouble, Retry::Later, true),
        (7001, Actor::Carrier, PayerReason::CarrierTrouble, Retry::Later, true),
        (8252, Actor::Merchant, PayerReason::MerchantTrouble, Retry::Never, true),
        (8259, Actor::Payer, PayerReason::ContractLapsed, Retry::NewPurchase, true),
        (8262, Actor::Payer, PayerReason::NotUsable, Retry::Later, true),
        (8272, Actor::Payer, PayerReason::SignInExpired, Retry::NewPurchase, true),
        (8278, Actor::Merchant, PayerReason::AlreadyDone, Retry::Never, false),
        (8281, Actor::Payer, PayerReason::LimitExceeded, Retry::Later, true),
        (8284, Actor::Merchant, PayerReason::OutsidePeriod, Retry::Never, false),
        (8288, Actor::Payer, PayerReason::AuthenticationNotCompleted, Retry::Later, true),
        (8297, Actor::Payer, PayerReason::LimitExceeded, Retry::Later, true),
        (8347, Actor::Merchant, PayerReason::InProgress, Retry::Later, false),
        (8363, Actor::Merchant, PayerReason::AlreadyCancelled, Retry::Never, false),
        (8366, Actor::Payer, PayerReason::CrossedMidnight, Retry::NewPurchase, false),
        (8379, Actor::Carrier, PayerReason::CarrierTrouble, Retry::Later, true),
        (8671, Actor::Payer, PayerReason::NotUsable, Retry::Later, true),
        (8673, Actor::Payer, PayerReason::RecurringForbidden, Retry::Later, true),
    ] {
        let advice = Advice { actor, reason, retry, offer_another_method: another };
        assert_eq!(link(number).advice(), advice, "{number}");
    }
    for (code, actor, reason, retry, another) in [
        ("40203027", Actor::Merchant, PayerReason::MerchantTrouble, Retry::Never, false),
        ("40210023", Actor::Merchant, PayerReason::MerchantTrouble, Retry::Now, false),
        ("40286999", Actor::Gateway, PayerReason::GatewayTrouble, Retry::Later, true),
        ("40293999", Actor::Merchant, PayerReason::InProgress, Retry::Never, false),
        ("40294999", Actor::Merchant, PayerReason::InProgress, Retry::Never, false),
        ("40296004", Actor::Merchant, PayerReason::InProgress, Retry::Never, false),
        ("40223999", Actor::Merchant, PayerReason::AlreadyDone, Retry::Never, false),
        ("40228999", Actor::Merchant, PayerReason::OutsidePeriod, Retry::Later, false),
        ("40231999", Actor::Merchant, PayerReason::OutsidePeriod, Retry::Never, false),
        ("40232999", Actor::Merchant, PayerReason::AlreadyCancelled, Retry::Never, false),
        ("402L3999", Actor::Payer, PayerReason::ContractLapsed, Retry::NewPurchase, true),
        ("402L4999", Actor::Payer, PayerReason::LimitExceeded, Retry::Later, true),
        ("402U1999", Actor::Payer, PayerReason::NotUsable, Retry::Later, true),
        ("402U3999", Actor::Payer, PayerReason::RecurringForbidden, Retry::Later, true),
        ("40234999", Actor::Merchant, PayerReason::Unknown, Retry::Never, true),
    ] {
        let advice = Advice { actor, reason, retry, offer_another_method: another };
        assert_eq!(api(code).advice(), advice, "{code}");
    }
}

#[test]
fn nothing_that_may_be_done_already_is_offered_by_another_method() {
    let all_link = (0..=9999).map(|number| link(number).advice());
    let all_api = API.iter().map(|(kind, _)| api(&format!("402{kind}999")).advice());
    for advice in all_link.chain(all_api) {
        if matches!(advice.reason, PayerReason::AlreadyDone | PayerReason::AlreadyCancelled | PayerReason::InProgress) {
            assert!(!advice.offer_another_method, "{advice:?}");
            assert_ne!(advice.retry, Retry::Now, "{advice:?}");
        }
    }
}

#[test]
fn every_type_of_the_api_type_has_the_meaning_of_the_list_or_none() {
    let characters = || ('0'..='9').chain('A'..='Z');
    for kind in characters().flat_map(|high| characters().map(move |low| format!("{high}{low}"))) {
        let mut listed = API.iter().filter(|(listed, _)| *listed == kind);
        let expected = listed.next().map(|(_, error_type)| *error_type);
        assert!(listed.next().is_none(), "{kind} stands in the list once");
        let code = api(&format!("402{kind}008"));
        assert_eq!(code.error_type(), expected, "{kind}");
        assert_eq!(code.to_string(), format!("402{kind}008"));
        let (unknown, certainty) = (code.advice() == Advice::UNKNOWN, code.certainty());
        assert_eq!(unknown, expected.is_none() || expected == Some(T::Other), "{kind}");
        assert_eq!(certainty == Certainty::Corroborated, expected.is_some(), "{kind}");
    }
}

#[test]
fn every_item_of_the_api_type_is_the_one_of_the_list_or_none() {
    for number in 0..=999 {
        let item = format!("{number:03}");
        let expected = ITEMS.iter().find(|(listed, _)| *listed == item).map(|(_, item)| *item);
        assert_eq!(api(&format!("40203{item}")).item(), expected, "{item}");
    }
}

#[test]
fn the_types_of_au_mean_nothing_under_another_method() {
    let code = api("10120008");
    assert_eq!((code.method(), code.error_type(), code.item()), ("101", None, Some(ApiErrorItem::Amount)));
    assert_eq!(api("10109025").error_type(), Some(T::Checksum), "the common types do");
}

#[test]
fn what_has_not_the_shape_of_a_code_is_refused_and_named() {
    for text in ["", "825", "82522", "８２５２", "+825", "-825", " 825", "825a", "赤1"] {
        let error = text.parse::<LinkErrorCode>().unwrap_err();
        assert_eq!((error.code(), error.offered.as_str()), ("not_an_error_code", text));
    }
    for text in ["", "4020302", "402030277", "402l3999", "4020302x", "402030２", "40203 27", "40203+27"] {
        assert!(text.parse::<ApiErrorCode>().is_err(), "{text:?}");
    }
    let long = "9".repeat(100).parse::<LinkErrorCode>().unwrap_err();
    assert_eq!(long.offered.len(), 16, "a log is not flooded");
}
