//! A page for every dead end, with one way out.

use super::frame::{Permissions, page};
use crate::domain::language::Language;
use crate::service::address::in_language;
use crate::service::problem::Problem;
use crate::service::storefront::Storefront;
use crate::web::problem::Told;
use axum::response::Response;
use maud::html;

/// The problem as a page.
pub(in crate::web) fn page_of(problem: &Problem, storefront: &Storefront, language: Language) -> Response {
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
    page(storefront, language, problem.code.status_code(), title, Permissions::default(), &main)
}
