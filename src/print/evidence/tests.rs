use super::*;
use crate::json::tests::json;
use crate::page::order::tests::sample;
use crate::page::recurring::tests::{monthly, order as recurring};
use serde_json::{Value, json};

fn moment() -> JstDateTime {
    crate::page::moment::read_moment("2026-11-24T11:30:00+09:00").expect("a moment")
}

fn of(order: Value, language: Language) -> (Value, Evidence) {
    let made = evidence(&json(order), language, "attempt-1", moment()).expect("a valid order");
    (serde_json::from_str(&made.document).expect("JSON"), made)
}

fn kept(evidence: &Evidence) -> Kept {
    Kept::read(&json(serde_json::from_str(&evidence.document).expect("JSON"))).expect("this format")
}

#[test]
fn the_six_items_and_the_words_of_the_screen_stand_in_one_document() {
    let (document, made) = of(sample(), Language::Japanese);
    let items = &document["items"];
    assert_eq!(items["quantity"], sample()["lines"]);
    assert_eq!(items["price"], json!({ "amount": 3500, "tax": 318, "words": "3,500円" }));
    for name in ["payment", "delivery", "period", "cancellation"] {
        let said = items[name].as_str().expect("words");
        for line in said.lines() {
            assert!(kept(&made).words.iter().any(|shown| shown == line), "{name}: {line}: {:?}", kept(&made).words);
        }
    }
    assert_eq!(items["delivery"], sample()["delivery"]);
    assert_eq!(
        (
            &document["format"],
            &document["version"],
            &document["language"],
            &document["signed_at"],
            &document["order_id"]
        ),
        (&json!(1), &json!(VERSION), &json!("ja"), &json!("2026-11-24T11:30:00+09:00"), &json!("attempt-1")),
    );
    assert_eq!(document["schedule"], Value::Null);
    // The words of another witness: what coreutils' sha256sum says of the same bytes.
    assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!(made.sha256, hash(&made.document));
    assert_eq!(json(document).canonical().as_deref(), Some(&*made.document), "one spelling");
}

#[test]
fn a_contracts_days_and_amounts_are_those_of_its_screen_in_both_languages() {
    let introduction = json!({ "cycles": 2, "amount": 100 });
    let mut order = recurring(json!({ "first_month": "free", "last_month": "2027-03" }));
    order["recurring"]["contact"] = json!("ぶどう堂 03-0000-0000");
    let mut fixed = order.clone();
    fixed["recurring"] = json!({
        "method": "fixed_term", "joined_on": "2026-11-24", "timing": monthly(), "introduction": introduction,
        "cycles": 12, "cancel_url": "/subscriptions/", "contact": "ぶどう堂",
    });
    for (order, charges, first) in [
        (order, 4, json!({ "on": "2026-12-01", "most": 3500, "varies": false })),
        (fixed, 12, json!({ "on": "2026-12-20", "most": 100, "varies": false })),
    ] {
        for (language, day) in [(Language::Japanese, "2026年12月"), (Language::English, "December 2026")] {
            let (document, made) = of(order.clone(), language);
            let listed = document["schedule"]["charges"].as_array().expect("charges");
            assert_eq!((listed.len(), &listed[0]), (charges, &first));
            assert!(made.document.contains(day), "{day}: {}", made.document);
            assert!(kept(&made).says_the_same());
        }
    }
}

#[test]
fn the_screen_is_drawn_anew_from_the_document_alone_and_nothing_on_it_can_be_pressed() {
    for language in [Language::Japanese, Language::English] {
        let (_, made) = of(sample(), language);
        let kept = kept(&made);
        let screen = kept.screen(Styles::At("/assets/kantan.css")).expect("it can be drawn");
        assert!(screen.starts_with(&format!("<div inert=\"\" lang=\"{}\"><template", language.tag())), "{screen}");
        assert!(!screen.contains("<form") && !screen.contains("<script"), "{screen}");
        let (_, children) = screen.split_once("</template>").expect("children");
        assert_eq!(words(children), kept.words);
        assert!(kept.screen(Styles::Here).is_some_and(|alone| alone.contains("<style>") && !alone.contains("<link")));
    }
}

#[test]
fn another_word_another_amount_or_another_moment_has_another_hash() {
    let (_, first) = of(sample(), Language::Japanese);
    let mut other = sample();
    other["cancellation"] = json!("返品はできません。");
    for other in [
        of(other, Language::Japanese).1,
        of(sample(), Language::English).1,
        evidence(&json(sample()), Language::Japanese, "attempt-2", moment()).expect("a valid order"),
    ] {
        assert_ne!(first.sha256, other.sha256);
    }
    assert_eq!(first, of(sample(), Language::Japanese).1, "and the same has the same");
    assert_ne!(hash(&first.document.replace("3,500円", "3,400円")), first.sha256);
}

#[test]
fn what_the_clock_says_is_no_part_of_the_agreement() {
    let mut order = sample();
    order["now"] = json!("2026-11-24T11:59:00+09:00");
    order["maintenance"] = json!([{ "from": "2026-11-24T12:00:00+09:00", "until": "2026-11-24T13:00:00+09:00" }]);
    assert_eq!(of(order, Language::Japanese), of(sample(), Language::Japanese));
}

#[test]
fn words_stay_as_they_were_when_a_later_program_says_others_or_cannot_draw() {
    let (mut document, _) = of(sample(), Language::Japanese);
    document["words"][0] = json!("以前の見出し");
    document["version"] = json!("0.0.9");
    let read = |document: &Value| Kept::read(&json(document.clone()));
    let earlier = read(&document).expect("this format");
    assert!(!earlier.says_the_same() && earlier.words[0] == "以前の見出し" && earlier.version == "0.0.9");
    document["order"]["amount"] = json!("a member that no reader takes");
    let unreadable = read(&document).expect("the words can be read");
    assert_eq!(unreadable.screen(Styles::Here), None);
    assert!(!unreadable.says_the_same() && !unreadable.words.is_empty());
    document["format"] = json!(2);
    assert_eq!(read(&document), None, "a later program's");
}
