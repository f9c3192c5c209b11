//! The paths that an item mentions.

use crate::{
    attributes::{attributes, is_for_tests},
    imports::imports,
    tree::{Import, Mention, macro_name},
};
use proc_macro2::{Ident, TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::{
    Attribute,
    ext::IdentExt as _,
    visit::{self, Visit},
};

/// What an item mentions, and the `use`s inside of its functions.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) mentions: Vec<Mention>,
    pub(crate) imports: Vec<Import>,
    /// What the functions around this place bind: a lower-case word may be one of these.
    bound: Vec<BTreeSet<String>>,
}

/// Everything that an item mentions.
pub(crate) fn of(item: &syn::Item) -> Found {
    let mut found = Found::default();
    found.visit_item(item);
    found
}

/// Every word in the call of a macro.
pub(crate) fn words(tokens: &TokenStream, each: &mut impl FnMut(&Ident)) {
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(word) => each(&word),
            TokenTree::Group(group) => words(&group.stream(), each),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

impl Found {
    fn add(&mut self, path: Vec<String>, line: usize) {
        let is_bound = |name: &String| self.bound.iter().any(|names| names.contains(name));
        if !matches!(&path[..], [name] if is_bound(name)) {
            self.mentions.push(Mention { path, line });
        }
    }

    fn inside(&mut self, bound: BTreeSet<String>, visit: impl FnOnce(&mut Self)) {
        self.bound.push(bound);
        visit(self);
        self.bound.pop();
    }

    /// The paths among the words of a macro or an attribute.
    fn visit_tokens(&mut self, tokens: &TokenStream) {
        let tokens: Vec<_> = tokens.clone().into_iter().collect();
        let mark = |at: usize| match tokens.get(at) {
            Some(TokenTree::Punct(mark)) => Some(mark.as_char()),
            _ => None,
        };
        let is_path_mark = |at: usize| mark(at) == Some(':') && mark(at + 1) == Some(':');
        let mut at = 0;
        while at < tokens.len() {
            match &tokens[at] {
                TokenTree::Group(group) => self.visit_tokens(&group.stream()),
                TokenTree::Ident(first) => {
                    let before = at.checked_sub(1).and_then(mark);
                    let is_after_range = at >= 2 && before == Some('.') && mark(at - 2) == Some('.');
                    let mut path = vec![first.unraw().to_string()];
                    while is_path_mark(at + 1)
                        && let Some(TokenTree::Ident(next)) = tokens.get(at + 3)
                    {
                        path.push(next.unraw().to_string());
                        at += 3;
                    }
                    let is_call_of_macro = mark(at + 1) == Some('!') && mark(at + 2) != Some('=');
                    // A method, a lifetime, a variable of a macro, a name of another crate; a name of a field.
                    let is_other = match before {
                        Some('.') => !is_after_range,
                        Some('$') => first != "crate",
                        Some('\'' | ':') => true,
                        _ => path.len() == 1 && mark(at + 1) == Some(':'),
                    };
                    if is_call_of_macro {
                        let name = path.pop().unwrap_or_default();
                        self.add(vec![macro_name(&name)], first.span().start().line);
                    } else if !is_other {
                        self.add(path, first.span().start().line);
                    }
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            at += 1;
        }
    }

    /// The paths in the texts of an attribute: `#[serde(with = "crate::day")]`.
    fn visit_texts(&mut self, tokens: &TokenStream) {
        for token in tokens.clone() {
            match token {
                TokenTree::Group(group) => self.visit_texts(&group.stream()),
                TokenTree::Literal(literal) => {
                    let text = literal.to_string();
                    let path: Vec<_> = text.trim_matches('"').split("::").map(str::to_owned).collect();
                    let is_name =
                        |name: &String| syn::parse_str::<Ident>(name).is_ok() || name == "crate" || name == "super";
                    if path.len() > 1 && path.iter().all(is_name) {
                        self.add(path, literal.span().start().line);
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

/// The names that patterns bind.
#[derive(Default)]
struct Bound(BTreeSet<String>);

impl<'ast> Visit<'ast> for Bound {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        let name = pattern.ident.unraw().to_string();
        // An upper-case name in a pattern is a constant.
        if name.starts_with(|first: char| first.is_lowercase() || first == '_') {
            self.0.insert(name);
        }
        visit::visit_pat_ident(self, pattern);
    }
}

fn bound_by(visit: impl FnOnce(&mut Bound)) -> BTreeSet<String> {
    let mut bound = Bound::default();
    visit(&mut bound);
    bound.0
}

impl<'ast> Visit<'ast> for Found {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        if !is_for_tests(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast syn::ImplItem) {
        let attributes = match item {
            syn::ImplItem::Const(item) => &item.attrs[..],
            syn::ImplItem::Fn(item) => &item.attrs,
            syn::ImplItem::Type(item) => &item.attrs,
            syn::ImplItem::Macro(item) => &item.attrs,
            _ => &[],
        };
        if !is_for_tests(attributes) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.inside(bound_by(|bound| bound.visit_item_fn(item)), |found| visit::visit_item_fn(found, item));
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.inside(bound_by(|bound| bound.visit_impl_item_fn(item)), |found| visit::visit_impl_item_fn(found, item));
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.inside(bound_by(|bound| bound.visit_trait_item_fn(item)), |found| visit::visit_trait_item_fn(found, item));
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.imports.extend(imports(item));
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.add(vec![pattern.ident.unraw().to_string()], pattern.ident.span().start().line);
        visit::visit_pat_ident(self, pattern);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none()
            && let Some(first) = path.segments.first()
        {
            let names = path.segments.iter().map(|segment| segment.ident.unraw().to_string()).collect();
            self.add(names, first.ident.span().start().line);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        if let Some(name) = call.path.segments.last() {
            self.add(vec![macro_name(&name.ident.unraw().to_string())], name.ident.span().start().line);
        }
        self.visit_tokens(&call.tokens);
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        // Prose is no path, and an attribute's own name is the compiler's or another crate's.
        if let syn::Meta::List(list) = &attribute.meta {
            self.visit_texts(&list.tokens);
            self.visit_tokens(&list.tokens);
        }
    }
}
