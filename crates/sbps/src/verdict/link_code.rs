//! The verdict on the four digits of the link type: of a purchase that the payer makes, or of a
//! notice about one.
//!
//! A purchase stands only after its notification was answered OK, and for the systems' errors none
//! is sent (official): a refused purchase took nothing. The exception is 1301 to 1399: the gateway
//! fails the purchase because our answer did not arrive, and one merchant saw the record kept all
//! the same (C).

use super::{FollowUp, Verdict};
use crate::error_code::{Actor, LinkErrorCode, LinkMeaning as Meaning};

impl Verdict {
    /// Whose trouble it is, what is certain and what follows, after a purchase that the gateway
    /// refused with this code; `None` where it gave none or one of another shape.
    ///
    /// Only a genuine notification proves a refusal; the code at `error_url` is what a browser
    /// says. A code that is not known leaves the purchase refused, and its number to be looked up.
    ///
    /// ```
    /// use sbps::verdict::{Effect, FollowUp, Verdict};
    ///
    /// let limit = Verdict::of_purchase_error("8297".parse().ok());
    /// assert_eq!((limit.effect, limit.follow_up), (Effect::NothingDone, FollowUp::SuspendAndTellPayer));
    /// let lost = Verdict::of_purchase_error("1301".parse().ok());
    /// assert_eq!((lost.effect, lost.follow_up), (Effect::Uncertain, FollowUp::Reconcile));
    /// ```
    #[must_use]
    pub fn of_purchase_error(code: Option<LinkErrorCode>) -> Self {
        let Some((actor, meaning)) = code.and_then(|code| Some((code.advice().actor, code.meaning()?))) else {
            return Self::nothing_done(Actor::Merchant, FollowUp::Reconcile);
        };
        match follow_up(meaning) {
            Some(follow_up) => Self::nothing_done(actor, follow_up),
            None => Self::uncertain(Actor::Merchant),
        }
    }
}

/// What follows where nothing was done; `None` where it may have been done, or where the code
/// speaks of something else than a purchase.
const fn follow_up(meaning: Meaning) -> Option<FollowUp> {
    match meaning {
        Meaning::GatewaySystemError
        | Meaning::SystemError
        | Meaning::ExternalConnection
        | Meaning::CarrierUnreachable
        | Meaning::CarrierInternalError
        | Meaning::CarrierSystemError
        | Meaning::CarrierCentreError
        | Meaning::Timeout
        // The payer's sign-in or the day is over; from the order on it works again.
        | Meaning::OpenIdMissing
        | Meaning::AuIdLinkInvalid
        | Meaning::OneTimeOpenIdInvalid
        | Meaning::OneTimeOpenIdUsed
        | Meaning::OneTimeOpenIdExpired
        | Meaning::CrossedMidnight => Some(FollowUp::WaitAndRetry),
        Meaning::AbovePayersLimit
        | Meaning::PayersLimitExceeded
        | Meaning::ContractLapsed
        | Meaning::AuthenticationNotCompleted
        | Meaning::TransactionNotPermitted
        | Meaning::ServiceNotUsable
        | Meaning::PayerNotValid
        | Meaning::PayersCircumstances
        | Meaning::PayersProvider
        | Meaning::PayerForbidsRecurring => Some(FollowUp::SuspendAndTellPayer),
        Meaning::BadParameter
        | Meaning::AmountBelowOneYen
        | Meaning::WrongAuthenticationClass
        | Meaning::CarrierCredentialsWrong
        | Meaning::BadTransactionId
        | Meaning::NoRight
        | Meaning::RightSuspended
        | Meaning::NoSuchService
        | Meaning::DataNotPermitted => Some(FollowUp::StopRun),
        Meaning::NotificationEndpointFailed
        | Meaning::AnotherMerchantsPayment
        | Meaning::NoBillingData
        | Meaning::AuthorizationCancelled
        | Meaning::SalesConfirmedAlready
        | Meaning::SalesCancelledAlready
        | Meaning::RefundedAlready
        | Meaning::BilledAlready
        | Meaning::NotForRecurring
        | Meaning::AboveAuthorizedAmount
        | Meaning::PastSettlementPeriod
        | Meaning::NoData
        | Meaning::RegisteredAlready
        | Meaning::RefundNotUsable
        | Meaning::RefundInProgress
        | Meaning::SalesInProgress
        | Meaning::AmountDiffersFromAuthorized
        | Meaning::SettlementNotFound
        | Meaning::SettlementCancelled
        | Meaning::SettlementTooMuch
        | Meaning::SettlementDone
        | Meaning::SettlementAutomatic
        | Meaning::RefundNotFound
        | Meaning::RefundCancelled
        | Meaning::RefundNoSalesForMonth
        | Meaning::PastRefundPeriod
        | Meaning::RecurringCancelledAlready => None,
    }
}
