//! HTTP: which address does what, the pages, and how problems are told. Knows the service and the
//! domain, and never the store.

pub mod assets;
mod calendar;
pub mod connections;
mod extract;
mod frames;
mod json;
mod limits;
mod nowhere;
mod pages;
mod problem;
mod request_log;
mod respond;
mod router;
mod routes;
mod sign_in_limits;
pub(crate) mod v1;

pub(crate) use pages::evidence::file_of as evidence_file;
pub use router::{router, router_with_patience};
