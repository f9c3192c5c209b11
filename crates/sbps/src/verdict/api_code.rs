//! The verdict on a refusal of the API type: its error type, for the function that was called.
//!
//! What the types mean is C; what each leaves certain is our reading of that meaning (I).

use super::{Effect, FollowUp, Verdict};
use crate::api::Function;
use crate::error_code::{ApiErrorCode, ApiErrorType as Type};

/// What follows a refusal, before it is said who has to act.
#[derive(Clone, Copy)]
enum Row {
    /// It was done before.
    Done,
    /// Nothing was done, and this follows.
    NothingDone(FollowUp),
    /// It may have been done; a person has to look.
    Uncertain,
    /// It is being done; asked again, the gateway says so or says "done", and cannot do it twice.
    UnderWay,
}

/// The verdict on a refusal of `function` with this code; `None` where the answer has none.
pub(super) fn of_refusal(function: Function, code: Option<ApiErrorCode>) -> Verdict {
    let Some((code, error_type)) = code.and_then(|code| Some((code, code.error_type()?))) else {
        return Verdict::UNCLEAR;
    };
    // A type that the function does not have says nothing about it.
    let Some(row) = common(function, error_type).or_else(|| own(function, error_type)) else {
        return Verdict::UNCLEAR;
    };
    let actor = code.advice().actor;
    match row {
        Row::Done => Verdict::DONE,
        Row::NothingDone(follow_up) => Verdict::nothing_done(actor, follow_up),
        Row::Uncertain => Verdict::uncertain(actor),
        Row::UnderWay => Verdict { actor: Some(actor), effect: Effect::Uncertain, follow_up: FollowUp::WaitAndRetry },
    }
}

/// What can be the answer to every function.
fn common(function: Function, error_type: Type) -> Option<Row> {
    Some(match error_type {
        // Our set-up: wrong for every call, until a person has put it right.
        Type::Xml
        | Type::Method
        | Type::FunctionId
        | Type::Required
        | Type::Characters
        | Type::Length
        | Type::Format
        | Type::UndefinedValue
        | Type::Unused
        | Type::Checksum
        | Type::RequestExpired
        | Type::GatewayTransactionId
        | Type::NotAllowedHere
        | Type::MerchantOrServiceId => Row::NothingDone(FollowUp::StopRun),
        // Our record of this one payment or contract is wrong.
        Type::TrackingId | Type::CustomerMismatch => Row::NothingDone(FollowUp::Reconcile),
        Type::GatewayOrInstitution | Type::ApiSystem | Type::GatewayConnection => match function {
            // What the gateway has refused it may yet have begun. Asked again, a settlement or an
            // end is not done twice, and a purchase only reserves what nobody settles. A partial
            // refund would be given twice.
            Function::CancelOrRefund => Row::Uncertain,
            Function::Settle
            | Function::CancelRecurringSimple
            | Function::PurchaseFixedTerm
            | Function::UnsubscribeFixedTerm => Row::NothingDone(FollowUp::WaitAndRetry),
        },
        // An earlier copy of the request may have gone through; the others do not say how far it
        // went.
        Type::DuplicateRequest | Type::RetryLimit | Type::PaymentNotCompleted | Type::Other => Row::Uncertain,
        Type::PayerNotValid | Type::PayersCircumstances | Type::PayersProvider | Type::PayerForbids => {
            Row::NothingDone(match function {
                Function::Settle | Function::PurchaseFixedTerm => FollowUp::SuspendAndTellPayer,
                // "The Merchant shall consider dealing with the end user."
                Function::CancelOrRefund | Function::CancelRecurringSimple | Function::UnsubscribeFixedTerm => {
                    FollowUp::Reconcile
                }
            })
        }
        _ => return None,
    })
}

/// What can be the answer to this function alone.
fn own(function: Function, error_type: Type) -> Option<Row> {
    match function {
        Function::Settle => settlement(error_type),
        Function::CancelOrRefund => cancel_or_refund(error_type),
        Function::CancelRecurringSimple => (error_type == Type::RecurringCancelledAlready).then_some(Row::Done),
        Function::PurchaseFixedTerm => purchase(error_type),
        Function::UnsubscribeFixedTerm => unsubscription(error_type),
    }
}

fn settlement(error_type: Type) -> Option<Row> {
    Some(match error_type {
        Type::SettlementDone | Type::SettlementAutomatic => Row::Done,
        Type::SettlementInProgress => Row::UnderWay,
        // The limit is looked at when sales are confirmed too ("credit limit error (sales
        // confirmation error)").
        Type::AuthorizationCancelledForPayer | Type::PurchaseOverLimitOrCarrier => {
            Row::NothingDone(FollowUp::SuspendAndTellPayer)
        }
        Type::SettlementNoAuthorization
        | Type::SettlementCancelled
        | Type::SettlementAboveAuthorized
        | Type::SettlementPeriodOver
        | Type::SettlementDiffersFromAuthorized => Row::NothingDone(FollowUp::Reconcile),
        _ => return None,
    })
}

fn cancel_or_refund(error_type: Type) -> Option<Row> {
    Some(match error_type {
        // What was asked back was never taken.
        Type::RefundCancelled => Row::Done,
        // Another refund of the same payment, or an earlier copy of this one: the amounts tell, the
        // code does not.
        Type::RefundedAlready | Type::RefundInProgress => Row::Uncertain,
        Type::PartialRefundTooEarly | Type::NotBilledYet | Type::RefundDuringSettlement => {
            Row::NothingDone(FollowUp::WaitAndRetry)
        }
        Type::RefundNoAuthorization
        | Type::RefundNoSalesForMonth
        | Type::RefundPeriodOver
        | Type::AutomaticSalesUseRefund
        | Type::NotRefundable
        | Type::RefundAboveSales => Row::NothingDone(FollowUp::Reconcile),
        _ => return None,
    })
}

fn purchase(error_type: Type) -> Option<Row> {
    Some(match error_type {
        Type::PurchaseNoApplication
        | Type::PurchaseCancelledAlready
        | Type::PurchaseContractUnusable
        | Type::PurchaseOverLimitOrCarrier => Row::NothingDone(FollowUp::SuspendAndTellPayer),
        Type::PurchaseCustomerDiffers => Row::NothingDone(FollowUp::Reconcile),
        _ => return None,
    })
}

fn unsubscription(error_type: Type) -> Option<Row> {
    Some(match error_type {
        Type::CancellationCancelledAlready => Row::Done,
        Type::CancellationNoApplication | Type::CancellationCustomerDiffers => Row::NothingDone(FollowUp::Reconcile),
        _ => return None,
    })
}
