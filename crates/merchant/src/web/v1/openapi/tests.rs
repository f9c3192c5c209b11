//! The description is the one in `docs`, and true of the readers.

mod made;

use crate::domain::api_order::{Refusal, Setting, read};
use crate::domain::plan::Methods;
use crate::web::v1::{contracts, document, payments, usage};
use made::valid;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use sbps::billing::{Contract, SalesMethod};
use sbps::date_time::JstDateTime;
use serde_json::{Value, json};
use std::path::Path;

#[test]
fn the_file_in_docs_is_what_is_served() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/openapi.json");
    let text = format!("{:#}\n", document());
    if std::env::var_os("KANTAN_WRITE_CONTRACT").is_some() {
        std::fs::write(&file, &text).expect("docs can be written");
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(written == text, "docs/openapi.json is out of date: run `make contract`");
}

#[test]
fn every_reference_leads_somewhere_and_every_component_is_used() {
    let document = document();
    let text = document.to_string();
    let components = document["components"]["schemas"].as_object().expect("an object");
    for name in components.keys() {
        assert!(text.contains(&format!("\"#/components/schemas/{name}\"")), "nothing refers to {name}");
    }
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().expect("it ends");
        assert!(components.contains_key(name), "{name} is no component");
    }
}

fn setting() -> Setting {
    let now = JstDateTime::from_unix_seconds(1_795_489_200).expect("a moment");
    Setting { contract: Contract::Basic, methods: Methods::All, sales: SalesMethod::Automatic, is_local: false, now }
}

fn refusals(body: &Value) -> Vec<Refusal> {
    read(body, &setting()).err().unwrap_or_default()
}

/// Whether a refusal is of a kind that no schema tells: of several members together, of the agreement with
/// the gateway, of a text's characters in Shift_JIS.
fn is_beyond_schemas(refusal: &Refusal) -> bool {
    let Refusal { path, code, .. } = refusal;
    match *code {
        "wrong_type" | "unknown_member" | "unknown_word" | "blank" | "too_long" | "not_whole" | "no_moment"
        | "unsafe_address" | "no_mail_address" | "no_phone_number" | "unseen_character" => false,
        "missing" => path == "tax",
        "out_of_range" => path == "expires_at" || path.ends_with(".unit_amount"),
        "unencodable" => path == "item_name",
        _ => true,
    }
}

/// Calls `read` with bodies that a schema allows.
fn each_valid(name: &str, read: impl Fn(&Value) -> Result<(), TestCaseError>) {
    let document = document();
    let strategy = valid(&document, &document["components"]["schemas"][name]);
    TestRunner::new(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })
        .run(&strategy, |body| read(&body))
        .unwrap_or_else(|error| panic!("{name}: {error}"));
}

#[test]
fn what_is_valid_by_the_schemas_is_read() {
    each_valid("OrderRequest", |body| {
        let wrong: Vec<Refusal> = refusals(body).into_iter().filter(|it| !is_beyond_schemas(it)).collect();
        prop_assert!(wrong.is_empty(), "{wrong:?} of {body}");
        Ok(())
    });
    each_valid("PaymentRequest", |body| {
        prop_assert!(payments::asked(body).is_ok(), "{body}");
        Ok(())
    });
    each_valid("LiftRequest", |body| {
        prop_assert!(contracts::note(body).is_ok(), "{body}");
        Ok(())
    });
    each_valid("UsageRequest", |body| {
        let read = usage::read(body, String::new());
        prop_assert!(read.is_ok_and(|usage| usage.check().is_ok()), "{body}");
        Ok(())
    });
}

/// An order with every member that there is.
fn full() -> Value {
    json!({
        "item_id": "wine-box", "item_name": "ワイン定期便 毎月20日", "amount": 3300, "tax": 300,
        "lines": [{ "name": "ワイン定期便", "quantity": 1, "unit_amount": 3300, "tax_percent": 10 }],
        "customer_id": "7", "language": "ja", "delivery": "翌日", "cancellation": "いつでも", "payment_timing": "毎月",
        "contact": { "name": "ぶどう堂", "phone": "03-0000-0000", "mail": "help@wine.example" },
        "return_url": "https://wine.example/", "back_url": "https://wine.example/", "other_ways_url": "https://wine.example/",
        "expires_in": 3600, "sales": "specified", "commodity": "goods", "metadata": { "a": "b" },
        "heading_level": 3, "untitled": true,
        "recurring": { "method": "fixed_term", "timing": { "kind": "day_of_month", "months": 1, "day": 20 },
                       "wait_days": 0, "cycles": 12, "introduction": { "cycles": 1, "amount": 0 } },
    })
}

/// The object at a pointer, to be changed.
fn at<'a>(body: &'a mut Value, pointer: &str) -> &'a mut serde_json::Map<String, Value> {
    body.pointer_mut(pointer).and_then(Value::as_object_mut).expect("an object")
}

#[test]
fn what_an_order_must_have_and_may_not_have_is_as_the_schemas_say() {
    assert_eq!(refusals(&full()), []);
    let document = document();
    let component = |name: &str| document["components"]["schemas"][name].clone();
    let fixed_term = component("Terms")["oneOf"][1].clone();
    for (pointer, schema) in [
        ("", component("OrderRequest")),
        ("/lines/0", component("LineRequest")),
        ("/contact", component("Contact")),
        ("/recurring/introduction", fixed_term["properties"]["introduction"].clone()),
        ("/recurring/timing", component("Timing")["oneOf"][0].clone()),
        ("/recurring", fixed_term),
    ] {
        let path = pointer.trim_start_matches('/').replace("lines/0", "lines[0]").replace('/', ".");
        let is_told = |body: &Value, name: &str, codes: &[&str]| {
            let expected = [path.as_str(), name].join(".").trim_start_matches('.').to_owned();
            let told = refusals(body);
            let is_there = told.iter().any(|it| it.path == expected && codes.contains(&it.code));
            assert!(is_there, "{expected} should be {codes:?}: {told:?}");
        };
        for name in schema["required"].as_array().expect("a list").iter().filter_map(Value::as_str) {
            let mut body = full();
            at(&mut body, pointer).remove(name);
            is_told(&body, name, &["missing"]);
            at(&mut body, pointer).insert(name.to_owned(), Value::Null);
            is_told(&body, name, &["missing"]);
        }
        for (name, member) in schema["properties"].as_object().expect("an object") {
            let mut body = full();
            let is_truth = member["type"][0] == json!("boolean");
            at(&mut body, pointer).insert(name.clone(), if is_truth { json!("true") } else { json!(true) });
            is_told(&body, name, &["wrong_type"]);
            // The schema's word allows these; an amount is written as an integer all the same.
            if member["type"] == json!("integer") || member["type"][0] == json!("integer") {
                for (written, code) in [(json!(1.0), "not_whole"), (json!("1"), "wrong_type")] {
                    at(&mut body, pointer).insert(name.clone(), written);
                    is_told(&body, name, &[code]);
                }
            }
            let may_lack = member["type"].as_array().is_some_and(|types| types.contains(&json!("null")))
                || member["anyOf"].as_array().is_some_and(|any| any.contains(&json!({ "type": "null" })));
            let is_required = schema["required"].as_array().is_some_and(|all| all.contains(&json!(name)));
            assert_eq!(may_lack, !is_required, "{path}.{name}: what need not be there may be null");
        }
        let mut body = full();
        at(&mut body, pointer).insert("ammount".to_owned(), json!(1));
        is_told(&body, "ammount", &["unknown_member"]);
    }
}
