//! Examines a purchase request as the gateway would, and says which field is wrong.
//!
//! Link type, A01-1: raw bytes in Shift_JIS, forty fields, the checksum over UTF-8, an order id never used before, and a
//! request date no further from the gateway's clock than `limit_second`.

use crate::config::Config;
use crate::exchange::Finding;
use sbps::date_time::JstDateTime;
use sbps::message::code::LIMIT_SECONDS_WHEN_BLANK;
use sbps::message::{FieldProblem, Problem, Purchase, PurchaseRequest, purchase_request};
use sbps::wire::{Encoding, read_form};

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

/// Examines a body that arrived at `now`. Whether the order id is new is for the caller to say.
#[must_use]
pub fn examine(body: &[u8], now: JstDateTime, config: &Config) -> Examination {
    let fields = match read_form(body, Encoding::ShiftJis) {
        Ok(fields) => fields,
        Err(error) => {
            let ja = "本文を Shift_JIS のフォームとして読み取れません。";
            return Examination {
                fields: Vec::new(),
                result: Err(vec![finding(
                    "body",
                    "body_unreadable",
                    ja,
                    format!("The body is no form in Shift_JIS: {error}."),
                )]),
            };
        }
    };
    let result = examine_fields(&fields, now, config);
    Examination { fields, result }
}

fn examine_fields(
    fields: &[(String, String)],
    now: JstDateTime,
    config: &Config,
) -> Result<PurchaseRequest, Vec<Finding>> {
    let explain = |problems: Vec<FieldProblem>| problems.iter().map(explain_problem).collect::<Vec<_>>();
    let signed = purchase_request::DEFINITION.arrange(fields).map_err(explain)?;
    let mut findings = Vec::new();
    if !signed.is_genuine(Encoding::Utf8, &config.hash_key) {
        findings.push(finding(
            "sps_hashcode",
            "checksum_wrong",
            "チェックサムが一致しません。表示している値と順序で計算し直してください。",
            "The checksum does not match the values in their order.",
        ));
        findings.extend(fields.iter().filter_map(|(name, value)| lost_character(name, value)));
    }
    let read = PurchaseRequest::read(&signed.form).map_err(|problems| {
        findings.extend(explain(problems));
        findings.clone()
    })?;
    if read.merchant_id != config.merchant_id || read.service_id != config.service_id {
        let ja = "この加盟店・サービスは登録されていません。";
        findings.push(finding(
            "merchant_id",
            "account_unknown",
            ja,
            "This merchant and service are not registered here.",
        ));
    }
    let limit = read.limit_seconds.map_or(LIMIT_SECONDS_WHEN_BLANK, |limit| limit.get());
    let apart = (now.unix_seconds() - read.request_date.unix_seconds()).unsigned_abs();
    if apart > u64::from(limit) {
        findings.push(finding(
            "request_date",
            "request_expired",
            format!("リクエスト日時が現在から {apart} 秒離れています（許容 {limit} 秒）。"),
            format!("The request date is {apart} seconds away from now; {limit} are tolerated."),
        ));
    }
    if read.purchase != Purchase::OneTime {
        let ja = "このサンドボックスは都度課金だけに対応しています。";
        findings.push(finding("pay_type", "not_offered", ja, "This sandbox offers one-time purchases only."));
    }
    if findings.is_empty() { Ok(read) } else { Err(findings) }
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

/// A browser posts a character outside Shift_JIS as `&#NNNN;`, which changes the value and so the checksum.
fn lost_character(name: &str, value: &str) -> Option<Finding> {
    let start = value.find("&#")?;
    let digits: String = value.get(start + 2..)?.chars().take_while(char::is_ascii_digit).collect();
    let ends = value.get(start + 2 + digits.len()..)?.starts_with(';');
    let character = char::from_u32(digits.parse().ok()?).filter(|_| ends)?;
    Some(finding(
        name,
        "character_lost",
        format!("「{character}」は Shift_JIS にないため、ブラウザーが {} に置き換えました。", &value[start..]),
        format!("{character:?} is not in Shift_JIS, so the browser posted it as the text {}.", &value[start..]),
    ))
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
