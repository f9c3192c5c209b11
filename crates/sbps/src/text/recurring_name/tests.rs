//! Names put together from given parts.

use super::*;

fn compose(description: &str, timing: &str, order: PartOrder) -> RecurringName {
    RecurringName::compose(description, timing, order).expect("a name")
}

#[test]
fn warnings_say_what_the_sixteen_characters_lose() {
    use NameWarning::{DescriptionUnrecognisable, NumberCut, TimingCut, TimingHidden, TimingRepeated};
    use PartOrder::{DescriptionFirst, TimingFirst};
    // The description, the timing, the order, the visible part and the warnings.
    for (description, timing, order, visible, warnings) in [
        ("ワイン定期便", "毎月20日課金", DescriptionFirst, "ワイン定期便 毎月20日課金", &[][..]),
        ("赤ワイン半月分定期", "毎月20日課金", DescriptionFirst, "赤ワイン半月分定期毎月20日課金", &[]),
        ("赤ワイン半月分定期便", "毎月20日課金", DescriptionFirst, "赤ワイン半月分定期便 毎月20日", &[TimingCut]),
        ("赤ワイン一月分の定期便頒布", "毎月20日", DescriptionFirst, "赤ワイン一月分の定期便頒布 毎月", &[TimingCut]),
        (
            "赤ワイン半月分の定期便頒布会員様",
            "毎月20日",
            DescriptionFirst,
            "赤ワイン半月分の定期便頒布会員様",
            &[TimingHidden],
        ),
        ("赤ワイン半月分の定期便頒布会員様", "毎月20日", TimingFirst, "毎月20日赤ワイン半月分の定期便", &[]),
        ("Red wine", "10日ごと課金", TimingFirst, "10日ごと課金 Red wine", &[]),
        ("Redder wines", "12か月ごと20日課金", TimingFirst, "12か月ごと20日課金 Redd", &[DescriptionUnrecognisable]),
        ("毎月のワイン", "毎月20日", DescriptionFirst, "毎月のワイン 毎月20日", &[TimingRepeated]),
        ("ワイン定期 3000円", "毎月20日課金", TimingFirst, "毎月20日課金 ワイン定期 30", &[NumberCut]),
    ] {
        let name = compose(description, timing, order);
        assert_eq!((name.visible(), name.warnings()), (visible, warnings), "{}", name.as_str());
    }
}

#[test]
fn two_numbers_never_touch() {
    assert_eq!(compose("コース3", "20日課金", PartOrder::DescriptionFirst).as_str(), "コース3 20日課金");
    // Thirteen characters and five: without the space one more would be seen, and it would be read as the 320th.
    let name = compose("ワイン定期便一年分コース3", "20日課金", PartOrder::DescriptionFirst);
    assert_eq!(name.as_str(), "ワイン定期便一年分コース3 20日課金");
    assert_eq!(
        compose("ワワワワワワワ0,", "10週ごと月曜", PartOrder::DescriptionFirst).as_str(),
        "ワワワワワワワ0, 10週ごと月曜"
    );
    let too_long = RecurringName::compose("ワイン定期便一年分頒布会コース３", "20日課金", PartOrder::DescriptionFirst);
    assert_eq!(too_long.map_err(|error| error.problems), Err(vec![TextProblem::TooLong { bytes: 41, longest: 40 }]));
    let it_fits = RecurringName::compose("ワイン定期便一年分頒布会コース甲", "20日課金", PartOrder::DescriptionFirst);
    assert_eq!(it_fits.map(|name| name.name().width()), Ok(40));
}

#[test]
fn each_part_is_checked_by_itself() {
    for (description, timing, code) in [
        ("", "毎月20日", "empty"),
        ("ワイン", "", "empty"),
        ("ワイン ", "毎月20日", "surrounding_space"),
        ("ワイン♥", "毎月20日", "not_encodable"),
        ("ワイン", "毎月〜日", "not_encodable"),
        ("あいうえおかきくけこさしすせそたちつ", "毎月20日", "too_long"),
    ] {
        let error = RecurringName::compose(description, timing, PartOrder::TimingFirst).expect_err(code);
        assert_eq!(error.problems.first().map(TextProblem::code), Some(code), "{description:?} {timing:?}");
    }
}

#[test]
fn a_start_is_recognisable_by_its_letters_and_kanji() {
    for (start, expected) in [
        ("健康茶", true),
        ("健康", false),
        ("ワインコー", false),
        ("ワインコース", true),
        ("ワイン便", false),
        ("ワイン便り", true),
        ("Netfli", true),
        ("Netf ", false),
        ("ＡＢＣＤＥＦ", true),
        ("佐々木", true),
        ("1234567890", false),
        ("（）・！？　", false),
        ("", false),
    ] {
        assert_eq!(is_recognisable(start), expected, "{start}");
    }
}

#[test]
fn parts_are_found_again_in_both_orders() {
    for (order, text) in [(PartOrder::DescriptionFirst, "健康茶 毎月末"), (PartOrder::TimingFirst, "毎月末 健康茶")]
    {
        let name = compose("健康茶", "毎月末", order);
        assert_eq!((name.as_str(), name.order()), (text, order));
        assert_eq!((name.description(), name.timing()), ("健康茶", "毎月末"));
        assert_eq!((name.visible_description(), name.visible_timing()), ("健康茶", "毎月末"));
        assert_eq!(name.name().as_str(), text);
    }
}

#[test]
fn every_warning_has_its_own_code_and_sentence() {
    for (warning, code, sentence) in [
        (NameWarning::DescriptionShortened, "description_shortened", "the description was shortened"),
        (NameWarning::TimingRepeated, "timing_repeated", "the description says when it is billed, too"),
        (NameWarning::NumberCut, "number_cut", "a number is cut where the payer's screen ends"),
        (NameWarning::TimingCut, "timing_cut", "the payer's screen shows only the start of when it is billed"),
        (NameWarning::TimingHidden, "timing_hidden", "the payer's screen does not show when it is billed"),
        (
            NameWarning::DescriptionUnrecognisable,
            "description_unrecognisable",
            "the payer's screen shows too little of what it is",
        ),
    ] {
        assert_eq!((warning.code(), warning.to_string().as_str()), (code, sentence));
    }
}
