//! What the gateway does: it tells the merchant, and lets the time pass.

pub(crate) mod merchant;
pub mod notices;
pub mod passing;
pub mod sending;
