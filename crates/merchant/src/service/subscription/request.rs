//! What the payer's browser posts about a contract that there is: signed, and kept before it is
//! handed out.

use crate::domain::order::{ATTEMPTS_SECONDS, Order, Requested};
use crate::domain::reference::unguessable;
use crate::domain::subscription::Subscription;
use crate::domain::subscription::request::{ContractRequest, Purpose};
use crate::service::Shop;
use crate::service::address::subscription_address;
use crate::service::problem::{Code, Problem, internal};
use crate::service::signing::{Handoff, addresses, application, describe_contract, purchase};
use sbps::date_time::JstDateTime;
use sbps::identifier::{OrderId, TrackingId};
use sbps::message::Application;
use sbps::message::purchase_request::{Purchase, ReturnAddresses};

/// A request with a fresh order id, not signed yet.
pub(super) struct Prepared {
    /// The gateway's name for the contract.
    pub(super) contract: TrackingId,
    subscription: String,
    /// The contract's page.
    page: String,
    order: Order,
    order_id: OrderId,
    token: String,
    addresses: ReturnAddresses,
    now: JstDateTime,
}

impl Prepared {
    /// A request about a contract that the gateway has made.
    pub(super) async fn new(shop: &Shop, subscription: &Subscription, now: JstDateTime) -> Result<Self, Problem> {
        let token = unguessable();
        Ok(Self {
            contract: subscription.tracking_id.clone().ok_or(Code::Internal)?,
            subscription: subscription.reference.clone(),
            page: subscription_address(&subscription.links.act),
            order: shop.store.order(&subscription.order_reference).await?.ok_or(Code::Internal)?,
            order_id: OrderId::new(&unguessable()).map_err(|error| internal(&error))?,
            addresses: addresses(&shop.settings.public_url, &token).map_err(|error| internal(&error))?,
            token,
            now,
        })
    }

    /// Signs it as D01-1.
    pub(super) fn application(&self, shop: &Shop, asked: Application) -> Result<Handoff, Problem> {
        let description = describe_contract(shop, &self.order, self.order_id.clone(), asked, self.now);
        application(shop, description, self.addresses.clone())
    }

    /// Signs it as the A01-1 that cancels the contract.
    pub(super) fn cancellation(&self, shop: &Shop) -> Result<Handoff, Problem> {
        let cancel = Purchase::CancelRecurringSimple { tracking_id: self.contract.clone() };
        let asked = (Requested { amount: self.order.amount, tax: self.order.tax }, cancel);
        purchase(shop, &self.order, self.order_id.clone(), asked, self.addresses.clone(), self.now)
    }

    /// Keeps it: a result can only come for a request that is known.
    pub(super) async fn keep(self, shop: &Shop, purpose: Purpose) -> Result<(), Problem> {
        let Self { contract, subscription, page, order_id, token, .. } = self;
        let request = ContractRequest { order_id, subscription, token, contract, purpose };
        if shop.store.add_contract_request(&request, self.now.unix_seconds()).await? {
            return Ok(());
        }
        let wait = u32::try_from(ATTEMPTS_SECONDS).unwrap_or(600);
        Err(Problem::from(Code::TooManyRequests).after(wait).then(page))
    }
}
