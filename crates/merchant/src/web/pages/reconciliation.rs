//! The reconciliation list as staff see it: what is open, since when, where it is looked up, and one
//! form that closes what is chosen. It works without script.

use super::reconciliation_words::{advice, name};
use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_import::upload;
use super::staff_parts::{moment, refused, signature, tracking_id, what_was_looked_at};
use super::staff_record_words::on_record;
use super::staff_tools::{Screen, management_tool};
use crate::domain::language::Language;
use crate::domain::person::{Role, Viewer};
use crate::domain::reconciliation::{Item, Kind, Subject};
use crate::service::problem::{Code, Problem};
use crate::service::reconciliation::{List, NotTaken, Wanted};
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
    /// Why a file of the management tool was not taken in.
    pub(in crate::web) refused_file: Option<&'a NotTaken>,
}

/// The page.
pub(in crate::web) fn page_of(shown: &Shown<'_>, storefront: &Storefront, language: Language) -> Response {
    let Shown { list, wanted, now, viewer, problem, refused_file } = shown;
    let body = html! {
            @if let Some(problem) = problem.filter(|_| refused_file.is_none()) { (refused(problem, advice_on_refusal(problem, language), language)) }
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
            @if viewer.may(Role::Operate) { (upload(*refused_file, language)) }
            (management_tool(&Screen::ALL, language))
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
                dd { (on_record(&what.detail, language)) }
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
