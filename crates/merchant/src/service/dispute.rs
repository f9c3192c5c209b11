//! Chargebacks and investigations: what the gateway or a card company tells about a payment, what the
//! shop answers, and what becomes of it. The gateway is asked for nothing: it tells by mail, and is
//! answered as its notice says.

use super::payment::find;
use super::problem::{Code, Problem};
use super::{Shop, written_down};
use crate::domain::audit::Asker;
use crate::domain::dispute::{
    Dispute, DisputeKind, DisputeSource, DisputeState, LONGEST_NOTICE, NotDisputed, Notice, Step,
};
use crate::store::DisputedPayment;
use chrono::NaiveDate;
use kantan_checkout::json::Json;
use sbps::date_time::YearMonth;
use sbps::money::Yen;
use std::collections::BTreeMap;

pub use crate::store::DisputesWanted;

/// How many disputes that are over a page shows.
pub const PAGE: u32 = 50;

/// What was told about a payment.
#[derive(Clone, Debug)]
pub struct Told {
    /// The payment, by the gateway's name or by its order's.
    pub name: String,
    /// The month, of a contract that the gateway bills.
    pub month: Option<YearMonth>,
    /// What it is.
    pub kind: DisputeKind,
    /// Who told.
    pub source: DisputeSource,
    /// How much is in dispute; `None` is all of the payment.
    pub amount: Option<Yen>,
    /// The day in Japan on which the shop heard of it; `None` is today.
    pub received_on: Option<NaiveDate>,
    /// The last day for an answer, where there is one.
    pub answer_by: Option<NaiveDate>,
    /// The number of the notice; blank where it has none.
    pub number: String,
}

/// How many, and how much in yen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Total {
    /// How many.
    pub number: u32,
    /// How much in yen.
    pub yen: u64,
}

/// What came of chargebacks in a month, by the day on which it was so.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MonthOfChargebacks {
    /// The month, as `2026-12`.
    pub month: String,
    /// What was received.
    pub received: Total,
    /// What was fixed, and is excluded from settlement: also what was taken back later.
    pub fixed: Total,
    /// What was taken back.
    pub withdrawn: Total,
}

/// The disputes that are open, what is to be answered first before all others, and those that are over.
#[derive(Clone, Debug)]
pub struct Disputes {
    /// The open ones, by the day to answer by.
    pub open: Vec<Dispute>,
    /// The latest of the others, the latest first.
    pub over: Vec<Dispute>,
    /// The months of chargebacks, the latest first.
    pub months: Vec<MonthOfChargebacks>,
    /// Today in Japan.
    pub today: NaiveDate,
}

fn refused(no: NotDisputed) -> Problem {
    let (code, detail) = match no {
        NotDisputed::TooMuch(left) => {
            let detail = format!("at most {left} yen of this payment can be in dispute yet");
            let problem = Problem::with_detail(Code::PaymentNotPossible, detail);
            return problem.with("because", no.code()).with("at_most", left);
        }
        NotDisputed::OpenAlready => (Code::PaymentNotPossible, "an investigation of this payment is open".to_owned()),
        NotDisputed::Unknown => (Code::NotFound, "no dispute has this number".to_owned()),
        NotDisputed::NotFrom(state) => {
            (Code::PaymentNotPossible, format!("the dispute is `{}`: this cannot become of it", state.as_str()))
        }
        NotDisputed::NoSuchDay => {
            (Code::RequestInvalid, "the day is before the notice was received, or in the future".to_owned())
        }
    };
    Problem::with_detail(code, detail).with("because", Json::from_text(no.code()))
}

/// Writes down what was told, under the name of who heard it; the dispute.
///
/// # Errors
/// [`Code::PaymentUnknown`]; [`Code::PaymentNotPossible`] where more would be in dispute than was paid or an
/// investigation is open; [`Code::RequestInvalid`] for days that cannot be.
pub async fn receive(shop: &Shop, told: Told, asker: &Asker) -> Result<Dispute, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let view = find(shop, &told.name, told.month).await?;
    let invalid = |detail: &str| Problem::with_detail(Code::RequestInvalid, detail);
    let received_on = told.received_on.unwrap_or(now.date());
    if received_on > now.date() || received_on < view.facts.requested {
        return Err(refused(NotDisputed::NoSuchDay));
    }
    if told.answer_by.is_some_and(|last| last < received_on) {
        return Err(invalid("the day to answer by is before the notice was received"));
    }
    if told.number.chars().count() > LONGEST_NOTICE {
        return Err(invalid("the number of the notice is longer than 64 characters"));
    }
    let facts = &view.facts;
    let notice = Notice {
        kind: told.kind,
        source: told.source,
        amount: told.amount.unwrap_or(facts.amount),
        received_on,
        answer_by: told.answer_by,
        number: told.number.trim().to_owned(),
    };
    let detail = format!("{} {}", notice.kind.as_str(), notice.amount.get());
    written_down(shop, asker, "dispute.receive", format!("payment {}", facts.tracking_id.as_str()), detail).await?;
    let of = DisputedPayment {
        order_reference: facts.order_reference.clone(),
        tracking_id: facts.tracking_id.clone(),
        month: facts.month(),
        amount: facts.amount,
    };
    let added = shop.store.add_dispute(&of, &notice, &asker.witness, now.unix_seconds()).await?;
    dispute(shop, added.map_err(refused)?).await
}

/// Writes down what became of a dispute, on that day in Japan (`None` is today); the dispute as it stands
/// then.
///
/// # Errors
/// [`Code::PaymentNotPossible`] where that cannot become of it; [`Code::NotFound`] for a number and
/// [`Code::RequestInvalid`] for a day that there is not.
pub async fn advance(
    shop: &Shop,
    id: i64,
    state: DisputeState,
    on: Option<NaiveDate>,
    asker: &Asker,
) -> Result<Dispute, Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let known = dispute(shop, id).await?;
    let on = on.unwrap_or(now.date());
    if on > now.date() {
        return Err(refused(NotDisputed::NoSuchDay));
    }
    let what = match state {
        DisputeState::Received | DisputeState::Answered => "dispute.answer",
        DisputeState::Fixed => "dispute.fix",
        DisputeState::Withdrawn => "dispute.withdraw",
    };
    let subject = format!("payment {}", known.tracking_id.as_str());
    written_down(shop, asker, what, subject, format!("{} {id}", known.notice.kind.as_str())).await?;
    let step = Step { state, on, witness: asker.witness.clone(), at: now.unix_seconds() };
    shop.store.add_dispute_step(id, &step).await?.map_err(refused)?;
    dispute(shop, id).await
}

/// The dispute of that number.
///
/// # Errors
/// [`Code::NotFound`] where there is none.
pub async fn dispute(shop: &Shop, id: i64) -> Result<Dispute, Problem> {
    let wanted = DisputesWanted { id: Some(id), ..DisputesWanted::default() };
    shop.store.disputes(&wanted).await?.pop().ok_or_else(|| refused(NotDisputed::Unknown))
}

/// Everything there is, open and over.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn disputes(shop: &Shop) -> Result<Disputes, Problem> {
    let today = shop.clock.now().ok_or(Code::Internal)?.date();
    let all = shop.store.disputes(&DisputesWanted::default()).await?;
    let mut months = months_of(&all);
    months.reverse();
    let (mut open, mut over): (Vec<Dispute>, Vec<Dispute>) = all.into_iter().partition(Dispute::is_open);
    open.sort_by_key(|it| {
        let waits = it.state() == DisputeState::Received;
        (!waits, it.notice.answer_by.filter(|_| waits).unwrap_or(NaiveDate::MAX), it.id)
    });
    over.truncate(PAGE as usize);
    Ok(Disputes { open, over, months, today })
}

/// The months in which something became of a chargeback, the first first.
#[must_use]
pub fn months_of(disputes: &[Dispute]) -> Vec<MonthOfChargebacks> {
    let mut months: BTreeMap<String, MonthOfChargebacks> = BTreeMap::new();
    for it in disputes.iter().filter(|it| it.notice.kind == DisputeKind::Chargeback) {
        for step in &it.steps {
            let month = step.on.format("%Y-%m").to_string();
            let of = months.entry(month.clone()).or_default();
            of.month = month;
            let total = match step.state {
                DisputeState::Received => &mut of.received,
                DisputeState::Fixed => &mut of.fixed,
                DisputeState::Withdrawn => &mut of.withdrawn,
                DisputeState::Answered => continue,
            };
            total.number = total.number.saturating_add(1);
            total.yen = total.yen.saturating_add(it.notice.amount.get().into());
        }
    }
    // A month in which nothing but answers were given has no line.
    months.into_values().filter(|of| [of.received, of.fixed, of.withdrawn].iter().any(|it| it.number > 0)).collect()
}
