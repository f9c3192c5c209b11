//! The form by which a payer asks for the link of a contract, and what is answered.

use super::frame::{Permissions, page};
use crate::domain::language::Language;
use crate::service::address::LOST_LINK;
use crate::service::problem::Code;
use crate::service::storefront::Storefront;
use axum::http::StatusCode;
use axum::response::Response;
use kantan_checkout::language::MailSentence;
use maud::html;

/// The form; `is_wrong` after something that is no address.
pub(in crate::web) fn form(storefront: &Storefront, language: Language, is_wrong: bool) -> Response {
    let title = language.say(MailSentence::LinksTitle);
    let main = html! {
        main #main .staff data-error-code=[is_wrong.then_some(Code::RequestInvalid.as_str())] {
            form .plain method="post" action=(LOST_LINK) {
                h1 { (title) }
                p { (language.pick(
                    "お申し込みのときにショップへお伝えになったメールアドレスをご入力ください。ご契約のページのアドレスをメールでお知らせします。",
                    "Enter the mail address that you gave to the shop when you subscribed. You will be sent the address of your subscription page.",
                )) }
                @if is_wrong {
                    p .problem role="alert" { (language.pick(
                        "メールアドレスの形をご確認ください。",
                        "Please check the mail address.",
                    )) }
                }
                input type="hidden" name="language" value=(language.tag());
                label { (language.pick("メールアドレス", "Mail address")) input type="text" inputmode="email" name="mail" required maxlength="254" autocomplete="email" autocapitalize="none" spellcheck="false"; }
                button { (language.pick("メールで受け取る", "Send it to me")) }
            }
        }
    };
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    page(storefront, language, status, title, Permissions::default(), &main)
}

/// What is answered, known or not.
pub(in crate::web) fn asked(storefront: &Storefront, language: Language) -> Response {
    let title = language.pick("ご依頼を受け付けました", "Your request has been received");
    let main = html! {
        main #main data-asked {
            div .plain {
                h1 { (title) }
                p { (language.pick(
                    "このメールアドレスで承っているご契約があれば、数分以内にメールが届きます。届かないときは、お申し込み先のショップへお問い合わせください。",
                    "If there is a subscription with this mail address, a mail arrives within a few minutes. If none does, please ask the shop.",
                )) }
            }
        }
    };
    page(storefront, language, StatusCode::OK, title, Permissions::default(), &main)
}
