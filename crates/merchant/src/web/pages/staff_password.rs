//! The page on which a person changes the own password.

use super::staff_frame::{Place, StaffPage, staff_page};
use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::service::persons::PasswordChange;
use crate::service::problem::{Code, Problem};
use crate::service::storefront::Storefront;
use axum::response::Response;
use maud::{Markup, html};

/// The page; after a try, what became of it.
pub(in crate::web) fn page_of(
    viewer: &Viewer,
    tried: Option<PasswordChange>,
    storefront: &Storefront,
    language: Language,
) -> Response {
    let why = match tried {
        None | Some(PasswordChange::Changed) => None,
        Some(PasswordChange::Refused) => {
            Some(language.pick("いまのパスワードが違います。", "This is not your password until now."))
        }
        Some(PasswordChange::NotAllowed) => Some(language.pick(
            "新しいパスワードは12文字以上で、お名前を含まず、いまのものと違うものにしてください。2回とも同じものを入力してください。",
            "A new password has at least 12 characters, does not hold your name and is another one; type the same one twice.",
        )),
    };
    let field = |name: &str, label: &str, hint: &str| -> Markup {
        html! { label { (label) input type="password" name=(name) required autocomplete=(hint); } }
    };
    let body = html! {
        form .plain method="post" action="/staff/password" {
            @if let Some(why) = why { p .problem role="alert" { (why) } }
            input type="hidden" name="language" value=(language.tag());
            (field("former", language.pick("いまのパスワード", "Your password until now"), "current-password"))
            (field("next", language.pick("新しいパスワード", "The new password"), "new-password"))
            (field("again", language.pick("新しいパスワード（もう一度）", "The new password again"), "new-password"))
            button { (language.pick("パスワードを変更する", "Change the password")) }
            p { small { (language.pick(
                "変更すると、ほかの端末も含めてサインアウトします。新しいパスワードでサインインしてください。",
                "You are signed out everywhere then, and sign in with the new one.",
            )) } }
        }
    };
    let problem = why.map(|_| Problem::from(Code::RequestInvalid));
    let title = language.pick("パスワードの変更", "Your password");
    let of = StaffPage { place: Place::Search, title: Some(title), viewer, problem: problem.as_ref() };
    staff_page(&of, storefront, language, &body)
}
