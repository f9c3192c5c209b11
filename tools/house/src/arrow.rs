//! The arrows between files.

use crate::{
    names::Target,
    tree::{Mention, ModuleId, Tree},
};
use std::{collections::BTreeMap, fmt, path::PathBuf};

/// A file names something that another file defines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrow {
    /// The file that names it.
    pub from: PathBuf,
    /// The line of the first such name, from 1.
    pub line: usize,
    /// The name as it is written.
    pub name: String,
    /// The file that defines it.
    pub to: PathBuf,
    /// The module below the root in which `from` lies; `None` for the root itself.
    pub from_room: Option<String>,
    /// The same for `to`.
    pub to_room: Option<String>,
}

impl fmt::Display for Arrow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{} uses {} of {}", self.from.display(), self.line, self.name, self.to.display())
    }
}

/// One arrow for each pair of files: the first name in the file.
pub(crate) fn between(tree: &Tree) -> Vec<Arrow> {
    let mut arrows = BTreeMap::<(PathBuf, PathBuf), Arrow>::new();
    for (id, module) in tree.modules.iter().enumerate() {
        let imported = module.imports.iter().filter_map(|import| {
            let target = definition(tree, id, &import.mention)?;
            // A door tells what lies behind it, as `mod` does.
            let is_door = import.is_reexport && tree.is_inside(target, id);
            (!is_door).then_some((target, &import.mention))
        });
        let mentioned = module.mentions.iter().filter_map(|mention| Some((definition(tree, id, mention)?, mention)));
        for (target, mention) in imported.chain(mentioned) {
            let target = &tree.modules[target];
            if target.file == module.file {
                continue;
            }
            let arrow = Arrow {
                from: module.file.clone(),
                line: mention.line,
                name: mention.path.join("::"),
                to: target.file.clone(),
                from_room: module.path.first().cloned(),
                to_room: target.path.first().cloned(),
            };
            let first = arrows.entry((arrow.from.clone(), arrow.to.clone())).or_insert_with(|| arrow.clone());
            if arrow.line < first.line {
                *first = arrow;
            }
        }
    }
    arrows.into_values().collect()
}

/// The module that defines what a mention names; `None` for a module as such, which may be a door.
fn definition(tree: &Tree, at: ModuleId, mention: &Mention) -> Option<ModuleId> {
    match &mention.path[..] {
        // Whatever path leads to it: a `macro_rules!` is in scope by the order of the text.
        [.., name] if name.ends_with('!') => tree.modules.iter().position(|module| module.items.contains(name)),
        path => match tree.target(at, path)? {
            Target::Item(module) => Some(module),
            Target::Module(_) => None,
        },
    }
}
