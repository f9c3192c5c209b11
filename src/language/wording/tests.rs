use super::*;

fn read(json: &str) -> Result<Wording, Vec<String>> {
    let own = serde_json::from_str(json).expect("JSON");
    Wording::read(Some(own), [None; 2]).map_err(|mistakes| mistakes.iter().map(|it| it.path.clone()).collect())
}

fn said(wording: &Wording, language: Language, name: &str) -> &'static str {
    let at = names().position(|(known, _)| known == name).expect("a sentence of that name");
    wording.texts()[language as usize][at]
}

#[test]
fn names_are_one_for_each_sentence_and_say_their_list() {
    let mut all: Vec<_> = names().map(|(name, _)| name).collect();
    assert!(all.contains(&"checkout.pay_note".to_owned()) && all.contains(&"number.tax_contained".to_owned()));
    let is_name = |name: &String| name.bytes().all(|byte| byte.is_ascii_lowercase() || b"._".contains(&byte));
    assert!(all.iter().all(is_name), "{all:?}");
    all.sort_unstable();
    let count = all.len();
    all.dedup();
    assert_eq!(all.len(), count);
}

#[test]
fn a_number_is_that_of_its_sentence() {
    for language in Language::ALL {
        assert_eq!(language.say(Sentence::Pay), Sentence::ALL[Sentence::Pay as usize].in_language(language));
    }
    assert_eq!(Language::Japanese.say(crate::language::ResultSentence::InvalidTitle), "お支払いの状況を表示できません");
    assert_eq!(
        Language::English.say(crate::language::MailSentence::NotYou),
        "If you did not ask for it, delete this mail. Nothing has changed."
    );
}

#[test]
fn a_sentence_is_said_in_the_shops_words_and_the_others_in_ours() {
    let wording =
        read(r#"{ "ja": { "checkout.title": "ぶどう堂のご注文", "number.deadline": "締切は①" } }"#).expect("good");
    assert_eq!(said(&wording, Language::Japanese, "checkout.title"), "ぶどう堂のご注文");
    assert_eq!(said(&wording, Language::Japanese, "number.deadline"), "締切は①");
    assert_eq!(said(&wording, Language::English, "checkout.title"), "Review your order");
    assert_eq!(said(&wording, Language::Japanese, "checkout.pay"), "注文を確定して、au\u{a0}かんたん決済へ進む");
}

#[test]
fn every_mistake_is_told_with_its_place() {
    let mistakes = read(
        r#"{ "fr": {}, "ja": { "checkout.titel": "あ", "checkout.title": "　", "checkout.pay": 1, "checkout.back": "一\n二",
            "number.deadline": "いつか", "checkout.total": "①円", "time.ahead": "①から②まで休みます。" }, "en": [] }"#,
    );
    let expected = ["fr", "ja.checkout.titel", "ja.checkout.title", "ja.checkout.pay", "ja.checkout.back"];
    let expected = [&expected[..], &["ja.number.deadline", "ja.checkout.total", "en"]].concat();
    assert_eq!(mistakes.expect_err("mistakes"), expected);
    assert_eq!(read("[]").expect_err("no object"), ["wording"]);
    let long = "名".repeat(LONGEST_SERVICE_NAME + 1);
    let names = Wording::read(None, [Some(" "), Some(&long)]).expect_err("no names");
    assert_eq!(names.iter().map(|it| it.remedy).collect::<Vec<_>>(), [Remedy::Blank, Remedy::Shorter]);
}

#[test]
fn the_service_has_one_name_in_every_sentence() {
    let (japanese, english) = ("au PAY（au かんたん決済）", "au PAY (Japan)");
    let wording = Wording::read(None, [Some(japanese), Some(english)]).expect("good");
    let mut changed = 0;
    for (language, name) in [(Language::Japanese, japanese), (Language::English, english)] {
        for (said, text) in wording.texts()[language as usize].iter().zip(all()) {
            let without = said.replace(name, "");
            assert!(services().iter().all(|old| !without.contains(old.as_str())), "{}: {said}", text.name);
            changed += usize::from(*said != text.in_language(language));
        }
    }
    assert!(changed > 20, "{changed}");
    // One name serves both languages.
    let one = Wording::read(None, [Some("au支払い"), None]).expect("good");
    assert_eq!(one.named(Language::English, "Go on to au Kantan Kessai."), "Go on to au支払い.");
    assert_eq!(Wording::default().named(Language::Japanese, "au かんたん決済"), "au かんたん決済");
}
