//! Each kind of item with each state of the tool, and everything that keeps an item open.

use super::*;

const PAYMENT: &str = "12345678901234";

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day")
}

fn item(kind: Kind) -> NewItem {
    let subject = match kind {
        Kind::ChargeUncertain => Subject::Charge("s-1".to_owned(), day()),
        _ => Subject::Order("r-1".to_owned()),
    };
    NewItem { kind, subject, order_id: Some("o-1".to_owned()), tracking_id: None, detail: String::new() }
}

fn known() -> Known {
    Known { amount: Some(3_500), doubtful_charge: Some("o-1".to_owned()), ..Known::default() }
}

fn row(state: ToolState) -> ToolRow {
    ToolRow {
        line: 2,
        order_id: "o-1".to_owned(),
        tracking_id: PAYMENT.to_owned(),
        amount: Some(3_500),
        state: Some(state),
        word: "a word".to_owned(),
        day: Some(day()),
    }
}

/// The word of what is proven, or of why it is not.
fn word(proof: Result<Proof, Because>) -> &'static str {
    match proof {
        Ok(proof) => proof.as_str(),
        Err(because) => because.as_str(),
    }
}

fn proven(kind: Kind, known: &Known, row: &ToolRow) -> &'static str {
    word(prove(&item(kind), known, row, day()))
}

#[test]
fn a_row_proves_what_a_person_would_find() {
    for (kind, [authorized, settled, cancelled, refunded, failed]) in [
        (Kind::ReturnWithoutNotification, ["paid", "paid", "not_paid", "given_back", "not_paid"]),
        (Kind::PaidReturnedByError, ["settled", "settled", "not_paid", "given_back", "not_paid"]),
        (Kind::SaleUnsettled, ["still_reserved", "settled", "settled", "given_back", "by_person"]),
        (Kind::SecondPayment, ["money_stands", "money_stands", "settled", "settled", "settled"]),
        (Kind::NotificationRefused, ["money_stands", "money_stands", "settled", "settled", "settled"]),
        (
            Kind::ChargeUncertain,
            ["still_reserved", "charge_paid", "charge_not_taken", "given_back", "charge_not_taken"],
        ),
    ] {
        for (state, expected) in ToolState::ALL.into_iter().zip([authorized, settled, cancelled, refunded, failed]) {
            assert_eq!(proven(kind, &known(), &row(state)), expected, "{kind:?} {state:?}");
        }
    }
    let decided = [
        Kind::ReturnWithoutNotification,
        Kind::PaidReturnedByError,
        Kind::SaleUnsettled,
        Kind::SecondPayment,
        Kind::NotificationRefused,
        Kind::ChargeUncertain,
        Kind::PaymentUncertain,
    ];
    for kind in Kind::ALL.into_iter().filter(|kind| !decided.contains(kind)) {
        for state in ToolState::ALL {
            assert_eq!(proven(kind, &known(), &row(state)), "by_person", "{kind:?} {state:?}");
        }
    }
}

#[test]
fn a_finding_fits_the_item_of_which_it_is_proven() {
    for kind in Kind::ALL {
        for state in ToolState::ALL {
            for action in Action::ALL {
                let call = Some(OpenCall { action, amount: Some(3_500) });
                let proof = prove(&item(kind), &Known { call, ..known() }, &row(state), day());
                if let Ok(Proof::Item(finding)) = proof {
                    assert!(finding.fits(kind), "{kind:?} {state:?} {finding:?}");
                }
            }
        }
    }
}

#[test]
fn a_call_is_done_where_the_tool_shows_what_was_asked_and_never_not_done() {
    let call = |action, amount| Known { call: Some(OpenCall { action, amount }), ..known() };
    for action in Action::ALL {
        for state in ToolState::ALL {
            let is_done = matches!(
                (action, state),
                (Action::Settle, ToolState::Settled)
                    | (Action::Cancel, ToolState::Cancelled)
                    | (Action::Refund, ToolState::Refunded)
            );
            let found = proven(Kind::PaymentUncertain, &call(action, Some(3_500)), &row(state));
            assert_eq!(found, if is_done { "done" } else { "may_be_older" }, "{action:?} {state:?}");
        }
    }
    let settled = row(ToolState::Settled);
    assert_eq!(proven(Kind::PaymentUncertain, &call(Action::Settle, Some(3_000)), &settled), "other_amount");
    assert_eq!(proven(Kind::PaymentUncertain, &call(Action::Settle, None), &settled), "by_person");
    assert_eq!(proven(Kind::PaymentUncertain, &known(), &settled), "by_person");
}

#[test]
fn what_contradicts_or_is_not_certain_proves_nothing() {
    let kind = Kind::ReturnWithoutNotification;
    let settled = row(ToolState::Settled);
    for (row, expected) in [
        (ToolRow { amount: Some(3_501), ..settled.clone() }, "other_amount"),
        (ToolRow { amount: None, ..settled.clone() }, "other_amount"),
        (ToolRow { state: None, ..settled.clone() }, "state_unknown"),
        (ToolRow { order_id: "o-2".to_owned(), ..settled.clone() }, "other_payment"),
        (ToolRow { tracking_id: String::new(), ..settled.clone() }, "no_tracking_id"),
        // As a spreadsheet writes a long number.
        (ToolRow { tracking_id: "1.23457E+13".to_owned(), ..settled.clone() }, "no_tracking_id"),
        (ToolRow { day: day().succ_opt(), ..settled.clone() }, "day_to_come"),
        (ToolRow { day: None, ..settled.clone() }, "paid"),
        (ToolRow { order_id: String::new(), ..settled.clone() }, "paid"),
    ] {
        assert_eq!(proven(kind, &known(), &row), expected, "{row:?}");
    }
    let other = Known { tracking_id: Some("10000000000001".to_owned()), ..known() };
    assert_eq!(proven(Kind::PaidReturnedByError, &other, &settled), "other_payment");
    assert_eq!(proven(kind, &Known { amount: None, ..known() }, &settled), "by_person", "nothing to compare");
    let asked = Known { has_calls: true, ..known() };
    assert_eq!(proven(Kind::PaidReturnedByError, &asked, &row(ToolState::Cancelled)), "by_person");
    let other_try = Known { doubtful_charge: Some("o-2".to_owned()), ..known() };
    assert_eq!(proven(Kind::ChargeUncertain, &other_try, &row(ToolState::Failed)), "other_payment");
    for because in Because::ALL {
        assert_eq!(Because::ALL.iter().filter(|it| it.as_str() == because.as_str()).count(), 1);
    }
}
