//! What handlers are given: the parts of an address, a body, and whether staff ask.

mod body;
mod form;
mod key;
mod request;
mod sender;
mod source;
mod staff;

pub(super) use body::{FormOrJson, FromForm, Json, PageForm};
pub(super) use form::Posted;
pub(super) use key::KeyHolder;
pub(super) use request::{NamedPath, Query, refused_body};
pub(super) use sender::Sender;
pub(super) use source::Source;
pub(super) use staff::{StaffBrowser, StaffSystem};
