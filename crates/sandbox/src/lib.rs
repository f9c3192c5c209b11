//! Stands in for the gateway and the carrier on one machine: it examines purchase requests and applications, shows the
//! screens, notifies the merchant's server and sends the browser back; it keeps the contracts, bills them as its clock
//! moves, and answers the API type. It is not the real service and no money moves.
//!
//! Service specification, "Service Diagram" and "Payment Status Transition"; link type, A01-1, A02-1, A03-1, D01-1; API
//! type, the five functions for au.

pub mod api;
pub mod billed;
pub mod clock;
pub mod config;
pub mod contract;
pub mod exchange;
pub mod fault;
pub mod gateway;
pub mod kept;
pub mod language;
pub mod message;
pub mod order;
pub mod paths;
pub mod payment;
pub mod routes;
pub mod screens;
pub mod service;
pub mod shared;
pub mod state;
pub mod words;

pub use shared::Sandbox;
