//! The whole system as people meet it: a browser, the merchant's server, the sandbox.

#![allow(clippy::expect_used, reason = "a test that cannot go on stops with a sentence")]

mod builder;
mod bytes;
mod dates;
mod dead_ends;
mod example;
mod failures;
mod first_purchase;
mod glance;
mod headings;
mod leaving;
mod levels;
mod modules;
mod older_browsers;
mod once;
mod plain;
mod preview;
mod properties;
mod purchase;
mod recurring;
mod redirect;
mod staff;
mod states;
mod told;
mod usage;
mod wording;
