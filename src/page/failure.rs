//! Why an order did not go on to au, and what the payer can do. In none of these cases was anything charged.

use super::link::is_safe_link;
use super::problem::ProblemCode;
use crate::json::Json;

/// The stable codes of the element's own errors (docs/page-contract.md, "Codes").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The order or the element's attributes are not valid.
    OrderInvalid,
    /// The merchant's server could not be reached.
    EndpointUnreachable,
    /// The merchant's server did not answer in time.
    EndpointSlow,
    /// The merchant's server answered with an error; its own code stands beside.
    EndpointRefused,
    /// The merchant's server refused with 401, 403, 419 or 422 and no code of its own, as frameworks do where the page's
    /// session or token is over; the status stands beside.
    PageExpired,
    /// The answer is not one that could be posted.
    AnswerInvalid,
    /// A signed value is not what was displayed.
    SignedDiffers,
    /// The form's destination is not on the allow-list, or the page's policy stopped the form.
    DestinationNotAllowed,
    /// The item's name cannot be posted.
    ItemNameUnencodable,
    /// The order's deadline has passed.
    OrderExpired,
    /// The order is paid already.
    OrderPaid,
    /// What was displayed is not what the merchant's record says.
    DisplayedDiffers,
    /// The payer has this contract already.
    AlreadySubscribed,
    /// The payment service is closed, for maintenance or a failure.
    Maintenance,
    /// The page stands in a frame, where au's pages refuse to be shown, and the element has no `target="_top"`.
    FrameRefused,
    /// The form was posted, and the browser stayed: an empty answer, a stopped load, a download.
    HandoffStopped,
}

impl Code {
    /// Every code, for tests.
    #[cfg(test)]
    pub const ALL: [Self; 16] = [
        Self::OrderInvalid,
        Self::EndpointUnreachable,
        Self::EndpointSlow,
        Self::EndpointRefused,
        Self::PageExpired,
        Self::AnswerInvalid,
        Self::SignedDiffers,
        Self::DestinationNotAllowed,
        Self::ItemNameUnencodable,
        Self::OrderExpired,
        Self::OrderPaid,
        Self::DisplayedDiffers,
        Self::AlreadySubscribed,
        Self::Maintenance,
        Self::FrameRefused,
        Self::HandoffStopped,
    ];

    /// The code as programs read it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OrderInvalid => "order_invalid",
            Self::EndpointUnreachable => "endpoint_unreachable",
            Self::EndpointSlow => "endpoint_slow",
            Self::EndpointRefused => "endpoint_refused",
            Self::PageExpired => "page_expired",
            Self::AnswerInvalid => "answer_invalid",
            Self::SignedDiffers => "signed_differs",
            Self::DestinationNotAllowed => "destination_not_allowed",
            Self::ItemNameUnencodable => ProblemCode::ItemNameUnencodable.as_str(),
            Self::OrderExpired => ProblemCode::OrderExpired.as_str(),
            Self::OrderPaid => ProblemCode::OrderPaid.as_str(),
            Self::DisplayedDiffers => ProblemCode::DisplayedDiffers.as_str(),
            Self::AlreadySubscribed => ProblemCode::AlreadySubscribed.as_str(),
            Self::Maintenance => ProblemCode::Maintenance.as_str(),
            Self::FrameRefused => "frame_refused",
            Self::HandoffStopped => "handoff_stopped",
        }
    }
}

const ORDER_PAID: &str = ProblemCode::OrderPaid.as_str();
const DISPLAYED_DIFFERS: &str = ProblemCode::DisplayedDiffers.as_str();
const ALREADY_SUBSCRIBED: &str = ProblemCode::AlreadySubscribed.as_str();
const ORDER_EXPIRED: &str = ProblemCode::OrderExpired.as_str();
const MAINTENANCE: &str = ProblemCode::Maintenance.as_str();
const ITEM_NAME_UNENCODABLE: &str = ProblemCode::ItemNameUnencodable.as_str();

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Our code.
    pub code: Code,
    /// The server's code beside `endpoint_refused`, the status beside `page_expired`, or the field beside `signed_differs` and `answer_invalid`.
    pub detail: Option<String>,
    /// How long the server asks to wait, in seconds.
    pub retry_after: Option<u32>,
    /// Where the result of a paid order is, or the contract that the payer has.
    pub result_url: Option<String>,
}

/// The one next step that helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// The button works again.
    TryAgain,
    /// The page shows something old.
    Reload,
    /// There is nothing left to pay.
    SeeResult,
    /// Only the shop can mend it.
    AskShop,
}

impl Failure {
    /// A failure with nothing beside its code.
    pub const fn new(code: Code) -> Self {
        Self { code, detail: None, retry_after: None, result_url: None }
    }

    /// A failure with a word beside its code.
    pub fn with(code: Code, detail: &str) -> Self {
        Self { detail: Some(detail.to_owned()), ..Self::new(code) }
    }

    /// What a status other than 200 means, with the problem document (RFC 9457) that came with it, if one did.
    pub fn of_answer(status: u16, retry_after: Option<u32>, problem: &Json) -> Self {
        let server = server_code(problem);
        let code = match server {
            Some(ORDER_PAID) => Code::OrderPaid,
            Some(DISPLAYED_DIFFERS) => Code::DisplayedDiffers,
            Some(ALREADY_SUBSCRIBED) => Code::AlreadySubscribed,
            Some(ORDER_EXPIRED) => Code::OrderExpired,
            Some(MAINTENANCE) => Code::Maintenance,
            Some(ITEM_NAME_UNENCODABLE) => Code::ItemNameUnencodable,
            // What a proxy says when there is no server behind it.
            None if matches!(status, 502..=504) => Code::EndpointUnreachable,
            None if matches!(status, 401 | 403 | 419 | 422) => Code::PageExpired,
            _ => Code::EndpointRefused,
        };
        let detail = matches!(code, Code::EndpointRefused | Code::PageExpired)
            .then(|| server.map_or_else(|| status.to_string(), str::to_owned));
        let name = if code == Code::AlreadySubscribed { "subscription_url" } else { "result_url" };
        let result_url = problem.get(name).text().filter(|url| is_safe_link(url));
        Self { code, detail, retry_after, result_url: result_url.map(str::to_owned) }
    }

    /// What the payer can do.
    pub fn next_step(&self) -> NextStep {
        match self.code {
            Code::EndpointRefused if self.detail.as_deref() == Some(ProblemCode::OrderUnknown.as_str()) => {
                NextStep::AskShop
            }
            Code::EndpointUnreachable
            | Code::EndpointSlow
            | Code::EndpointRefused
            | Code::AnswerInvalid
            | Code::Maintenance
            | Code::HandoffStopped => NextStep::TryAgain,
            Code::SignedDiffers | Code::DisplayedDiffers | Code::PageExpired => NextStep::Reload,
            Code::OrderPaid | Code::AlreadySubscribed => NextStep::SeeResult,
            Code::OrderInvalid
            | Code::DestinationNotAllowed
            | Code::ItemNameUnencodable
            | Code::OrderExpired
            | Code::FrameRefused => NextStep::AskShop,
        }
    }
}

/// The server's own stable code, if the document has one that looks like ours.
fn server_code(problem: &Json) -> Option<&str> {
    let is_code = |code: &&str| {
        (1..=64).contains(&code.len()) && code.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_'))
    };
    problem.get("code").text().filter(is_code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::tests::json;
    use serde_json::json;

    #[test]
    fn each_of_the_servers_codes_has_its_failure() {
        for server in ProblemCode::ALL {
            let code = match server {
                ProblemCode::OrderPaid => Code::OrderPaid,
                ProblemCode::DisplayedDiffers => Code::DisplayedDiffers,
                ProblemCode::AlreadySubscribed => Code::AlreadySubscribed,
                ProblemCode::OrderExpired => Code::OrderExpired,
                ProblemCode::ItemNameUnencodable => Code::ItemNameUnencodable,
                ProblemCode::Maintenance => Code::Maintenance,
                _ => Code::EndpointRefused,
            };
            let server_code = server.as_str();
            let failure = Failure::of_answer(server.status(), None, &json(json!({ "code": server_code })));
            let detail = (code == Code::EndpointRefused).then_some(server_code);
            assert_eq!((failure.code, failure.detail.as_deref()), (code, detail), "{server:?}");
        }
    }

    #[test]
    fn without_a_code_the_status_stands_in_for_it() {
        for (status, code, detail) in [
            (404, Code::EndpointRefused, Some("404")),
            (401, Code::PageExpired, Some("401")),
            (403, Code::PageExpired, Some("403")),
            (419, Code::PageExpired, Some("419")),
            (422, Code::PageExpired, Some("422")),
            (500, Code::EndpointRefused, Some("500")),
            (502, Code::EndpointUnreachable, None),
            (504, Code::EndpointUnreachable, None),
        ] {
            let failure = Failure::of_answer(status, None, &Json::Null);
            assert_eq!((failure.code, failure.detail.as_deref()), (code, detail), "{status}");
        }
    }

    #[test]
    fn a_paid_order_leads_to_its_result_and_nowhere_unsafe() {
        let problem = |url: &str| json(json!({ "code": "order_paid", "result_url": url }));
        let failure = Failure::of_answer(409, None, &problem("/orders/1/result"));
        assert_eq!(failure.result_url.as_deref(), Some("/orders/1/result"));
        assert_eq!(failure.next_step(), NextStep::SeeResult);
        assert_eq!(Failure::of_answer(409, None, &problem("javascript:alert(1)")).result_url, None);
    }

    #[test]
    fn a_contract_that_exists_leads_to_itself() {
        let problem = json(json!({ "code": "already_subscribed", "subscription_url": "/subscriptions/1" }));
        let failure = Failure::of_answer(409, None, &problem);
        assert_eq!(failure.result_url.as_deref(), Some("/subscriptions/1"));
        assert_eq!(failure.next_step(), NextStep::SeeResult);
    }

    #[test]
    fn codes_are_distinct() {
        let mut codes = Code::ALL.map(Code::as_str);
        codes.sort_unstable();
        assert!(codes.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn a_servers_code_is_a_code_and_not_a_text() {
        assert_eq!(server_code(&json(json!({ "code": "order_paid" }))), Some("order_paid"));
        for code in [json!("Order paid!"), json!(""), json!(7), json!("a".repeat(65)), json!("<b>")] {
            assert_eq!(server_code(&json(json!({ "code": code }))), None);
        }
    }
}
