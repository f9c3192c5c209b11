//! A shop that sells through the payment service as any shop can, in whatever language it is written:
//! orders by `POST /v1/orders`, the printed element in a page of its own, and webhooks that tell what
//! became of them. It shares no code with the service.

mod catalogue;
mod customer;
mod event;
mod front;
mod http;
mod journal;
mod language;
mod pages;
mod record;
mod routes;
mod service;
mod settings;
mod shop;

pub use record::Record;
pub use routes::router;
pub use service::Service;
pub use settings::Settings;
pub use shop::Shop;
