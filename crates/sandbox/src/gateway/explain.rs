//! What is wrong with a request, in both languages.

use crate::exchange::Finding;
use sbps::message::{FieldProblem, FieldProblemKind};
use sbps::wire::{Encoding, WireError, read_form};

/// Something wrong with a field.
#[must_use]
pub fn finding(field: &str, code: &'static str, ja: impl Into<String>, en: impl Into<String>) -> Finding {
    Finding { field: field.to_owned(), code: code.into(), ja: ja.into(), en: en.into() }
}

/// What whoever posted in UTF-8 has to do, in Japanese and English.
pub(crate) const ASK_FOR_SHIFT_JIS: (&str, &str) =
    ("フォームに accept-charset=\"Shift_JIS\" を付けてください。", "give the form accept-charset=\"Shift_JIS\".");

/// Why a body is no form: every field whose bytes are no text, or the one place where the form breaks.
pub(crate) fn unreadable(body: &[u8], error: &WireError) -> Vec<Finding> {
    if !matches!(error, WireError::NotText { .. }) {
        let ja = "本文をフォームとして読み取れません。";
        return vec![finding("body", "body_unreadable", ja, format!("The body is no form: {error}."))];
    }
    let (advice_ja, advice_en) = if read_form(body, Encoding::Utf8).is_ok() {
        let (ja, en) = ASK_FOR_SHIFT_JIS;
        (format!("UTF-8 としては読み取れます。{ja}"), format!(" It reads as UTF-8: {en}"))
    } else {
        (String::new(), String::new())
    };
    let broken = body.split(|&byte| byte == b'&').filter(|pair| read_form(pair, Encoding::ShiftJis).is_err());
    let named = broken.map(|pair| {
        let name = pair.split(|&byte| byte == b'=').next().unwrap_or_default();
        let name: String = String::from_utf8_lossy(name).chars().take(64).collect();
        finding(
            &name,
            "not_shift_jis",
            format!("値が Shift_JIS のバイト列ではありません。{advice_ja}"),
            format!("{name}: its bytes are no text in Shift_JIS.{advice_en}"),
        )
    });
    named.collect()
}

/// The refusal of an order id that was used before.
#[must_use]
pub fn order_id_used(order_id: &str) -> Finding {
    finding(
        "order_id",
        "order_id_used",
        format!("購入ID {order_id} は使用済みです。取消のあとでも再利用できません。"),
        format!("The order id {order_id} was used before; it can never be used again."),
    )
}

/// A browser posts a character outside Shift_JIS as `&#NNNN;`, which changes the value and so the checksum: each such
/// place of a value.
pub(crate) fn lost_characters(name: &str, value: &str) -> Vec<Finding> {
    let references = value.split("&#").skip(1).filter_map(|rest| {
        let (digits, _) = rest.split_once(';')?;
        let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        let character = digits.parse().ok().filter(|_| plain).and_then(char::from_u32)?;
        Some((digits, character))
    });
    let explained = references.map(|(digits, character)| {
        finding(
            name,
            "character_lost",
            format!("「{character}」は Shift_JIS にないため、ブラウザーが &#{digits}; に置き換えました。"),
            format!("{character:?} is not in Shift_JIS, so the browser posted it as the text &#{digits};."),
        )
    });
    explained.collect()
}

/// A problem of a field, explained.
#[must_use]
pub fn explain_problem(problem: &FieldProblem) -> Finding {
    let ja = match &problem.problem {
        FieldProblemKind::Missing => "項目がありません。値がないときも空で送ってください。".to_owned(),
        FieldProblemKind::Repeated => "項目が重複しています。".to_owned(),
        FieldProblemKind::Unknown => "この電文にない項目です。".to_owned(),
        FieldProblemKind::Blank => "必須の値が空です。".to_owned(),
        FieldProblemKind::TooLong { longest } => format!("{longest} バイトを超えています。"),
        FieldProblemKind::NotDigits => "半角数字だけで指定してください。".to_owned(),
        FieldProblemKind::NotSingleByte { character } => format!("半角英数記号以外の文字「{character}」があります。"),
        FieldProblemKind::NotEncodable { character } => format!("「{character}」は Shift_JIS で送受信できません。"),
        FieldProblemKind::SurroundingSpace => "前後に半角スペースがあります。".to_owned(),
        _ => "値が正しくありません。".to_owned(),
    };
    finding(&problem.field, problem.problem.code(), ja, format!("{problem}."))
}
