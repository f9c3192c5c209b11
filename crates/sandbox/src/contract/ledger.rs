//! Every contract and every charge, and how an order that the payer agreed to changes them.

use super::notice::Notice;
use super::{Charge, Contract, Ending, Method, Standing, Status, period};
use crate::kept::Kept;
use crate::order::{Intent, Order};
use chrono::NaiveDate;
use sbps::billing::PaymentSource;
use sbps::date_time::JstDateTime;
use sbps::identifier::{CustomerCode, ItemId, OrderId, TrackingId};
use sbps::money::Yen;

/// Every contract and every charge.
#[derive(Debug, Default)]
pub struct Ledger {
    /// The contracts, oldest first.
    pub contracts: Kept<Contract>,
    /// The charges, oldest first.
    pub charges: Kept<Charge>,
    /// The last day whose billing is done.
    pub billed_through: Option<NaiveDate>,
}

/// An order that the payer agreed to and the merchant's server recorded.
#[derive(Clone, Copy, Debug)]
pub struct Agreed<'a> {
    /// The order.
    pub order: &'a Order,
    /// The gateway's name for it.
    pub tracking_id: &'a TrackingId,
    /// Where the money comes from.
    pub source: PaymentSource,
    /// When the payer agreed.
    pub at: JstDateTime,
    /// Whether one-time purchases are settled without being asked for.
    pub automatic_sales: bool,
}

impl Ledger {
    /// The contract with that name.
    #[must_use]
    pub fn contract(&self, tracking_id: &TrackingId) -> Option<&Contract> {
        self.contracts.iter().find(|contract| contract.tracking_id == *tracking_id)
    }

    /// The contract with that name, to change it.
    pub fn contract_mut(&mut self, tracking_id: &TrackingId) -> Option<&mut Contract> {
        self.contracts.find_mut(|contract| contract.tracking_id == *tracking_id)
    }

    /// The fixed-term contract that is active for a customer and an item.
    #[must_use]
    pub fn active_fixed_term(&self, customer: &CustomerCode, item: &ItemId, today: NaiveDate) -> Option<&Contract> {
        self.contracts.iter().find(|contract| {
            !contract.is_simple()
                && contract.customer_code == *customer
                && contract.item_id == *item
                && contract.standing(today) == Standing::Active
        })
    }

    /// The charges made under a contract, oldest first.
    pub fn charges_of<'a>(&'a self, contract: &'a TrackingId) -> impl Iterator<Item = &'a Charge> {
        self.charges.iter().filter(move |charge| charge.contract.as_ref() == Some(contract))
    }

    /// The notices that the merchant did not record and is mailed instead, with their contracts.
    pub fn mails(&self) -> impl Iterator<Item = (&Contract, &Notice)> {
        self.contracts.iter().flat_map(|contract| {
            let mailed = contract.notices.iter().filter(|notice| notice.is_mailed());
            mailed.map(move |notice| (contract, notice))
        })
    }

    /// Ends a contract, unless it ended before; whether it did now.
    pub fn end(&mut self, tracking_id: &TrackingId, ending: Ending, at: JstDateTime) -> bool {
        match self.contract_mut(tracking_id) {
            Some(contract) if contract.ended.is_none() => {
                contract.ended = Some((ending, at));
                true
            }
            _ => false,
        }
    }

    /// Records an order; the simple contract that ended by it, if one did.
    pub fn record(&mut self, agreed: Agreed<'_>) -> Option<TrackingId> {
        let today = agreed.at.date();
        // What was recorded when the sandbox was killed is not recorded again.
        let named = self.contracts.iter().map(|contract| &contract.tracking_id);
        if named.chain(self.charges.iter().map(|charge| &charge.tracking_id)).any(|known| known == agreed.tracking_id) {
            return None;
        }
        match agreed.order.intent() {
            Intent::OneTime => {
                self.charge(&agreed, None, agreed.automatic_sales);
            }
            Intent::JoinSimple { first_month_free, last_charge_month } => {
                let Order::Purchase(request) = agreed.order else { return None };
                self.open(&agreed, Method::Simple { request: request.clone(), last_charge_month });
                if !first_month_free {
                    self.charge(&agreed, Some(agreed.tracking_id), true);
                }
            }
            Intent::FirstPurchase => {
                // With a contract that was applied for before, it is a purchase under that one (I).
                let parties = agreed.order.parties();
                let active = self.active_fixed_term(parties.customer_code, parties.item_id, today);
                let contract = active.map(|contract| contract.tracking_id.clone());
                if contract.is_none() {
                    self.open(&agreed, Method::FixedTerm { last_payment: today });
                }
                let contract = contract.unwrap_or_else(|| agreed.tracking_id.clone());
                self.charge(&agreed, Some(&contract), false);
                self.paid_under(&contract, today);
            }
            Intent::Apply => self.open(&agreed, Method::FixedTerm { last_payment: today }),
            Intent::Reapply(tracking_id) => {
                if let Some(contract) = self.contract_mut(tracking_id) {
                    contract.ended = None;
                }
                self.paid_under(tracking_id, today);
            }
            Intent::CancelSimple(tracking_id) => {
                return self.end(tracking_id, Ending::AtMerchant, agreed.at).then(|| tracking_id.clone());
            }
            Intent::Unsubscribe(tracking_id) => {
                self.end(tracking_id, Ending::AtMerchant, agreed.at);
            }
        }
        None
    }

    /// Starts the 365 days of a fixed-term contract again.
    fn paid_under(&mut self, tracking_id: &TrackingId, today: NaiveDate) {
        if let Some(Contract { method: Method::FixedTerm { last_payment }, .. }) = self.contract_mut(tracking_id) {
            *last_payment = today;
        }
    }

    fn open(&mut self, agreed: &Agreed<'_>, method: Method) {
        let parties = agreed.order.parties();
        self.contracts.push(Contract {
            tracking_id: agreed.tracking_id.clone(),
            customer_code: parties.customer_code.clone(),
            item_id: parties.item_id.clone(),
            item_name: parties.item_name.clone(),
            method,
            source: agreed.source,
            joined: agreed.at,
            ended: None,
            armed: None,
            notices: Vec::new(),
        });
    }

    fn charge(&mut self, agreed: &Agreed<'_>, contract: Option<&TrackingId>, automatic: bool) {
        let Some(amount) = agreed.order.amount() else { return };
        let on = agreed.at.date();
        // Service specification, "Period for refund": the first month of a simple contract goes back
        // from the next month on.
        let simple = matches!(agreed.order.intent(), Intent::JoinSimple { .. });
        let (month, refundable_from) =
            if simple { (period::month_of(on), period::first_of_next_month(on)) } else { (None, on) };
        let settled = Status::Settled { on, amount: amount.get(), refunded: 0 };
        self.charges.push(Charge {
            tracking_id: agreed.tracking_id.clone(),
            contract: contract.cloned(),
            order_id: agreed.order.parties().order_id.clone(),
            month,
            on,
            amount,
            automatic,
            refundable_from,
            status: if automatic { settled } else { Status::Authorised },
        });
    }

    /// Reserves the money of a purchase that the merchant's server makes under a contract.
    pub fn purchase(
        &mut self,
        contract: &TrackingId,
        tracking_id: TrackingId,
        order_id: OrderId,
        amount: Yen,
        today: NaiveDate,
    ) {
        self.charges.push(Charge {
            tracking_id,
            contract: Some(contract.clone()),
            order_id,
            month: None,
            on: today,
            amount,
            automatic: false,
            refundable_from: today,
            status: Status::Authorised,
        });
        self.paid_under(contract, today);
    }
}
