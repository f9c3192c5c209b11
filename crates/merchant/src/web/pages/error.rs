//! A page for every dead end, with one way out.

use super::frame::{Permissions, page};
use crate::domain::language::Language;
use crate::service::address::{LOST_LINK, SIGN_IN, in_language, is_about_contract, leads_to_gateway};
use crate::service::problem::{Code, Problem};
use crate::service::storefront::Storefront;
use crate::web::problem::ProblemText;
use axum::response::Response;
use kantan_checkout::language::{MailSentence, ResultSentence, deadline};
use maud::html;

/// The problem as a page.
pub(in crate::web) fn page_of(problem: &Problem, storefront: &Storefront, language: Language) -> Response {
    let title = problem.code.title(language);
    let next = in_language(problem.next.as_deref().unwrap_or("/"), language);
    let main = html! {
        main #main .told data-error-code=(problem.code.as_str()) {
            h1 { (title) }
            p { (problem.code.advice(language)) }
            @if let Some(until) = problem.until { p { (deadline(language, until)) } }
            @if let (Code::TooManyRequests, Some(seconds)) = (problem.code, problem.retry_after) {
                p { (wait(seconds, language)) }
            }
            // Out of a frame, where it is in one.
            p { a.button href=(next) target="_top" { (label(problem, language)) } }
        }
    };
    let allowed = Permissions { in_frames: problem.code == Code::Framed, ..Permissions::default() };
    page(storefront, language, problem.code.status_code(), title, allowed, &main)
}

/// How long to wait, in whole minutes.
fn wait(seconds: u32, language: Language) -> String {
    let minutes = seconds.div_ceil(60);
    match language {
        Language::Japanese => format!("約{minutes}分後に、もう一度お進みいただけます。"),
        Language::English if minutes == 1 => "You can go on in about 1 minute.".to_owned(),
        Language::English => format!("You can go on in about {minutes} minutes."),
    }
}

/// What the way out is called.
fn label(problem: &Problem, language: Language) -> &'static str {
    let Some(next) = problem.next.as_deref() else { return language.pick("商品一覧へ", "To the products") };
    if problem.code == Code::Framed {
        language.pick("画面全体で開く", "Open it in the whole window")
    } else if next.starts_with(SIGN_IN) {
        language.pick("サインインする", "Sign in")
    } else if next.starts_with("/staff") {
        language.pick("担当者のページへ戻る", "Back to staff's pages")
    } else if next == LOST_LINK {
        language.say(MailSentence::LinksByMail)
    } else if leads_to_gateway(next) {
        language.pick("もう一度進む", "Go on again")
    } else if is_about_contract(next) {
        language.say(ResultSentence::ToSubscription)
    } else {
        language.pick("ご注文の状況を見る", "See the order")
    }
}
