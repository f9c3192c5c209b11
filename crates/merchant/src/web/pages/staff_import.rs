//! What a file of the management tool would close, before it does, and what it has closed. It works
//! without script.

use super::reconciliation_words::name;
use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_import_words::{because, proof, refusal};
use super::staff_parts::{refused, signature, tracking_id, what_was_looked_at};
use crate::domain::language::Language;
use crate::domain::person::{Role, Viewer};
use crate::domain::tool_file::{Because, Proof, ToolRow};
use crate::service::problem::Problem;
use crate::service::reconciliation::{Closing, Left, NotTaken, Preview};
use crate::service::storefront::Storefront;
use crate::web::problem::ProblemText;
use axum::response::Response;
use kantan_checkout::language::amount;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The most items that are named under one reason.
const MOST_NAMED: usize = 200;

/// The page of a file that was taken in.
pub(in crate::web) fn address(number: i64, language: Language) -> String {
    format!("/staff/reconciliation/import/{number}?language={}", language.tag())
}

/// The form that takes a file in, on the page of the list.
pub(super) fn upload(refusal: Option<&NotTaken>, language: Language) -> Markup {
    html! {
        details open[refusal.is_some()] {
            summary { (language.pick("決済管理ツールのCSVでまとめて処理する", "Close items by a file of the management tool")) }
            @if let Some(refused) = refusal { (not_taken(refused, language)) }
            p { (language.pick(
                "決済管理ツールの伝票検索から保存したCSVをリストと照合し、結果がはっきりしているものだけを処理します。取り込んだだけでは何も変わりません。内容は次のページで確認できます。",
                "What the management tool's search saves is compared with the list, and only what is certain is closed. Taking it in changes nothing: the next page says what would happen.",
            )) }
            form method="post" action=(format!("/staff/reconciliation/import?language={}", language.tag())) enctype="multipart/form-data" {
                input type="hidden" name="language" value=(language.tag());
                label { (language.pick("CSVファイル（UTF-8またはShift_JIS、5MB・10万行まで）", "CSV file (UTF-8 or Shift_JIS, up to 5 MB and 100,000 rows)")) input type="file" name="file" accept=".csv,text/csv"; }
                label { (language.pick("または、CSVの内容を貼り付け（見出しの行から）", "Or its text, from the names of the columns on")) textarea name="text" rows="3" {} }
                button { (language.pick("取り込んで内容を確認する", "Take it in and see what would happen")) }
            }
        }
    }
}

fn not_taken(refused: &NotTaken, language: Language) -> Markup {
    html! {
        div.problem role="alert" {
            p { (language.pick("CSVを取り込めませんでした。何も変わっていません。", "The file was not taken in, and nothing was changed.")) }
            p { (refusal(refused, language)) }
        }
    }
}

/// The page. `number` is the file's.
pub(in crate::web) fn page_of(
    number: i64,
    preview: &Preview,
    viewer: &Viewer,
    problem: Option<&Problem>,
    storefront: &Storefront,
    language: Language,
) -> Response {
    let Preview { file, elsewhere, plan } = preview;
    let may_close = viewer.may(Role::Operate) && file.confirmed.is_none() && !plan.closing.is_empty();
    let body = html! {
        @if let Some(problem) = problem { (refused(problem, problem.code.advice(language), language)) }
        @if let Some((by, closed)) = &file.confirmed {
            p data-closed=(closed) { b { (by) (language.pick("：", ": ")) (items(*closed, language)) (language.pick("を処理しました。", " closed.")) } }
        } @else {
            p { (language.pick("まだ何も記録していません。内容を確認し、よければ下のボタンで実行してください。", "Nothing is written down yet. Look at it, and close it with the button below.")) }
        }
        dl .facts {
            dt { (language.pick("CSVの行数", "Rows of the file")) }
            dd { (file.rows) (language.pick("（うちリストにないもの：", " (about nothing on the list: ")) (elsewhere) (language.pick("）", ")")) }
            dt { (language.pick("ファイル（SHA-256）", "File (SHA-256)")) }
            dd { code { (file.digest) } }
        }
        h2 { (language.pick("処理できるもの：", "What can be closed: ")) (items(plan.closing.len(), language)) }
        @if plan.closing.is_empty() { p data-none { (language.pick("このCSVで処理できるものはありません。", "This file closes nothing.")) } }
        @else { ul .counts { @for (says, count) in counted(&plan.closing, language) { li { (says) (language.pick("：", ": ")) (count) } } } }
        form method="post" action=(format!("/staff/reconciliation/import/{number}")) {
            input type="hidden" name="language" value=(language.tag());
            @for it in &plan.closing { (closing(it, may_close, language)) }
            @if may_close {
                (signature(what_was_looked_at(language), viewer, language))
                button { (language.pick("選んだものをこの内容で閉じる", "Close what is chosen, as it is shown")) }
            }
        }
        h2 { (language.pick("処理しないもの：", "What stays as it is: ")) (items(plan.left.len(), language)) }
        @for (why, left) in grouped(&plan.left) { (staying(why, &left, language)) }
        p { a href=(format!("/staff/reconciliation?language={}", language.tag())) { (language.pick("照合リストへ戻る", "Back to the reconciliation list")) } }
    };
    let title = language.pick("決済管理ツールのCSVの内容", "A file of the management tool");
    let of = StaffPage { place: Place::Reconciliation, title: Some(title), viewer, problem };
    staff_page(&of, storefront, language, &body)
}

fn items(count: impl std::fmt::Display, language: Language) -> String {
    format!("{count}{}", language.pick("件", ""))
}

/// How many of each finding.
fn counted(closing: &[Closing], language: Language) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for it in closing {
        *counts.entry(proof(&it.proof, language)).or_default() += 1;
    }
    counts
}

fn closing(it: &Closing, may_close: bool, language: Language) -> Markup {
    let Closing { item, row, proof: found } = it;
    let word = found.as_str();
    html! {
        article data-closing=(item.id) data-finding=(word) {
            h3 { (name(item.what.kind, language)) " " small { "#" (item.id) } }
            p { (row_of(row, language)) }
            p { b { (proof(found, language)) } @if let Proof::Charge(_, on, _) = found { " (" (kantan_checkout::language::day(language, *on)) ")" } }
            @if may_close { label .choice { input type="checkbox" name=(format!("item-{}", item.id)) value=(word) checked; span { (language.pick("この内容で閉じる", "Close it so")) } } }
        }
    }
}

/// What the row says.
fn row_of(row: &ToolRow, language: Language) -> Markup {
    html! {
        (language.pick("", "line ")) (row.line) (language.pick("行目：", ": "))
        @if !row.order_id.is_empty() { code { (row.order_id) } " " }
        @if !row.tracking_id.is_empty() { (tracking_id(language)) " " code { (row.tracking_id) } " " }
        @if let Some(yen) = row.amount { (amount(language, yen)) " " }
        (language.pick("「", "“")) (row.word) (language.pick("」", "”"))
    }
}

fn grouped(left: &[Left]) -> BTreeMap<&'static str, Vec<&Left>> {
    let mut groups: BTreeMap<&str, Vec<&Left>> = BTreeMap::new();
    for it in left {
        groups.entry(it.because.as_str()).or_default().push(it);
    }
    groups
}

fn staying(why: &str, left: &[&Left], language: Language) -> Markup {
    let reason: Option<Because> = left.first().map(|it| it.because);
    html! {
        section data-because=(why) {
            h3 { @if let Some(reason) = reason { (because(reason, language)) } " (" (left.len()) ")" }
            ul .charges {
                @for it in left.iter().take(MOST_NAMED) {
                    li data-left=(it.item.id) { (name(it.item.what.kind, language)) " #" (it.item.id) " – " (row_of(&it.row, language)) }
                }
                @if left.len() > MOST_NAMED { li { "…" } }
            }
        }
    }
}
