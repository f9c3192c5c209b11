//! The merchant's server as browsers and the gateway meet it: over its router, with a database of its own each time.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may stop at the first surprise")]

mod any_input;
mod assets;
mod bad_input;
mod binary;
mod checkout;
mod conformity;
mod connections;
mod database;
mod doctor;
mod handoff;
mod message;
mod notifications;
mod pages;
mod persons;
mod postbox;
mod postgres;
mod program;
mod reconciliation;
mod recurring;
mod result;
mod returns;
mod settings;
mod support;
mod time;
mod tool_files;
mod trouble;
mod v1;
mod watch;
mod webhooks;
