//! Words that tell something by being there, in Japanese and English.

/// A text as it is looked into: small letters and digits of half width, no commas in numbers.
pub(super) fn plain(text: &str) -> String {
    let letters: Vec<char> = text
        .chars()
        .map(|letter| match letter {
            '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(letter),
            '　' => ' ',
            other => other,
        })
        .collect();
    let is_digit = |place: Option<usize>| place.and_then(|at| letters.get(at)).is_some_and(char::is_ascii_digit);
    let within_number = |at: usize| letters[at] == ',' && is_digit(at.checked_sub(1)) && is_digit(Some(at + 1));
    (0..letters.len()).filter(|at| !within_number(*at)).map(|at| letters[at].to_ascii_lowercase()).collect()
}

/// The first of these words that stands in the text, which is [`plain`].
pub(super) fn first<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().find(|word| text.contains(**word)).copied()
}

/// Whether the number stands in the text as a whole, and not within a longer one.
pub(super) fn has_number(text: &str, number: u32) -> bool {
    numbers(text).any(|(found, _)| found == u64::from(number))
}

/// Each number of a text with what follows it.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = (u64, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.find(|letter: char| letter.is_ascii_digit())?;
        let digits = &rest[start..];
        let end = digits.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(digits.len());
        let (number, after) = digits.split_at(end);
        rest = after;
        // What no amount has is none.
        Some((number.parse().unwrap_or(u64::MAX), after))
    })
}

pub(super) const FREE: &[&str] = &["無料", "お試し", "トライアル", "タダ", "free", "trial"];
/// What is said to be free and is no period.
pub(super) const FREE_OF_ELSE: &[&str] = &[
    "送料無料",
    "配送無料",
    "返品無料",
    "返送無料",
    "手数料無料",
    "年会費無料",
    "入会金無料",
    "無料配送",
    "free shipping",
    "free delivery",
    "free returns",
    "feel free",
    "alcohol-free",
    "sugar-free",
    "gluten-free",
    "free of charge returns",
];
pub(super) const FIRST: &[&str] =
    &["初回", "初月", "はじめの", "最初の", "無料", "お試し", "first", "free", "trial", "introductory"];
pub(super) const ON_TOP: &[&str] = &[
    "送料別",
    "送料は別",
    "別途送料",
    "送料が別",
    "送料は別途",
    "送料別途",
    "税別",
    "税抜",
    "別途消費税",
    "消費税別",
    "+税",
    "着払い",
    "plus shipping",
    "plus tax",
    "excluding tax",
    "excl. tax",
    "shipping not included",
    "tax not included",
    "shipping extra",
];
pub(super) const FAR_WAYS: &[&str] = &[
    "電話",
    "郵送",
    "書面",
    "fax",
    "ファックス",
    "ファクス",
    "来店",
    "店頭",
    "telephone",
    "phone",
    "post",
    "writing",
    "in person",
];
pub(super) const ALONE: &[&str] = &[
    "のみ",
    "に限り",
    "に限る",
    "に限って",
    "だけ",
    "必要です",
    "必要があります",
    "しか",
    "only",
    "must",
    "required",
    "has to",
];
pub(super) const LEAVING: &[&str] = &[
    "解約",
    "退会",
    "キャンセル",
    "取消",
    "取り消",
    "返品",
    "返金",
    "交換",
    "中止",
    "停止",
    "休止",
    "クーリング",
    "cancel",
    "return",
    "refund",
    "withdraw",
    "unsubscribe",
    "exchange",
];
pub(super) const ANYTIME: &[&str] = &["いつでも", "何時でも", "any time", "anytime", "縛りなし", "縛りはあり"];
/// That there is none of it is no binding.
pub(super) const UNBOUND: &[&str] = &[
    "縛りなし",
    "縛りはありません",
    "縛りは一切ありません",
    "違約金なし",
    "違約金はありません",
    "違約金はかかりません",
    "解約金なし",
    "解約金はありません",
    "解約金はかかりません",
    "解約手数料なし",
    "解約手数料はありません",
    "解約手数料はかかりません",
    "no cancellation fee",
    "no minimum",
    "without minimum",
    "no commitment",
    "without commitment",
];
pub(super) const BINDING: &[&str] = &[
    "最低",
    "回以上の",
    "回以上ご",
    "回以上継続",
    "回の継続",
    "回継続",
    "か月以上",
    "ヶ月以上",
    "ヵ月以上",
    "カ月以上",
    "年以上",
    "縛り",
    "違約金",
    "解約金",
    "解約手数料",
    "途中解約はでき",
    "中途解約はでき",
    "途中で解約でき",
    "解約いただけません",
    "解約できません",
    "minimum",
    "commitment",
    "cancellation fee",
    "early termination",
    "cannot be cancelled",
    "cannot cancel",
];
pub(super) const URGENT: &[&str] = &[
    "今すぐ",
    "いますぐ",
    "今だけ",
    "いまだけ",
    "お急ぎ",
    "残りわずか",
    "残り僅か",
    "本日限り",
    "本日中に",
    "先着",
    "早い者勝ち",
    "まもなく終了",
    "売り切れ間近",
    "売切間近",
    "在庫わずか",
    "ラストチャンス",
    "last chance",
    "hurry",
    "today only",
    "only today",
    "act now",
    "limited time",
    "few left",
    "selling fast",
    "don't miss",
];
pub(super) const ELSEWHERE: &[&str] = &[
    "http://",
    "https://",
    "をご覧",
    "ご参照",
    "参照して",
    "利用規約",
    "規約による",
    "規約に従",
    "特商法",
    "特定商取引",
    "別ページ",
    "別紙",
    "see our",
    "see the",
    "terms of service",
    "terms and conditions",
    "our website",
    "our site",
];
/// By what a time of delivery is told beside a number.
pub(super) const TIMES: &[&str] = &[
    "すぐ",
    "即時",
    "即日",
    "直後",
    "ただちに",
    "直ちに",
    "翌日",
    "翌営業日",
    "翌月",
    "当日",
    "その場",
    "同時",
    "完了後",
    "確定後",
    "お支払い後",
    "毎月",
    "毎週",
    "隔週",
    "発売日",
    "at once",
    "immediately",
    "instantly",
    "right away",
    "straight away",
    "next day",
    "same day",
    "after payment",
    "every month",
    "each month",
    "monthly",
    "weekly",
    "every week",
    "within a",
    "within the",
    "as soon as",
    "once paid",
    "tomorrow",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_looked_into_in_one_width_and_case() {
        assert_eq!(plain("Ａ１，２３４円、 FREE　３，a"), "a1234円、 free 3,a");
        assert!(has_number(&plain("合計は１，２３４円"), 1_234) && !has_number("12345", 1_234));
        let found: Vec<_> = numbers("3回目から980円").collect();
        assert_eq!(found, [(3, "回目から980円"), (980, "円")]);
        assert_eq!(numbers("99999999999999999999999円").next().map(|(number, _)| number), Some(u64::MAX));
    }

    #[test]
    fn every_word_can_be_found() {
        for words in [
            FREE,
            FREE_OF_ELSE,
            FIRST,
            ON_TOP,
            FAR_WAYS,
            ALONE,
            LEAVING,
            ANYTIME,
            UNBOUND,
            BINDING,
            URGENT,
            ELSEWHERE,
            TIMES,
        ] {
            for word in words {
                assert_eq!(&plain(word), word, "it is looked for as it is written");
            }
        }
    }
}
