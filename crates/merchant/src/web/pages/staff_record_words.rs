//! What stands in the record for developers, told to staff in their language: words and codes that the
//! record has in English. What persons wrote stays as they wrote it.

use super::reconciliation_words::name as kind_name;
use crate::domain::language::Language;
use crate::domain::notification::Reason;
use crate::domain::reconciliation::Kind;
use crate::service::gateway_api::describe;
use kantan_checkout::language::{amount, day};
use maud::{Markup, html};
use sbps::verdict::{CallOutcome, NotSent};

/// A text of the record: parts with semicolons between them.
pub(super) fn on_record(text: &str, language: Language) -> Markup {
    match language {
        Language::English => html! { code { (text) } },
        Language::Japanese => {
            let parts: Vec<String> = text.split("; ").map(part).collect();
            html! { code { (parts.join("・")) } }
        }
    }
}

/// A part: one that is known, or what stands before a colon and what follows it.
fn part(text: &str) -> String {
    if let Some(known) = known(text) {
        return known;
    }
    match text.split_once(": ") {
        Some((head, rest)) => format!("{}：{}", known(head).unwrap_or_else(|| head.to_owned()), part(rest)),
        None => text.to_owned(),
    }
}

fn known(text: &str) -> Option<String> {
    if let Some(kind) = Kind::from_name(text) {
        return Some(kind_name(kind, Language::Japanese).to_owned());
    }
    words(text).or_else(|| of_call(text)).or_else(|| of_answer(text)).map(str::to_owned).or_else(|| with_value(text))
}

/// A word of the record, or a whole sentence that is always the same.
fn words(text: &str) -> Option<&'static str> {
    Some(match text {
        // Requests to pay, and what became of them.
        "requested" => "依頼中",
        "paid" => "支払い済み",
        "failed" => "失敗",
        "unknown" => "結果不明",
        "reserved" => "与信のみ",
        "applied" => "申し込み完了",
        "back by success" => "完了で戻った",
        "back by cancel" => "中止で戻った",
        "back by error" => "エラーで戻った",
        "without a code" => "コードなし",
        "leaving" => "解約",
        "renewal" => "再申し込み",
        "purchase or application" => "購入または申し込み",
        "no notice of the end" => "終了の通知が届いていない",
        // Calls and answers.
        "settle" => "売上の確定",
        "cancel" => "取消",
        "refund" => "返金",
        "all" => "全額",
        "done" => "実施済み",
        "not done" | "nothing_done" => "実施されていない",
        "uncertain" => "結果が不明",
        "answered OK" => "OKの回答",
        "answered OK," => "OKと回答",
        "the server ended between the question and the answer" => "依頼から回答までの間にサーバーが止まった",
        "reserved, and could not be settled in the time in which that is tried" => {
            "与信のみで、再試行の期間内に売上を確定できなかった"
        }
        "could not be asked for in the time in which that is tried; nothing was taken" => {
            "再試行の期間内に依頼できず、課金していない"
        }
        "could not be asked for in the time in which that is tried" => "再試行の期間内に依頼できなかった",
        "nothing was taken" => "課金していない",
        "nothing was asked for" => "請求していない",
        "its answer came late" => "回答が遅れて届いた",
        "its message came" => "通知が届いた",
        "it was settled or cancelled" => "売上確定または取消が行われた",
        // Contracts.
        "ordered" => "注文",
        "active" => "契約開始",
        "suspended" => "課金停止",
        "suspension_lifted" => "停止の解除",
        "links_replaced" => "リンクの再発行",
        "cancellation_pending" => "解約の手続き",
        "cancelled" => "解約の完了",
        "ended_by_carrier" => "au側での終了",
        "ended_last_month" => "契約の満了",
        "expired" => "契約の失効",
        "contract_looked_up" => "契約の確認",
        "charge_looked_up" => "課金の確認",
        "found by staff" => "担当者が確認",
        // Rows of the log.
        "order" => "注文：",
        "payment" => "支払い：",
        "contract" => "契約：",
        "items" => "照合リスト：",
        "file" => "ファイル：",
        "person" => "担当者：",
        "key" => "キー：",
        "address" => "送信先：",
        "billing" => "課金：",
        "dispute" => "申し立て：",
        "window" => "停止の時間：",
        "chargeback" => "チャージバックの申し立て",
        "investigation" => "不正利用の調査",
        "gateway" => "決済会社",
        _ => return None,
    })
}

/// What became of a call.
fn of_call(text: &str) -> Option<&'static str> {
    [
        (CallOutcome::NotSent(NotSent::Unreachable), "送信していない（決済会社に接続できない）"),
        (CallOutcome::NotSent(NotSent::Maintenance), "送信していない（メンテナンス中）"),
        (CallOutcome::NotSent(NotSent::Unsignable), "送信していない（Shift_JISで書けない文字がある）"),
        (CallOutcome::NoAnswer, "送信したが、完全な回答がない"),
    ]
    .into_iter()
    .find_map(|(outcome, says)| (describe(&outcome) == text).then_some(says))
}

/// Why a message was answered NG.
fn of_answer(text: &str) -> Option<&'static str> {
    [
        (Reason::Unreadable, "読み取れない内容"),
        (Reason::Fields, "項目が結果通知と違う"),
        (Reason::Checksum, "チェックサムが合わない"),
        (Reason::Unintelligible, "結果の意味が分からない"),
        (Reason::Account, "ショップの番号が違う"),
        (Reason::OrderUnknown, "記録にない注文"),
        (Reason::OrderDiffers, "商品・金額・お客さまが注文と違う"),
        (Reason::TrackingIdMissing, "処理番号がない"),
        (Reason::PaidByAnother, "別の依頼で支払い済み"),
        (Reason::Contradicts, "記録と逆の結果"),
        (Reason::NoContract, "該当する契約がない"),
        (Reason::Withdrawn, "取り下げた注文"),
        (Reason::AlreadySubscribed, "同じ契約が既にある"),
        (Reason::NotRecorded, "記録できなかった"),
    ]
    .into_iter()
    .find_map(|(reason, says)| (reason.as_str() == text).then_some(says))
}

/// A word with a code, a day or an amount.
fn with_value(text: &str) -> Option<String> {
    let japanese = Language::Japanese;
    let rest = |start: &str| text.strip_prefix(start);
    if let Some(code) = rest("code ").filter(|code| code.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        return Some(format!("コード {code}"));
    }
    if let Some(status) = rest("answered with HTTP status ") {
        return Some(format!("HTTP {status} の回答"));
    }
    if let Some(why) = rest("answered what cannot be read: ") {
        // What a parser said of it names places in a message of the gateway's.
        return Some(format!("読み取れない回答（{} 文字の説明は英語版にあります）", why.chars().count()));
    }
    if let Some(reason) = rest("answered NG,") {
        return Some(format!("NGと回答（{}）", of_answer(reason).unwrap_or(reason)));
    }
    if let Some(code) = rest("answered NG ") {
        return Some(format!("NGの回答 {code}"));
    }
    for (start, says) in [("of ", "の分"), ("on ", ""), ("answer by ", "までに回答")] {
        if let Some(on) = rest(start).and_then(|text| text.parse().ok()) {
            return Some(format!("{}{says}", day(japanese, on)));
        }
    }
    if let Some(yen) = text.strip_suffix(" yen").and_then(|yen| yen.parse::<u32>().ok()) {
        return Some(amount(japanese, yen));
    }
    if let Some(yen) = text.strip_suffix(" yen were due and a later day is due by now") {
        return Some(format!("{yen}円の課金日が過ぎ、次の課金日も来ている"));
    }
    if let Some(days) = text.strip_suffix(" days from the purchase on, the day of purchase among them") {
        return Some(format!("購入した日を含めて{days}日目まで"));
    }
    if let Some(number) = rest("mail ").filter(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
        return Some(format!("メール {number}"));
    }
    let moments = rest("the last run was at ")?.strip_suffix(" (seconds since 1970)")?;
    let (last, this) = moments.split_once(", this one is at ")?;
    let moment = |text: &str| super::staff_parts::moment(japanese, text.parse().unwrap_or_default());
    Some(format!("前回の処理：{}、今回：{}", moment(last), moment(this)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_program_wrote_is_told_and_what_a_person_wrote_stays() {
        for (text, expected) in [
            ("settle: not sent: announced maintenance", "売上の確定：送信していない（メンテナンス中）"),
            (
                "payment_uncertain; refund: answered with HTTP status 500",
                "結果が不明な売上確定・取消・返金・返金：HTTP 500 の回答",
            ),
            ("paid; code 8297", "支払い済み・コード 8297"),
            ("佐藤: the tool says; that it is paid", "佐藤：the tool says・that it is paid"),
            (
                "3300 yen were due and a later day is due by now; nothing was asked for",
                "3300円の課金日が過ぎ、次の課金日も来ている・請求していない",
            ),
            ("6000 yen; on 2026-12-01", "6,000円・2026年12月1日（火）"),
            ("ST02-00201-402: sent, and no whole answer came back", "ST02-00201-402：送信したが、完全な回答がない"),
        ] {
            let told = on_record(text, Language::Japanese).into_string();
            assert_eq!(told, format!("<code>{expected}</code>"), "{text}");
            assert!(on_record(text, Language::English).into_string().starts_with("<code>"));
        }
    }
}
