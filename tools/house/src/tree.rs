//! The modules of a crate: what each one declares, imports and mentions.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::PathBuf,
};

/// A module's place in [`Tree::modules`].
pub(crate) type ModuleId = usize;

/// A whole crate; the first module is its root.
#[derive(Debug, Default)]
pub(crate) struct Tree {
    pub(crate) modules: Vec<Module>,
}

/// A module, in a file of its own or inside another one.
#[derive(Debug, Default)]
pub(crate) struct Module {
    /// The names from the root; none for the root itself.
    pub(crate) path: Vec<String>,
    pub(crate) file: PathBuf,
    pub(crate) parent: Option<ModuleId>,
    pub(crate) children: BTreeMap<String, ModuleId>,
    /// What is defined here: types, functions, constants, and macros under [`macro_name`].
    pub(crate) items: BTreeSet<String>,
    /// The words of macros called among the items: they may define what has one of these names.
    pub(crate) made: BTreeSet<String>,
    pub(crate) imports: Vec<Import>,
    pub(crate) mentions: Vec<Mention>,
    pub(crate) literals: Vec<Literal>,
}

/// A text as a program writes it down.
#[derive(Debug, Clone)]
pub(crate) struct Literal {
    pub(crate) text: String,
    /// The line in the file, from 1.
    pub(crate) line: usize,
}

/// One name that a `use` brings in.
#[derive(Debug, Clone)]
pub(crate) struct Import {
    /// The name it has here; none for `*` and `_`.
    pub(crate) name: Option<String>,
    pub(crate) is_glob: bool,
    /// Whether others may take it from here: `pub use`, `pub(crate) use` and the like.
    pub(crate) is_reexport: bool,
    pub(crate) mention: Mention,
}

/// A path as it is written, without its generic arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mention {
    pub(crate) path: Vec<String>,
    /// The line in the file, from 1.
    pub(crate) line: usize,
}

impl Tree {
    /// The modules directly below the root.
    pub(crate) fn rooms(&self) -> Vec<String> {
        self.modules.first().map(|root| root.children.keys().cloned().collect()).unwrap_or_default()
    }

    /// Whether a module lies inside another one, at any depth.
    pub(crate) fn is_inside(&self, inner: ModuleId, outer: ModuleId) -> bool {
        let mut at = self.modules[inner].parent;
        while let Some(module) = at {
            if module == outer {
                return true;
            }
            at = self.modules[module].parent;
        }
        false
    }
}

/// The name under which a `macro_rules!` stands among the items, apart from a function of the same name.
pub(crate) fn macro_name(name: &str) -> String {
    format!("{name}!")
}
