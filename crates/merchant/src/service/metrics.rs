//! What is counted, for whoever watches the service: requests by the address they fit, answers to
//! the gateway, calls to it, and what the billing run did. No name, address or amount of anybody is
//! ever a label.

use crate::domain::notification::Verdict;
use prometheus_client::encoding::{EncodeLabelSet, text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use sbps::api::Function;
use sbps::verdict::CallOutcome;
use std::fmt;
use std::time::Duration;

/// Bounds of the time that a request takes, in seconds. A notification is answered within three.
const SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0];

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Requested {
    route: String,
    method: String,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Route {
    route: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    answer: &'static str,
    reason: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Called {
    function: &'static str,
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Billed {
    outcome: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Open {
    kind: &'static str,
}

/// The counts of one process since it began.
#[derive(Clone)]
pub struct Metrics {
    requests: Family<Requested, Counter>,
    seconds: Family<Route, Histogram, fn() -> Histogram>,
    notifications: Family<Answered, Counter>,
    calls: Family<Called, Counter>,
    billed: Family<Billed, Counter>,
    runs: Counter,
    limited: Counter,
}

/// What is looked up when the counts are asked for.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// Open items of the reconciliation list by their kind.
    pub open_items: Vec<(&'static str, i64)>,
    /// Chargebacks and investigations that wait for an answer, and those of them that are late.
    pub disputes: (i64, i64),
    /// Messages to the shop's programs that wait, and that were given up.
    pub messages: (i64, i64),
    /// Mails to payers that wait, and that were given up.
    pub mails: (i64, i64),
    /// Whether the mail server refuses whoever sends, so that none of them is sent.
    pub are_mails_held: bool,
    /// Whether the billing run stands still.
    pub is_held: bool,
    /// Whether the record can be written.
    pub is_ready: bool,
}

impl fmt::Debug for Metrics {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Metrics")
    }
}

impl Default for Metrics {
    fn default() -> Self {
        Self {
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(SECONDS)),
            notifications: Family::default(),
            calls: Family::default(),
            billed: Family::default(),
            runs: Counter::default(),
            limited: Counter::default(),
        }
    }
}

impl Metrics {
    /// A request was answered. `route` is the pattern that its address fits, never the address.
    pub fn requested(&self, route: &str, method: &str, status: u16, took: Duration) {
        let labels = Requested { route: route.to_owned(), method: method.to_owned(), status };
        self.requests.get_or_create(&labels).inc();
        self.seconds.get_or_create(&Route { route: route.to_owned() }).observe(took.as_secs_f64());
    }

    /// A notification was answered.
    pub fn notified(&self, verdict: Verdict) {
        let (answer, reason) = match verdict {
            Verdict::Recorded => ("OK", ""),
            Verdict::Refused(reason) => ("NG", reason.as_str()),
        };
        self.notifications.get_or_create(&Answered { answer, reason }).inc();
    }

    /// The gateway was asked, or was to be.
    pub(super) fn called(&self, function: Function, outcome: &CallOutcome) {
        let outcome = match outcome {
            CallOutcome::Answered(_) => "answered",
            CallOutcome::NotSent(_) => "not_sent",
            CallOutcome::NoAnswer => "no_answer",
            CallOutcome::Status(_) => "status",
            CallOutcome::Unreadable(_) => "unreadable",
        };
        self.calls.get_or_create(&Called { function: function.id(), outcome }).inc();
    }

    /// A billing run ended, which did so many things of each kind.
    pub(super) fn billed(&self, outcomes: impl IntoIterator<Item = (&'static str, u32)>) {
        self.runs.inc();
        for (outcome, number) in outcomes {
            self.billed.get_or_create(&Billed { outcome }).inc_by(number.into());
        }
    }

    /// A request was refused because there were too many from one source.
    pub fn limited(&self) {
        self.limited.inc();
    }

    /// Everything in the text format of OpenMetrics.
    #[must_use]
    pub fn text(&self, now: &Now) -> String {
        let mut registry = Registry::with_prefix("kantan");
        registry.register("http_requests", "Answers by pattern of the address", self.requests.clone());
        let seconds = "Time from a request to its answer";
        registry.register_with_unit("http_request", seconds, Unit::Seconds, self.seconds.clone());
        registry.register("notifications", "Answers to the gateway's notifications", self.notifications.clone());
        registry.register("gateway_calls", "Calls of the API type, and how they ended", self.calls.clone());
        registry.register("billing_charges", "What billing runs of this process did", self.billed.clone());
        registry.register("billing_runs", "Billing runs of this process that ended", self.runs.clone());
        registry.register("requests_limited", "Requests refused as too many from one source", self.limited.clone());
        let held = Gauge::<i64>::default();
        held.set(i64::from(now.is_held));
        registry.register("billing_held", "1 while the billing run waits for a person", held);
        let ready = Gauge::<i64>::default();
        ready.set(i64::from(now.is_ready));
        registry.register("ready", "1 while the record can be written", ready);
        let open = Family::<Open, Gauge>::default();
        for (kind, number) in &now.open_items {
            open.get_or_create(&Open { kind }).set(*number);
        }
        registry.register("reconciliation_open", "Open items of the reconciliation list", open);
        for (name, help, number) in [
            ("disputes_to_answer", "Chargebacks and investigations that wait for an answer", now.disputes.0),
            ("disputes_overdue", "Those of them of which the day to answer by is over", now.disputes.1),
            ("messages_waiting", "Messages to the shop's programs that are not taken yet", now.messages.0),
            ("messages_given_up", "Messages to the shop's programs that were given up", now.messages.1),
            ("mails_waiting", "Mails to payers that no server has taken yet", now.mails.0),
            ("mails_given_up", "Mails to payers that were given up", now.mails.1),
            ("mails_held", "1 while the mail server refuses whoever sends", i64::from(now.are_mails_held)),
        ] {
            let gauge = Gauge::<i64>::default();
            gauge.set(number);
            registry.register(name, help, gauge);
        }
        let mut out = String::new();
        // Writing into a string does not fail.
        if text::encode(&mut out, &registry).is_err() {
            tracing::error!("the counts cannot be written");
        }
        out
    }
}
