//! What the sandbox remembers.

pub mod exchanges;
