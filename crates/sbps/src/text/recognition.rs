//! Whether a payer who sees a name on the bill a month later knows what it was.
//!
//! Service specification, "Mandatory tag element in payment request", note 3: the KDDI screen shows the first 16
//! double-byte characters, and nothing else tells one purchase from another there. Nothing is refused for it: what a
//! product is called is the merchant's own.

use super::item_name::{ItemName, StatementPreview};

/// Why a payer may not know what a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Doubt {
    /// Nothing but words that every shop has: 商品, お買い物, a number of an order.
    OnlyGenericWords,
    /// Nothing but numbers and signs.
    OnlyNumbers,
}

impl Doubt {
    /// Each, in the order of their codes.
    pub const ALL: [Self; 2] = [Self::OnlyGenericWords, Self::OnlyNumbers];

    /// A stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OnlyGenericWords => "only_generic_words",
            Self::OnlyNumbers => "only_numbers",
        }
    }
}

/// Words that name neither a shop nor a product, the longer before those that they hold.
const GENERIC: [&str; 63] = [
    "オンラインショップ",
    "ネットショップ",
    "ショッピング",
    "キャンペーン",
    "オンライン",
    "サービス",
    "お買い物",
    "お買物",
    "ご注文",
    "お支払い",
    "お支払",
    "ご購入",
    "ご利用",
    "買い物",
    "定期購入",
    "定期便",
    "都度課金",
    "従量課金",
    "従量制",
    "オーダー",
    "アイテム",
    "ショップ",
    "ストア",
    "ネット",
    "コース",
    "プラン",
    "セット",
    "商品",
    "品物",
    "注文",
    "購入",
    "支払い",
    "支払",
    "利用料",
    "利用",
    "代金",
    "料金",
    "月額",
    "年額",
    "会費",
    "送料",
    "手数料",
    "税込",
    "税抜",
    "合計",
    "総額",
    "一式",
    "一括",
    "番号",
    "お試し",
    "初回",
    "無料",
    "毎月",
    "毎週",
    "隔週",
    "毎日",
    "月末",
    "末日",
    "課金",
    "決済",
    "通販",
    "定期",
    "ごと",
];

/// The same in English, as whole words.
const GENERIC_ENGLISH: [&str; 36] = [
    "a",
    "an",
    "and",
    "charge",
    "fee",
    "for",
    "goods",
    "id",
    "item",
    "items",
    "monthly",
    "my",
    "no",
    "number",
    "of",
    "online",
    "order",
    "our",
    "payment",
    "plan",
    "product",
    "products",
    "purchase",
    "sale",
    "service",
    "services",
    "set",
    "shop",
    "shopping",
    "store",
    "subscription",
    "test",
    "the",
    "total",
    "yen",
    "your",
];

/// What follows a number and says nothing else: 20日, 3個.
const COUNTERS: &str = "年月日回個点本枚件円号冊箱袋名様分つ";

/// What may stand between words without naming anything.
const BETWEEN: &str = "のとやをご・ー、。";

/// Why a payer may not know what the name stands for, by what the bill certainly shows of it; `None` where it says
/// something of its own.
///
/// ```
/// use sbps::text::recognition::{Doubt, doubt};
///
/// assert_eq!(doubt("ご注文商品 No.4711"), Some(Doubt::OnlyGenericWords));
/// assert_eq!(doubt("4711-0815"), Some(Doubt::OnlyNumbers));
/// assert_eq!(doubt("ぶどう堂 赤ワイン"), None);
/// ```
#[must_use]
pub fn doubt(name: &str) -> Option<Doubt> {
    let preview = StatementPreview::of(name);
    let shown = plain(preview.visible());
    if !shown.chars().any(char::is_alphabetic) {
        return Some(Doubt::OnlyNumbers);
    }
    let mut rest = without_numbers(&shown);
    for word in GENERIC {
        rest = rest.replace(word, " ");
    }
    // The last word may be cut in its middle.
    let is_cut = |word: &str| !preview.hidden().is_empty() && rest.ends_with(word);
    let is_generic = |word: &str| {
        GENERIC_ENGLISH.iter().any(|it| *it == word || (is_cut(word) && word.len() > 2 && it.starts_with(word)))
    };
    let says_something = rest
        .split_whitespace()
        .any(|word| !is_generic(word) && word.chars().any(|it| it.is_alphabetic() && !BETWEEN.contains(it)));
    (!says_something).then_some(Doubt::OnlyGenericWords)
}

/// Whether the bill shows the same of two items that are called differently.
///
/// ```
/// use sbps::text::ItemName;
/// use sbps::text::recognition::look_alike;
///
/// let name = |text: &str| ItemName::new(text).expect("a name");
/// let (red, white) = (name("ぶどう堂のワイン定期便毎月20日 赤"), name("ぶどう堂のワイン定期便毎月20日 白"));
/// assert!(look_alike(&red, &white) && !look_alike(&red, &red));
/// ```
#[must_use]
pub fn look_alike(one: &ItemName, other: &ItemName) -> bool {
    one != other && one.statement_preview().visible() == other.statement_preview().visible()
}

/// Small letters of half width, with a space for what is no letter and no digit.
fn plain(text: &str) -> String {
    let letters = text.chars().map(|letter| match letter {
        '！'..='～' => char::from_u32(letter as u32 - 0xFEE0).unwrap_or(' '),
        other => other,
    });
    let is_word = |letter: char| letter.is_alphanumeric() || letter == 'ー';
    letters.map(|letter| if is_word(letter) { letter.to_ascii_lowercase() } else { ' ' }).collect()
}

/// Without numbers, and what is counted by them.
fn without_numbers(text: &str) -> String {
    let (mut rest, mut is_after_digit) = (String::new(), false);
    for letter in text.chars() {
        if letter.is_ascii_digit() {
            is_after_digit = true;
            rest.push(' ');
        } else if !(is_after_digit && COUNTERS.contains(letter)) {
            is_after_digit = false;
            rest.push(letter);
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn generic_words_in_any_width_and_order_name_nothing() {
        for name in [
            "商品",
            "お買い物代金",
            "ご注文商品",
            "注文番号４７１１",
            "Order No. 12345",
            "ONLINE SHOP",
            "ＯＲＤＥＲ　１２",
            "定期便 毎月20日課金",
            "20日課金 月額プラン",
            "商品3個セット",
            "お支払い（税込）",
            "ご利用料金の合計",
            "Monthly subscription fee",
        ] {
            assert_eq!(doubt(name), Some(Doubt::OnlyGenericWords), "{name}");
        }
        for name in ["4711", "No", "２０２６－１１－２４", "---", "3,500"] {
            let is_number = !name.chars().any(char::is_alphabetic);
            let expected = if is_number { Doubt::OnlyNumbers } else { Doubt::OnlyGenericWords };
            assert_eq!(doubt(name), Some(expected), "{name}");
        }
    }

    #[test]
    fn a_word_of_its_own_is_enough() {
        for name in [
            "赤ワイン750ml",
            "ワイン定期便 毎月20日課金",
            "日本酒セット",
            "電子雑誌ぶどう",
            "Budoh order 12",
            "翻訳 従量課金",
            "税理士紹介サービス",
            "本",
            "KDDI",
            "カ",
        ] {
            assert_eq!(doubt(name), None, "{name}");
        }
    }

    #[test]
    fn only_what_the_bill_shows_counts() {
        let name = "オンラインショップご注文商品代金 赤ワイン";
        assert_eq!(StatementPreview::of(name).visible(), "オンラインショップご注文商品代金");
        assert_eq!(doubt(name), Some(Doubt::OnlyGenericWords), "the wine is not shown");
        assert_eq!(doubt("赤ワイン オンラインショップご注文商品"), None);
    }

    #[test]
    fn what_differs_only_behind_the_sixteenth_character_looks_alike() {
        let name = |text: &str| ItemName::new(text).expect("a name");
        let [red, white, short] =
            ["一二三四五六七八九十一二三四五六赤", "一二三四五六七八九十一二三四五六白", "一二三"];
        assert!(look_alike(&name(red), &name(white)) && look_alike(&name(white), &name(red)));
        assert!(!look_alike(&name(red), &name(short)) && !look_alike(&name(short), &name(short)));
    }

    #[test]
    fn longer_words_come_before_those_that_they_hold() {
        for (place, word) in GENERIC.iter().enumerate() {
            assert!(!GENERIC[..place].iter().any(|before| word.contains(before)), "{word} is never looked for");
        }
    }
}
