//! What nobody knows and a person has to look up; and what that person found.

mod doubt;
mod note;
