#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]
#![deny(missing_docs)]
#![cfg_attr(not(test), deny(clippy::expect_used))]

#[cfg(all(feature = "sign", target_arch = "wasm32"))]
compile_error!("the checksum belongs on the merchant's server: feature `sign` cannot be built for wasm32");

#[cfg(feature = "api")]
pub mod api;
pub mod billing;
pub mod calendar;
#[cfg(feature = "sign")]
pub mod checksum;
pub mod date_time;
pub mod error_code;
pub mod identifier;
pub mod message;
pub mod money;
pub mod period;
#[cfg(feature = "sign")]
pub mod received;
pub mod schedule;
pub mod status;
pub mod tax;
pub mod text;
#[cfg(feature = "api")]
pub mod verdict;
#[cfg(feature = "wire")]
pub mod wire;
