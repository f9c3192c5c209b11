//! What a payer is told of an outcome, and the one next step, by the rules' own reasons.

use super::report::{Outcome, Report};
use super::sentence::ResultSentence as Say;
use sbps::error_code::{Advice, LinkErrorCode, PayerReason, Retry};

/// Where the payer goes from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NextStep {
    /// Back to the order, to pay again.
    Order,
    /// To other ways of paying.
    OtherWays,
    /// To the shop.
    Shop,
    /// Nowhere: the page asks again by itself, or offers to be reloaded.
    Stay,
}

/// The heading and what it means.
pub(super) fn sentences(outcome: Outcome, is_patient: bool) -> (Say, Say) {
    match outcome {
        Outcome::Paid => (Say::PaidTitle, Say::Paid),
        Outcome::AlreadyPaid => (Say::AlreadyPaidTitle, Say::AlreadyPaid),
        Outcome::Failed(code) => (Say::FailedTitle, reason(advice(code).reason)),
        Outcome::Cancelled => (Say::CancelledTitle, Say::Cancelled),
        Outcome::Confirming if is_patient => (Say::ConfirmingTitle, Say::Confirming),
        Outcome::Confirming => (Say::ConfirmingTitle, Say::ConfirmingLong),
        Outcome::Expired => (Say::ExpiredTitle, Say::Expired),
        Outcome::Open => (Say::OpenTitle, Say::Open),
    }
}

fn advice(code: Option<LinkErrorCode>) -> Advice {
    code.map_or(Advice::UNKNOWN, LinkErrorCode::advice)
}

/// One sentence for each reason.
const fn reason(reason: PayerReason) -> Say {
    match reason {
        PayerReason::LimitExceeded => Say::LimitExceeded,
        PayerReason::CrossedMidnight => Say::CrossedMidnight,
        PayerReason::AuthenticationNotCompleted => Say::AuthenticationNotCompleted,
        PayerReason::SignInExpired => Say::SignInExpired,
        PayerReason::RecurringForbidden => Say::RecurringForbidden,
        PayerReason::ContractLapsed => Say::ContractLapsed,
        PayerReason::NotUsable => Say::NotUsable,
        PayerReason::AlreadyDone => Say::AlreadyDone,
        PayerReason::AlreadyCancelled => Say::AlreadyCancelled,
        PayerReason::InProgress => Say::InProgress,
        PayerReason::OutsidePeriod => Say::OutsidePeriod,
        PayerReason::CarrierTrouble => Say::CarrierTrouble,
        PayerReason::GatewayTrouble => Say::GatewayTrouble,
        PayerReason::MerchantTrouble => Say::MerchantTrouble,
        PayerReason::Unknown => Say::UnknownReason,
    }
}

/// The one next step.
pub(super) fn next_step(report: &Report) -> NextStep {
    match report.outcome {
        Outcome::Paid | Outcome::AlreadyPaid | Outcome::Expired => NextStep::Shop,
        Outcome::Cancelled | Outcome::Open => NextStep::Order,
        Outcome::Confirming => NextStep::Stay,
        Outcome::Failed(code) => {
            let advice = advice(code);
            match advice.retry {
                Retry::Now | Retry::NewPurchase => NextStep::Order,
                Retry::Later | Retry::Never if advice.offer_another_method && report.other_ways_url.is_some() => {
                    NextStep::OtherWays
                }
                Retry::Later => NextStep::Order,
                // What may be done already is never offered again.
                Retry::Never if advice.offer_another_method => NextStep::Order,
                Retry::Never => NextStep::Shop,
            }
        }
    }
}
