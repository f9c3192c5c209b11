//! What staff look up in the gateway's management tool, and what they write down. The gateway is
//! asked for nothing.

use super::Shop;
use super::billing::{self, Overview};
use super::problem::{Code, Problem};
use super::staff_deeds::contract_name;
use crate::domain::staff::{ChargeFinding, ContractFinding, DoubtfulCharge, DoubtfulContract, Noted, Witness};
use crate::store::MailHold;
use chrono::NaiveDate;

/// What is open, and what was found lately.
#[derive(Clone, Debug)]
pub struct Open {
    /// Contracts in state `unknown`.
    pub contracts: Vec<DoubtfulContract>,
    /// Charges of unknown outcome.
    pub charges: Vec<DoubtfulCharge>,
    /// The latest notes.
    pub notes: Vec<Noted>,
    /// The billing run, and who is suspended.
    pub billing: Overview,
    /// Since when and why no mail is sent to payers.
    pub mails: Option<MailHold>,
}

/// What is open now.
///
/// # Errors
/// The [`Problem`] of a store that does not answer.
pub async fn open(shop: &Shop) -> Result<Open, Problem> {
    Ok(Open {
        contracts: shop.store.doubtful_contracts().await?,
        charges: shop.store.doubtful_charges().await?,
        notes: shop.store.latest_notes().await?,
        billing: billing::overview(shop).await?,
        mails: shop.store.mail_hold().await?,
    })
}

/// Something that was found.
#[derive(Clone, Copy, Debug)]
pub enum Finding {
    /// Of a contract.
    Contract {
        /// The moment of its last change when the person looked.
        seen: i64,
        /// What the tool says.
        says: ContractFinding,
    },
    /// Of a charge.
    Charge {
        /// The day it was due.
        due_on: NaiveDate,
        /// What the tool says.
        says: ChargeFinding,
    },
}

/// Writes down what was found of a contract or of one of its charges.
///
/// # Errors
/// [`Code::NoLongerUnknown`] when it is known by now.
pub async fn write_down(shop: &Shop, subscription: &str, finding: Finding, witness: &Witness) -> Result<(), Problem> {
    let now = shop.clock.now().ok_or(Code::Internal)?;
    let written = match finding {
        Finding::Contract { seen, says } => shop.store.note_contract(subscription, seen, says, witness, now).await?,
        Finding::Charge { due_on, says } => {
            shop.store.note_charge(subscription, due_on, says, witness, now.unix_seconds()).await?
        }
    };
    if written { Ok(()) } else { Err(Code::NoLongerUnknown.into()) }
}

/// A contract as the log names it. Its own name is its payer's secret address and stays out.
///
/// # Errors
/// [`Code::NoLongerUnknown`] where there is none.
pub async fn contract_named(shop: &Shop, subscription: &str) -> Result<String, Problem> {
    let contract = shop.store.subscription(subscription).await?.ok_or(Code::NoLongerUnknown)?;
    Ok(contract_name(&contract))
}
