//! What the interface does, as one table: from it requests are routed and the interface is described, so
//! that neither knows of an address without the other.

use super::operation::{Operation, Parameter};
use super::{contracts, customers, events, evidence, orders, payments, usage};
use crate::domain::api_key::Scope;
use crate::service::Shop;
use crate::service::problem::Code;
use axum::routing::{MethodRouter, get, post};
use std::sync::Arc;

/// Everything that can be asked for with a key, and what does it.
pub(super) fn operations() -> Vec<(Operation, MethodRouter<Arc<Shop>>)> {
    use Parameter::{After, Limit, Month, State, Text, Truth, Words};
    vec![
        (
            Operation {
                summary: "Lists orders, the newest first.",
                query: vec![Limit, After, Text("customer"), Text("customer_id"), Truth("paid")],
                problems: &[Code::RequestInvalid],
                ..Operation::read("/v1/orders", "listOrders", "OrderList")
            },
            get(orders::list),
        ),
        (
            Operation {
                summary: "Makes an order, once for each Idempotency-Key.",
                is_once: true,
                body: Some("OrderRequest"),
                answer: (201, "WholeOrder"),
                problems: &[Code::OrderInvalid, Code::IdempotencyKeyReused, Code::AlreadySubscribed],
                ..Operation::change("/v1/orders", "createOrder", Scope::Orders)
            },
            post(orders::create),
        ),
        (
            Operation {
                summary: "Reads one order.",
                problems: &[Code::OrderUnknown],
                ..Operation::read("/v1/orders/{reference}", "readOrder", "WholeOrder")
            },
            get(orders::read),
        ),
        (
            Operation {
                summary: "Reads what the payer of an order agreed to, as the screen said it.",
                problems: &[Code::OrderUnknown, Code::EvidenceMissing],
                ..Operation::read("/v1/orders/{reference}/evidence", "readEvidence", "Evidence")
            },
            get(evidence::read),
        ),
        (
            Operation {
                summary: "Withdraws an order that is not paid.",
                problems: &[Code::OrderUnknown, Code::OrderPaid],
                ..Operation::change("/v1/orders/{reference}/cancel", "cancelOrder", Scope::Orders)
            },
            post(orders::cancel),
        ),
        (
            Operation {
                summary: "Says where a payment stands, and what can be done with it.",
                query: vec![Month],
                problems: &[Code::PaymentUnknown, Code::RequestInvalid],
                ..Operation::read("/v1/payments/{name}", "readPayment", "Payment")
            },
            get(payments::read),
        ),
        (
            Operation {
                summary: "Settles, cancels or refunds a payment; the gateway is asked once. 202 where a refund has to wait for \
                          the carrier's own billing: it is asked for again as `retry` says.",
                is_later: true,
                is_once: true,
                body: Some("PaymentRequest"),
                answer: (200, "Payment"),
                problems: &[
                    Code::PaymentUnknown,
                    Code::PaymentNotPossible,
                    Code::CallUnderWay,
                    Code::IdempotencyKeyReused,
                    Code::GatewayRefused,
                    Code::GatewayUnreachable,
                    Code::OutcomeUnknown,
                    Code::Maintenance,
                ],
                ..Operation::change("/v1/payments/{name}/{action}", "changePayment", Scope::Payments)
            },
            post(payments::change),
        ),
        (
            Operation {
                summary: "Lists contracts, those of the latest orders first.",
                query: vec![
                    Limit,
                    After,
                    State,
                    Words("method", &["simple", "fixed_term"]),
                    Truth("suspended"),
                    Text("customer"),
                    Text("customer_id"),
                ],
                problems: &[Code::RequestInvalid],
                ..Operation::read("/v1/contracts", "listContracts", "ContractList")
            },
            get(contracts::list),
        ),
        (
            Operation {
                summary: "Reads one contract.",
                problems: &[Code::ContractUnknown],
                ..Operation::read("/v1/contracts/{name}", "readContract", "WholeContract")
            },
            get(contracts::read),
        ),
        (
            Operation {
                summary: "Ends a contract; the gateway is asked once.",
                answer: (200, "WholeContract"),
                problems: &[
                    Code::ContractUnknown,
                    Code::ActionNotPossible,
                    Code::CallUnderWay,
                    Code::GatewayRefused,
                    Code::GatewayUnreachable,
                    Code::OutcomeUnknown,
                    Code::Maintenance,
                ],
                ..Operation::change("/v1/contracts/{name}/end", "endContract", Scope::Contracts)
            },
            post(contracts::end),
        ),
        (
            Operation {
                summary: "Lifts a suspension: the contract is billed again from tomorrow on.",
                body: Some("LiftRequest"),
                answer: (200, "WholeContract"),
                problems: &[Code::ContractUnknown, Code::ActionNotPossible],
                ..Operation::change("/v1/contracts/{name}/lift", "liftSuspension", Scope::Contracts)
            },
            post(contracts::lift),
        ),
        (
            Operation {
                summary: "Puts other links in the place of a contract's; those until then lead nowhere.",
                answer: (200, "WholeContract"),
                problems: &[Code::ContractUnknown],
                ..Operation::change("/v1/contracts/{name}/links", "replaceLinks", Scope::Contracts)
            },
            post(contracts::new_links),
        ),
        (
            Operation {
                summary: "Lists what was used under a contract, the latest first.",
                query: vec![Limit, After],
                problems: &[Code::ContractUnknown, Code::RequestInvalid],
                ..Operation::read("/v1/contracts/{name}/usage", "listUsage", "UsageList")
            },
            get(usage::list),
        ),
        (
            Operation {
                summary: "Records use before it is delivered, once for each usage_id.",
                body: Some("UsageRequest"),
                answer: (201, "Usage"),
                problems: &[Code::ContractUnknown, Code::UsageDiffers, Code::UsageNotPossible],
                ..Operation::change("/v1/contracts/{name}/usage", "recordUsage", Scope::Usage)
            },
            post(usage::record),
        ),
        (
            Operation {
                summary: "Reads a customer with contracts and the latest orders.",
                problems: &[Code::CustomerUnknown],
                ..Operation::read("/v1/customers/{customer_id}", "readCustomer", "Customer")
            },
            get(customers::read),
        ),
        (
            Operation {
                summary: "Lists what happened, in the order in which it did.",
                query: vec![Limit, After, Text("type"), Text("order")],
                problems: &[Code::RequestInvalid],
                ..Operation::read("/v1/events", "listEvents", "EventList")
            },
            get(events::list),
        ),
        (
            Operation {
                summary: "Reads one event.",
                problems: &[Code::EventUnknown],
                ..Operation::read("/v1/events/{event}", "readEvent", "Event")
            },
            get(events::read),
        ),
        (
            Operation {
                summary: "Sends an event once more to every address that wants it.",
                answer: (200, "Event"),
                problems: &[Code::EventUnknown],
                ..Operation::change("/v1/events/{event}/replay", "replayEvent", Scope::Orders)
            },
            post(events::replay),
        ),
    ]
}

/// The description itself, for which no key is wanted: it holds no secret, and programs are made of it.
pub(super) fn describe() -> Operation {
    let summary = "Describes this interface.";
    Operation { summary, scope: None, ..Operation::read("/v1/openapi.json", "describe", "Document") }
}
