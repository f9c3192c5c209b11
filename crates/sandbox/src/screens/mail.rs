//! The mail that the gateway would write to the merchant: one for each notice that failed.

use super::contracts::told;
use super::page;
use crate::contract::Contract;
use crate::contract::notice::Notice;
use crate::language::Language;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// Every mail, newest first.
pub fn mail(mails: &[(&Contract, &Notice)], language: Language) -> Response {
    let title = language.pick("加盟店へのメール（代役）", "Mail to the merchant, from the stand-in");
    let main = html! {
        main.wide {
            h1 { (title) }
            p {
                (language.pick(
                    "継続課金（簡易）の通知が失敗しても、決済代行会社は再送しません。加盟店にメールで知らせ、加盟店が手作業で反映します。",
                    "When a notice about a simple contract fails, the gateway does not send it again. It mails the merchant, who records it by hand.",
                ))
            }
            @if mails.is_empty() {
                p { (language.pick("まだありません。", "None yet.")) }
            }
            @for (contract, notice) in mails.iter().rev() { (letter(contract, notice, language)) }
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}

fn letter(contract: &Contract, notice: &Notice, language: Language) -> Markup {
    let answer = notice.sent.as_ref().map_or("", |sent| sent.answer.as_str());
    html! {
        section data-mail=(contract.tracking_id) {
            h2 { (language.pick("結果通知が失敗しました", "A notice could not be delivered")) }
            dl.summary {
                div { dt { (language.pick("日時", "Sent")) } dd { (notice.due) } }
                div { dt { (language.pick("トラッキングID", "Tracking id")) } dd { (contract.tracking_id) } }
                div { dt { (language.pick("顧客ID", "Customer")) } dd { (contract.customer_code) } }
                div { dt { (language.pick("内容", "What it said")) } dd { (told(notice, language)) } }
                div { dt { (language.pick("宛先", "Where it went")) } dd { (notice.address) } }
                div { dt { (language.pick("返答", "What was answered")) } dd { (answer) } }
            }
        }
    }
}
