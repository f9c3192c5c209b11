//! Layers: the rooms of a crate in the order in which they may use each other.
//!
//! A *room* is a module that the crate's root declares. The root itself stands above every layer.

use crate::arrow::Arrow;
use std::{collections::BTreeSet, fmt};

/// The rooms of each layer, the lowest layer first. Rooms of one layer may use each other.
pub type Layers<'a> = &'a [&'a [&'a str]];

/// What contradicts the layers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Misplaced {
    /// A room uses one that stands above it.
    Upward(Arrow),
    /// A room stands in no layer.
    Unplaced(String),
    /// A layer names a room that does not exist, or one twice.
    Unknown(String),
}

impl fmt::Display for Misplaced {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Upward(arrow) => {
                let room = |room: &Option<String>| room.clone().unwrap_or_else(|| "the root".to_owned());
                write!(out, "{} stands below {}, but {arrow}", room(&arrow.from_room), room(&arrow.to_room))
            }
            Self::Unplaced(room) => write!(out, "{room} stands in no layer"),
            Self::Unknown(room) => write!(out, "{room} is no room of this crate, or named twice"),
        }
    }
}

/// Everything that contradicts the layers.
#[must_use]
pub fn misplaced(rooms: &[String], arrows: &[Arrow], layers: Layers<'_>) -> Vec<Misplaced> {
    let height = |room: &Option<String>| match room {
        None => Some(layers.len()),
        Some(room) => layers.iter().position(|layer| layer.contains(&room.as_str())),
    };
    let is_upward =
        |arrow: &&Arrow| height(&arrow.from_room).zip(height(&arrow.to_room)).is_some_and(|(from, to)| from < to);
    let mut unseen: BTreeSet<&str> = rooms.iter().map(String::as_str).collect();
    let unknown: Vec<_> =
        layers.iter().copied().flatten().filter(|room| !unseen.remove(**room)).map(|room| (*room).to_owned()).collect();
    unknown
        .into_iter()
        .map(Misplaced::Unknown)
        .chain(unseen.into_iter().map(|room| Misplaced::Unplaced(room.to_owned())))
        .chain(arrows.iter().filter(is_upward).cloned().map(Misplaced::Upward))
        .collect()
}
