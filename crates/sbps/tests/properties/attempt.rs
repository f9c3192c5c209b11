//! The derived order ids: each attempt has one of its own, always the same.

use chrono::NaiveDate;
use proptest::prelude::*;
use sbps::identifier::{OrderId, TrackingId};
use std::collections::HashMap;

/// Attempts that are often alike in two of three parts.
fn charge() -> impl Strategy<Value = (TrackingId, NaiveDate, u16)> {
    let contract = prop_oneof!["8031278932467[0-9]", "[0-9]{14}"];
    let day = prop_oneof![
        (20_000_i32..20_040).prop_map(|day| NaiveDate::from_epoch_days(day).unwrap()),
        (i32::MIN / 4096..i32::MAX / 4096).prop_filter_map("a day", NaiveDate::from_epoch_days),
    ];
    (contract.prop_map(|id| id.parse().unwrap()), day, prop_oneof![1_u16..12, any::<u16>()])
}

fn order() -> impl Strategy<Value = (String, u16)> {
    (prop_oneof!["order-[0-9]{1,2}", any::<String>()], prop_oneof![1_u16..12, any::<u16>()])
}

fn is_an_order_id(id: &OrderId) -> bool {
    OrderId::new(id.as_str()).as_ref() == Ok(id)
        && !["OK", "NG", "CR", "CC", "CL"].iter().any(|it| id.as_str().contains(it))
}

proptest! {
    #[test]
    fn each_attempt_has_its_own_order_id_and_no_other(
        charges in proptest::collection::vec(charge(), 1..40),
        orders in proptest::collection::vec(order(), 1..40),
    ) {
        let charges = charges.into_iter().map(|charge| {
            let (contract, day, attempt) = &charge;
            (OrderId::of_charge(contract, *day, *attempt), format!("{charge:?}"))
        });
        let orders = orders.into_iter().map(|order| {
            let (reference, attempt) = &order;
            (OrderId::of_order(reference, *attempt), format!("{order:?}"))
        });
        let mut known = HashMap::new();
        for (id, attempt) in charges.chain(orders) {
            prop_assert!(is_an_order_id(&id), "{id}");
            let first = known.entry(id).or_insert_with(|| attempt.clone());
            prop_assert_eq!(&*first, &attempt);
        }
    }

    #[test]
    fn the_same_attempt_has_the_same_order_id(charge in charge(), order in order()) {
        let ((contract, day, attempt), (reference, number)) = (charge, order);
        prop_assert_eq!(
            OrderId::of_charge(&contract, day, attempt),
            OrderId::of_charge(&contract.clone(), day, attempt)
        );
        prop_assert_eq!(OrderId::of_order(&reference, number), OrderId::of_order(&reference.clone(), number));
    }
}

/// What was once asked for has to be asked for alike by every later version.
#[test]
fn order_ids_do_not_change_with_the_version() {
    let contract: TrackingId = "80312789324671".parse().unwrap();
    let day = NaiveDate::from_ymd_opt(2026, 1, 2).unwrap();
    for (id, expected) in [
        (OrderId::of_charge(&contract, day, 1), "80312789324671-20260102-1"),
        (OrderId::of_charge(&contract, day, u16::MAX), "80312789324671-20260102-65535"),
        (OrderId::of_order("", 1), "da39a3ee5e6b4b0d3255bfef956018-1"),
        (OrderId::of_order("abc", 65_535), "a9993e364706816aba3e25717850c2-65535"),
    ] {
        assert_eq!(id.as_str(), expected);
    }
}
