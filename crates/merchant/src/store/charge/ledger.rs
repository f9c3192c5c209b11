//! Reads the calls that were made for a charge.

use crate::domain::charge::attempt::{Answer, Attempt, Step};
use crate::domain::charge::ledger::Ledger;
use crate::store::StoreError;
use crate::store::database::Connection;
use crate::store::record::{Flag, wrong};
use chrono::NaiveDate;
use sbps::error_code::Actor;
use sbps::identifier::TrackingId;
use sbps::verdict::{Effect, FollowUp, Verdict};

#[derive(sqlx::FromRow)]
struct CallRow {
    function: String,
    asked_at: i64,
    arrived: Option<Flag>,
    actor: Option<String>,
    effect: Option<String>,
    follow_up: Option<String>,
    tracking_id: Option<String>,
    answered_at: Option<i64>,
}

/// The word for who has to act.
pub(in crate::store) const fn actor_word(actor: Actor) -> &'static str {
    match actor {
        Actor::Payer => "payer",
        Actor::Merchant => "merchant",
        Actor::Carrier => "carrier",
        Actor::Gateway => "gateway",
    }
}

fn verdict(actor: Option<&str>, effect: &str, follow_up: &str) -> Result<Verdict, StoreError> {
    let actors = [Actor::Payer, Actor::Merchant, Actor::Carrier, Actor::Gateway];
    let effects = [Effect::NothingDone, Effect::Done, Effect::Uncertain];
    let follow_ups = [
        FollowUp::CountAsDone,
        FollowUp::SuspendAndTellPayer,
        FollowUp::StopRun,
        FollowUp::WaitAndRetry,
        FollowUp::Reconcile,
    ];
    let unknown = |word: &str| wrong(format!("answer with {word:?}"));
    let read = |word: &str| {
        let found = actors.into_iter().find(|actor| actor_word(*actor) == word);
        found.ok_or_else(|| unknown(word))
    };
    Ok(Verdict {
        actor: actor.map(read).transpose()?,
        effect: effects.into_iter().find(|it| it.code() == effect).ok_or_else(|| unknown(effect))?,
        follow_up: follow_ups.into_iter().find(|it| it.code() == follow_up).ok_or_else(|| unknown(follow_up))?,
    })
}

impl TryFrom<CallRow> for Attempt {
    type Error = StoreError;

    fn try_from(row: CallRow) -> Result<Self, StoreError> {
        let function = row.function;
        let step = Step::from_function_id(&function).ok_or_else(|| wrong(format!("call of {function:?}")))?;
        let answer = match (row.arrived, row.effect, row.follow_up, row.answered_at) {
            (Some(Flag(arrived)), Some(effect), Some(follow_up), Some(at)) => Some(Answer {
                arrived,
                verdict: verdict(row.actor.as_deref(), &effect, &follow_up)?,
                payment: row.tracking_id.as_deref().map(TrackingId::new).transpose().map_err(wrong)?,
                at,
            }),
            _ => None,
        };
        Ok(Self { step, asked_at: row.asked_at, answer })
    }
}

/// What was asked for about a charge, and what became of it.
pub(super) async fn ledger(
    connection: &mut Connection,
    reference: &str,
    due_on: NaiveDate,
) -> Result<Ledger, StoreError> {
    let on = due_on.to_string();
    let rows: Vec<CallRow> = sqlx::query_as(
        "SELECT k.function, k.asked_at, a.arrived, a.actor, a.effect, a.follow_up, a.tracking_id, a.answered_at \
         FROM gateway_calls k LEFT JOIN gateway_answers a ON a.call = k.id \
         WHERE k.subscription = $1 AND k.due_on = $2 ORDER BY k.number",
    )
    .bind(reference)
    .bind(&on)
    .fetch_all(&mut *connection)
    .await?;
    let (first_purchase, Flag(closed)): (Option<String>, Flag) = sqlx::query_as(
        "SELECT (SELECT s.tracking_id FROM settlements s WHERE s.subscription = $1 AND s.due_on = $2), \
         EXISTS (SELECT 1 FROM charge_outcomes o WHERE o.subscription = $1 AND o.due_on = $2 AND o.outcome <> 'reserved') \
         OR EXISTS (SELECT 1 FROM handed_over h WHERE h.subscription = $1 AND h.due_on = $2)",
    )
    .bind(reference)
    .bind(&on)
    .fetch_one(connection)
    .await?;
    Ok(Ledger {
        attempts: rows.into_iter().map(Attempt::try_from).collect::<Result<_, _>>()?,
        first_purchase: first_purchase.as_deref().map(TrackingId::new).transpose().map_err(wrong)?,
        closed,
    })
}
