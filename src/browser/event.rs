//! The events of the element: bubbling, composed, nothing personal in them (docs/page-contract.md).

use super::json::to_browser;
use crate::json::Json;
use crate::page::failure::{Code, Failure};
use crate::page::problem::Problem;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// Something the page may want to know.
pub(crate) enum Event<'a> {
    /// The order is shown for the first time.
    Ready,
    /// The order or the attributes are not valid.
    Invalid(Code, &'a [Problem]),
    /// The button was pressed; the page may still say no.
    BeforeHandoff,
    /// The form is about to be posted.
    Handoff,
    /// The page came back from the back/forward cache.
    Return,
    /// An attempt failed.
    Error(&'a Failure),
    /// An outcome is shown for the first time, or is another one than before.
    #[cfg(feature = "result")]
    ResultChanged {
        /// The word for the outcome before.
        before: Option<&'static str>,
        /// The word for it now.
        outcome: &'static str,
    },
    /// A contract's state is another one than before.
    #[cfg(feature = "subscriptions")]
    ContractChanged {
        /// The contract's place in the list.
        index: usize,
        /// The word for its state before.
        before: &'static str,
        /// The word for it now.
        state: &'static str,
    },
}

impl Event<'_> {
    const fn name(&self) -> &'static str {
        match self {
            Self::Ready => "kantan:ready",
            Self::Invalid(..) => "kantan:invalid",
            Self::BeforeHandoff => "kantan:beforehandoff",
            Self::Handoff => "kantan:handoff",
            Self::Return => "kantan:return",
            Self::Error(_) => "kantan:error",
            #[cfg(feature = "result")]
            Self::ResultChanged { .. } => "kantan:resultchanged",
            #[cfg(feature = "subscriptions")]
            Self::ContractChanged { .. } => "kantan:contractchanged",
        }
    }

    /// `code` always; `problems` (each with `path` and `code`) or `server_code` where there are any.
    fn detail(&self) -> Json {
        let code = |code: &str| ("code", Json::from_text(code));
        match self {
            Self::Ready => Json::object(vec![code("ready")]),
            Self::BeforeHandoff => Json::object(vec![code("before_handoff")]),
            Self::Handoff => Json::object(vec![code("handoff")]),
            Self::Return => Json::object(vec![code("return")]),
            Self::Invalid(invalid, problems) => {
                let problems = Json::List(problems.iter().map(Problem::to_json).collect());
                Json::object(vec![code(invalid.as_str()), ("problems", problems)])
            }
            Self::Error(failure) => {
                let beside = failure.detail.as_deref().map_or(Json::Null, Json::from_text);
                Json::object(vec![code(failure.code.as_str()), ("beside", beside)])
            }
            #[cfg(feature = "result")]
            Self::ResultChanged { before, outcome } => Json::object(vec![
                code("result_changed"),
                ("before", before.map_or(Json::Null, Json::from_text)),
                ("outcome", Json::from_text(outcome)),
            ]),
            #[cfg(feature = "subscriptions")]
            Self::ContractChanged { index, before, state } => Json::object(vec![
                code("contract_changed"),
                // A list has at most a hundred.
                ("index", Json::Number(u32::try_from(*index).unwrap_or(u32::MAX).into())),
                ("before", Json::from_text(before)),
                ("state", Json::from_text(state)),
            ]),
        }
    }
}

/// Dispatches an event from the element; `false` if somebody cancelled it.
pub(crate) fn dispatch(host: &HtmlElement, event: &Event<'_>) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(matches!(event, Event::BeforeHandoff));
    init.set_detail(&to_browser(&event.detail()));
    CustomEvent::new_with_event_init_dict(event.name(), &init)
        .and_then(|event| host.dispatch_event(&event))
        .unwrap_or(true)
}
