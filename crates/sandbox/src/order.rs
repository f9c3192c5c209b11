//! What a payer came with: a purchase request (A01-1) or an application (D01-1), seen as one, and what is meant by it.
//!
//! Service specification, "Billing Methods" and "Differences in specifications for combinations of additional payment
//! methods": which sources of money go with which method.

use sbps::billing::{BillingMethod, Contract, PaymentSource, SalesMethod};
use sbps::date_time::YearMonth;
use sbps::identifier::{Account, CustomerCode, ItemId, OrderId, TrackingId};
use sbps::message::purchase_request::ReturnAddresses;
use sbps::message::{
    Application, ApplicationRequest, ApplicationResult, Form, GatewayResult, Purchase, PurchaseRequest, ResultMessage,
};
use sbps::money::Yen;
use sbps::text::ItemName;

/// A request that a payer's browser posted.
#[derive(Clone, Debug)]
pub enum Order {
    /// A01-1.
    Purchase(Box<PurchaseRequest>),
    /// D01-1.
    Application(Box<ApplicationRequest>),
}

/// What the payer is asked to agree to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent<'a> {
    /// One purchase.
    OneTime,
    /// A contract that the gateway bills on the first of every month.
    JoinSimple {
        /// Whether the month of joining is free.
        first_month_free: bool,
        /// The last month to bill.
        last_charge_month: Option<YearMonth>,
    },
    /// The end of such a contract.
    CancelSimple(&'a TrackingId),
    /// The first purchase of a contract that the merchant bills.
    FirstPurchase,
    /// Such a contract, without a purchase.
    Apply,
    /// The renewal of such a contract.
    Reapply(&'a TrackingId),
    /// The end of such a contract.
    Unsubscribe(&'a TrackingId),
}

/// Who sells, who buys, what, in which request.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    /// Who sells.
    pub account: &'a Account,
    /// Who buys.
    pub customer_code: &'a CustomerCode,
    /// The request.
    pub order_id: &'a OrderId,
    /// What is bought.
    pub item_id: &'a ItemId,
    /// Its name.
    pub item_name: &'a ItemName,
}

impl Intent<'_> {
    /// The sources that the carrier offers to the payers of a merchant with the basic contract; none where nothing is paid.
    #[must_use]
    pub fn sources(self) -> Vec<PaymentSource> {
        let method = match self {
            Self::OneTime => BillingMethod::OneTime(SalesMethod::Automatic),
            Self::JoinSimple { .. } => BillingMethod::RecurringSimple,
            Self::FirstPurchase | Self::Apply | Self::Reapply(_) => BillingMethod::RecurringFixedTerm,
            Self::CancelSimple(_) | Self::Unsubscribe(_) => return Vec::new(),
        };
        Contract::Basic.payment_sources(method).collect()
    }

    /// Whether a contract begins, goes on or ends.
    #[must_use]
    pub fn is_about_a_contract(self) -> bool {
        self != Self::OneTime
    }

    /// Whether it is a purchase, whatever is paid at once.
    #[must_use]
    pub const fn is_purchase(self) -> bool {
        matches!(self, Self::OneTime | Self::JoinSimple { .. } | Self::FirstPurchase)
    }

    /// Whether a contract ends.
    #[must_use]
    pub const fn is_ending(self) -> bool {
        matches!(self, Self::CancelSimple(_) | Self::Unsubscribe(_))
    }

    /// The contract that is meant, if there is one already.
    #[must_use]
    pub const fn contract(&self) -> Option<&TrackingId> {
        match self {
            Self::CancelSimple(tracking_id) | Self::Reapply(tracking_id) | Self::Unsubscribe(tracking_id) => {
                Some(tracking_id)
            }
            _ => None,
        }
    }
}

impl Order {
    /// What is meant.
    #[must_use]
    pub fn intent(&self) -> Intent<'_> {
        match self {
            Self::Purchase(request) => match &request.purchase {
                Purchase::OneTime => Intent::OneTime,
                Purchase::RecurringSimple { first_month_free, last_charge_month } => {
                    Intent::JoinSimple { first_month_free: *first_month_free, last_charge_month: *last_charge_month }
                }
                Purchase::CancelRecurringSimple { tracking_id } => Intent::CancelSimple(tracking_id),
                Purchase::RecurringFixedTerm => Intent::FirstPurchase,
            },
            Self::Application(request) => match &request.contract.application {
                Application::Apply => Intent::Apply,
                Application::Reapply(tracking_id) => Intent::Reapply(tracking_id),
                Application::Unsubscribe(tracking_id) => Intent::Unsubscribe(tracking_id),
            },
        }
    }

    /// Who sells, who buys, what, in which request.
    #[must_use]
    pub fn parties(&self) -> Parties<'_> {
        match self {
            Self::Purchase(request) => Parties {
                account: &request.account,
                customer_code: &request.customer_code,
                order_id: &request.order_id,
                item_id: &request.item_id,
                item_name: &request.item_name,
            },
            Self::Application(request) => Parties {
                account: &request.contract.account,
                customer_code: &request.contract.customer_code,
                order_id: &request.contract.order_id,
                item_id: &request.contract.item_id,
                item_name: &request.contract.item_name,
            },
        }
    }

    /// The amount in yen; an application has none.
    #[must_use]
    pub fn amount(&self) -> Option<Yen> {
        match self {
            Self::Purchase(request) => Some(request.amount),
            Self::Application(_) => None,
        }
    }

    /// Where browser and gateway go afterwards.
    #[must_use]
    pub fn addresses(&self) -> &ReturnAddresses {
        match self {
            Self::Purchase(request) => &request.addresses,
            Self::Application(request) => &request.addresses,
        }
    }

    /// The answer to it: its own fields and what became of it.
    #[must_use]
    pub fn answer(&self, outcome: GatewayResult) -> Form {
        match self {
            Self::Purchase(request) => ResultMessage { echoed: request.as_ref().into(), outcome }.form(),
            Self::Application(request) => ApplicationResult { contract: request.contract.clone(), outcome }.form(),
        }
    }
}
