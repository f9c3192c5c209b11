//! A page for every dead end, with one way out.

use super::{Permissions, page};
use crate::checkout::in_language;
use crate::language::Language;
use crate::problem::Problem;
use axum::response::Response;
use maud::html;

/// The problem as a page.
pub fn page_of(problem: &Problem, language: Language) -> Response {
    let title = problem.code.title(language);
    let next = in_language(problem.next.as_deref().unwrap_or("/"), language);
    let main = html! {
        main id="main" data-error-code=(problem.code.as_str()) {
            h1 { (title) }
            p { (problem.code.advice(language)) }
            @if let Some(until) = problem.until { p { (language.until(until)) } }
            p { a.button href=(next) {
                @if problem.next.is_some() { (language.pick("ご注文の状況を見る", "See the order")) }
                @else { (language.pick("商品一覧へ", "To the products")) }
            } }
        }
    };
    page(language, problem.code.status(), title, Permissions::default(), &main)
}
