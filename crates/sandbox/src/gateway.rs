//! Examines a purchase request as the gateway would, and says which field is wrong.
//!
//! Link type, A01-1: raw bytes in Shift_JIS, forty fields, the checksum over UTF-8, an order id never used before, and a
//! request date no further from the gateway's clock than `limit_second`.

use crate::config::Config;
use crate::exchange::Finding;
use sbps::checksum::Checksum;
use sbps::date_time::JstDateTime;
use sbps::identifier::OrderId;
use sbps::message::code::LIMIT_SECONDS_WHEN_BLANK;
use sbps::message::form::{CHECKSUM_FIELD, DETAIL_ROW, MOST_DETAIL_ROWS};
use sbps::message::purchase_request::LimitSeconds;
use sbps::message::{Field, FieldProblem, Form, Problem, Purchase, PurchaseRequest, purchase_request};
use sbps::wire::{Encoding, WireError, read_form};

/// What became of a body.
#[derive(Debug)]
pub struct Examination {
    /// The fields in the order posted, as far as the body could be read.
    pub fields: Vec<(String, String)>,
    /// The request, or everything that is wrong with it.
    pub result: Result<PurchaseRequest, Vec<Finding>>,
}

fn finding(field: &str, code: &'static str, ja: impl Into<String>, en: impl Into<String>) -> Finding {
    Finding { field: field.to_owned(), code, ja: ja.into(), en: en.into() }
}

/// Examines a body that arrived at `now` and finds everything that is wrong with it, not only the first thing.
/// `is_used` says whether an order id was used before.
#[must_use]
pub fn examine(body: &[u8], now: JstDateTime, config: &Config, is_used: impl Fn(&OrderId) -> bool) -> Examination {
    let fields = match read_form(body, Encoding::ShiftJis) {
        Ok(fields) => fields,
        Err(error) => {
            return Examination { fields: Vec::new(), result: Err(unreadable(body, &error)) };
        }
    };
    let result = examine_fields(body, &fields, now, config, is_used);
    Examination { fields, result }
}

/// Why a body is no form: every field whose bytes are no text, or the one place where the form breaks.
fn unreadable(body: &[u8], error: &WireError) -> Vec<Finding> {
    if !matches!(error, WireError::NotText { .. }) {
        let ja = "本文をフォームとして読み取れません。";
        return vec![finding("body", "body_unreadable", ja, format!("The body is no form: {error}."))];
    }
    let (advice_ja, advice_en) = if read_form(body, Encoding::Utf8).is_ok() {
        (
            "UTF-8 としては読み取れます。フォームに accept-charset=\"Shift_JIS\" を付けてください。",
            " It reads as UTF-8: give the form accept-charset=\"Shift_JIS\".",
        )
    } else {
        ("", "")
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

/// The fields in their order whatever is wrong with them: the first value of each, blank where there is none. Detail
/// rows are kept when every column is as long as the others.
fn as_far_as_possible(fields: &[(String, String)]) -> Form {
    let named =
        |name: &'static str| fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.clone());
    let first = |field: &Field| named(field.name).next().unwrap_or_default();
    let columns = DETAIL_ROW.map(|field| named(field.name).collect::<Vec<_>>());
    let length = columns[0].len();
    let whole = length <= MOST_DETAIL_ROWS && columns.iter().all(|column| column.len() == length);
    let row = |index: usize| columns.each_ref().map(|column| column.get(index).cloned().unwrap_or_default());
    let rows = if whole { (0..length).map(row).collect() } else { Vec::new() };
    let definition = &purchase_request::DEFINITION;
    definition.fill(definition.before.each_ref().map(first), rows, definition.after.each_ref().map(first))
}

fn examine_fields(
    body: &[u8],
    fields: &[(String, String)],
    now: JstDateTime,
    config: &Config,
    is_used: impl Fn(&OrderId) -> bool,
) -> Result<PurchaseRequest, Vec<Finding>> {
    let arranged = purchase_request::DEFINITION.arrange(fields);
    let form = as_far_as_possible(fields);
    let read = PurchaseRequest::read(&form);
    let mut findings = Vec::new();
    let mut explained: Vec<&str> = Vec::new();
    let problems = arranged.as_ref().err().into_iter().flatten();
    for problem in problems {
        explained.push(&problem.field);
        findings.push(explain_problem(problem));
    }
    // Of a field that is wrong already, what its value means is not asked as well.
    let meanings = read.as_ref().err().into_iter().flatten();
    findings.extend(meanings.filter(|problem| !explained.contains(&problem.field.as_str())).map(explain_problem));
    let checksum_problem = checksum_problem(body, fields, &form, config);
    let lost = fields.iter().filter(|(name, _)| checksum_problem.is_some() || explained.contains(&name.as_str()));
    let lost: Vec<_> = lost.flat_map(|(name, value)| lost_characters(name, value)).collect();
    findings.extend(checksum_problem);
    findings.extend(lost);
    let account = (form.get("merchant_id"), form.get("service_id"));
    let stated = !account.0.is_empty() && !account.1.is_empty();
    if stated && account != (config.merchant_id.as_str(), config.service_id.as_str()) {
        let ja = "この加盟店・サービスは登録されていません。";
        let en = "This merchant and service are not registered here.";
        findings.push(finding("merchant_id", "account_unknown", ja, en));
    }
    findings.extend(date_problem(&form, now));
    if let Ok(order_id) = form.get("order_id").parse::<OrderId>()
        && is_used(&order_id)
    {
        findings.push(order_id_used(order_id.as_str()));
    }
    match read {
        Ok(read) if findings.is_empty() && read.purchase == Purchase::OneTime => Ok(read),
        Ok(read) if read.purchase != Purchase::OneTime => {
            let ja = "このサンドボックスは都度課金だけに対応しています。";
            findings.push(finding("pay_type", "not_offered", ja, "This sandbox offers one-time purchases only."));
            Err(findings)
        }
        _ => Err(findings),
    }
}

/// What the gateway hashes, so that a developer can compare it with what was hashed; the key itself is never shown.
fn checksum_problem(body: &[u8], fields: &[(String, String)], form: &Form, config: &Config) -> Option<Finding> {
    let received = fields.iter().find(|(name, _)| name == CHECKSUM_FIELD).map(|(_, value)| value.as_str())?;
    let matches = |form: &Form, encoding| {
        let checksum = Checksum::of_form(form, encoding, &config.hash_key);
        checksum.is_ok_and(|checksum| checksum.is_spelt(received))
    };
    if matches(form, Encoding::Utf8) {
        return None;
    }
    let hashed: String = form.fields().iter().map(|(_, value)| value.trim_matches(' ')).collect();
    let mut ja = format!(
        "チェックサムが一致しません。次の文字列の UTF-8 の SHA-1 になるはずです（末尾はハッシュキー）：{hashed}‹ハッシュキー›"
    );
    let mut en = format!(
        "The checksum does not match. It should be the SHA-1 of the UTF-8 bytes of this text, which ends with the hash \
         key: {hashed}‹hash key›"
    );
    // Asked first: bytes that are text in both encodings hash alike, and hardly any Shift_JIS text is UTF-8 by accident.
    if read_form(body, Encoding::Utf8).is_ok_and(|fields| matches(&as_far_as_possible(&fields), Encoding::Utf8)) {
        ja.push_str("。本文が UTF-8 で送信されています。フォームに accept-charset=\"Shift_JIS\" を付けてください。");
        en.push_str(". The body was posted in UTF-8: give the form accept-charset=\"Shift_JIS\".");
    } else if matches(form, Encoding::ShiftJis) {
        ja.push_str("。Shift_JIS で計算されています。UTF-8 で計算してください。");
        en.push_str(". It was made over Shift_JIS; make it over UTF-8.");
    }
    Some(finding(CHECKSUM_FIELD, "checksum_wrong", ja, en))
}

fn date_problem(form: &Form, now: JstDateTime) -> Option<Finding> {
    let request_date: JstDateTime = form.get("request_date").parse().ok()?;
    let limit = match form.get("limit_second") {
        "" => LIMIT_SECONDS_WHEN_BLANK,
        limit => limit.parse::<LimitSeconds>().ok()?.get(),
    };
    let apart = (now.unix_seconds() - request_date.unix_seconds()).unsigned_abs();
    (apart > u64::from(limit)).then(|| {
        finding(
            "request_date",
            "request_expired",
            format!("リクエスト日時が現在から {apart} 秒離れています（許容 {limit} 秒）。"),
            format!("The request date is {apart} seconds away from now; {limit} are tolerated."),
        )
    })
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
fn lost_characters(name: &str, value: &str) -> Vec<Finding> {
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

fn explain_problem(problem: &FieldProblem) -> Finding {
    let ja = match &problem.problem {
        Problem::Missing => "項目がありません。値がないときも空で送ってください。".to_owned(),
        Problem::Repeated => "項目が重複しています。".to_owned(),
        Problem::Unknown => "この電文にない項目です。".to_owned(),
        Problem::Blank => "必須の値が空です。".to_owned(),
        Problem::TooLong { longest } => format!("{longest} バイトを超えています。"),
        Problem::NotDigits => "半角数字だけで指定してください。".to_owned(),
        Problem::NotSingleByte { character } => format!("半角英数記号以外の文字「{character}」があります。"),
        Problem::NotEncodable { character } => format!("「{character}」は Shift_JIS で送受信できません。"),
        Problem::SurroundingSpace => "前後に半角スペースがあります。".to_owned(),
        _ => "値が正しくありません。".to_owned(),
    };
    finding(&problem.field, problem.problem.code(), ja, format!("{problem}."))
}
