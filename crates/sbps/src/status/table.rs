//! Every provided function of every billing method.
//!
//! Service specification, "List of Provided Functions" and the four tables of "Payment Status Transition", row by row.
//! The five IDs of the API type are the ones of `api::Function`, which needs feature `api`; a test compares them.

use super::function::{Entry, Note, PeriodRule, ProvidedFunction, Step};
use super::operation::Operation;
use super::state::{PaymentState, SubscriptionState};
use crate::billing::{BillingMethod, SalesMethod};

const fn entry(process: &'static str, function: &'static str) -> Option<Entry> {
    Some(Entry { process, function })
}

const fn billing_screen(button: &'static str) -> Option<Entry> {
    entry("Billing Information Screen", button)
}

const PURCHASE_REQUEST: Option<Entry> = entry("Purchase Request", "A01-1");
const PURCHASE_RESULT: Option<Entry> = entry("Purchase Result CGI", "A02-1");
const APPLICATION_REQUEST: Option<Entry> =
    entry("Recurring charge (based on term or usage rate) Application Request", "D01-1");
const SALES_REQUEST: Option<Entry> = entry("Sales request", "ST02-00201-402");
const CANCEL_OR_REFUND_REQUEST: Option<Entry> = entry("Cancel/Refund Request", "ST02-00303-402");
const SIMPLE_CANCELLATION_REQUEST: Option<Entry> =
    entry("Recurring charge (simple) Cancellation request", "ST02-00302-402");
const FIXED_TERM_PURCHASE_REQUEST: Option<Entry> =
    entry("Recurring charge (based on term or usage rate) Purchase Request", "ST01-00104-402");
const FIXED_TERM_CANCELLATION_REQUEST: Option<Entry> =
    entry("Recurring charge (based on term or usage rate) Cancellation request", "ST02-00309-402");
const FIXED_TERM_SCREEN: &str = "Recurring charge (based on term or usage rate) User Information Screen";

const AUTHORIZE: Option<Step<PaymentState>> =
    Some(Step { from: &[PaymentState::NotStarted], inferred: &[], to: PaymentState::Authorized });
/// Also where a purchase is a sale at once.
const BUY: Option<Step<PaymentState>> =
    Some(Step { from: &[PaymentState::NotStarted], inferred: &[], to: PaymentState::Settled });
/// After a partial settlement the rest of the reservation lapses: a second settlement is answered "done" (I).
const SETTLE: Option<Step<PaymentState>> =
    Some(Step { from: &[PaymentState::Authorized], inferred: &[], to: PaymentState::Settled });
const CANCEL: Option<Step<PaymentState>> =
    Some(Step { from: &[PaymentState::Authorized], inferred: &[], to: PaymentState::Cancelled });
/// That the rest can be refunded after a part is our inference (I), as in the next one.
const REFUND: Option<Step<PaymentState>> = Some(Step {
    from: &[PaymentState::Settled],
    inferred: &[PaymentState::PartiallyRefunded],
    to: PaymentState::Refunded,
});
const REFUND_PART: Option<Step<PaymentState>> = Some(Step {
    from: &[PaymentState::Settled],
    inferred: &[PaymentState::PartiallyRefunded],
    to: PaymentState::PartiallyRefunded,
});

const SUBSCRIBE: Option<Step<SubscriptionState>> =
    Some(Step { from: &[SubscriptionState::Absent], inferred: &[], to: SubscriptionState::Active });
/// What a re-request starts from is not published: a contract that the payer wants back, or wants renewed (I).
const SUBSCRIBE_AGAIN: Option<Step<SubscriptionState>> = Some(Step {
    from: &[],
    inferred: &[SubscriptionState::Ended, SubscriptionState::Active],
    to: SubscriptionState::Active,
});
const STAY_SUBSCRIBED: Option<Step<SubscriptionState>> =
    Some(Step { from: &[SubscriptionState::Active], inferred: &[], to: SubscriptionState::Active });
const UNSUBSCRIBE: Option<Step<SubscriptionState>> =
    Some(Step { from: &[SubscriptionState::Active], inferred: &[], to: SubscriptionState::Ended });
/// Notifications can repeat, and they clear up what was not known (I).
const HEAR_OF_THE_END: Option<Step<SubscriptionState>> = Some(Step {
    from: &[SubscriptionState::Active],
    inferred: &[SubscriptionState::Ended, SubscriptionState::Unknown],
    to: SubscriptionState::Ended,
});

const NOTHING: ProvidedFunction = ProvidedFunction {
    billing_method: BillingMethod::OneTime(SalesMethod::Automatic),
    operation: Operation::Purchase,
    entries: [None; 3],
    notes: &[],
    payment: None,
    subscription: None,
    period: PeriodRule::AnyDay,
};

/// Buying, by the link type only.
const PURCHASE: ProvidedFunction = ProvidedFunction { entries: [PURCHASE_REQUEST, None, None], ..NOTHING };

const FULL_REFUND: ProvidedFunction = ProvidedFunction {
    operation: Operation::Refund,
    entries: [None, CANCEL_OR_REFUND_REQUEST, billing_screen("au Refund")],
    payment: REFUND,
    period: PeriodRule::Refund,
    ..NOTHING
};

const PARTIAL_REFUND: ProvidedFunction = ProvidedFunction {
    operation: Operation::PartialRefund,
    entries: [None, CANCEL_OR_REFUND_REQUEST, billing_screen("au Partial Refund")],
    notes: &[Note::Two],
    payment: REFUND_PART,
    period: PeriodRule::PartialRefund,
    ..NOTHING
};

/// Settlement, whole and in part, cancellation and both refunds: the same five rows wherever sales are specified, but for
/// the footnote on the partial settlement.
const fn specified_sales(
    billing_method: BillingMethod,
    notes_on_partial_settlement: &'static [Note],
) -> [ProvidedFunction; 5] {
    [
        ProvidedFunction {
            billing_method,
            operation: Operation::Settlement,
            entries: [None, SALES_REQUEST, billing_screen("au Settlement")],
            payment: SETTLE,
            period: PeriodRule::Settlement,
            ..NOTHING
        },
        ProvidedFunction {
            billing_method,
            operation: Operation::PartialSettlement,
            entries: [None, SALES_REQUEST, billing_screen("au Partial Settlement")],
            notes: notes_on_partial_settlement,
            payment: SETTLE,
            period: PeriodRule::Settlement,
            ..NOTHING
        },
        ProvidedFunction {
            billing_method,
            operation: Operation::Cancellation,
            entries: [None, CANCEL_OR_REFUND_REQUEST, billing_screen("au Cancel")],
            payment: CANCEL,
            period: PeriodRule::Cancellation,
            ..NOTHING
        },
        ProvidedFunction { billing_method, ..FULL_REFUND },
        ProvidedFunction { billing_method, ..PARTIAL_REFUND },
    ]
}

/// "One-time billing/Auto close authorization settlement".
const ONE_TIME_AUTOMATIC: [ProvidedFunction; 3] = [
    ProvidedFunction { payment: BUY, ..PURCHASE },
    ProvidedFunction { notes: &[Note::One], ..FULL_REFUND },
    ProvidedFunction { notes: &[Note::One, Note::Two], ..PARTIAL_REFUND },
];

/// "One-time billing/Specified close authorization settlement".
const ONE_TIME_SPECIFIED: [ProvidedFunction; 6] = {
    let billing_method = BillingMethod::OneTime(SalesMethod::Specified);
    let [settle, settle_part, cancel, refund, refund_part] = specified_sales(billing_method, &[Note::Three]);
    let purchase = ProvidedFunction { billing_method, payment: AUTHORIZE, ..PURCHASE };
    [purchase, settle, settle_part, cancel, refund, refund_part]
};

/// "Recurring billing (simplified)".
const RECURRING_SIMPLE: [ProvidedFunction; 5] = {
    let billing_method = BillingMethod::RecurringSimple;
    [
        ProvidedFunction { billing_method, payment: BUY, subscription: SUBSCRIBE, ..PURCHASE },
        ProvidedFunction { billing_method, ..FULL_REFUND },
        ProvidedFunction {
            billing_method,
            entries: [None, None, billing_screen("au Partial Refund")],
            ..PARTIAL_REFUND
        },
        ProvidedFunction {
            billing_method,
            operation: Operation::SimpleCancellation,
            entries: [
                PURCHASE_REQUEST,
                SIMPLE_CANCELLATION_REQUEST,
                entry("Recurring charge (simple) User Information Screen", "Cancel"),
            ],
            subscription: UNSUBSCRIBE,
            ..NOTHING
        },
        ProvidedFunction {
            billing_method,
            operation: Operation::SimpleCancellationNotification,
            entries: [PURCHASE_RESULT, None, None],
            subscription: HEAR_OF_THE_END,
            ..NOTHING
        },
    ]
};

/// "Recurring billing (fixed term/pay as you go)".
const RECURRING_FIXED_TERM: [ProvidedFunction; 10] = {
    let billing_method = BillingMethod::RecurringFixedTerm;
    let [settle, settle_part, cancel, refund, refund_part] = specified_sales(billing_method, &[]);
    [
        ProvidedFunction { billing_method, payment: AUTHORIZE, subscription: SUBSCRIBE, ..PURCHASE },
        settle,
        settle_part,
        cancel,
        refund,
        refund_part,
        ProvidedFunction {
            billing_method,
            operation: Operation::FixedTermRequest,
            entries: [APPLICATION_REQUEST, None, None],
            subscription: SUBSCRIBE,
            ..NOTHING
        },
        ProvidedFunction {
            billing_method,
            operation: Operation::FixedTermReRequest,
            entries: [APPLICATION_REQUEST, None, None],
            subscription: SUBSCRIBE_AGAIN,
            ..NOTHING
        },
        ProvidedFunction {
            billing_method,
            operation: Operation::FixedTermPurchase,
            entries: [None, FIXED_TERM_PURCHASE_REQUEST, entry(FIXED_TERM_SCREEN, "purchase")],
            payment: AUTHORIZE,
            subscription: STAY_SUBSCRIBED,
            period: PeriodRule::Authorization,
            ..NOTHING
        },
        ProvidedFunction {
            billing_method,
            operation: Operation::FixedTermUnsubscribing,
            entries: [APPLICATION_REQUEST, FIXED_TERM_CANCELLATION_REQUEST, entry(FIXED_TERM_SCREEN, "Cancellation")],
            subscription: UNSUBSCRIBE,
            ..NOTHING
        },
    ]
};

/// The rows of a billing method, in the order of the service specification.
///
/// ```
/// use sbps::billing::BillingMethod;
/// use sbps::status::provided_functions;
///
/// let rows: usize = BillingMethod::ALL.into_iter().map(|method| provided_functions(method).len()).sum();
/// assert_eq!(rows, 24);
/// ```
#[must_use]
pub const fn provided_functions(billing_method: BillingMethod) -> &'static [ProvidedFunction] {
    match billing_method {
        BillingMethod::OneTime(SalesMethod::Automatic) => &ONE_TIME_AUTOMATIC,
        BillingMethod::OneTime(SalesMethod::Specified) => &ONE_TIME_SPECIFIED,
        BillingMethod::RecurringSimple => &RECURRING_SIMPLE,
        BillingMethod::RecurringFixedTerm => &RECURRING_FIXED_TERM,
    }
}

/// The row of an operation; `None` where the billing method has none.
#[must_use]
pub fn provided_function(billing_method: BillingMethod, operation: Operation) -> Option<&'static ProvidedFunction> {
    provided_functions(billing_method).iter().find(|function| function.operation == operation)
}

#[cfg(all(test, feature = "api"))]
mod tests {
    use super::*;
    use crate::api::Function;
    use crate::status::Channel;

    #[test]
    fn the_ids_of_the_api_type_are_those_of_its_requests() {
        let mut seen = Vec::new();
        for function in BillingMethod::ALL.into_iter().flat_map(provided_functions) {
            if let Some(entry) = function.entry(Channel::Api) {
                seen.push(Function::from_id(entry.function).expect("one of the five"));
            }
        }
        assert!(Function::ALL.into_iter().all(|function| seen.contains(&function)), "each of the five is in the table");
    }
}
