//! One thing that the interface does, as it is routed and described.

use crate::domain::api_key::Scope;
use crate::service::problem::Code;
use axum::http::Method;

/// One thing that can be asked for.
pub(super) struct Operation {
    /// How.
    pub(super) method: Method,
    /// Where; a part that varies stands in braces.
    pub(super) path: &'static str,
    /// Its name in programs that are made of the description.
    pub(super) id: &'static str,
    /// What it does.
    pub(super) summary: &'static str,
    /// What a key has to be made for; `None` where none is wanted.
    pub(super) scope: Option<Scope>,
    /// Its parameters in the query.
    pub(super) query: Vec<Parameter>,
    /// Whether it wants an `Idempotency-Key`.
    pub(super) is_once: bool,
    /// The schema of its body, where it reads one.
    pub(super) body: Option<&'static str>,
    /// The status and the schema of what is answered when it is done.
    pub(super) answer: (u16, &'static str),
    /// Whether 202 may be answered with the same schema, where it is done later.
    pub(super) is_later: bool,
    /// What may be answered instead, beside what every address can.
    pub(super) problems: &'static [Code],
}

/// A parameter in a query.
pub(super) enum Parameter {
    /// How many rows.
    Limit,
    /// Behind what.
    After,
    /// A month.
    Month,
    /// A state of a contract that is made.
    State,
    /// True or false.
    Truth(&'static str),
    /// A text.
    Text(&'static str),
    /// One of these words.
    Words(&'static str, &'static [&'static str]),
}

impl Parameter {
    /// Its name.
    pub(super) const fn name(&self) -> &'static str {
        match self {
            Self::Limit => "limit",
            Self::After => "after",
            Self::Month => "month",
            Self::State => "state",
            Self::Truth(name) | Self::Text(name) | Self::Words(name, _) => name,
        }
    }
}

impl Operation {
    /// One that reads.
    pub(super) fn read(path: &'static str, id: &'static str, answer: &'static str) -> Self {
        Self {
            method: Method::GET,
            path,
            id,
            summary: "",
            scope: Some(Scope::Read),
            query: Vec::new(),
            is_once: false,
            body: None,
            answer: (200, answer),
            is_later: false,
            problems: &[],
        }
    }

    /// One that changes something.
    pub(super) fn change(path: &'static str, id: &'static str, scope: Scope) -> Self {
        Self { method: Method::POST, scope: Some(scope), ..Self::read(path, id, "WholeOrder") }
    }

    /// What is sent to it, after "send", for whoever sent nothing; `None` where it reads no body.
    pub(super) fn to_send(&self) -> Option<&'static str> {
        self.body.map(|schema| match schema {
            "PaymentRequest" => "`{}` for all of it, or `{\"amount\": 500}` for a part",
            "LiftRequest" => "`{\"note\": \"…\"}`, which says why",
            "UsageRequest" => "what was used, as `{\"usage_id\": \"…\", \"amount\": 300, \"used_on\": \"2026-12-01\", \"description\": \"…\"}`",
            _ => "the members that GET /v1/openapi.json lists, as a JSON object",
        })
    }

    /// The names of the parts of its address that vary.
    pub(super) fn in_path(&self) -> Vec<&'static str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).collect()
    }
}
