//! Settling, cancelling and refunding a charge: what its status and the day allow.
//!
//! Service specification, "Basic Specifications" and "Payment Status Transition".

use super::code::{Refusal, Type};
use crate::contract::{Charge, Status, period};
use chrono::NaiveDate;
use sbps::money::Yen;

/// Takes an authorised amount, or a part of it; the rest is given up.
///
/// # Errors
/// [`Refusal`] when nothing is authorised, more was asked for, or the 90 days are over.
pub fn settle(charge: &mut Charge, amount: Option<Yen>, today: NaiveDate) -> Result<(), Refusal> {
    match charge.status {
        _ if charge.automatic => return Err(Refusal::of(Type::SettleAutomatic)),
        Status::Settled { .. } => return Err(Refusal::of(Type::SettleDone)),
        Status::Cancelled => return Err(Refusal::of(Type::SettleCancelled)),
        Status::Failed { .. } => return Err(Refusal::of(Type::SettleNoAuthorisation)),
        Status::Authorised => {}
    }
    let amount = amount.unwrap_or(charge.amount);
    if amount > charge.amount {
        return Err(Refusal::about(Type::SettleAboveAuthorised, "amount"));
    }
    if today > period::last_day_to_settle(charge.on) {
        return Err(Refusal::of(Type::SettlePeriodOver));
    }
    charge.status = Status::Settled { on: today, amount: amount.get(), refunded: 0 };
    Ok(())
}

/// Gives up an authorisation, or gives settled money back, all or a part; parts add up (I).
///
/// # Errors
/// [`Refusal`] when there is nothing to give back, more was asked for, or the day is not one of the period.
pub fn cancel_or_refund(charge: &mut Charge, part: Option<Yen>, today: NaiveDate) -> Result<(), Refusal> {
    match &mut charge.status {
        Status::Cancelled => Err(Refusal::of(Type::RefundCancelled)),
        Status::Failed { .. } => Err(Refusal::of(Type::RefundNoSales)),
        Status::Authorised => {
            if part.is_some_and(|part| part != charge.amount) {
                // An authorisation is given up as a whole; a part of it is settled instead.
                return Err(Refusal::about(Type::NotAllowedHere, "amount"));
            }
            if today > period::last_day_to_settle(charge.on) {
                return Err(Refusal::of(Type::RefundPeriodOver));
            }
            charge.status = Status::Cancelled;
            Ok(())
        }
        Status::Settled { on, amount, refunded } => {
            let left = amount.saturating_sub(*refunded);
            let asked = part.map_or(left, Yen::get);
            if left == 0 {
                return Err(Refusal::of(Type::RefundedAlready));
            }
            if asked > left {
                return Err(Refusal::about(Type::RefundAboveSales, "amount"));
            }
            if asked < *amount && today < period::first_of_next_month(*on) {
                return Err(Refusal::about(Type::RefundPartTooEarly, "amount"));
            }
            if today < charge.refundable_from {
                return Err(Refusal::of(Type::RefundNotBilledYet));
            }
            if today > period::last_day_to_refund(*on) {
                return Err(Refusal::of(Type::RefundPeriodOver));
            }
            *refunded += asked;
            Ok(())
        }
    }
}

/// The first day on which a settled charge, or a part of it, can be refunded; `None` while nothing
/// is settled.
#[must_use]
pub fn first_day_to_refund(charge: &Charge, part: Option<Yen>) -> Option<NaiveDate> {
    let Status::Settled { on, amount, refunded } = charge.status else { return None };
    let asked = part.map_or(amount.saturating_sub(refunded), Yen::get);
    let first = if asked < amount { period::first_of_next_month(on) } else { on };
    Some(first.max(charge.refundable_from))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        let moment: sbps::date_time::JstDateTime = format!("{text}000000").parse().expect("a date");
        moment.date()
    }

    fn charge(on: &str, status: Status) -> Charge {
        Charge {
            tracking_id: "80312789324671".parse().expect("digits"),
            contract: None,
            order_id: "order-1".parse().expect("an order id"),
            month: None,
            on: day(on),
            amount: yen(1000),
            automatic: false,
            refundable_from: day(on),
            status,
        }
    }

    fn yen(amount: u32) -> Yen {
        Yen::new(amount).expect("in range")
    }

    fn settled(on: &str, amount: u32, refunded: u32) -> Status {
        Status::Settled { on: day(on), amount, refunded }
    }

    #[test]
    fn an_authorisation_is_settled_once_within_ninety_days() {
        let ok = |today, amount| (today, amount, Status::Authorised, None);
        for (today, amount, status, refused) in [
            ok("20261124", None),
            ok("20270221", Some(yen(1000))),
            ok("20270221", Some(yen(1))),
            ("20270222", None, Status::Authorised, Some(Type::SettlePeriodOver)),
            ("20261124", Some(yen(1001)), Status::Authorised, Some(Type::SettleAboveAuthorised)),
            ("20261124", None, settled("20261124", 1000, 0), Some(Type::SettleDone)),
            ("20261124", None, Status::Cancelled, Some(Type::SettleCancelled)),
        ] {
            let mut charge = charge("20261124", status);
            let result = settle(&mut charge, amount, day(today)).map_err(|refusal| refusal.kind);
            assert_eq!(result.err(), refused, "{today} {amount:?} {status:?}");
            let taken = amount.map_or(1000, Yen::get);
            assert_eq!(charge.status, if refused.is_some() { status } else { settled(today, taken, 0) });
        }
        let mut automatic = Charge { automatic: true, ..charge("20261124", settled("20261124", 1000, 0)) };
        let refused = settle(&mut automatic, None, day("20261124")).map_err(|refusal| refusal.kind);
        assert_eq!(refused, Err(Type::SettleAutomatic));
    }

    #[test]
    fn money_goes_back_within_its_period() {
        let sold = settled("20261124", 1000, 0);
        for (today, part, before, expected) in [
            ("20261124", None, Status::Authorised, Ok(Status::Cancelled)),
            ("20270221", Some(1000), Status::Authorised, Ok(Status::Cancelled)),
            ("20270222", None, Status::Authorised, Err(Type::RefundPeriodOver)),
            ("20261124", Some(1), Status::Authorised, Err(Type::NotAllowedHere)),
            ("20261124", None, Status::Cancelled, Err(Type::RefundCancelled)),
            ("20261124", None, sold, Ok(settled("20261124", 1000, 1000))),
            ("20270131", None, sold, Ok(settled("20261124", 1000, 1000))),
            ("20270201", None, sold, Err(Type::RefundPeriodOver)),
            ("20261130", Some(400), sold, Err(Type::RefundPartTooEarly)),
            ("20261201", Some(400), sold, Ok(settled("20261124", 1000, 400))),
            ("20261201", Some(1001), sold, Err(Type::RefundAboveSales)),
            ("20261201", Some(601), settled("20261124", 1000, 400), Err(Type::RefundAboveSales)),
            ("20261201", None, settled("20261124", 1000, 400), Ok(settled("20261124", 1000, 1000))),
            ("20261201", None, settled("20261124", 1000, 1000), Err(Type::RefundedAlready)),
            ("20261201", None, Status::Failed { code: "8297" }, Err(Type::RefundNoSales)),
        ] {
            let mut charge = charge("20261124", before);
            let result = cancel_or_refund(&mut charge, part.map(yen), day(today)).map_err(|refusal| refusal.kind);
            assert_eq!(result.map(|()| charge.status), expected, "{today} {part:?} {before:?}");
            if expected.is_err() {
                assert_eq!(charge.status, before, "a refusal changes nothing");
            }
        }
    }

    #[test]
    fn the_first_month_goes_back_from_the_next_month_on() {
        let first = settled("20261124", 1000, 0);
        for (today, refused) in [("20261130", Some(Type::RefundNotBilledYet)), ("20261201", None)] {
            let mut charge = Charge { refundable_from: day("20261201"), ..charge("20261124", first) };
            let result = cancel_or_refund(&mut charge, None, day(today)).map_err(|refusal| refusal.kind);
            assert_eq!(result.err(), refused, "{today}");
        }
    }
}
