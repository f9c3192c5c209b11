//! One call about a payment, and what became of it.

use sbps::api::Function;
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use sbps::verdict::{Effect, Verdict};

/// For how many seconds a call without an answer may still be under way. A call takes 20 at most;
/// the rest is for a machine that is busy.
pub const UNDER_WAY_SECONDS: i64 = 5 * 60;

/// What a merchant asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// What is reserved becomes a sale, all of it or a part.
    Settle,
    /// What is reserved is given up.
    Cancel,
    /// What was settled goes back, all of it or a part.
    Refund,
}

impl Action {
    /// Every action.
    pub const ALL: [Self; 3] = [Self::Settle, Self::Cancel, Self::Refund];

    /// The word in addresses, in JSON and in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Settle => "settle",
            Self::Cancel => "cancel",
            Self::Refund => "refund",
        }
    }

    /// The action of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.as_str() == name)
    }

    /// The function of the API type: one for giving up and giving back, whichever the payment's
    /// state allows.
    #[must_use]
    pub const fn function(self) -> Function {
        match self {
            Self::Settle => Function::Settle,
            Self::Cancel | Self::Refund => Function::CancelOrRefund,
        }
    }
}

/// A call that was written down before it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaymentCall {
    /// Its number in the record.
    pub id: i64,
    /// The payment, by the gateway's name.
    pub tracking_id: String,
    /// What it asks for.
    pub action: Action,
    /// How much, in yen; `None` is all of it.
    pub amount: Option<Yen>,
    /// The month whose money it is about, of a simple contract.
    pub month: Option<YearMonth>,
    /// When it was written down, in seconds since 1970-01-01T00:00:00Z.
    pub asked_at: i64,
    /// What the answer left certain; `None` without an answer.
    pub effect: Option<Effect>,
    /// The gateway's code, where it gave one.
    pub code: Option<String>,
    /// What was seen.
    pub detail: Option<String>,
    /// Whether it was done, as a person found.
    pub found: Option<bool>,
}

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaymentCallOutcome {
    /// It is being carried out.
    UnderWay,
    /// It is done.
    Done,
    /// Nothing was done.
    NotDone,
    /// Nobody knows, until a person has looked.
    Unknown,
}

impl PaymentCallOutcome {
    /// The word in JSON.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::UnderWay => "under_way",
            Self::Done => "done",
            Self::NotDone => "not_done",
            Self::Unknown => "unknown",
        }
    }
}

impl PaymentCall {
    /// What became of it, as seen at `now` (seconds since 1970-01-01T00:00:00Z). What a person
    /// found holds over what the gateway said.
    #[must_use]
    pub const fn outcome(&self, now: i64) -> PaymentCallOutcome {
        match (self.found, self.effect) {
            (Some(true), _) | (None, Some(Effect::Done)) => PaymentCallOutcome::Done,
            (Some(false), _) | (None, Some(Effect::NothingDone)) => PaymentCallOutcome::NotDone,
            (None, Some(Effect::Uncertain)) => PaymentCallOutcome::Unknown,
            (None, None) if now < self.asked_at + UNDER_WAY_SECONDS => PaymentCallOutcome::UnderWay,
            (None, None) => PaymentCallOutcome::Unknown,
        }
    }
}

/// What is certain after a call, by the verdict on its answer. What the gateway refuses as "done
/// before" is done where all was asked for; of a part nobody knows which one that was, and what was
/// to be given back may have been given up instead.
#[must_use]
pub fn effected(action: Action, is_part: bool, verdict: &Verdict, code: Option<&str>) -> Effect {
    match verdict.effect {
        Effect::Done if code.is_some() && (is_part || action == Action::Refund) => Effect::Uncertain,
        effect => effect,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sbps::verdict::CallOutcome as Heard;

    #[test]
    fn what_was_done_before_is_done_only_where_all_was_asked_for() {
        let refused = |action: Action, code: &str| {
            let body = format!(
                "<sps-api-response id=\"{}\"><res_result>NG</res_result><res_err_code>{code}</res_err_code>\
                 </sps-api-response>",
                action.function().id()
            );
            Verdict::of_call(action.function(), &Heard::read(action.function(), 200, body.as_bytes()))
        };
        for (action, is_part, code, expected) in [
            (Action::Settle, false, "40223999", Effect::Done),
            (Action::Settle, true, "40223999", Effect::Uncertain),
            (Action::Cancel, false, "40226999", Effect::Done),
            (Action::Refund, false, "40226999", Effect::Uncertain),
            (Action::Refund, false, "40230999", Effect::Uncertain),
            (Action::Refund, true, "40228999", Effect::NothingDone),
            (Action::Cancel, false, "40231999", Effect::NothingDone),
            (Action::Settle, false, "40209025", Effect::NothingDone),
        ] {
            assert_eq!(effected(action, is_part, &refused(action, code), Some(code)), expected, "{action:?} {code}");
        }
        let done = Verdict { actor: None, effect: Effect::Done, follow_up: sbps::verdict::FollowUp::CountAsDone };
        assert_eq!(effected(Action::Settle, true, &done, None), Effect::Done);
    }

    #[test]
    fn a_call_without_an_answer_is_under_way_and_then_unknown_until_somebody_has_looked() {
        let mut call = PaymentCall {
            id: 1,
            tracking_id: "12345678901234".to_owned(),
            action: Action::Refund,
            amount: None,
            month: None,
            asked_at: 1_000,
            effect: None,
            code: None,
            detail: None,
            found: None,
        };
        assert_eq!(call.outcome(999), PaymentCallOutcome::UnderWay, "a clock that was set back makes no call older");
        assert_eq!(call.outcome(1_299), PaymentCallOutcome::UnderWay);
        assert_eq!(call.outcome(1_300), PaymentCallOutcome::Unknown);
        call.effect = Some(Effect::Uncertain);
        assert_eq!(call.outcome(1_001), PaymentCallOutcome::Unknown);
        call.found = Some(false);
        assert_eq!(call.outcome(1_001), PaymentCallOutcome::NotDone);
        call.found = Some(true);
        assert_eq!(call.outcome(1_001), PaymentCallOutcome::Done);
    }
}
