//! The character that can be posted in place of one that cannot.
//!
//! A twin looks the same or says the same to a reader; where a character has none, as a heart, it is not replaced.

/// What to post in place of `character`, or `None` if it needs no twin or has none.
///
/// ```
/// use sbps::text::safe_twin;
///
/// assert_eq!(safe_twin('〜'), Some("～"));
/// assert_eq!(safe_twin('㈱'), Some("(株)"));
/// assert_eq!(safe_twin('\u{200B}'), Some(""), "a zero-width space is left out");
/// assert_eq!(safe_twin('♥'), None);
/// ```
#[must_use]
pub fn safe_twin(character: char) -> Option<&'static str> {
    if let Some(place) = place_in('\u{FF61}', '\u{FF9F}', character) {
        return FULL_WIDTH_KANA.get(place).copied();
    }
    let place = TWINS.binary_search_by_key(&character, |(from, _)| *from).ok()?;
    TWINS.get(place).map(|(_, twin)| *twin)
}

/// The text with every character replaced that has a twin; marks of sound behind a kana are joined with it.
///
/// ```
/// use sbps::text::with_safe_twins;
///
/// assert_eq!(with_safe_twins("ｶﾞﾗｽ〜か\u{3099}"), "ガラス～が");
/// ```
#[must_use]
pub fn with_safe_twins(text: &str) -> String {
    let mut twins = String::with_capacity(text.len());
    for character in text.chars() {
        let mark = match character {
            '\u{3099}' | 'ﾞ' => Some(VOICED),
            '\u{309A}' | 'ﾟ' => Some(SEMI_VOICED),
            _ => None,
        };
        let joined = mark.and_then(|pairs| join(&mut twins, pairs));
        if joined.is_none() {
            match safe_twin(character) {
                Some(twin) => twins.push_str(twin),
                None => twins.push(character),
            }
        }
    }
    twins
}

/// Replaces the last kana by the one with the mark, if there is one.
fn join(text: &mut String, pairs: &str) -> Option<()> {
    let last = text.chars().next_back()?;
    let mut pairs = pairs.chars();
    while let (Some(plain), Some(marked)) = (pairs.next(), pairs.next()) {
        if plain == last {
            text.pop();
            text.push(marked);
            return Some(());
        }
    }
    None
}

fn place_in(first: char, last: char, character: char) -> Option<usize> {
    if (first..=last).contains(&character) {
        usize::try_from(u32::from(character) - u32::from(first)).ok()
    } else {
        None
    }
}

/// Kana and the same with the voiced sound mark.
const VOICED: &str = "かがきぎくぐけげこごさざしじすずせぜそぞただちぢつづてでとどはばひびふぶへべほぼゝゞ\
                      カガキギクグケゲコゴサザシジスズセゼソゾタダチヂツヅテデトドハバヒビフブヘベホボウヴヽヾ";

/// Kana and the same with the semi-voiced sound mark.
const SEMI_VOICED: &str = "はぱひぴふぷへぺほぽハパヒピフプヘペホポ";

/// The full-width twins of U+FF61 to U+FF9F.
const FULL_WIDTH_KANA: [&str; 63] = [
    "。", "「", "」", "、", "・", "ヲ", "ァ", "ィ", "ゥ", "ェ", "ォ", "ャ", "ュ", "ョ", "ッ", "ー", "ア", "イ", "ウ",
    "エ", "オ", "カ", "キ", "ク", "ケ", "コ", "サ", "シ", "ス", "セ", "ソ", "タ", "チ", "ツ", "テ", "ト", "ナ", "ニ",
    "ヌ", "ネ", "ノ", "ハ", "ヒ", "フ", "ヘ", "ホ", "マ", "ミ", "ム", "メ", "モ", "ヤ", "ユ", "ヨ", "ラ", "リ", "ル",
    "レ", "ロ", "ワ", "ン", "゛", "゜",
];

/// The other twins, in the order of code points.
const TWINS: &[(char, &str)] = &[
    ('\u{A0}', " "),
    ('\u{A2}', "￠"),
    ('\u{A3}', "￡"),
    ('\u{A5}', "￥"),
    ('\u{A6}', "|"),
    ('\u{A9}', "(C)"),
    ('\u{AB}', "≪"),
    ('\u{AC}', "￢"),
    ('\u{AD}', ""),
    ('\u{AE}', "(R)"),
    ('\u{AF}', "￣"),
    ('\u{B2}', "2"),
    ('\u{B3}', "3"),
    ('\u{B5}', "μ"),
    ('\u{B7}', "・"),
    ('\u{B9}', "1"),
    ('\u{BB}', "≫"),
    ('\u{BC}', "1/4"),
    ('\u{BD}', "1/2"),
    ('\u{BE}', "3/4"),
    ('\u{2002}', " "),
    ('\u{2003}', "\u{3000}"),
    ('\u{2009}', " "),
    ('\u{200B}', ""),
    ('\u{200C}', ""),
    ('\u{200D}', ""),
    ('\u{200E}', ""),
    ('\u{200F}', ""),
    ('\u{2011}', "‐"),
    ('\u{2012}', "―"),
    ('\u{2013}', "―"),
    ('\u{2014}', "―"),
    ('\u{2016}', "∥"),
    ('\u{2022}', "・"),
    ('\u{202F}', " "),
    ('\u{203E}', "￣"),
    ('\u{2060}', ""),
    ('\u{20AC}', "EUR"),
    ('\u{2116}', "No."),
    ('\u{2121}', "TEL"),
    ('\u{2122}', "(TM)"),
    ('\u{2160}', "I"),
    ('\u{2161}', "II"),
    ('\u{2162}', "III"),
    ('\u{2163}', "IV"),
    ('\u{2164}', "V"),
    ('\u{2165}', "VI"),
    ('\u{2166}', "VII"),
    ('\u{2167}', "VIII"),
    ('\u{2168}', "IX"),
    ('\u{2169}', "X"),
    ('\u{2170}', "i"),
    ('\u{2171}', "ii"),
    ('\u{2172}', "iii"),
    ('\u{2173}', "iv"),
    ('\u{2174}', "v"),
    ('\u{2175}', "vi"),
    ('\u{2176}', "vii"),
    ('\u{2177}', "viii"),
    ('\u{2178}', "ix"),
    ('\u{2179}', "x"),
    ('\u{2212}', "－"),
    ('\u{2460}', "(1)"),
    ('\u{2461}', "(2)"),
    ('\u{2462}', "(3)"),
    ('\u{2463}', "(4)"),
    ('\u{2464}', "(5)"),
    ('\u{2465}', "(6)"),
    ('\u{2466}', "(7)"),
    ('\u{2467}', "(8)"),
    ('\u{2468}', "(9)"),
    ('\u{2469}', "(10)"),
    ('\u{246A}', "(11)"),
    ('\u{246B}', "(12)"),
    ('\u{246C}', "(13)"),
    ('\u{246D}', "(14)"),
    ('\u{246E}', "(15)"),
    ('\u{246F}', "(16)"),
    ('\u{2470}', "(17)"),
    ('\u{2471}', "(18)"),
    ('\u{2472}', "(19)"),
    ('\u{2473}', "(20)"),
    ('\u{301C}', "～"),
    ('\u{3231}', "(株)"),
    ('\u{3232}', "(有)"),
    ('\u{3239}', "(代)"),
    ('\u{32A4}', "(上)"),
    ('\u{32A5}', "(中)"),
    ('\u{32A6}', "(下)"),
    ('\u{32A7}', "(左)"),
    ('\u{32A8}', "(右)"),
    ('\u{3303}', "アール"),
    ('\u{330D}', "カロリー"),
    ('\u{3314}', "キロ"),
    ('\u{3318}', "グラム"),
    ('\u{3322}', "センチ"),
    ('\u{3323}', "セント"),
    ('\u{3326}', "ドル"),
    ('\u{3327}', "トン"),
    ('\u{332B}', "パーセント"),
    ('\u{3336}', "ヘクタール"),
    ('\u{333B}', "ページ"),
    ('\u{3349}', "ミリ"),
    ('\u{334A}', "ミリバール"),
    ('\u{334D}', "メートル"),
    ('\u{3351}', "リットル"),
    ('\u{3357}', "ワット"),
    ('\u{337B}', "平成"),
    ('\u{337C}', "昭和"),
    ('\u{337D}', "大正"),
    ('\u{337E}', "明治"),
    ('\u{338E}', "mg"),
    ('\u{338F}', "kg"),
    ('\u{339C}', "mm"),
    ('\u{339D}', "cm"),
    ('\u{339E}', "km"),
    ('\u{33A1}', "m2"),
    ('\u{33C4}', "cc"),
    ('\u{33CD}', "K.K."),
    ('\u{9AD9}', "高"),
    ('\u{FA11}', "崎"),
    ('\u{FEFF}', ""),
];

#[cfg(test)]
mod tests {
    use super::super::shift_jis::is_accepted;
    use super::*;

    #[test]
    fn every_twin_is_accepted_and_no_accepted_character_has_one() {
        for character in '\0'..=char::MAX {
            let Some(twin) = safe_twin(character) else { continue };
            assert!(!is_accepted(character), "{character:?} needs no twin");
            assert!(twin.chars().all(is_accepted), "{character:?} → {twin:?}");
        }
    }

    #[test]
    fn twins_are_found_because_they_stand_in_order() {
        assert!(TWINS.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (character, twin) in TWINS {
            assert_eq!(safe_twin(*character), Some(*twin));
        }
    }

    #[test]
    fn marks_of_sound_are_joined_with_their_kana() {
        for (text, twins) in [
            ("か\u{3099}は\u{309A}ウ\u{3099}", "がぱヴ"),
            ("ﾊﾟｿｺﾝﾄﾞ", "パソコンド"),
            ("ｱﾞ", "ア゛"),
            ("ﾞ", "゛"),
            ("〜−—‖", "～－―∥"),
            ("①㈱Ⅲ㎡", "(1)(株)IIIm2"),
        ] {
            assert_eq!(with_safe_twins(text), twins);
            assert_eq!(with_safe_twins(twins), twins, "twins need no twins");
        }
    }
}
