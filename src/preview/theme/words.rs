//! What the theme editor says: the groups of properties and each one's name in Japanese. In English they are called what the
//! stylesheet says of them.

use crate::preview::words::Words;

pub(super) const LIGHT: Words = ("ライト", "Light");
pub(super) const DARK: Words = ("ダーク", "Dark");
pub(super) const CONTRAST: Words = ("コントラスト", "Contrast");
pub(super) const COPY: Words = ("CSS をコピー", "Copy the CSS");
pub(super) const RESET: Words = ("すべて元に戻す", "Reset all");
pub(super) const ONE_BACK: Words = ("元に戻す", "Reset");
pub(super) const CSS: Words = ("変更した項目の CSS", "CSS of what was changed");
pub(super) const NOTHING: Words = (
    "変更はありません。下の項目を変えると、画面に反映されます。",
    "Nothing is changed. What you set below is shown at once.",
);
pub(super) const NOT_TAKEN: Words = ("CSS として読めない値です。", "This is no value of CSS for it.");
pub(super) const READABLE: Words =
    ("文字のコントラストは、すべて4.5:1以上です。", "All text has a contrast of at least 4.5 : 1.");
/// ① is how many.
pub(super) const UNREADABLE: Words =
    ("コントラストが4.5:1に届かない組み合わせが①つあります。", "Text with less contrast than 4.5 : 1: ①");
/// ① is light or dark, ② the text, ③ its ground, ④ the contrast.
pub(super) const FAULT: Words = ("①：②（文字）と③（背景）が④:1", "①: ② on ③, ④ : 1");

/// A property's name without `--kantan-`, and what it is called in Japanese.
type Named = (&'static str, &'static str);

/// The properties in groups, each with its heading.
pub(super) const GROUPS: [(Words, &[Named]); 8] = [
    (
        ("基本の色", "Colours"),
        &[
            ("accent", "アクセント（ボタン、リンク、フォーカス）"),
            ("accent-strong", "アクセント（ポインターを重ねたとき）"),
            ("on-accent", "アクセントの上の文字"),
            ("ink", "文字"),
            ("ink-quiet", "控えめな文字"),
            ("paper", "背景"),
            ("tint", "囲みの背景"),
            ("line", "線"),
            ("link", "文中のリンク"),
        ],
    ),
    (
        ("結果とお知らせの色", "Colours of results"),
        &[
            ("alert", "警告・失敗"),
            ("alert-tint", "警告・失敗の背景"),
            ("success", "お支払い完了"),
            ("success-tint", "お支払い完了の背景"),
            ("icon-size", "結果のしるしの大きさ"),
        ],
    ),
    (
        ("文字と余白", "Text and distances"),
        &[
            ("font", "書体"),
            ("font-size", "文字の大きさ"),
            ("line-height", "行の高さ"),
            ("words-size", "条件・行の文字の大きさ"),
            ("note-size", "注記の文字の大きさ"),
            ("radius", "角の丸み（ほかの丸みの基準）"),
            ("gap", "区切りの間隔"),
        ],
    ),
    (
        ("カード", "The card"),
        &[
            ("card-paper", "カードの背景"),
            ("card-line", "カードの枠線"),
            ("card-line-width", "カードの枠線の太さ"),
            ("card-radius", "カードの角の丸み"),
            ("card-padding", "カードの内側の余白"),
            ("card-shadow", "カードの影"),
        ],
    ),
    (
        ("見出し", "Titles and headings"),
        &[
            ("title-size", "題名の大きさ"),
            ("title-weight", "題名の太さ"),
            ("title-ink", "題名の色"),
            ("heading-size", "見出しの大きさ"),
            ("heading-weight", "見出しの太さ"),
            ("heading-ink", "見出しの色"),
        ],
    ),
    (
        ("お支払い額・条件・明細", "Amount, terms and the bill"),
        &[
            ("amount-size", "本日のお支払い額の大きさ"),
            ("due-paper", "お支払い額の背景"),
            ("due-padding", "お支払い額の内側の余白"),
            ("term-size", "条件名の大きさ"),
            ("term-width", "条件名の幅"),
            ("row-line", "行のあいだの線"),
            ("row-padding", "行の上下の余白"),
            ("panel-radius", "囲みの角の丸み"),
            ("slip-paper", "明細の背景"),
            ("slip-line", "明細の枠線"),
            ("slip-edge", "明細の左端の線"),
            ("bullet", "箇条書きの点"),
            ("mark-ink", "お支払いのしるしの色"),
            ("mark-radius", "お支払いのしるしの角の丸み"),
        ],
    ),
    (
        ("ボタン", "The button"),
        &[
            ("button-paper", "ボタンの背景"),
            ("button-ink", "ボタンの文字"),
            ("button-line", "ボタンの枠線"),
            ("button-radius", "すべてのボタンの角の丸み"),
            ("button-height", "ボタンの高さ"),
            ("button-size", "ボタンの文字の大きさ"),
            ("button-weight", "ボタンの文字の太さ"),
        ],
    ),
    (
        ("ほかのボタンとフォーカス", "Other buttons and the focus"),
        &[
            ("step-paper", "ほかのボタンの背景"),
            ("step-ink", "ほかのボタンの文字"),
            ("step-line", "ほかのボタンの枠線"),
            ("focus", "フォーカスの枠"),
            ("focus-width", "フォーカスの枠の太さ"),
        ],
    ),
];

/// What a property is called in Japanese, by its name without `--kantan-`.
pub(super) fn japanese(name: &str) -> &'static str {
    let all = GROUPS.iter().flat_map(|(_, named)| named.iter());
    all.copied().find(|(of, _)| *of == name).map_or("", |(_, words)| words)
}

#[cfg(test)]
mod tests {
    use super::super::PROPERTIES;
    use super::*;

    #[test]
    fn every_property_stands_in_exactly_one_group() {
        let mut grouped: Vec<_> = GROUPS.iter().flat_map(|(_, named)| named.iter().map(|(name, _)| *name)).collect();
        let mut all: Vec<_> = PROPERTIES.iter().filter_map(|it| it.name.strip_prefix("--kantan-")).collect();
        grouped.sort_unstable();
        all.sort_unstable();
        assert_eq!(grouped, all);
    }
}
