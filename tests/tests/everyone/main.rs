//! For everyone: every state of the gallery in the colours, widths and text sizes that people need, by keyboard, and as a
//! screen reader tells it.

#![allow(clippy::expect_used, reason = "a test that cannot go on stops with a sentence")]

mod colours;
mod conformance;
mod heard;
mod keyboard;
mod markup;
mod room;
mod transcript;
mod walk;
