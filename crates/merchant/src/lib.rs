//! A payment service for au Kantan Kessai over the link type: orders, signed requests,
//! notifications and returns; and recurring contracts, ended and billed over the API type.
//!
//! The hash key lives here and nowhere else. Goods are delivered on the gateway's notification
//! alone, never on the browser's return.
//!
//! Layers, each of which knows only what stands before it: [`domain`], [`store`], [`service`],
//! [`web`], [`cli`]. [`demo`] is the demo shop: values that [`cli`] hands to the service at the
//! start.

pub mod cli;
pub mod demo;
pub mod domain;
pub mod service;
pub mod store;
pub mod web;
