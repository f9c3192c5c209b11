//! The names that a `use` brings in.

use crate::tree::{Import, Mention};
use syn::{UseTree, Visibility, ext::IdentExt as _};

/// Every name that a `use` brings in.
pub(crate) fn imports(import: &syn::ItemUse) -> Vec<Import> {
    let mut found = Vec::new();
    // `use ::name` is another crate's.
    if import.leading_colon.is_none() {
        let is_reexport = !matches!(import.vis, Visibility::Inherited);
        flatten(&import.tree, &[], is_reexport, &mut found);
    }
    found
}

fn flatten(tree: &UseTree, before: &[String], is_reexport: bool, found: &mut Vec<Import>) {
    let then = |name: &syn::Ident| {
        let name = name.unraw().to_string();
        // `use a::{self}` names `a`.
        let own = (name != "self" || before.is_empty()).then_some(name);
        before.iter().cloned().chain(own).collect::<Vec<_>>()
    };
    let mut add = |path: Vec<String>, name: Option<String>, is_glob, at: proc_macro2::Span| {
        let mention = Mention { path, line: at.start().line };
        found.push(Import { name, is_glob, is_reexport, mention });
    };
    match tree {
        UseTree::Path(path) => flatten(&path.tree, &then(&path.ident), is_reexport, found),
        UseTree::Name(name) => {
            let path = then(&name.ident);
            let last = path.last().cloned();
            add(path, last, false, name.ident.span());
        }
        UseTree::Rename(rename) => {
            let new = rename.rename.unraw().to_string();
            add(then(&rename.ident), (new != "_").then_some(new), false, rename.ident.span());
        }
        UseTree::Glob(glob) => add(before.to_vec(), None, true, glob.star_token.spans[0]),
        UseTree::Group(group) => group.items.iter().for_each(|tree| flatten(tree, before, is_reexport, found)),
    }
}
