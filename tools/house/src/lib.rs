//! How the files of a crate use each other, and what they say twice, read from their source.
//!
//! An *arrow* runs from a file to another one that defines something the first one names: in a `use`, in a path, or in
//! the words of a macro. `use`s are followed to the definition, so a door that only re-exports what lies behind it
//! neither receives arrows nor, for that, sends any; `mod` declares and uses nothing. What is built for tests alone
//! (`#[cfg(test)]`) may use whatever it tests.
//!
//! A *sentence* is a literal that a person reads, judged by its length. It is written down once for all crates that are
//! read together; a shorter one is a word, which two screens may share. Texts for the log are left out.
//!
//! Not seen: calls of methods, which name no path, and names that only a macro's expansion makes.

mod arrow;
mod attributes;
mod circle;
mod imports;
mod layer;
mod literals;
mod mentions;
mod names;
mod repetition;
mod source;
mod tree;

pub use arrow::Arrow;
pub use circle::{Circle, circles};
pub use layer::{Layers, Misplaced, misplaced};
pub use repetition::{Repetition, Sentence, repetitions};
pub use source::Failure;

use std::path::Path;

/// Every arrow of the crate whose root file is given, one for each pair of files, ordered by file.
///
/// # Errors
///
/// Where a file cannot be read or is not Rust.
pub fn arrows(root: &Path) -> Result<Vec<Arrow>, Failure> {
    Ok(arrow::between(&source::read(root)?))
}

/// The names of the modules that the crate's root file declares, those for tests alone left out.
///
/// # Errors
///
/// Where a file cannot be read or is not Rust.
pub fn rooms(root: &Path) -> Result<Vec<String>, Failure> {
    Ok(source::read(root)?.rooms())
}

/// Every sentence of the crate whose root file is given, in the rooms named, once for each place.
///
/// # Errors
///
/// Where a file cannot be read or is not Rust.
pub fn sentences(root: &Path, rooms: &[&str]) -> Result<Vec<Sentence>, Failure> {
    Ok(repetition::sentences(&source::read(root)?, rooms))
}
