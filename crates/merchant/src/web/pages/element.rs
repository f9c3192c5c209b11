//! The elements, printed from the screens that they draw themselves: what a payer reads is the same
//! without script, without WebAssembly and with both.

use super::frame::Module;
use crate::domain::language::Language;
use crate::service::problem::{Code, Problem};
use kantan_checkout::print::{Element, Problems};
use maud::{Markup, PreEscaped};

/// What an element of the shop's is told beside its data, in that language.
pub(super) fn element(language: Language, module: Module, endpoint: &str) -> Element<'_> {
    let (_, stylesheet) = module.addresses();
    Element { language, stylesheet, endpoint: Some(endpoint), ..Element::default() }
}

/// What was printed. Data of ours that no screen shows are our fault.
pub(super) fn printed(html: Result<String, Problems>) -> Result<Markup, Problem> {
    html.map(PreEscaped).map_err(|problems| {
        tracing::error!(%problems, "a page's data are not valid");
        Code::Internal.into()
    })
}
