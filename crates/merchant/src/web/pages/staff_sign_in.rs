//! The page on which staff sign in.

use super::frame::{Permissions, page};
use crate::domain::language::Language;
use crate::domain::person::LONGEST_NAME;
use crate::service::address::SIGN_IN;
use crate::service::problem::Code;
use crate::service::storefront::Storefront;
use axum::http::StatusCode;
use axum::response::Response;
use maud::html;

/// The page; after a try that was refused it has another status than 200. `next` is where signing in
/// leads.
pub(in crate::web) fn page_of(storefront: &Storefront, language: Language, status: StatusCode, next: &str) -> Response {
    let title = language.pick("担当者のサインイン", "Staff sign-in");
    let is_refused = status != StatusCode::OK;
    let main = html! {
        main #main .staff data-error-code=[is_refused.then_some(Code::StaffOnly.as_str())] {
            form .plain method="post" action=(SIGN_IN) {
                h1 { (title) }
                @if is_refused {
                    p .problem role="alert" { (language.pick(
                        "名前とパスワードの組み合わせが確認できません。",
                        "Nobody has this name and password.",
                    )) }
                }
                input type="hidden" name="language" value=(language.tag());
                input type="hidden" name="next" value=(next);
                label { (language.pick("名前", "Name")) input type="text" name="name" required maxlength=(LONGEST_NAME) autocomplete="username" autocapitalize="none"; }
                label { (language.pick("パスワード", "Password")) input type="password" name="password" required autocomplete="current-password"; }
                button { (language.pick("サインイン", "Sign in")) }
                p { small { (language.pick(
                    "パスワードが分からないときは、サービスの管理者に再設定を依頼してください。",
                    "If you have lost your password, ask whoever runs the service to set another.",
                )) } }
            }
        }
    };
    page(storefront, language, status, title, Permissions::default(), &main)
}
