//! What the gateway tells of a request, and what it is answered.

mod told;
mod verdict;

pub use told::{Subject, Told};
pub use verdict::{Reason, Verdict};
