//! What decides about an order beside what it says.

use crate::domain::plan::Methods;
use sbps::billing::{Contract, SalesMethod};
use sbps::date_time::JstDateTime;

/// What decides about an order beside what it says.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// The contract with the gateway.
    pub contract: Contract,
    /// The recurring contracts that can be made.
    pub methods: Methods,
    /// When one-time purchases become sales: agreed with the gateway, and nothing that a request could say.
    pub sales: SalesMethod,
    /// Whether pages of this shop are served without TLS, on one machine.
    pub is_local: bool,
    /// Now.
    pub now: JstDateTime,
}
