//! The codes of a merchant's server: one for each thing that can go wrong, with its HTTP status.
//!
//! They stand in its problem documents (RFC 9457, member `code`). The element tells some of them apart
//! (`page::failure`) and shows every other one beside its own `endpoint_refused`.

/// One table for the enum, the code, the status and the meaning: none can be without the others.
macro_rules! problem_codes {
    ($($name:ident $code:literal $status:literal $meaning:literal)+) => {
        /// A stable code for each thing that can go wrong at the merchant's server.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum ProblemCode {
            $(#[doc = $meaning] $name,)+
        }

        impl ProblemCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The code as programs read it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// The HTTP status of the answer.
            #[must_use]
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)+ }
            }

            /// What it means, for a developer.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $meaning,)+ }
            }
        }
    };
}

problem_codes! {
    RequestInvalid "request_invalid" 400 "Not JSON or a form, a field missing, of the wrong type or too long."
    CrossSite "cross_site" 403 "A page of another site sent it."
    Framed "framed" 403 "A page was asked for inside another site's frame."
    NotFound "not_found" 404 "There is no such address."
    ProductUnknown "product_unknown" 404 "The catalogue has no such product."
    OrderUnknown "order_unknown" 404 "No order has this reference."
    EvidenceMissing "evidence_missing" 404 "Nothing was kept of what the order's payer agreed to: no request to pay was signed, or by a program from before that."
    MethodNotAllowed "method_not_allowed" 405 "The address does not take this method."
    OrderPaid "order_paid" 409 "The order is paid already."
    DisplayedDiffers "displayed_differs" 409 "What was shown is not what the record says."
    OrderExpired "order_expired" 410 "The order's deadline has passed."
    OrderInvalid "order_invalid" 422 "An order breaks rules; each goes with it, with its member and code."
    IdempotencyKeyReused "idempotency_key_reused" 409 "Something else was asked under this idempotency key."
    PaymentUnknown "payment_unknown" 404 "No payment has this name."
    PaymentNotPossible "payment_not_possible" 409 "The payment's state or its periods do not allow it; the reason, and what is possible instead, go with it."
    EventUnknown "event_unknown" 404 "No event has this name."
    ContractUnknown "contract_unknown" 404 "No contract has this name."
    CustomerUnknown "customer_unknown" 404 "No order has named this customer."
    CallUnderWay "call_under_way" 409 "Another call about the order's payments is being carried out; ask again when it is over."
    TooLarge "too_large" 413 "The body is larger than the server reads."
    UnsupportedMediaType "unsupported_media_type" 415 "Neither JSON nor a form."
    ItemNameUnencodable "item_name_unencodable" 422 "The record's item name cannot be posted."
    TooManyRequests "too_many_requests" 429 "Too many requests in a short time, from one source or to pay for one order."
    AlreadySubscribed "already_subscribed" 409 "The customer has this plan already."
    SubscriptionUnknown "subscription_unknown" 404 "No subscription has this reference."
    LinkReplaced "link_replaced" 410 "Another link has been issued in the place of this one."
    LinkExpired "link_expired" 410 "The subscription has ended so long ago that its links lead nowhere any more."
    ViewOnly "view_only" 403 "The link shows a subscription; nothing can be changed by it."
    ActionNotPossible "action_not_possible" 409 "The subscription's state does not allow it; the reason goes with it."
    GatewayRefused "gateway_refused" 502 "The gateway said no; its code goes with it."
    GatewayUnreachable "gateway_unreachable" 503 "The gateway was not reached, so nothing was asked of it."
    OutcomeUnknown "outcome_unknown" 502 "The gateway was asked and what it did is not known."
    UsageDiffers "usage_differs" 409 "What was used is on record with other content."
    UsageNotPossible "usage_not_possible" 409 "The subscription does not allow it to be used; the reason goes with it."
    NoLongerUnknown "no_longer_unknown" 409 "What a person found is known by now, or something else has happened."
    StaffOnly "staff_only" 401 "Only staff can do this."
    RoleForbidden "role_forbidden" 403 "Who is signed in may not do this."
    KeyUnknown "key_unknown" 401 "No key in use was shown: as Bearer in Authorization."
    KeyForbidden "key_forbidden" 403 "The key is in use, and was not made for this."
    TimedOut "timed_out" 503 "The request did not arrive, or was not answered, in time."
    Maintenance "maintenance" 503 "The payment service is closed, for maintenance or a failure; until when goes with it."
    Internal "internal" 500 "The server's own fault; its log says which."
}

#[cfg(test)]
mod tests {
    use super::ProblemCode;

    #[test]
    fn codes_are_distinct_and_shaped_as_the_element_reads_them() {
        let mut codes: Vec<_> = ProblemCode::ALL.iter().map(|code| code.as_str()).collect();
        codes.sort_unstable();
        assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
        for code in codes {
            assert!(code.len() <= 64 && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{code}");
        }
    }

    #[test]
    fn every_status_says_that_something_went_wrong() {
        assert!(ProblemCode::ALL.iter().all(|code| (400..600).contains(&code.status())));
    }
}
