//! What handlers are given: the parts of an address, a body, and whether staff ask.

mod body;
mod form;
mod idempotency;
mod key;
mod request;
mod sender;
mod source;
mod staff;
mod staff_form;
mod strict;
mod upload;

pub(super) use body::{FormOrJson, Json, PageForm};
pub(super) use form::{Posted, WISH};
pub(super) use idempotency::{IdempotencyKey, digest};
pub(super) use key::{Contracting, KeyHolder, Ordering, Paying, Reading, Recording, Takes, wrong_parameter};
pub(super) use request::{NamedPath, PageLanguage, Query, refused_body};
pub(super) use source::Source;
pub(super) use staff::{
    Administering, Operating, Staff, StaffSystem, Viewing, lacks_role, session_cookie, session_token,
};
pub(super) use staff_form::{OwnForm, StaffForm, StaffsOwn};
pub(super) use upload::StaffUpload;
