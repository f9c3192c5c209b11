//! What the fields of staff's forms are called, for whoever is told which one is wrong.

use crate::domain::language::Language;

/// The field as its form calls it; one of no form by its own name.
pub(super) fn field_name(name: &str, language: Language) -> &str {
    match name {
        "by" => language.pick("担当者", "your name"),
        "note" => language.pick("メモ・理由", "the note"),
        "says" => language.pick("確認した結果", "what was found"),
        "item" => language.pick("対象の選択", "what is chosen"),
        "tracking_id" => language.pick("トラッキング番号", "the tracking id"),
        "amount" => language.pick("金額（円）の欄", "the amount in yen"),
        "month" => language.pick("月", "the month"),
        "kind" => language.pick("種類・内容", "the kind"),
        "source" => language.pick("連絡元", "who told of it"),
        "received_on" => language.pick("受領日", "the day of receipt"),
        "answer_by" => language.pick("回答の期限", "the day to answer by"),
        "state" => language.pick("結果の種類", "what became of it"),
        "ended_on" => language.pick("契約が終わった日", "the day of the end"),
        "on" => language.pick("その日付", "the day of it"),
        "from" => language.pick("開始・最初の日付", "the beginning"),
        "until" => language.pick("終了・最後の日付", "the end"),
        "name" => language.pick("名前・番号", "the name"),
        "may" => language.pick("キーの用途", "what a key may be used for"),
        "key" => language.pick("フォームの番号", "the form's own name"),
        "encoding" => language.pick("文字コードの選択", "the encoding"),
        "after" => language.pick("続きの位置", "where the list goes on"),
        other => other,
    }
}
