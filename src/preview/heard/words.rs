//! What the screen-reader panel says: roles, states and kinds in words.

use crate::preview::words::Words;

pub(super) const TITLE: Words = ("スクリーンリーダー", "Screen reader");
pub(super) const NOTE: Words = (
    "この状態で伝わる内容です。言い回しは製品ごとに違いますが、順序・名前・役割は同じです。",
    "What is told in this state. Products word it differently; order, names and roles are the same.",
);
pub(super) const HAPPENED: Words = ("起きたこと", "What happens");
pub(super) const HAPPENED_NOTE: Words = (
    "自動で読み上げられた文と、フォーカスの移動です。起きた順に加わります。",
    "What is read out by itself, and where the focus goes, in the order in which it happens.",
);
pub(super) const EMPTY: Words = ("まだ何もありません。", "Nothing yet.");
pub(super) const ORDER: Words = ("上から読む順序", "From top to bottom");
pub(super) const COPY: Words = ("テキストをコピー", "Copy as text");

/// The roles in words.
const ROLES: [(&str, Words); 22] = [
    ("heading", ("見出し", "heading")),
    ("link", ("リンク", "link")),
    ("button", ("ボタン", "button")),
    ("paragraph", ("段落", "paragraph")),
    ("list", ("リスト", "list")),
    ("listitem", ("項目", "item")),
    ("DescriptionList", ("説明リスト", "description list")),
    ("term", ("用語", "term")),
    ("definition", ("説明", "definition")),
    ("table", ("表", "table")),
    ("rowgroup", ("行グループ", "row group")),
    ("row", ("行", "row")),
    ("columnheader", ("列見出し", "column header")),
    ("rowheader", ("行見出し", "row header")),
    ("cell", ("セル", "cell")),
    ("strong", ("強調", "strong")),
    ("region", ("領域", "region")),
    ("article", ("記事", "article")),
    ("sectionheader", ("見出し部", "section header")),
    ("group", ("グループ", "group")),
    ("status", ("お知らせの場所", "status")),
    ("alert", ("警告", "alert")),
];

/// A role in words; blank of a text.
pub(super) fn role(role: &str) -> Words {
    ROLES.iter().find(|(known, _)| *known == role).map_or(("", ""), |(_, words)| *words)
}

/// A state in words, after the role; ① is its value.
pub(super) fn state(name: &str, value: &str) -> Words {
    match (name, value) {
        ("level", _) => ("①", " ①"),
        ("live", "assertive") => ("・変わるとすぐ読み上げ", ", interrupts when it changes"),
        ("live", _) => ("・変わると読み上げ", ", read out when it changes"),
        ("busy", _) => ("・処理中", ", busy"),
        ("disabled", _) => ("・使用不可", ", unavailable"),
        ("expanded", _) => ("・展開", ", expanded"),
        ("current", _) => ("・現在", ", current"),
        _ => ("", ""),
    }
}

/// What happened, in words.
pub(super) fn kind(kind: &str) -> Words {
    match kind {
        "interrupts" => ("すぐに読み上げ", "interrupts"),
        "focus" => ("フォーカス", "focus"),
        _ => ("読み上げ", "read out"),
    }
}
