//! Reads the files of a crate into its [`Tree`].

use crate::{
    attributes::{attributes, is_for_tests},
    imports::imports,
    literals, mentions,
    tree::{Module, ModuleId, Tree, macro_name},
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use syn::{Attribute, Item, Meta, ext::IdentExt as _};

/// Why a crate could not be read.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// A file is not there or cannot be read.
    #[error("{} cannot be read: {cause}", file.display())]
    Unreadable {
        /// The file.
        file: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A file is not Rust.
    #[error("{}:{line}: {message}", file.display())]
    Syntax {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

/// The crate whose root file (`lib.rs`, `main.rs`) this is.
pub(crate) fn read(root: &Path) -> Result<Tree, Failure> {
    let mut tree = Tree::default();
    let folder = root.parent().unwrap_or(Path::new(""));
    read_file(&mut tree, root, folder, Vec::new(), None)?;
    Ok(tree)
}

/// Reads a module that is a whole file; its children lie in `folder`.
fn read_file(
    tree: &mut Tree,
    file: &Path,
    folder: &Path,
    path: Vec<String>,
    parent: Option<ModuleId>,
) -> Result<ModuleId, Failure> {
    let text = fs::read_to_string(file).map_err(|cause| Failure::Unreadable { file: file.to_owned(), cause })?;
    let parsed = syn::parse_file(&text).map_err(|error| Failure::Syntax {
        file: file.to_owned(),
        line: error.span().start().line,
        message: error.to_string(),
    })?;
    let id = add_module(tree, file, path, parent);
    read_items(tree, id, &parsed.items, folder)?;
    Ok(id)
}

fn add_module(tree: &mut Tree, file: &Path, path: Vec<String>, parent: Option<ModuleId>) -> ModuleId {
    let id = tree.modules.len();
    if let (Some(parent), Some(name)) = (parent, path.last()) {
        tree.modules[parent].children.insert(name.clone(), id);
    }
    tree.modules.push(Module { path, file: file.to_owned(), parent, ..Module::default() });
    id
}

fn read_items(tree: &mut Tree, at: ModuleId, items: &[Item], folder: &Path) -> Result<(), Failure> {
    for item in items.iter().filter(|item| !is_for_tests(attributes(item))) {
        match item {
            Item::Mod(module) => read_child(tree, at, module, folder)?,
            Item::Use(import) => tree.modules[at].imports.extend(imports(import)),
            _ => {
                let module = &mut tree.modules[at];
                module.items.extend(defined_name(item));
                if let Item::Macro(call) = item
                    && call.ident.is_none()
                {
                    mentions::words(&call.mac.tokens, &mut |word| {
                        module.made.insert(word.to_string());
                    });
                }
                let found = mentions::of(item);
                module.mentions.extend(found.mentions);
                module.imports.extend(found.imports);
                module.literals.extend(literals::of(item));
            }
        }
    }
    Ok(())
}

fn read_child(tree: &mut Tree, at: ModuleId, module: &syn::ItemMod, folder: &Path) -> Result<(), Failure> {
    let name = module.ident.unraw().to_string();
    let path: Vec<_> = tree.modules[at].path.iter().cloned().chain([name.clone()]).collect();
    let parent_file = tree.modules[at].file.clone();
    let inner = folder.join(&name);
    if let Some((_, items)) = &module.content {
        let child = add_module(tree, &parent_file, path, Some(at));
        return read_items(tree, child, items, &inner);
    }
    if let Some(elsewhere) = told_path(&module.attrs) {
        let file = parent_file.parent().unwrap_or(Path::new("")).join(elsewhere);
        let beside = file.parent().unwrap_or(Path::new("")).to_owned();
        return read_file(tree, &file, &beside, path, Some(at)).map(drop);
    }
    let alone = folder.join(format!("{name}.rs"));
    let file = if alone.exists() { alone } else { inner.join("mod.rs") };
    read_file(tree, &file, &inner, path, Some(at)).map(drop)
}

/// The file of `#[path = "…"]`.
fn told_path(attributes: &[Attribute]) -> Option<String> {
    attributes.iter().find_map(|attribute| match &attribute.meta {
        Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    })
}

/// What an item is called in its module.
fn defined_name(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => return item.ident.as_ref().map(|name| macro_name(&name.unraw().to_string())),
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.unraw().to_string())
}
