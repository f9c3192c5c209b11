//! What may be asked for next about a charge, from every call that was made for it.
//!
//! The rule of rules: a next call needs certainty that the last one did nothing, or that what it
//! asks for cannot be done twice. A purchase could be done twice; a settlement names the one amount
//! that is reserved, and the gateway answers "done" or "in progress" where it was asked for before.

use super::attempt::{Attempt, Consequence, Step};
use sbps::identifier::TrackingId;

/// For how many seconds a call without an answer may still be under way. A call takes 20 at most;
/// the rest is for a machine that is busy.
pub const UNDER_WAY_SECONDS: i64 = 5 * 60;

/// The pause after the first answer that says to wait, in seconds; each further one doubles it.
const FIRST_PAUSE: i64 = 60;
/// The longest pause, in seconds.
const LONGEST_PAUSE: i64 = 4 * 60 * 60;

/// Everything that was asked for about a charge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ledger {
    /// The calls, in their order.
    pub attempts: Vec<Attempt>,
    /// The payment that the payer made by joining, which is only to be settled.
    pub first_purchase: Option<TrackingId>,
    /// Whether it is known what became of the charge, or nobody may ask any more: it is paid, not
    /// taken, with a person, or reserved and with the shop.
    pub closed: bool,
}

/// What may be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// Ask for the purchase, under the order id of this number.
    Purchase(u16),
    /// Ask for the settlement of this payment.
    Settle(TrackingId),
    /// Nothing before this moment, in seconds since 1970-01-01T00:00:00Z.
    Wait(i64),
    /// A purchase broke off: it may have been made, and a person has to look.
    BrokenOff,
    /// It was not possible in its time. Nothing was taken; a payment that is reserved stays so.
    GiveUp {
        /// The payment that is reserved and not settled.
        reserved: Option<TrackingId>,
    },
    /// Nothing more.
    Nothing,
}

impl Ledger {
    /// What may be done at `now`. What was certainly not done is tried again before `closes_at`;
    /// both are seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn next(&self, now: i64, closes_at: i64) -> Next {
        if self.closed {
            return Next::Nothing;
        }
        let Some(last) = self.attempts.last() else { return self.ask() };
        let Some(answer) = &last.answer else {
            return match last.step {
                // A clock that was set back makes no call older.
                _ if now < last.asked_at + UNDER_WAY_SECONDS => Next::Wait(last.asked_at + UNDER_WAY_SECONDS),
                Step::Purchase => Next::BrokenOff,
                Step::Settlement => self.ask(),
            };
        };
        match answer.consequence(last.step) {
            Consequence::Reserved(_) => self.ask(),
            Consequence::StopsRun | Consequence::Waits if now >= closes_at => {
                Next::GiveUp { reserved: self.reserved() }
            }
            Consequence::StopsRun => self.ask(),
            Consequence::Waits => {
                let until = answer.at + self.pause();
                if now >= until { self.ask() } else { Next::Wait(until.min(closes_at)) }
            }
            Consequence::Paid | Consequence::Suspends | Consequence::NotTaken | Consequence::Uncertain => Next::Nothing,
        }
    }

    /// Whether it is certain that nothing is taken yet, and it is tried again.
    #[must_use]
    pub fn waits(&self) -> bool {
        let last = self.attempts.last();
        let consequence = last.and_then(|last| Some(last.answer.as_ref()?.consequence(last.step)));
        !self.closed && matches!(consequence, Some(Consequence::StopsRun | Consequence::Waits))
    }

    /// The payment that is reserved, by joining or by a purchase.
    #[must_use]
    pub fn reserved(&self) -> Option<TrackingId> {
        let payment = |attempt: &Attempt| match attempt.answer.as_ref()?.consequence(attempt.step) {
            Consequence::Reserved(payment) => Some(payment),
            _ => None,
        };
        self.first_purchase.clone().or_else(|| self.attempts.iter().find_map(payment))
    }

    fn ask(&self) -> Next {
        if let Some(payment) = self.reserved() {
            return Next::Settle(payment);
        }
        // An order id that has not arrived at the gateway is asked for again, so that whoever has
        // lost this record asks for the same one.
        let arrived = |attempt: &&Attempt| attempt.answer.as_ref().is_none_or(|answer| answer.arrived);
        let used = self.attempts.iter().filter(|attempt| attempt.step == Step::Purchase).filter(arrived).count();
        u16::try_from(used + 1).map_or(Next::GiveUp { reserved: None }, Next::Purchase)
    }

    fn pause(&self) -> i64 {
        let waited = |attempt: &&Attempt| {
            let consequence = attempt.answer.as_ref().map(|answer| answer.consequence(attempt.step));
            consequence == Some(Consequence::Waits)
        };
        let times = self.attempts.iter().rev().take_while(waited).count().clamp(1, 16);
        (FIRST_PAUSE << (times - 1)).min(LONGEST_PAUSE)
    }
}

#[cfg(test)]
mod tests {
    use super::super::attempt::Answer;
    use super::*;
    use proptest::prelude::*;
    use sbps::error_code::Actor;
    use sbps::verdict::{CallOutcome, Effect, FollowUp, NotSent, Verdict};

    /// What the world does with a call, or between two, and how far the clock moves before it.
    #[derive(Clone, Copy, Debug)]
    enum World {
        Does,
        DoesAndIsNotHeard,
        DoesAndWeDie,
        WeDieBefore,
        Refuses(&'static str),
        Unreachable,
        Unavailable,
        /// The program ends and begins again: it knows what is on record and nothing else.
        Restarts,
        /// Staff write down what they found of what nobody knows.
        Note,
    }

    fn world() -> impl Strategy<Value = World> {
        prop_oneof![
            Just(World::Does),
            Just(World::DoesAndIsNotHeard),
            Just(World::DoesAndWeDie),
            Just(World::WeDieBefore),
            Just(World::Unreachable),
            Just(World::Unavailable),
            Just(World::Restarts),
            Just(World::Note),
            prop::sample::select(vec!["40209025", "40214001", "40290999", "40296004", "402L4999", "40236999"])
                .prop_map(World::Refuses),
        ]
    }

    /// The gateway's side: what is reserved, by order id, and how often something was settled.
    #[derive(Default)]
    struct Gateway {
        reserved: Vec<u16>,
        settled: Vec<String>,
    }

    fn outcome(
        gateway: &mut Gateway,
        step: Step,
        next: &Next,
        world: World,
    ) -> Option<(CallOutcome, Option<TrackingId>)> {
        let done = |gateway: &mut Gateway| match next {
            Next::Purchase(number) if gateway.reserved.contains(number) => None,
            Next::Purchase(number) => {
                gateway.reserved.push(*number);
                format!("{number:014}").parse().ok()
            }
            Next::Settle(payment) => {
                if !gateway.settled.contains(&payment.to_string()) {
                    gateway.settled.push(payment.to_string());
                }
                Some(payment.clone())
            }
            _ => None,
        };
        let refused = |code: &str| {
            let body = format!(
                "<sps-api-response id=\"{}\"><res_result>NG</res_result><res_err_code>{code}</res_err_code>\
                 </sps-api-response>",
                step.function().id()
            );
            CallOutcome::read(step.function(), 200, body.as_bytes())
        };
        Some(match world {
            World::Does => match done(gateway) {
                Some(payment) => (CallOutcome::NoAnswer, Some(payment)),
                None => (refused("40296004"), None),
            },
            World::DoesAndIsNotHeard => {
                done(gateway);
                (CallOutcome::NoAnswer, None)
            }
            World::DoesAndWeDie => {
                done(gateway);
                return None;
            }
            World::WeDieBefore | World::Restarts | World::Note => return None,
            World::Refuses(code) => (refused(code), None),
            World::Unreachable => (CallOutcome::NotSent(NotSent::Unreachable), None),
            World::Unavailable => (CallOutcome::Status(503), None),
        })
    }

    proptest! {
        #[test]
        fn nothing_is_taken_twice_and_nothing_follows_what_is_uncertain(
            worlds in prop::collection::vec((world(), -1_000_i64..200_000), 1..40),
        ) {
            let (mut ledger, mut gateway, mut now) = (Ledger::default(), Gateway::default(), 0_i64);
            let mut uncertain_purchase = false;
            // What is on the list of what a person has to look up.
            let (mut listed, mut noted) = (false, false);
            for (world, passes) in worlds {
                now += passes;
                let next = ledger.next(now, 1_000_000);
                let asks = matches!(next, Next::Purchase(_) | Next::Settle(_));
                prop_assert!(!(asks && (listed || noted)), "asked again of what a person has: {ledger:?}");
                match world {
                    World::Restarts => {
                        let Ledger { attempts, first_purchase, closed } = ledger;
                        ledger = Ledger { attempts, first_purchase, closed };
                        prop_assert_eq!(&ledger.next(now, 1_000_000), &next);
                        continue;
                    }
                    World::Note => {
                        noted |= listed;
                        ledger.closed |= listed;
                        listed = false;
                        continue;
                    }
                    _ => {}
                }
                let step = match &next {
                    Next::Purchase(_) => Step::Purchase,
                    Next::Settle(_) => Step::Settlement,
                    Next::BrokenOff | Next::GiveUp { .. } => {
                        listed |= next == Next::BrokenOff;
                        ledger.closed = true;
                        continue
                    }
                    Next::Wait(_) | Next::Nothing => continue,
                };
                prop_assert!(!uncertain_purchase, "asked again after {ledger:?}");
                let attempt = Attempt { step, asked_at: now, answer: None };
                ledger.attempts.push(attempt);
                let Some((outcome, payment)) = outcome(&mut gateway, step, &next, world) else {
                    // Nobody knows what became of it: only a settlement may be asked for again.
                    uncertain_purchase |= step == Step::Purchase;
                    continue;
                };
                let done = Verdict { actor: None, effect: Effect::Done, follow_up: FollowUp::CountAsDone };
                let heard = payment.is_some();
                let verdict = if heard { done } else { Verdict::of_call(step.function(), &outcome) };
                let arrived = !matches!(outcome, CallOutcome::NotSent(_));
                let answer = Answer { arrived, verdict, payment, at: now };
                let consequence = answer.consequence(step);
                prop_assert!(consequence != Consequence::Suspends || verdict.actor == Some(Actor::Payer));
                uncertain_purchase |= consequence == Consequence::Uncertain;
                listed |= consequence == Consequence::Uncertain;
                ledger.closed = !matches!(
                    consequence,
                    Consequence::Reserved(_) | Consequence::StopsRun | Consequence::Waits
                );
                if let Some(last) = ledger.attempts.last_mut() {
                    last.answer = Some(answer);
                }
            }
            prop_assert!(gateway.reserved.len() <= 1, "bought twice: {:?} {ledger:?}", gateway.reserved);
            // A purchase that nobody heard of is with a person, or soon will be.
            let is_open = matches!(ledger.next(now + UNDER_WAY_SECONDS, 1_000_000), Next::BrokenOff);
            prop_assert!(!uncertain_purchase || listed || noted || is_open, "on no list: {ledger:?}");
            prop_assert!(gateway.settled.len() <= 1, "{:?} {ledger:?}", gateway.settled);
        }
    }
}
