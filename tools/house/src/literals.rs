//! The text literals of an item: in expressions, in patterns and among the words of macros.

use crate::{
    attributes::{attributes, is_for_tests},
    tree::Literal,
};
use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, Lit,
    visit::{self, Visit},
};

/// Macros whose texts no page shows: they are written for the log.
const LOGS: [&str; 5] = ["debug", "error", "info", "trace", "warn"];

/// Every text literal of an item that is not built for tests alone.
pub(crate) fn of(item: &syn::Item) -> Vec<Literal> {
    let mut found = Found::default();
    found.visit_item(item);
    found.0
}

#[derive(Default)]
struct Found(Vec<Literal>);

impl Found {
    fn add(&mut self, literal: &Lit) {
        if let Lit::Str(text) = literal {
            self.0.push(Literal { text: text.value(), line: text.span().start().line });
        }
    }

    fn visit_tokens(&mut self, tokens: &TokenStream) {
        let mut is_after_hash = false;
        for token in tokens.clone() {
            match &token {
                // `#[…]` among a macro's words is an attribute, such as the comment of an item.
                TokenTree::Group(group) if !is_after_hash => self.visit_tokens(&group.stream()),
                TokenTree::Literal(literal) => self.add(&Lit::new(literal.clone())),
                _ => {}
            }
            is_after_hash = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '#');
        }
    }
}

impl<'ast> Visit<'ast> for Found {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if !is_for_tests(&item.attrs) {
            visit::visit_impl_item_fn(self, item);
        }
    }

    fn visit_lit(&mut self, literal: &'ast Lit) {
        self.add(literal);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if call.path.segments.last().is_none_or(|name| LOGS.iter().all(|log| name.ident != log)) {
            self.visit_tokens(&call.tokens);
        }
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}
}
