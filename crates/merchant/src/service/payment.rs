//! What a shop does with a payment: settle, cancel, refund.
//!
//! API type, ST02-00201-402 and ST02-00303-402. A call is judged by the rules before it leaves,
//! written down before it is sent and after it is answered, and sent once: what became of a call
//! without a readable answer is looked up by a person, and nothing asks again.

use super::Shop;
use super::gateway_api::{GatewayApi, told};
use super::maintenance;
use super::problem::{Code, Problem};
use crate::domain::dispute::Dispute;
use crate::domain::payment::{
    Action, Chance, Decided, Facts, Money, PaymentCall, PaymentCallOutcome, Refused, Retry, Wish, chances, effected,
    pause,
};
use crate::store::{
    BegunPaymentCall, CallAnswer, DisputesWanted, DueRetry, KeptPaymentCall, NewPaymentCall, PaymentName, Retrying,
    StoreError,
};
use kantan_checkout::json::Json;
use kantan_checkout::page::day::write_day;
use sbps::date_time::{JstDateTime, YearMonth};
use sbps::identifier::TrackingId;
use sbps::money::Yen;
use sbps::verdict::{Effect, FollowUp};
use std::time::Duration;

/// How often it is tried again to write down what became of a call, and how long is waited between.
const WRITES: u32 = 3;
const BETWEEN_WRITES: Duration = Duration::from_secs(1);

/// After how many seconds a call that is under way may be asked about again.
const UNDER_WAY: u32 = 20;

/// After how many seconds a cancellation is asked for again that the carrier's own billing kept waiting.
const A_MOMENT: u32 = 10 * 60;

/// A payment as programs see it.
#[derive(Clone, Debug)]
pub struct PaymentView {
    /// What is on record.
    pub facts: Facts,
    /// Where it stands.
    pub money: Money,
    /// What can be asked for, today or later.
    pub chances: Vec<Chance>,
    /// Chargebacks and investigations of it, the latest first.
    pub disputes: Vec<Dispute>,
    /// Now, in seconds since 1970-01-01T00:00:00Z.
    pub now: i64,
}

/// What a program asks for.
#[derive(Clone, Debug)]
pub struct PaymentRequest {
    /// The payment, by the gateway's name or by its order's.
    pub name: String,
    /// What.
    pub action: Action,
    /// How much in yen; `None` is all of it.
    pub amount: Option<Yen>,
    /// The month, of a contract that the gateway bills.
    pub month: Option<YearMonth>,
    /// The program's own name for the request.
    pub idempotency_key: String,
    /// SHA-256 of what is asked, in hexadecimal digits.
    pub digest: String,
}

fn named(shop: &Shop, name: &str, month: Option<YearMonth>) -> PaymentName {
    PaymentName { name: name.to_owned(), month, sales: shop.settings.one_time_sales }
}

/// The payment of that name.
///
/// # Errors
/// [`Code::PaymentUnknown`] where there is none.
pub async fn find(shop: &Shop, name: &str, month: Option<YearMonth>) -> Result<PaymentView, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let facts = shop.store.payment(&named(shop, name, month)).await?.ok_or_else(unknown)?;
    let seconds = now.unix_seconds();
    let chances = chances(&facts, shop.settings.contract, (now.date(), seconds));
    let wanted = DisputesWanted { order: Some(facts.order_reference.clone()), ..DisputesWanted::default() };
    let mut disputes = shop.store.disputes(&wanted).await?;
    disputes.retain(|it| it.tracking_id == facts.tracking_id && it.month == facts.month());
    Ok(PaymentView { money: facts.money(seconds), facts, chances, disputes, now: seconds })
}

fn unknown() -> Problem {
    let detail = "no payment has this name: give the tracking id, or the reference of an order that is paid; of a \
                  contract that the gateway bills also the `month`, of other contracts a charge's tracking id";
    Problem::with_detail(Code::PaymentUnknown, detail)
}

/// Does what is asked for, or finds what became of it when it was asked before; the payment as it
/// stands then.
///
/// # Errors
/// [`Code::PaymentNotPossible`] with the reason and what can be done instead; [`Code::CallUnderWay`] while
/// another call is carried out;
/// [`Code::GatewayRefused`], [`Code::GatewayUnreachable`] and [`Code::Maintenance`] where nothing was
/// done; [`Code::OutcomeUnknown`] where nobody knows; [`Code::PaymentUnknown`];
/// [`Code::IdempotencyKeyReused`].
pub async fn act(shop: &Shop, request: PaymentRequest) -> Result<PaymentView, Problem> {
    let PaymentRequest { name, action, amount, month, idempotency_key, digest } = request;
    if let Some(kept) = shop.store.call_under(&idempotency_key, &digest).await? {
        return again(shop, &name, month, kept).await;
    }
    let now = shop.clock.now().ok_or(Code::Internal)?;
    maintenance::check(&shop.settings.maintenance, now)?;
    let Some(api) = &shop.api else {
        let detail = "SBPS_API_URL is not set: use the gateway's management tool";
        return Err(Problem::with_detail(Code::PaymentNotPossible, detail).with("because", "not_configured"));
    };
    let wish = Wish { action, amount };
    let asked = NewPaymentCall { named: named(shop, &name, month), wish, idempotency_key, digest, retry_of: None };
    let moment = (now.date(), now.unix_seconds());
    let (call, tracking_id, decided) =
        match shop.store.begin_payment_call(&asked, shop.settings.contract, moment).await? {
            BegunPaymentCall::Now(call, tracking_id, decided) => (call, tracking_id, decided),
            BegunPaymentCall::Kept(kept) => return again(shop, &name, month, kept).await,
            BegunPaymentCall::Refused(facts, refused) => return Err(not_possible(&facts, &refused, moment.1)),
            BegunPaymentCall::Unknown => return Err(unknown()),
        };
    let call = Call { number: call, tracking_id, action, decided, retry: None };
    let Carried { effect, is_momentary, waits, told } = carry_out(shop, api, &call, now).await?;
    match effect {
        Effect::NothingDone if !waits => {
            let problem = nothing_done(told.code.as_deref(), Some(&told.detail));
            Err(if is_momentary { problem.after(A_MOMENT) } else { problem })
        }
        Effect::Done | Effect::NothingDone => find(shop, &name, month).await,
        Effect::Uncertain => Err(uncertain()),
    }
}

/// A call that is written down and is to be sent.
struct Call {
    number: i64,
    tracking_id: TrackingId,
    action: Action,
    decided: Decided,
    /// The refund that is asked for again by it.
    retry: Option<Retry>,
}

/// What became of a call.
struct Carried {
    effect: Effect,
    /// Whether nothing was done because the carrier bills just now.
    is_momentary: bool,
    /// Whether it is asked for again by itself.
    waits: bool,
    told: CallAnswer,
}

/// Sends a call, and writes down what became of it.
async fn carry_out(shop: &Shop, api: &GatewayApi, call: &Call, now: JstDateTime) -> Result<Carried, StoreError> {
    let Call { number, tracking_id, action, decided, retry } = call;
    let outcome = match action {
        Action::Settle => api.settle(tracking_id.clone(), decided.amount, now).await,
        Action::Cancel | Action::Refund => {
            let month = decided.allowance.cancel_target_month;
            api.cancel_or_refund(tracking_id.clone(), decided.amount, month, now).await
        }
    };
    let answered = shop.clock.now().map_or(now.unix_seconds(), JstDateTime::unix_seconds);
    let told = told(action.function(), &outcome, answered);
    let effect = effected(*action, decided.amount.is_some(), &told.answer.verdict, told.code.as_deref());
    let is_momentary =
        effect == Effect::NothingDone && told.answer.arrived && told.answer.verdict.follow_up == FollowUp::WaitAndRetry;
    let tries = retry.as_ref().map_or(0, |retry| retry.tries + 1);
    let next_at = pause(tries).filter(|_| is_momentary && *action == Action::Refund).map(|pause| answered + pause);
    let then = match (retry, next_at) {
        (None, None) => Retrying::No,
        (None, Some(next_at)) => Retrying::Begin(next_at),
        (Some(retry), Some(next_at)) => Retrying::Again(retry.call, tries, next_at),
        (Some(retry), None) => Retrying::End(retry.call, effect == Effect::Done),
    };
    write_down(shop, *number, tracking_id, effect, &told, then).await?;
    log(*action, tracking_id, decided, effect, &told);
    Ok(Carried { effect, is_momentary, waits: next_at.is_some(), told })
}

/// Asks again for the refunds that the carrier's own billing kept waiting and that are due. Each is judged anew: what is
/// not possible any more is given up.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn retry_refunds(shop: &Shop, api: &GatewayApi) -> Result<(), StoreError> {
    let Some(now) = shop.clock.now() else { return Ok(()) };
    for due in shop.store.refunds_to_retry(now.unix_seconds()).await? {
        let DueRetry { retry, tracking_id, month } = due;
        let (action, amount) = (Action::Refund, retry.amount);
        // A name that no program can give, for it holds blanks: of two processes one begins.
        let idempotency_key = format!("retry {} {}", retry.call, retry.tries);
        let asked = NewPaymentCall {
            named: named(shop, &tracking_id, month),
            wish: Wish { action, amount },
            digest: idempotency_key.clone(),
            idempotency_key,
            retry_of: Some(retry.call),
        };
        let Some(now) = shop.clock.now() else { return Ok(()) };
        let moment = (now.date(), now.unix_seconds());
        match shop.store.begin_payment_call(&asked, shop.settings.contract, moment).await? {
            BegunPaymentCall::Now(number, tracking_id, decided) => {
                let call = Call { number, tracking_id, action, decided, retry: Some(retry) };
                carry_out(shop, api, &call, now).await?;
            }
            // Another process asks; or it was asked for and its answer never came, and a person looks it up.
            BegunPaymentCall::Kept(_) => give_up_unanswered(shop, &retry, &tracking_id, month).await?,
            BegunPaymentCall::Refused(_, refused) if refused.because == "call_under_way" => {}
            BegunPaymentCall::Refused(_, refused) => {
                tracing::error!(tracking_id, refused.because, "a refund that waited is not possible any more");
                shop.store.give_up_refund(retry.call).await?;
            }
            BegunPaymentCall::Unknown => shop.store.give_up_refund(retry.call).await?,
        }
    }
    Ok(())
}

/// Asks no more for a refund whose last call has no answer.
async fn give_up_unanswered(
    shop: &Shop,
    retry: &Retry,
    tracking_id: &str,
    month: Option<YearMonth>,
) -> Result<(), StoreError> {
    let seconds = shop.clock.unix_seconds();
    let facts = shop.store.payment(&named(shop, tracking_id, month)).await?;
    let is_lost = facts.is_none_or(|facts| {
        facts.own_calls().last().is_none_or(|call| call.outcome(seconds) == PaymentCallOutcome::Unknown)
    });
    if is_lost {
        shop.store.give_up_refund(retry.call).await?;
    }
    Ok(())
}

fn log(action: Action, tracking_id: &TrackingId, decided: &Decided, effect: Effect, told: &CallAnswer) {
    let (action, amount) = (action.as_str(), decided.amount.map(Yen::get));
    tracing::info!(tracking_id = tracking_id.as_str(), action, amount, effect = effect.code(), told.detail, "payment");
}

/// What became of a call that was asked for before.
async fn again(
    shop: &Shop,
    name: &str,
    month: Option<YearMonth>,
    kept: KeptPaymentCall,
) -> Result<PaymentView, Problem> {
    let KeptPaymentCall::Same(id, _) = kept else { return Err(Code::IdempotencyKeyReused.into()) };
    let view = find(shop, name, month).await?;
    let call = view.facts.calls.iter().find(|call| call.id == id).ok_or(Code::Internal)?;
    match call.outcome(view.now) {
        PaymentCallOutcome::Done => Ok(view),
        // It waits to be asked for again, or was done when it was.
        PaymentCallOutcome::NotDone if view.facts.retry.as_ref().is_some_and(|retry| retry.call == id) => Ok(view),
        PaymentCallOutcome::NotDone if shop.store.is_done_later(id).await? => Ok(view),
        PaymentCallOutcome::NotDone => Err(not_done(call)),
        PaymentCallOutcome::UnderWay => Err(under_way("this call")),
        PaymentCallOutcome::Unknown => Err(uncertain()),
    }
}

fn not_done(call: &PaymentCall) -> Problem {
    match call.found {
        Some(_) => nothing_done(call.code.as_deref(), Some("a person has found that it was not carried out")),
        None => nothing_done(call.code.as_deref(), call.detail.as_deref()),
    }
}

/// Nothing was done: the gateway refused, or was not reached.
fn nothing_done(code: Option<&str>, detail: Option<&str>) -> Problem {
    let detail = detail.unwrap_or("nothing was done");
    match code {
        Some(code) => Problem::with_detail(Code::GatewayRefused, detail).with("gateway_code", code),
        None if detail.starts_with("not sent") => Problem::with_detail(Code::GatewayUnreachable, detail),
        None => Problem::with_detail(Code::GatewayRefused, detail),
    }
}

fn uncertain() -> Problem {
    let detail = "the gateway was asked once, and nothing asks again: somebody has to look it up in the gateway's \
                  management tool and to say so on the reconciliation list";
    Problem::with_detail(Code::OutcomeUnknown, detail)
}

/// A call is being carried out. Of two at once the later one is not written down: what can be done shows
/// when the first is answered.
fn under_way(which: &str) -> Problem {
    let detail = format!("{which} is under way: ask again after a moment, under the same Idempotency-Key");
    Problem::with_detail(Code::CallUnderWay, detail).after(UNDER_WAY)
}

/// Why it cannot be done, and what can be done instead and until when.
fn not_possible(facts: &Facts, refused: &Refused, now: i64) -> Problem {
    if facts.under_way(now).is_some() {
        return under_way("another call about the order's payments");
    }
    let instead = refused.instead.iter().map(chance_json).collect();
    let problem = Problem::with_detail(Code::PaymentNotPossible, refused.detail.clone())
        .with("because", refused.because)
        .with("state", facts.state_word(now))
        .with("instead", Json::List(instead));
    let problem = match refused.at_most {
        Some(most) => problem.with("at_most", most),
        None => problem,
    };
    match refused.days {
        Some((name, day)) => problem.with(name, write_day(day)),
        None => problem,
    }
}

/// Something that can be done, as programs read it.
#[must_use]
pub fn chance_json(chance: &Chance) -> Json {
    let mut members = vec![("operation", Json::from_text(chance.what))];
    members.extend(chance.channel.map(|channel| ("channel", Json::from_text(channel.code()))));
    members.extend(chance.from.map(|day| ("from", Json::Text(write_day(day)))));
    members.extend(chance.until.map(|day| ("until", Json::Text(write_day(day)))));
    members.extend(chance.at_most.map(|yen| ("at_most", Json::Number(yen.get().into()))));
    let warnings: Vec<Json> = chance.warnings.iter().map(|warning| Json::from_text(warning.code())).collect();
    if !warnings.is_empty() {
        members.push(("warnings", Json::List(warnings)));
    }
    Json::object(members)
}

/// Writes down what became of a call. What the gateway did must not be lost for a store that is out
/// of order for a moment; for one that is so for longer the log has it, and the call counts as
/// broken off.
async fn write_down(
    shop: &Shop,
    call: i64,
    tracking_id: &TrackingId,
    effect: Effect,
    told: &CallAnswer,
    then: Retrying,
) -> Result<(), StoreError> {
    let mut tried = 0;
    loop {
        match shop.store.end_payment_call(call, effect, told, then).await {
            Err(error) if tried < WRITES => {
                tracing::warn!(%error, "the answer to a call is not written yet");
                tried += 1;
                tokio::time::sleep(BETWEEN_WRITES).await;
            }
            Err(error) => {
                let tracking_id = tracking_id.as_str();
                tracing::error!(tracking_id, told.detail, %error, "NOT ON RECORD: what became of a call");
                return Err(error);
            }
            Ok(()) => return Ok(()),
        }
    }
}
