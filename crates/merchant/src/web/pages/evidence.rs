//! What the payer of an order agreed to: the screen drawn anew from the evidence alone, and the words that were kept, on
//! a page for staff and in a file that stands by itself.

use super::frame::Module;
use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::moment;
use crate::domain::evidence::KeptEvidence;
use crate::domain::language::Language;
use crate::domain::order::Order;
use crate::domain::person::Viewer;
use crate::service::storefront::Storefront;
use axum::response::Response;
use kantan_checkout::print::evidence::{Kept, Styles, VERSION};
use maud::{DOCTYPE, Markup, PreEscaped, html};

/// What the pages and the links to them are called.
pub(super) const fn title(language: Language) -> &'static str {
    language.pick("申込時の画面", "What was agreed to")
}

/// The page for staff.
pub(in crate::web) fn page_of(
    order: &Order,
    kept: &KeptEvidence,
    viewer: &Viewer,
    storefront: &Storefront,
    language: Language,
) -> Response {
    let (_, stylesheet) = Module::Checkout.addresses();
    let body = html! {
        p {
            a href=(format!("/staff/orders/{}?language={}", order.reference, language.tag())) {
                (language.pick("この注文のページへ", "To the page of the order"))
            }
        }
        (told(order, kept, Styles::At(stylesheet), language))
    };
    let of = StaffPage { place: Place::Search, title: Some(title(language)), viewer, problem: None };
    staff_page(&of, storefront, language, &body)
}

/// The same as a file that needs nothing beside it.
#[must_use]
pub(crate) fn file_of(order: &Order, kept: &KeptEvidence, language: Language) -> String {
    let markup = html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title(language)) " – " (order.reference) }
                style { "body{font-family:sans-serif;max-width:64rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}dt{font-weight:bold}" }
            }
            body {
                h1 { (title(language)) }
                (told(order, kept, Styles::Here, language))
            }
        }
    };
    markup.into_string()
}

fn told(order: &Order, kept: &KeptEvidence, styles: Styles<'_>, language: Language) -> Markup {
    let read = kept.read();
    html! {
        @if !kept.fits() {
            p .problem role="alert" data-fits="false" { (language.pick(
                "保存された内容とハッシュが一致しません。記録が書き換えられています。バックアップと、Webhook やメールに残るハッシュを確認してください。",
                "The document does not fit its hash: the record was changed. Look into the backups, and at the hash in webhooks and mails.",
            )) }
        }
        dl .facts {
            dt { (language.pick("署名した日時", "Signed")) }
            dd { (moment(language, kept.made_at)) }
            dt { (language.pick("購入リクエスト", "Request")) }
            dd {
                code { (kept.order_id) } " "
                @if kept.is_agreed(order) { (language.pick("（この内容で成立）", "(it was agreed to)")) }
                @else { (language.pick("（未成立。最後に署名した内容）", "(not agreed to; the latest that was signed)")) }
            }
            dt { "SHA-256" }
            dd { code { (kept.sha256) } }
            @if let Some(read) = &read {
                dt { (language.pick("プログラムの版", "Version of the program")) }
                dd { (read.version) }
            }
        }
        @match &read {
            Some(read) => (shown(read, styles, language)),
            None => {
                p { (language.pick(
                    "このプログラムでは読めない形式です。保存された内容をそのまま示します。",
                    "This program does not know its format; this is what was kept.",
                )) }
                p { code { (kept.document) } }
            }
        }
    }
}

fn shown(read: &Kept, styles: Styles<'_>, language: Language) -> Markup {
    let screen = read.screen(styles);
    html! {
        h2 { (language.pick("画面の再現", "The screen, drawn anew")) }
        @if read.version != VERSION {
            p data-version=(read.version) { (language.pick(
                "プログラムの版が申込時と違うため、見た目は当時と異なることがあります。",
                "The program is of another version than then: what it draws may look different.",
            )) }
        }
        @if !read.says_the_same() {
            p data-says="otherwise" { (language.pick(
                "現在のプログラムが表示する文言は、申込時と違います。正しいのは、下の保存された文言です。",
                "This program says other words than the payer saw. Those that were kept, below, are right.",
            )) }
        }
        @if let Some(screen) = screen { (PreEscaped(screen)) }
        h2 { (language.pick("保存された文言", "The words as they were kept")) }
        div .kept-words lang=(read.language.tag()) { @for line in &read.words { p { (line) } } }
    }
}
