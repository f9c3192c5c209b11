//! The tables are true: each member is written and read as they say, and what they forbid is refused with its code.

use super::element::ELEMENTS;
use super::kind::Kind;
use super::member::{Member, Type, types};
use super::source;
use crate::json::Json;
use crate::json::tests::json as tree;
use crate::page::account::Account;
use crate::page::answer::Answer;
use crate::page::order::Order;
use crate::page::problem::{Problem, ProblemCode, ProblemDocument};
use crate::page::report::Report;
use crate::page::request::{ActionRequest, CheckoutRequest, PageRequest};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Reads a value, notes the problems, and writes what it has read.
type Reading = fn(&Json, &mut Vec<Problem>) -> Option<Json>;

/// Where an object stands: in which sample, under which pointer (RFC 6901), under which path of a problem.
struct Place {
    of: &'static str,
    sample: Value,
    pointer: &'static str,
    path: &'static str,
    read: Reading,
}

fn order(recurring: Value) -> Value {
    json!({
        "order_reference": "r-1", "item_id": "wine", "item_name": "赤ワイン", "amount": 3500, "tax": 318,
        "lines": [{ "name": "赤ワイン", "quantity": 1, "amount": 3500 }], "delivery": "3日以内に発送します。",
        "cancellation": "返品できます。", "payment_timing": "本日です。", "application_period": "年末までです。",
        "expires_at": "2026-11-24T12:00:00+09:00", "now": "2026-11-24T11:00:00+09:00", "back_url": "/",
        "maintenance": [{ "from": "2026-12-01T02:00:00+09:00", "until": "2026-12-01T05:00:00+09:00",
                          "notice": "障害が発生しています。" }],
        "recurring": recurring,
    })
}

fn simple() -> Value {
    json!({
        "method": "simple", "joined_on": "2026-11-24", "first_month": "free", "cancellation_month": "charged",
        "last_month": "2027-03", "cancel_url": "/s/1", "contact": "03-0000-0000",
    })
}

fn fixed_term(timing: Value) -> Value {
    json!({
        "method": "fixed_term", "joined_on": "2026-11-24", "timing": timing, "first_charge_from": "2026-11-25",
        "cycles": 12, "introduction": { "cycles": 1, "amount": 100 }, "varies": true, "cancel_url": "/s/1",
        "contact": "03-0000-0000",
    })
}

fn usage() -> Value {
    json!({
        "method": "fixed_term", "joined_on": "2026-11-24", "timing": { "kind": "usage" }, "varies": true,
        "cancel_url": "/s/1", "contact": "03-0000-0000",
    })
}

fn account() -> Value {
    json!({ "today": "2026-11-24", "subscriptions": [{
        "reference": "s-1", "item_name": "ワイン便", "amount": 3500, "state": "active", "recurring": simple(),
        "ends_on": "2026-12-31", "problem": { "code": "402L4999", "on": "2026-11-20", "suspended_from": "2026-12-20" },
        "history": [{ "on": "2026-11-24", "amount": 0, "outcome": "free" }], "actions": ["cancel"], "leaving": "au",
        "known_charge": { "on": "2026-11-25", "amount": 640 }, "calendar_url": "/c.ics", "other_ways_url": "/",
        "confirm_url": "/s/1/confirm/{action}",
        "returned": { "from": "cancel", "outcome": "failed", "code": "8297" }, "contact": "03-0000-0000",
        "receipt": { "number": "C-1", "on": "2026-11-24" },
    }] })
}

fn places() -> Vec<Place> {
    let reads_order: Reading = |json, problems| Order::read(json, problems).map(|it| it.to_json());
    let reads_account: Reading = |json, problems| Account::read(json, problems).map(|it| it.to_json());
    let reads_checkout: Reading = |json, problems| CheckoutRequest::read(json, problems).map(|it| it.to_json());
    let reads_action: Reading = |json, problems| ActionRequest::read(json, problems).map(|it| it.to_json());
    let at = |of, recurring, pointer, path| Place { of, sample: order(recurring), pointer, path, read: reads_order };
    let timed = |of, timing| at(of, fixed_term(timing), "/recurring/timing", "recurring.timing.");
    let held = |of, pointer, path| Place { of, sample: account(), pointer, path, read: reads_account };
    let monthly = || json!({ "kind": "day_of_month", "months": 1, "day": 20 });
    let report = json!({
        "outcome": "failed", "code": "8297", "order_reference": "r-1", "item_name": "赤ワイン", "amount": 3500,
        "varies": true, "result_url": "/r/1", "order_url": "/o/1", "shop_url": "/", "other_ways_url": "/", "subscription_url": "/s/1",
        "contact": "03-0000-0000",
    });
    let displayed = json!({
        "item_id": "wine", "item_name": "赤ワイン", "amount": 3500, "tax": 318, "charges": [["2026-12-01", 3500]],
    });
    let checkout = json!({ "order_reference": "r-1", "language": "ja", "displayed": displayed });
    let action = json!({ "action": "cancel", "language": "ja", "displayed": { "state": "active" } });
    vec![
        at("Order", simple(), "", ""),
        at("Line", Value::Null, "/lines/0", "lines[0]."),
        at("Window", Value::Null, "/maintenance/0", "maintenance[0]."),
        at("SimpleContract", simple(), "/recurring", "recurring."),
        at("FixedTermContract", fixed_term(monthly()), "/recurring", "recurring."),
        at("Introduction", fixed_term(monthly()), "/recurring/introduction", "recurring.introduction."),
        timed("DayOfMonth", monthly()),
        timed("LastDayOfMonth", json!({ "kind": "last_day_of_month", "months": 1 })),
        timed("DayOfWeek", json!({ "kind": "day_of_week", "weeks": 1, "weekday": "friday" })),
        timed("EveryDays", json!({ "kind": "every_days", "days": 30 })),
        at("Usage", usage(), "/recurring/timing", "recurring.timing."),
        Place {
            of: "Report",
            sample: report,
            pointer: "",
            path: "",
            read: |json, problems| Report::read(json, problems).map(|it| it.to_json()),
        },
        held("Account", "", ""),
        held("Subscription", "/subscriptions/0", "subscriptions[0]."),
        held("FailedCharge", "/subscriptions/0/problem", "subscriptions[0].problem."),
        held("PastCharge", "/subscriptions/0/history/0", "subscriptions[0].history[0]."),
        held("KnownCharge", "/subscriptions/0/known_charge", "subscriptions[0].known_charge."),
        held("Returned", "/subscriptions/0/returned", "subscriptions[0].returned."),
        held("Receipt", "/subscriptions/0/receipt", "subscriptions[0].receipt."),
        Place { of: "CheckoutRequest", sample: checkout.clone(), pointer: "", path: "", read: reads_checkout },
        Place { of: "Displayed", sample: checkout, pointer: "/displayed", path: "displayed.", read: reads_checkout },
        Place { of: "ActionRequest", sample: action.clone(), pointer: "", path: "", read: reads_action },
        Place { of: "DisplayedState", sample: action, pointer: "/displayed", path: "displayed.", read: reads_action },
    ]
}

/// The members of an object in the order of their names.
fn names(object: &Value) -> BTreeSet<&str> {
    object.as_object().expect("an object").keys().map(String::as_str).collect()
}

fn table(of: &Type) -> BTreeSet<&str> {
    of.members.iter().map(|member| member.name).collect()
}

fn find(of: &str) -> Type {
    types().into_iter().find(|it| it.name == of).expect("a type of that name")
}

impl Place {
    /// The problems when the member holds another value.
    fn with(&self, member: &str, value: Value) -> Vec<(String, &'static str)> {
        let mut sample = self.sample.clone();
        sample.pointer_mut(self.pointer).expect("the object")[member] = value;
        let mut problems = Vec::new();
        (self.read)(&tree(sample), &mut problems);
        problems.into_iter().map(|problem| (problem.path, problem.reason.code())).collect()
    }
}

#[test]
fn every_member_is_written_and_none_that_is_not_told() {
    let mut proved: Vec<&str> = Vec::new();
    for place in places() {
        let of = find(place.of);
        let mut problems = Vec::new();
        let written = (place.read)(&tree(place.sample), &mut problems);
        assert_eq!(problems, [], "{}", place.of);
        let written = serde_json::to_value(written.expect("it is valid")).expect("JSON");
        assert_eq!(names(written.pointer(place.pointer).expect("the object")), table(&of), "{}", place.of);
        proved.push(of.name);
    }
    let answer = Answer { action: "https://gateway.example/".to_owned(), fields: Vec::new() };
    let [code, title, detail] = [ProblemCode::Internal, ProblemCode::Internal, ProblemCode::Internal];
    let (title, detail) = (title.meaning().to_owned(), detail.meaning().to_owned());
    let problem = ProblemDocument { code, title, detail, members: Vec::new() };
    for (name, written) in [("Answer", answer.to_json()), ("ProblemDocument", problem.to_json())] {
        assert_eq!(names(&serde_json::to_value(written).expect("JSON")), table(&find(name)));
        proved.push(name);
    }
    let told = types();
    let told: BTreeSet<_> = told.iter().map(|it| it.name).collect();
    assert_eq!(proved.into_iter().collect::<BTreeSet<_>>(), told, "none is unproved");
}

#[test]
fn what_is_required_must_be_there_and_nothing_else() {
    for place in places() {
        for Member { name, optional, .. } in find(place.of).members {
            let path = [place.path, name].concat();
            let problems = place.with(name, Value::Null);
            let is_missed = problems.iter().any(|(found, _)| found.starts_with(&path));
            assert_eq!(is_missed, !optional, "{}.{name}: {problems:?}", place.of);
        }
    }
}

#[test]
fn what_is_outside_the_bounds_is_refused_with_its_code() {
    let mut tried = 0;
    for place in places() {
        for Member { name, kind, .. } in find(place.of).members {
            let path = [place.path, name].concat();
            for (value, code) in kind.refused() {
                let problems = place.with(name, value.clone());
                let text: String = value.to_string().chars().take(60).collect();
                assert!(problems.contains(&(path.clone(), code)), "{}.{name} = {text}: {problems:?}", place.of);
                tried += 1;
            }
            if let Kind::Words(words) = kind {
                for word in words {
                    let problems = place.with(name, json!(word));
                    assert!(!problems.contains(&(path.clone(), "unknown_word")), "{}.{name} = {word}", place.of);
                }
            }
        }
    }
    assert!(tried > 200, "{tried}");
}

/// Every file of a folder, its white space in single spaces.
fn sources(folder: &Path) -> String {
    let mut text = String::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            text += &sources(&path);
        } else {
            let file = fs::read_to_string(&path).expect("a text");
            text.extend(file.split_whitespace().flat_map(|word| [word, " "]));
        }
    }
    text
}

/// What follows these words, up to the next quotation mark.
fn quoted<'a>(text: &'a str, before: &str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split_once('"')).map(|(word, _)| word).collect()
}

#[test]
fn every_part_and_slot_of_the_screens_is_told_and_is_one_of_theirs() {
    let text = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/screen")) + &source("src/element.js");
    let mut found = BTreeSet::new();
    for before in [
        "link( \"",
        "link(\"",
        "link_as(\"step\", \"",
        "button( \"",
        "button(\"",
        "pick( \"",
        "panel( \"",
        "panel(\"",
        "(\"part\", \"",
        "part(level, \"",
        "part(headings.title(), \"",
        "part(tag, \"",
    ] {
        found.extend(quoted(&text, before));
    }
    // `pick` is also how a language chooses between two texts.
    found.extend(text.split("(pick(\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(word, _)| word));
    for tag in ["section", "div", "dl", "ol", "li", "p", "span", "h2", "article", "table", "tfoot", "tbody"] {
        for open in ["part(\"", "part( \""] {
            found.extend(quoted(&text, &format!("{open}{tag}\", \"")));
        }
    }
    let told: BTreeSet<_> = ELEMENTS.iter().flat_map(|element| element.parts).map(|part| part.name).collect();
    let untold: Vec<_> = found.difference(&told).collect();
    assert!(untold.is_empty(), "not in the tables: {untold:?}");
    let set: BTreeSet<_> = quoted(&text, "part: \"").into_iter().collect();
    let actions = ["cancel", "unsubscribe", "reapply"];
    for part in told {
        let is_there = found.contains(part) || set.contains(part) || actions.contains(&part);
        assert!(is_there, "no screen has the part {part}");
    }
    let slots: BTreeSet<_> = quoted(&text, "slot(\"").into_iter().collect();
    let told: BTreeSet<_> = ELEMENTS.iter().flat_map(|element| element.slots).map(|slot| slot.name).collect();
    assert_eq!(slots, told);
}

#[test]
fn the_attributes_and_events_are_those_of_the_sources() {
    let script = source("src/element.js");
    let observed = script.split_once("observedAttributes = [DATA, ").and_then(|(_, rest)| rest.split_once(']'));
    let observed: BTreeSet<_> =
        observed.expect("its attributes").0.split(", ").map(|it| it.trim_matches('"')).collect();
    let told = ELEMENTS.iter().flat_map(|element| element.attributes).map(|attribute| attribute.name);
    // The others are read once.
    let (once, told): (BTreeSet<_>, BTreeSet<_>) = told.chain(["lang"]).partition(|it| it.starts_with("service-name"));
    assert_eq!(observed, told);
    assert!(once.iter().all(|it| script.contains(&format!("getAttribute(\"{it}\")"))), "{once:?}");
    let events = source("src/browser/event.rs");
    let found: BTreeSet<_> = events.split("\"kantan:").skip(1).filter_map(|it| it.split('"').next()).collect();
    let told =
        ELEMENTS.iter().flat_map(|element| element.events).filter_map(|event| event.name.strip_prefix("kantan:"));
    assert_eq!(found, told.collect());
}
