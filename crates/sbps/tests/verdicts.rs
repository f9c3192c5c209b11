//! The decision about everything that can become of a request: every code of both families and
//! every failure of a call, for every function. The tables are written down from the specification
//! and the gateway's lists, not computed.
#![cfg(feature = "api")]
#![expect(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use sbps::api::{ApiAnswer, ApiResult, Function};
use sbps::error_code::{Actor, ApiErrorCode, LinkErrorCode};
use sbps::verdict::{CallOutcome, Effect, FollowUp, NotSent, Verdict};
use std::collections::BTreeSet;

const fn nothing_done(actor: Actor, follow_up: FollowUp) -> Verdict {
    Verdict { actor: Some(actor), effect: Effect::NothingDone, follow_up }
}

const fn uncertain(actor: Actor, follow_up: FollowUp) -> Verdict {
    Verdict { actor: Some(actor), effect: Effect::Uncertain, follow_up }
}

/// Done, now or before; nobody has to act.
const DONE: Verdict = Verdict { actor: None, effect: Effect::Done, follow_up: FollowUp::CountAsDone };
/// The payer's own cause.
const PAYER: Verdict = nothing_done(Actor::Payer, FollowUp::SuspendAndTellPayer);
/// The payer's own cause where there is no charge to suspend: staff deal with the payer.
const DEAL: Verdict = nothing_done(Actor::Payer, FollowUp::Reconcile);
/// Our set-up.
const STOP: Verdict = nothing_done(Actor::Merchant, FollowUp::StopRun);
/// Our record of this one payment or contract.
const LIST: Verdict = nothing_done(Actor::Merchant, FollowUp::Reconcile);
/// Too early, or in another's way; we ask again.
const WAIT: Verdict = nothing_done(Actor::Merchant, FollowUp::WaitAndRetry);
/// The gateway's trouble, and nothing was done.
const GATEWAY: Verdict = nothing_done(Actor::Gateway, FollowUp::WaitAndRetry);
/// The carrier's trouble, and nothing was done.
const CARRIER: Verdict = nothing_done(Actor::Carrier, FollowUp::WaitAndRetry);
/// The payer starts a new purchase.
const ANEW: Verdict = nothing_done(Actor::Payer, FollowUp::WaitAndRetry);
/// It is being settled: asked again, the gateway says "settled already".
const GOING: Verdict = uncertain(Actor::Merchant, FollowUp::WaitAndRetry);
/// It may have been done, and we have to look.
const LOOK: Verdict = uncertain(Actor::Merchant, FollowUp::Reconcile);
/// It may have been done, and the gateway is in trouble.
const LOST: Verdict = uncertain(Actor::Gateway, FollowUp::Reconcile);

/// Each type of the API type, its method (blank: every method), and the verdict for settlement,
/// cancel or refund, the end of a simple contract, a term purchase, the end of a term contract.
const API: [(&str, &str, [Verdict; 5]); 63] = [
    ("00", "", [STOP; 5]),
    ("01", "", [STOP; 5]),
    ("02", "", [STOP; 5]),
    ("03", "", [STOP; 5]),
    ("04", "", [STOP; 5]),
    ("05", "", [STOP; 5]),
    ("06", "", [STOP; 5]),
    ("07", "", [STOP; 5]),
    ("08", "", [STOP; 5]),
    ("09", "", [STOP; 5]),
    ("10", "", [STOP; 5]),
    ("11", "", [STOP; 5]),
    ("12", "", [LIST; 5]),
    ("13", "", [STOP; 5]),
    ("14", "", [STOP; 5]),
    ("80", "", [GATEWAY, LOST, GATEWAY, GATEWAY, GATEWAY]),
    ("81", "", [GATEWAY, LOST, GATEWAY, GATEWAY, GATEWAY]),
    ("82", "", [GATEWAY, LOST, GATEWAY, GATEWAY, GATEWAY]),
    ("83", "", [GATEWAY, LOST, GATEWAY, GATEWAY, GATEWAY]),
    ("84", "", [GATEWAY, LOST, GATEWAY, GATEWAY, GATEWAY]),
    ("85", "", [GATEWAY, LOST, GATEWAY, GATEWAY, GATEWAY]),
    ("86", "", [GATEWAY, LOST, GATEWAY, GATEWAY, GATEWAY]),
    ("90", "", [GATEWAY, LOST, GATEWAY, GATEWAY, GATEWAY]),
    ("92", "", [GATEWAY, LOST, GATEWAY, GATEWAY, GATEWAY]),
    ("93", "", [LOOK; 5]),
    ("94", "", [LOOK; 5]),
    ("95", "", [LIST; 5]),
    ("96", "", [LOOK; 5]),
    ("20", "402", [LIST, LOOK, LOOK, LOOK, LOOK]),
    ("21", "402", [LIST, LOOK, LOOK, LOOK, LOOK]),
    ("22", "402", [LIST, LOOK, LOOK, LOOK, LOOK]),
    ("23", "402", [DONE, LOOK, LOOK, LOOK, LOOK]),
    ("24", "402", [DONE, LOOK, LOOK, LOOK, LOOK]),
    ("33", "402", [LIST, LOOK, LOOK, LOOK, LOOK]),
    ("36", "402", [GOING, LOOK, LOOK, LOOK, LOOK]),
    ("42", "402", [LIST, LOOK, LOOK, LOOK, LOOK]),
    ("43", "402", [PAYER, LOOK, LOOK, LOOK, LOOK]),
    ("25", "402", [LOOK, LIST, LOOK, LOOK, LOOK]),
    ("26", "402", [LOOK, DONE, LOOK, LOOK, LOOK]),
    ("27", "402", [LOOK, LIST, LOOK, LOOK, LOOK]),
    ("28", "402", [LOOK, WAIT, LOOK, LOOK, LOOK]),
    ("29", "402", [LOOK, WAIT, LOOK, LOOK, LOOK]),
    ("30", "402", [LOOK, LOOK, LOOK, LOOK, LOOK]),
    ("31", "402", [LOOK, LIST, LOOK, LOOK, LOOK]),
    ("37", "402", [LOOK, WAIT, LOOK, LOOK, LOOK]),
    ("38", "402", [LOOK, LOOK, LOOK, LOOK, LOOK]),
    ("40", "402", [LOOK, LIST, LOOK, LOOK, LOOK]),
    ("41", "402", [LOOK, LIST, LOOK, LOOK, LOOK]),
    ("75", "402", [LOOK, LIST, LOOK, LOOK, LOOK]),
    ("32", "402", [LOOK, LOOK, DONE, LOOK, LOOK]),
    ("L0", "402", [LOOK, LOOK, LOOK, PAYER, LOOK]),
    ("L1", "402", [LOOK, LOOK, LOOK, LIST, LOOK]),
    ("L2", "402", [LOOK, LOOK, LOOK, PAYER, LOOK]),
    ("L3", "402", [LOOK, LOOK, LOOK, PAYER, LOOK]),
    ("L4", "402", [PAYER, LOOK, LOOK, PAYER, LOOK]),
    ("L5", "402", [LOOK, LOOK, LOOK, LOOK, LIST]),
    ("L6", "402", [LOOK, LOOK, LOOK, LOOK, LIST]),
    ("L7", "402", [LOOK, LOOK, LOOK, LOOK, DONE]),
    ("U0", "402", [PAYER, DEAL, DEAL, PAYER, DEAL]),
    ("U1", "402", [PAYER, DEAL, DEAL, PAYER, DEAL]),
    ("U2", "402", [PAYER, DEAL, DEAL, PAYER, DEAL]),
    ("U3", "402", [PAYER, DEAL, DEAL, PAYER, DEAL]),
    ("34", "402", [LOOK; 5]),
];

/// Each code of the link type and the verdict on a purchase that it refuses.
const LINK: [(u16, u16, Verdict); 66] = [
    (1101, 1299, GATEWAY),
    (1301, 1399, LOOK),
    (2101, 3399, GATEWAY),
    (4301, 4301, CARRIER),
    (5101, 5101, STOP),
    (6302, 6302, GATEWAY),
    (7001, 7001, CARRIER),
    (8252, 8252, STOP),
    (8253, 8253, STOP),
    (8254, 8255, ANEW),
    (8256, 8256, STOP),
    (8257, 8257, STOP),
    (8258, 8258, PAYER),
    (8259, 8259, PAYER),
    (8260, 8261, STOP),
    (8262, 8262, PAYER),
    (8263, 8263, LOOK),
    (8264, 8264, STOP),
    (8265, 8265, STOP),
    (8266, 8266, STOP),
    (8267, 8267, CARRIER),
    (8268, 8269, ANEW),
    (8270, 8270, ANEW),
    (8271, 8271, ANEW),
    (8272, 8272, ANEW),
    (8273, 8273, LOOK),
    (8274, 8274, LOOK),
    (8275, 8275, LOOK),
    (8276, 8276, LOOK),
    (8277, 8277, LOOK),
    (8278, 8278, LOOK),
    (8279, 8279, LOOK),
    (8280, 8280, LOOK),
    (8281, 8281, PAYER),
    (8282, 8282, LOOK),
    (8283, 8283, STOP),
    (8284, 8284, LOOK),
    (8285, 8285, CARRIER),
    (8286, 8287, LOOK),
    (8288, 8290, PAYER),
    (8291, 8291, LOOK),
    (8292, 8294, PAYER),
    (8295, 8296, CARRIER),
    (8297, 8297, PAYER),
    (8346, 8346, LOOK),
    (8347, 8347, LOOK),
    (8348, 8349, LOOK),
    (8350, 8350, LOOK),
    (8351, 8351, LOOK),
    (8352, 8352, LOOK),
    (8353, 8353, LOOK),
    (8354, 8354, LOOK),
    (8355, 8355, LOOK),
    (8356, 8356, LOOK),
    (8357, 8357, LOOK),
    (8358, 8358, LOOK),
    (8361, 8361, LOOK),
    (8362, 8362, LOOK),
    (8363, 8363, LOOK),
    (8364, 8365, CARRIER),
    (8366, 8366, ANEW),
    (8367, 8379, CARRIER),
    (8670, 8670, PAYER),
    (8671, 8671, PAYER),
    (8672, 8672, PAYER),
    (8673, 8673, PAYER),
];

/// The columns of the table.
const FUNCTIONS: [Function; 5] = [
    Function::Settle,
    Function::CancelOrRefund,
    Function::CancelRecurringSimple,
    Function::PurchaseFixedTerm,
    Function::UnsubscribeFixedTerm,
];

/// What the gateway answers, byte for byte, and its verdict.
fn refused(function: Function, code: &str) -> Verdict {
    let date = "20191018172431".parse().unwrap();
    let answer = match code.parse::<ApiErrorCode>() {
        Ok(code) => ApiAnswer::refusal(function, code, date),
        Err(_) => ApiAnswer { error_code: code.to_owned(), ..answer(function, ApiResult::Ng) },
    };
    of_answer(function, &answer)
}

fn of_answer(function: Function, answer: &ApiAnswer) -> Verdict {
    let outcome = CallOutcome::read(function, 200, answer.document().to_xml().as_bytes());
    assert_eq!(outcome, CallOutcome::Answered(Box::new(answer.clone())), "it is read as it was written");
    Verdict::of_call(function, &outcome)
}

fn answer(function: Function, result: ApiResult) -> ApiAnswer {
    ApiAnswer {
        function: Some(function),
        result,
        transaction_id: String::new(),
        tracking_id: "80312789324671".parse().ok().filter(|_| function == Function::PurchaseFixedTerm),
        process_date: None,
        error_code: String::new(),
        date: None,
    }
}

#[test]
fn every_type_has_its_verdict_for_every_function_whatever_the_item() {
    let characters = || ('0'..='9').chain('A'..='Z');
    let items: Vec<_> = (0..=30).chain([200, 202, 999]).collect();
    for kind in characters().flat_map(|high| characters().map(move |low| format!("{high}{low}"))) {
        let mut listed = API.iter().filter(|(listed, ..)| *listed == kind);
        let row = listed.next();
        // Where the type says nothing, one item stands for all.
        let items = if row.is_some() { &items[..] } else { &items[8..9] };
        assert!(listed.next().is_none(), "{kind} stands in the table once");
        for (method, item) in items.iter().flat_map(|item| ["402", "401", "101"].map(|method| (method, item))) {
            let code = format!("{method}{kind}{item:03}");
            let row = row.filter(|(_, only, _)| only.is_empty() || *only == method);
            for (place, function) in FUNCTIONS.into_iter().enumerate() {
                // What is in no list proves nothing.
                let expected = row.map_or(LOOK, |(.., verdicts)| verdicts[place]);
                assert_eq!(refused(function, &code), expected, "{code} {function:?}");
            }
        }
    }
    assert_eq!(FUNCTIONS, Function::ALL, "there is no further function");
}

#[test]
fn a_refusal_without_a_readable_code_proves_nothing() {
    for (function, code) in
        FUNCTIONS.into_iter().flat_map(|function| ["", "402", "402l4999"].map(|code| (function, code)))
    {
        assert_eq!(refused(function, code), LOOK, "{code:?} {function:?}");
    }
}

#[test]
fn what_did_not_go_out_was_not_done() {
    for function in FUNCTIONS {
        for (not_sent, expected) in
            [(NotSent::Unreachable, GATEWAY), (NotSent::Maintenance, GATEWAY), (NotSent::Unsignable, LIST)]
        {
            assert_eq!(Verdict::of_call(function, &CallOutcome::NotSent(not_sent)), expected, "{not_sent:?}");
        }
    }
}

#[test]
fn of_what_went_out_only_a_refusal_at_the_door_proves_anything() {
    for (function, status) in
        FUNCTIONS.into_iter().flat_map(|function| (100..=599).map(move |status| (function, status)))
    {
        let ok = answer(function, ApiResult::Ok).document().to_xml();
        let verdict = Verdict::of_call(function, &CallOutcome::read(function, status, ok.as_bytes()));
        let expected = match status {
            200 => DONE,
            401 | 403 | 404 | 405 => STOP,
            _ => LOST,
        };
        assert_eq!(verdict, expected, "{status} {function:?}");
    }
    for function in FUNCTIONS {
        assert_eq!(Verdict::of_call(function, &CallOutcome::NoAnswer), LOST);
    }
}

#[test]
fn what_is_no_answer_to_this_call_proves_nothing() {
    for function in FUNCTIONS {
        let other = FUNCTIONS.into_iter().find(|other| *other != function).unwrap();
        let xml = |answer: ApiAnswer| answer.document().to_xml();
        let long = format!("<a>{}</a>", "x".repeat(100_000));
        for body in [
            "",
            "<html>",
            "OK",
            "<sps-api-response/>",
            "<sps-api-response><res_result>OK</res_result></sps-api-response>",
            "<sps-api-response><res_result>ng</res_result></sps-api-response>",
            "<sps-api-response id=\"ST02-00302-401\"><res_result>OK</res_result></sps-api-response>",
            &xml(answer(other, ApiResult::Ok)),
            &xml(answer(other, ApiResult::Ng)),
            &long,
        ] {
            let outcome = CallOutcome::read(function, 200, body.as_bytes());
            assert!(matches!(outcome, CallOutcome::Unreadable(_)), "{body}: {outcome:?}");
            assert_eq!(Verdict::of_call(function, &outcome), LOST, "{body}");
        }
        let outcome = CallOutcome::read(function, 200, b"<sps-api-response id=\"\x81\"/>");
        assert_eq!(Verdict::of_call(function, &outcome), LOST, "another charset");
    }
}

#[test]
fn done_is_what_says_nothing_else() {
    for function in FUNCTIONS {
        assert_eq!(of_answer(function, &answer(function, ApiResult::Ok)), DONE, "{function:?}");
        let both = ApiAnswer { error_code: "40223999".to_owned(), ..answer(function, ApiResult::Ok) };
        assert_eq!(of_answer(function, &both), LOST, "{function:?}");
        let nameless = ApiAnswer { tracking_id: None, ..answer(function, ApiResult::Ok) };
        let expected = match function {
            Function::PurchaseFixedTerm => {
                Verdict { actor: Some(Actor::Gateway), effect: Effect::Done, follow_up: FollowUp::Reconcile }
            }
            _ => DONE,
        };
        assert_eq!(of_answer(function, &nameless), expected, "{function:?}: without its name nobody settles it");
    }
}

#[test]
fn every_number_of_the_link_type_has_its_verdict() {
    for number in 0..=9999 {
        let mut listed = LINK.iter().filter(|(first, last, _)| (*first..=*last).contains(&number));
        let expected = listed.next().map_or(LIST, |(.., verdict)| *verdict);
        assert!(listed.next().is_none(), "{number} stands in the table once");
        assert_eq!(Verdict::of_purchase_error(LinkErrorCode::new(number)), expected, "{number}");
    }
    assert_eq!(Verdict::of_purchase_error(None), LIST);
}

/// The rules that hold over the whole of both tables.
#[test]
fn no_verdict_breaks_a_rule() {
    let api = API.iter().flat_map(|(kind, ..)| FUNCTIONS.map(|function| refused(function, &format!("402{kind}999"))));
    let link = (0..=9999).map(|number| Verdict::of_purchase_error(LinkErrorCode::new(number)));
    for verdict in api.chain(link) {
        let Verdict { actor, effect, follow_up } = verdict;
        match follow_up {
            FollowUp::CountAsDone => assert_eq!((actor, effect), (None, Effect::Done), "{verdict:?}"),
            FollowUp::SuspendAndTellPayer => {
                assert_eq!((actor, effect), (Some(Actor::Payer), Effect::NothingDone), "{verdict:?}");
            }
            FollowUp::StopRun => {
                assert_eq!((actor, effect), (Some(Actor::Merchant), Effect::NothingDone), "{verdict:?}");
            }
            FollowUp::WaitAndRetry => assert!(effect == Effect::NothingDone || verdict == GOING, "{verdict:?}"),
            FollowUp::Reconcile => assert!(actor.is_some(), "{verdict:?}"),
        }
    }
}

#[test]
fn names_are_stable_and_tell_apart() {
    let effects = [Effect::NothingDone, Effect::Done, Effect::Uncertain].map(Effect::code);
    assert_eq!(effects, ["nothing_done", "done", "uncertain"]);
    let follow_ups = [
        FollowUp::CountAsDone,
        FollowUp::SuspendAndTellPayer,
        FollowUp::StopRun,
        FollowUp::WaitAndRetry,
        FollowUp::Reconcile,
    ];
    assert_eq!(follow_ups.map(FollowUp::code).into_iter().collect::<BTreeSet<_>>().len(), 5);
}
