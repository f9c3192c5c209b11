//! The form by which a payer asks for the link of a contract, and what is answered.

use super::frame::{Permissions, page};
use super::misread::misread;
use crate::domain::language::Language;
use crate::service::address::LOST_LINK;
use crate::service::problem::Code;
use crate::service::storefront::Storefront;
use axum::http::StatusCode;
use axum::response::Response;
use kantan_checkout::language::MailSentence;
use maud::html;

/// What was typed that is neither a mail address nor an order number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum Wrong {
    /// It has another form than an address.
    Address,
    /// As many digits as an order number has, of which one is wrong.
    Number,
}

/// The form; `wrong` after something that cannot be looked for.
pub(in crate::web) fn form(storefront: &Storefront, language: Language, wrong: Option<Wrong>) -> Response {
    let title = language.say(MailSentence::LinksTitle);
    let main = html! {
        main #main .staff data-error-code=[wrong.map(|_| Code::RequestInvalid.as_str())] {
            form .plain method="post" action=(LOST_LINK) {
                h1 { (title) }
                p { (language.pick(
                    "お申し込みのときにショップへお伝えになったメールアドレス、またはご注文番号（12桁の数字）をご入力ください。ご契約のページのアドレスを、そのメールアドレスへお送りします。",
                    "Enter the mail address that you gave to the shop when you subscribed, or your order number (12 digits). The address of your subscription page is sent to that mail address.",
                )) }
                @if let Some(wrong) = wrong {
                    p .problem role="alert" {
                        @match wrong {
                            Wrong::Address => { (language.pick(
                                "メールアドレス、またはご注文番号の形をご確認ください。",
                                "Please check the mail address or the order number.",
                            )) }
                            Wrong::Number => { (misread(language)) }
                        }
                    }
                }
                input type="hidden" name="language" value=(language.tag());
                label { (language.pick("メールアドレス、またはご注文番号", "Mail address or order number")) input type="text" inputmode="email" name="mail" required maxlength="254" autocomplete="email" autocapitalize="none" spellcheck="false"; }
                button { (language.pick("メールで受け取る", "Send it to me")) }
            }
        }
    };
    let status = if wrong.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
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
                    "このメールアドレスまたはご注文番号で承っているご契約があれば、数分以内に、ご登録のメールアドレスへメールが届きます。届かないときは、お申し込み先のショップへお問い合わせください。",
                    "If there is a subscription with this mail address or order number, a mail arrives within a few minutes. If none does, please ask the shop.",
                )) }
            }
        }
    };
    page(storefront, language, StatusCode::OK, title, Permissions::default(), &main)
}
