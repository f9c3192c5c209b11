//! Circles: files of which each one uses, over others, itself.

use crate::arrow::Arrow;
use petgraph::{algo::tarjan_scc, prelude::DiGraphMap};
use std::{collections::BTreeSet, fmt, path::PathBuf};

/// Files that cannot be understood one after the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// The files, ordered.
    pub files: Vec<PathBuf>,
    /// Every arrow between them.
    pub arrows: Vec<Arrow>,
}

impl fmt::Display for Circle {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} files use each other in a circle:", self.files.len())?;
        self.arrows.iter().try_for_each(|arrow| write!(out, "\n    {arrow}"))
    }
}

/// Every circle among these arrows, ordered by its first file.
#[must_use]
pub fn circles(arrows: &[Arrow]) -> Vec<Circle> {
    let mut graph = DiGraphMap::<_, ()>::new();
    for arrow in arrows {
        graph.add_edge(arrow.from.as_path(), arrow.to.as_path(), ());
    }
    let mut found: Vec<_> = tarjan_scc(&graph)
        .into_iter()
        .filter(|files| files.len() > 1)
        .map(|files| {
            let files: BTreeSet<_> = files.into_iter().collect();
            let is_inside = |arrow: &&Arrow| files.contains(&*arrow.from) && files.contains(&*arrow.to);
            let arrows = arrows.iter().filter(is_inside).cloned().collect();
            Circle { files: files.into_iter().map(PathBuf::from).collect(), arrows }
        })
        .collect();
    found.sort_by(|one, other| one.files.cmp(&other.files));
    found
}
