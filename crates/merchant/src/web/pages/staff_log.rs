//! The log of what persons asked for, the latest first.

use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::moment;
use super::staff_record_words::on_record;
use crate::domain::audit::Entry;
use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::service::audit::AuditPage;
use crate::service::storefront::Storefront;
use axum::response::Response;
use maud::{Markup, html};

/// The page.
pub(in crate::web) fn page_of(
    log: &AuditPage,
    viewer: &Viewer,
    storefront: &Storefront,
    language: Language,
) -> Response {
    let body = html! {
        p { (language.pick(
            "担当者が依頼した操作を、実行する前に記録したものです。結果はそれぞれのページで確認できます。記録は変更も削除もできません。",
            "What persons asked for, written down before it was done. What became of it stands on the page of each. Nothing here can be changed or removed.",
        )) }
        @if log.entries.is_empty() { p data-none { (language.pick("まだ記録はありません。", "Nothing is written down yet.")) } }
        ol .log { @for it in &log.entries { (entry(it, language)) } }
        @if let Some(before) = log.more_before {
            p { a rel="next" href=(format!("/staff/log?language={}&before={before}", language.tag())) { (language.pick("前の記録", "Earlier entries")) } }
        }
    };
    let of = StaffPage { place: Place::Log, title: None, viewer, problem: None };
    staff_page(&of, storefront, language, &body)
}

fn entry(it: &Entry, language: Language) -> Markup {
    html! {
        li data-deed=(it.what) {
            p { (moment(language, it.at)) " " b { (it.actor) } " (" (means(&it.means, language)) ")" }
            p { (deed(&it.what, language)) " " (subject(&it.subject, language)) }
            @if !it.detail.is_empty() { p { (on_record(&it.detail, language)) } }
        }
    }
}

/// On which row: its kind in words, and its name.
fn subject(text: &str, language: Language) -> Markup {
    let (kind, name) = text.split_once(' ').unwrap_or(("", text));
    html! { (on_record(kind, language)) " " code { (name) } }
}

fn means(word: &str, language: Language) -> &'static str {
    if word == "command" { language.pick("コマンド", "command") } else { language.pick("ページ", "page") }
}

/// What was asked for, in words; what a later version wrote, as it stands.
fn deed(word: &str, language: Language) -> &str {
    match word {
        "order.cancel" => language.pick("注文の取り下げ", "Withdraw an order"),
        "payment.settle" => language.pick("売上確定", "Settle"),
        "payment.cancel" => language.pick("与信の取消", "Cancel"),
        "payment.refund" => language.pick("返金", "Refund"),
        "contract.end" => language.pick("解約", "End a contract"),
        "contract.lift" => language.pick("停止の解除", "Lift a suspension"),
        "contract.new_links" => language.pick("契約ページのリンクの再発行", "Replace the links of a contract"),
        "contract.note" => language.pick("契約の確認結果の記録", "Write down what was found of a contract"),
        "charge.note" => language.pick("課金の確認結果の記録", "Write down what was found of a charge"),
        "items.close" => language.pick("照合リストの記録", "Close items of the list"),
        "items.import" => {
            language.pick("決済管理ツールのCSVによる照合リストの処理", "Close items by the management tool's file")
        }
        "billing.hold" => language.pick("課金処理の停止", "Hold billing"),
        "billing.release" => language.pick("課金処理の再開", "Release billing"),
        "dispute.receive" => language.pick("チャージバック・調査の連絡の記録", "Write down a notice of a dispute"),
        "dispute.answer" => language.pick("チャージバック・調査への回答の記録", "Write down an answer to a dispute"),
        "dispute.fix" => language.pick("チャージバック確定の記録", "Write down that a chargeback is fixed"),
        "dispute.withdraw" => {
            language.pick("チャージバック・調査の取下げの記録", "Write down that a dispute is withdrawn")
        }
        "maintenance.set" => language.pick("メンテナンス・障害の設定", "Set when the payment service is closed"),
        "maintenance.end" => language.pick("メンテナンス・障害の終了", "End a closing of the payment service"),
        "export" => language.pick("CSVの保存", "Save a file"),
        "person.add" => language.pick("担当者の追加", "Add a person"),
        "person.role" => language.pick("権限の変更", "Change a role"),
        "key.create" => language.pick("APIキーの作成", "Make a key"),
        "key.rotate" => language.pick("APIキーの更新（新しいキーの作成）", "Make a key in another's place"),
        "key.revoke" => language.pick("APIキーの失効", "Revoke a key"),
        "webhook.add" => language.pick("Webhook の送信先の追加", "Add an address for events"),
        "webhook.rotate" => language.pick("Webhook の署名キーの変更", "Change an address's secret"),
        "webhook.remove" => language.pick("Webhook の送信先の削除", "Remove an address for events"),
        "person.password" => language.pick("パスワードの設定", "Set a password"),
        "person.remove" => language.pick("担当者の削除", "Remove a person"),
        "person.sign_in" => language.pick("サインイン", "Sign in"),
        other => other,
    }
}
