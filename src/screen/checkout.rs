//! The last screen before au, review and confirm: `<kantan-checkout>`. A one-time purchase or a recurring contract.
//!
//! Service specification, "Billing Methods"; Act on Specified Commercial Transactions, article 12-6, for what the last
//! screen before an order shows.

mod failure_view;
mod notices;
mod pay_button;
mod phase;
mod review;
mod standing;
mod state;
mod statement;
mod terms;

pub use phase::Phase;
pub use review::screen;
pub use standing::{Gate, Standing, standing};
pub use state::CheckoutState;
pub use terms::agreed;
