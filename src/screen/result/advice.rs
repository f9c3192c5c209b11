//! What a payer is told of an outcome, and the one next step, by the rules' own reasons.

use crate::language::ResultSentence as Say;
use crate::page::report::{PaymentOutcome, Report};
use sbps::error_code::{self, Advice, LinkErrorCode, PayerReason};

/// Where the payer goes from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NextStep {
    /// Back to the order, to pay again.
    Order,
    /// To other ways of paying.
    OtherWays,
    /// To the shop.
    Shop,
    /// To the page of the subscription that was made.
    Subscription,
    /// Nowhere: the page asks again by itself, or offers to be reloaded.
    Stay,
}

/// The heading and what it means.
pub(super) fn sentences(report: &Report, is_patient: bool) -> (Say, Say) {
    let joins = report.subscription_url.is_some();
    // Of a purchase, and of an order that makes a contract.
    let pick = |purchase, contract| if joins { contract } else { purchase };
    let title = match report.outcome {
        PaymentOutcome::Paid => pick(Say::PaidTitle, Say::JoinedTitle),
        PaymentOutcome::AlreadyPaid => pick(Say::AlreadyPaidTitle, Say::AlreadyJoinedTitle),
        // What is done already, or is being done, did not fail.
        PaymentOutcome::Failed(code) if advice(code).may_be_done() => Say::UnclearTitle,
        PaymentOutcome::Failed(_) | PaymentOutcome::Unrecorded => pick(Say::FailedTitle, Say::NotJoinedTitle),
        PaymentOutcome::Cancelled => pick(Say::CancelledTitle, Say::JoiningCancelledTitle),
        PaymentOutcome::Confirming => pick(Say::ConfirmingTitle, Say::JoiningConfirmingTitle),
        PaymentOutcome::Expired => Say::ExpiredTitle,
        PaymentOutcome::Withdrawn => Say::WithdrawnTitle,
        PaymentOutcome::Open => pick(Say::OpenTitle, Say::JoiningOpenTitle),
    };
    let meaning = match report.outcome {
        PaymentOutcome::Paid => pick(Say::Paid, Say::Joined),
        PaymentOutcome::AlreadyPaid => pick(Say::AlreadyPaid, Say::AlreadyJoined),
        PaymentOutcome::Failed(code) => reason(advice(code).reason),
        PaymentOutcome::Unrecorded => Say::Unrecorded,
        PaymentOutcome::Cancelled => Say::Cancelled,
        PaymentOutcome::Confirming if is_patient => pick(Say::Confirming, Say::JoiningConfirming),
        PaymentOutcome::Confirming => pick(Say::ConfirmingLong, Say::JoiningConfirmingLong),
        PaymentOutcome::Expired => Say::Expired,
        PaymentOutcome::Withdrawn => Say::Withdrawn,
        PaymentOutcome::Open => pick(Say::Open, Say::JoiningOpen),
    };
    (title, meaning)
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
    let code = match report.outcome {
        PaymentOutcome::Paid | PaymentOutcome::AlreadyPaid if report.subscription_url.is_some() => {
            return NextStep::Subscription;
        }
        PaymentOutcome::Paid | PaymentOutcome::AlreadyPaid | PaymentOutcome::Expired | PaymentOutcome::Withdrawn => {
            return NextStep::Shop;
        }
        PaymentOutcome::Cancelled | PaymentOutcome::Open => return NextStep::Order,
        PaymentOutcome::Confirming => return NextStep::Stay,
        PaymentOutcome::Unrecorded => None,
        PaymentOutcome::Failed(code) => code,
    };
    match advice(code).next_step(report.other_ways_url.is_some()) {
        error_code::NextStep::Order => NextStep::Order,
        error_code::NextStep::OtherWays => NextStep::OtherWays,
        error_code::NextStep::Shop => NextStep::Shop,
    }
}

/// Where else the payer can go, the nearest first: nobody is left without a way on. What is not offered by itself is
/// offered beside it only where it cannot pay twice.
pub(super) fn other_steps(report: &Report, next: NextStep) -> Vec<NextStep> {
    let takes_another = match report.outcome {
        PaymentOutcome::Cancelled => true,
        PaymentOutcome::Failed(code) => advice(code).offer_another_method,
        PaymentOutcome::Unrecorded => Advice::UNKNOWN.offer_another_method,
        _ => false,
    };
    let mut steps = Vec::new();
    // Another way of paying comes first only where nothing can have been paid by this one.
    if next == NextStep::OtherWays {
        steps.push(NextStep::Order);
    }
    if next == NextStep::Order && takes_another && report.other_ways_url.is_some() {
        steps.push(NextStep::OtherWays);
    }
    if next != NextStep::Shop {
        steps.push(NextStep::Shop);
    }
    steps
}
