//! What the sandbox remembers, in memory and in a file.

pub mod exchanges;
pub mod journal;
pub mod record;
pub mod remembered;
