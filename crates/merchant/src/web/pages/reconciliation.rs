//! The reconciliation list as staff see it: what is open, since when, where it is looked up, and one
//! form that closes what is chosen. It works without script.

use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::{moment, refused, signature, tracking_id, what_was_looked_at};
use crate::domain::language::Language;
use crate::domain::person::{Role, Viewer};
use crate::domain::reconciliation::{Item, Kind, Subject};
use crate::service::problem::{Code, Problem};
use crate::service::reconciliation::{List, Wanted};
use crate::service::storefront::Storefront;
use axum::response::Response;
use kantan_checkout::language::day;
use maud::{Markup, html};
use sbps::wire::{Encoding, write_form};

/// What a page of the list is made of.
pub(in crate::web) struct Shown<'a> {
    pub(in crate::web) list: &'a List,
    pub(in crate::web) wanted: &'a Wanted,
    /// Now, in seconds since 1970-01-01T00:00:00Z: items have an age.
    pub(in crate::web) now: i64,
    pub(in crate::web) viewer: &'a Viewer,
    pub(in crate::web) problem: Option<&'a Problem>,
}

/// The page.
pub(in crate::web) fn page_of(shown: &Shown<'_>, storefront: &Storefront, language: Language) -> Response {
    let Shown { list, wanted, now, viewer, problem } = shown;
    let body = html! {
            @if let Some(problem) = problem { (refused(problem, advice_on_refusal(problem, language), language)) }
            p { (language.pick(
                "プログラムでは判断できないものの一覧です。決済管理ツールや決済会社からのメールで確認し、分かったことを記録してください。このページから請求や取消が行われることはありません。",
                "What no program can decide. Look it up in the gateway's management tool or its mail, and write down what you found. This page charges and cancels nothing.",
            )) }
            @if list.counts.is_empty() {
                p data-none { (language.pick("未処理のものはありません。", "Nothing is open.")) }
            } @else {
                ul .counts {
                    @for (kind, count) in &list.counts {
                        li { a href=(address(&Wanted { kind: Some(*kind), ..Wanted::default() }, language)) { (name(*kind, language)) } " " (count) }
                    }
                }
            }
            (filter(wanted, language))
            p { a href=(format!("/staff/reconciliation.csv?{}", query(wanted, language))) { (language.pick("CSVで保存", "Save as CSV")) } }
            form method="post" action="/staff/reconciliation" {
                input type="hidden" name="language" value=(language.tag());
                @for item in &list.items { (entry(item, viewer, *now, language)) }
                @if list.items.is_empty() { p { (language.pick("該当するものはありません。", "None of these.")) } }
                @if viewer.may(Role::Operate) && !wanted.closed && !list.items.is_empty() { (finding(viewer, language)) }
            }
            @if let Some(after) = list.more_after {
                p { a rel="next" href=(address(&Wanted { after: Some(after), ..(*wanted).clone() }, language)) { (language.pick("次のページ", "Next page")) } }
            }
    };
    let of = StaffPage { place: Place::Reconciliation, title: None, viewer, problem: *problem };
    staff_page(&of, storefront, language, &body)
}

/// What can be done where nothing was closed.
fn advice_on_refusal(problem: &Problem, language: Language) -> &'static str {
    if problem.code == Code::NoLongerUnknown {
        language.pick(
            "何も記録していません。選んだもののうち、下の番号のものはすでに処理されているか、この内容では記録できません。種類ごとに分けて記録してください。",
            "Nothing was written down: of what you chose, the numbers below are closed already or cannot be closed by this finding. Close one kind at a time.",
        )
    } else {
        language.pick(
            "何も記録していません。対象を選び、分かったこと、担当者の名前とメモを入力してください。",
            "Nothing was written down. Choose items, and enter what you found, your name and a note.",
        )
    }
}

fn filter(wanted: &Wanted, language: Language) -> Markup {
    html! {
        form method="get" action="/staff/reconciliation" role="search" {
            input type="hidden" name="language" value=(language.tag());
            label {
                (language.pick("種類", "Kind"))
                select name="kind" {
                    option value="" { (language.pick("すべて", "All")) }
                    @for kind in Kind::ALL {
                        option value=(kind.as_str()) selected[wanted.kind == Some(kind)] { (name(kind, language)) }
                    }
                }
            }
            label {
                (language.pick("購入ID・処理トラッキングID・注文番号（先頭の文字）", "Order id, tracking id or reference (its beginning)"))
                input type="text" name="text" value=(wanted.text) maxlength="64";
            }
            label .choice { input type="checkbox" name="closed" value="1" checked[wanted.closed]; span { (language.pick("処理済みを表示", "Show what is closed")) } }
            button { (language.pick("絞り込む", "Filter")) }
        }
    }
}

fn entry(item: &Item, viewer: &Viewer, now: i64, language: Language) -> Markup {
    let what = &item.what;
    html! {
        article data-item=(item.id) data-kind=(what.kind.as_str()) {
            h3 { (name(what.kind, language)) " " small { "#" (item.id) } }
            dl {
                dt { (language.pick("対象", "About")) }
                dd { (subject(&what.subject, language)) }
                dt { (language.pick("購入ID", "Order id")) }
                dd { code { (what.order_id.as_deref().unwrap_or("–")) } }
                dt { (tracking_id(language)) }
                dd { code { (what.tracking_id.as_deref().unwrap_or("–")) } }
                dt { (language.pick("経過", "Since")) }
                dd { (moment(language, item.opened_at)) " (" (age(now - item.opened_at, language)) ")" }
                dt { (language.pick("記録された内容", "What was seen")) }
                dd lang="en" { code { (what.detail) } }
                dt { (language.pick("確認のしかた", "Where to look")) }
                dd { (advice(what.kind, language)) }
                @if let Some(closed) = &item.closed {
                    dt { (language.pick("処理", "Closed")) }
                    dd { (moment(language, closed.at)) " – " (closed.by) (language.pick("：", ": ")) (closed.note) }
                }
            }
            @if viewer.may(Role::Operate) && item.closed.is_none() && !what.kind.is_noted_elsewhere() {
                label .choice { input type="checkbox" name=(format!("item-{}", item.id)) value="1"; span { (language.pick("選ぶ", "Choose")) } }
            }
        }
    }
}

/// What was found, of all that are chosen.
fn finding(viewer: &Viewer, language: Language) -> Markup {
    html! {
        fieldset {
            legend { (language.pick("分かったこと", "What you found")) }
            label { input type="radio" name="says" value="settled" required; span { (language.pick("対応済み（記録の訂正は不要）", "It is dealt with; the record is right")) } }
            label { input type="radio" name="says" value="paid"; span { (language.pick("支払われている（下に処理トラッキングIDを入力。通知が届かなかったもの）", "It is paid, under the tracking id below (of what was never told)")) } }
            label { input type="radio" name="says" value="not_paid"; span { (language.pick("支払われていない（通知が届かなかったもの・エラーで戻ったもの）", "It is not paid (of what was never told, or returned by error)")) } }
            label { input type="radio" name="says" value="done"; span { (language.pick("実施されている（売上確定・取消・返金）", "It was carried out (a settlement, cancellation or refund)")) } }
            label { input type="radio" name="says" value="not_done"; span { (language.pick("実施されていない（売上確定・取消・返金）", "It was not carried out (a settlement, cancellation or refund)")) } }
            label { input type="radio" name="says" value="ended"; span { (language.pick("下の日付で終了している（最後の月を過ぎた契約）", "It ended on the day below (of a contract past its last month)")) } }
        }
        label { (language.pick("処理トラッキングID（14桁）", "Tracking id (14 digits)")) input type="text" name="tracking_id" inputmode="numeric" maxlength="14"; }
        label { (language.pick("終了日", "Day of the end")) input type="date" name="ended_on"; }
        (signature(what_was_looked_at(language), viewer, language))
        button { (language.pick("選んだものを記録して閉じる", "Write it down and close what is chosen")) }
    }
}

/// The list's address with what is wanted.
pub(in crate::web) fn address(wanted: &Wanted, language: Language) -> String {
    format!("/staff/reconciliation?{}", query(wanted, language))
}

fn query(wanted: &Wanted, language: Language) -> String {
    let after = wanted.after.map(|after| after.to_string()).unwrap_or_default();
    let fields = [
        ("language", language.tag()),
        ("kind", wanted.kind.map(Kind::as_str).unwrap_or_default()),
        ("text", wanted.text.as_str()),
        ("closed", if wanted.closed { "1" } else { "" }),
        ("after", after.as_str()),
    ];
    // UTF-8 has every character.
    write_form(fields.into_iter().filter(|(_, value)| !value.is_empty()), Encoding::Utf8).unwrap_or_default()
}

/// What an item is about; an order and a notification are named, a contract has its page's name
/// only in the record: its address is the payer's.
fn subject(subject: &Subject, language: Language) -> Markup {
    html! {
        @match subject {
            Subject::Order(reference) => { (language.pick("注文 ", "order ")) code { (reference) } }
            Subject::Contract(_) => { (language.pick("契約", "a contract")) }
            Subject::Charge(_, on) => { (day(language, *on)) (language.pick("の課金", ", a charge")) }
            Subject::Notification(id) => { (language.pick("通知 ", "notification ")) (id) }
            Subject::Billing => { (language.pick("課金処理", "the billing run")) }
        }
    }
}

/// How old something is, in the largest unit of which it has one.
fn age(seconds: i64, language: Language) -> String {
    let seconds = seconds.max(0);
    match (seconds / 86_400, seconds / 3_600, seconds / 60) {
        (0, 0, minutes) => format!("{minutes}{}", language.pick("分", " min")),
        (0, hours, _) => format!("{hours}{}", language.pick("時間", " h")),
        (days, ..) => format!("{days}{}", language.pick("日", " d")),
    }
}

/// The name of a kind.
pub(in crate::web) const fn name(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::ChargeUncertain => language.pick("結果が不明な課金", "Charges that may have been taken"),
        Kind::ChargeNotTaken => language.pick("行われなかった課金", "Charges that were not taken"),
        Kind::ChargeMissed => language.pick("過ぎてしまった課金日", "Due days that were passed over"),
        Kind::ContractUnreadable => language.pick("読み取れない契約", "Contracts that cannot be read"),
        Kind::ContractEndUncertain => language.pick("結果が不明な解約", "Contracts that may have ended"),
        Kind::NotificationRefused => language.pick("NGと答えた正規の通知", "Genuine notifications answered NG"),
        Kind::SecondPayment => {
            language.pick("同じ注文・契約への2回目の支払い", "Second payments of an order or contract")
        }
        Kind::ResultContradicts => language.pick("記録と矛盾する通知", "Notifications that contradict the record"),
        Kind::ResultDiffers => language.pick("名称や税額が異なる通知", "Notifications with another name or tax"),
        Kind::ContractUnknown => language.pick("記録にない契約の終了通知", "Ends of unknown contracts"),
        Kind::ReturnWithoutNotification => {
            language.pick("完了で戻ったが通知が届かない", "Returned by success, no notification came")
        }
        Kind::PaidReturnedByError => {
            language.pick("支払済みの記録だがエラーで戻った", "Paid on record, returned by error")
        }
        Kind::ContractPastLastMonth => language.pick("最後の月を過ぎた契約", "Contracts past their last month"),
        Kind::PaymentUncertain => language
            .pick("結果が不明な売上確定・取消・返金", "Settlements, cancellations and refunds that may have been done"),
        Kind::SaleUnsettled => {
            language.pick("まもなく売上確定できなくなる支払い", "Payments that soon cannot be settled")
        }
        Kind::ChargebackToAnswer => language.pick("回答が必要なチャージバック", "Chargebacks to answer"),
        Kind::InvestigationToAnswer => language.pick("回答が必要な不正利用調査", "Investigations to answer"),
        Kind::MailNotDelivered => language.pick("届かなかったメール", "Mails that did not arrive"),
    }
}

/// Where it is looked up, and what follows.
const fn advice(kind: Kind, language: Language) -> &'static str {
    match kind {
        Kind::ChargeUncertain | Kind::ContractEndUncertain => language.pick(
            "決済管理ツールで購入IDと処理トラッキングIDを検索し、「確認が必要な契約と課金」のページに記録してください。",
            "Look both ids up in the management tool, and write it down on the page of contracts and charges.",
        ),
        Kind::ChargeNotTaken | Kind::ChargeMissed => language.pick(
            "この分が自動で請求されることはありません。必要な場合は、お客さまにご案内のうえ別の方法でご請求ください。",
            "Nothing asks for it again by itself. Where it is owed, tell the customer and use another way.",
        ),
        Kind::ContractUnreadable => language.pick(
            "この契約の課金は止まっています。記録の内容を開発担当者が確認してください。",
            "It is not billed. A developer has to look at its record.",
        ),
        Kind::NotificationRefused | Kind::ResultContradicts => language.pick(
            "決済管理ツールで購入IDを検索し、取引が成立していないか確認してください。成立している場合は、注文と照らして取消・返金してください。",
            "Look the order id up in the management tool. Where a payment stands there, compare it with the order, and cancel or refund it.",
        ),
        Kind::SecondPayment => language.pick(
            "決済会社にはNGと答え、支払いは止まっているはずです。決済管理ツールで確認し、残っている場合は取り消してください。",
            "It was answered NG, which stops it at the gateway. Make sure in the management tool; cancel it if it stands.",
        ),
        Kind::ResultDiffers => language.pick(
            "金額と注文は一致しているため記録済みです。商品名や税額の設定を確認してください。",
            "Amount and order agree, so that it is recorded. Check how name and tax are set.",
        ),
        Kind::ContractUnknown => language.pick(
            "決済管理ツールで処理トラッキングIDを検索し、どの契約が終了したか確認してください。別のデータベースや環境の契約かもしれません。",
            "Look the tracking id up in the management tool: it may be a contract of another database.",
        ),
        Kind::ReturnWithoutNotification => language.pick(
            "決済管理ツールで購入IDを検索してください。成立していれば処理トラッキングIDを入力して「支払われている」、なければ「支払われていない」を選んでください。",
            "Look the order id up in the management tool. Where it stands there, enter its tracking id as paid; else it is not paid.",
        ),
        Kind::PaidReturnedByError => language.pick(
            "こちらの応答が決済会社に届かず、取引が取り消された可能性があります。商品の発送を止め、決済管理ツールで購入IDを確認してください。",
            "Our answer may have been lost and the purchase stopped. Hold the delivery, and look the order id up in the management tool.",
        ),
        Kind::PaymentUncertain => language.pick(
            "決済管理ツールで処理トラッキングIDを検索し、下の内容が実施されているか確認して、「実施されている」または「実施されていない」を選んでください。それまで、このご注文の売上確定・取消・返金はできません。",
            "Look the tracking id up in the management tool: was what stands below carried out or not? Until you say so, the order's payments cannot be settled, cancelled or refunded.",
        ),
        Kind::SaleUnsettled => language.pick(
            "与信だけで、まだ売上になっていません。商品を発送・提供済みなら期限までに売上確定を、していないなら取消をしてください。期限を過ぎると請求できません。",
            "The amount is reserved and no sale yet. Settle it in time where the goods were sent, or cancel it where they were not: after that day nothing can be charged.",
        ),
        Kind::ChargebackToAnswer | Kind::InvestigationToAnswer => language.pick(
            "期限までに決済会社（直接の連絡の場合はその会社）へ回答し、「チャージバックと調査」のページに記録してください。",
            "Answer the gateway, or whoever wrote to you directly, in time, and write it down on the page of chargebacks and investigations.",
        ),
        Kind::MailNotDelivered => language.pick(
            "ご注文の内容を確認し、別の方法でお客さまにお知らせください。メールサーバーの問題だったときは、kantan mails again で再送できます。",
            "Look at the order, and tell the customer in another way. Where the mail server was at fault, kantan mails again sends it once more.",
        ),
        Kind::ContractPastLastMonth => language.pick(
            "終了の通知（CL）は再送されません。決済会社からのメールか決済管理ツールで終了日を確認してください。",
            "The notice of the end (CL) is not sent again. Find the day in the gateway's mail or in the management tool.",
        ),
    }
}
