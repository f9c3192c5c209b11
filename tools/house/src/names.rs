//! What a path names, followed through `use`s to the module that defines it.

use crate::tree::{Import, ModuleId, Tree};

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    /// A module itself.
    Module(ModuleId),
    /// Something that this module defines.
    Item(ModuleId),
}

/// `use`s that are being followed: one that leads back to itself names nothing.
type Followed = Vec<(ModuleId, usize)>;

impl Tree {
    /// What a path means where it is written; `None` for what another crate, the language or a local name provides.
    pub(crate) fn target(&self, at: ModuleId, path: &[String]) -> Option<Target> {
        self.follow(at, path, false, &mut Followed::new())
    }

    fn follow(&self, at: ModuleId, path: &[String], wants_module: bool, followed: &mut Followed) -> Option<Target> {
        let mut module = at;
        let mut rest = path;
        let mut anchored = false;
        while let Some((first, others)) = rest.split_first() {
            match first.as_str() {
                "crate" => module = 0,
                "self" => {}
                "super" => module = self.modules[module].parent?,
                _ => break,
            }
            (rest, anchored) = (others, true);
        }
        if rest.is_empty() {
            return anchored.then_some(Target::Module(module));
        }
        for (place, name) in rest.iter().enumerate() {
            let is_last = place + 1 == rest.len();
            match self.look_up(module, name, !is_last || wants_module, followed)? {
                Target::Module(inner) => module = inner,
                // A variant, an associated function: the type is what was asked for.
                item @ Target::Item(_) => return Some(item),
            }
        }
        Some(Target::Module(module))
    }

    /// A module and something else may have one name; which one is meant shows in whether a path goes on after it.
    fn look_up(&self, at: ModuleId, name: &str, wants_module: bool, followed: &mut Followed) -> Option<Target> {
        let module = &self.modules[at];
        let child = module.children.get(name).map(|child| Target::Module(*child));
        let item = module.items.contains(name).then_some(Target::Item(at));
        let own = if wants_module { child.or(item) } else { item.or(child) };
        let satisfied = |target: Target| !wants_module || matches!(target, Target::Module(_));
        if let Some(own) = own.filter(|own| satisfied(*own)) {
            return Some(own);
        }
        let mut second_best = own;
        let named = |import: &Import| import.name.as_deref() == Some(name);
        for (index, import) in module.imports.iter().enumerate() {
            if !named(import) && !import.is_glob || followed.contains(&(at, index)) {
                continue;
            }
            followed.push((at, index));
            let path = &import.mention.path;
            let found = if import.is_glob {
                match self.follow(at, path, true, followed) {
                    Some(Target::Module(inner)) => self.look_up(inner, name, wants_module, followed),
                    _ => None,
                }
            } else {
                self.follow(at, path, wants_module, followed)
            };
            followed.pop();
            match found {
                Some(target) if satisfied(target) => return Some(target),
                other => second_best = second_best.or(other),
            }
        }
        second_best.or_else(|| module.made.contains(name).then_some(Target::Item(at)))
    }
}
