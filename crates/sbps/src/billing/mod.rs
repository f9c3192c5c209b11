//! How a merchant bills, and what its contract with the gateway lets it offer.
//!
//! Service specification: "Billing Methods", "Basic Specifications", "Supported devices" and the table "Combination of
//! payment methods" in "Differences of functions when au Kantan Kessai Service is used via SBPS".
//!
//! A [`Contract`] says which payment methods were applied for. An [`Offering`] exists only where that contract can sell
//! this commodity with this billing method.

pub mod contract;
pub mod device;
pub mod method;
pub mod offering;
pub mod source;

pub use contract::{Commodity, Contract, Terms};
pub use device::Device;
pub use method::{BillingMethod, SalesMethod};
pub use offering::{Offering, OfferingError, OfferingRule};
pub use source::PaymentSource;
