//! What a payer came with: a purchase request (A01-1) or an application (D01-1), seen as one, and what is meant by it.
//!
//! Service specification, "Billing Methods" and "Differences in specifications for combinations of additional payment
//! methods": which sources of money go with which method.

use sbps::date_time::YearMonth;
use sbps::identifier::{CustomerCode, ItemId, MerchantId, OrderId, ServiceId, TrackingId};
use sbps::message::purchase_request::ReturnAddresses;
use sbps::message::{
    Application, ApplicationRequest, ApplicationResult, Form, Outcome, Purchase, PurchaseRequest, ResultMessage,
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

/// Where the money comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The monthly phone bill.
    PhoneBill,
    /// The au PAY balance, which is what the au PAY prepaid card pays from.
    Balance,
    /// The au PAY card.
    Card,
}

/// Who sells, who buys, what, in which request.
#[derive(Clone, Copy, Debug)]
pub struct Parties<'a> {
    /// Who sells.
    pub merchant_id: &'a MerchantId,
    /// The merchant's service.
    pub service_id: &'a ServiceId,
    /// Who buys.
    pub customer_code: &'a CustomerCode,
    /// The request.
    pub order_id: &'a OrderId,
    /// What is bought.
    pub item_id: &'a ItemId,
    /// Its name.
    pub item_name: &'a ItemName,
}

impl Source {
    /// The value of the screen's field `source`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::PhoneBill => "phone_bill",
            Self::Balance => "balance",
            Self::Card => "card",
        }
    }

    /// The source of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::PhoneBill, Self::Balance, Self::Card].into_iter().find(|source| source.name() == name)
    }
}

impl Intent<'_> {
    /// The sources that the carrier offers.
    #[must_use]
    pub const fn sources(self) -> &'static [Source] {
        match self {
            Self::OneTime => &[Source::PhoneBill, Source::Balance, Source::Card],
            Self::JoinSimple { .. } => &[Source::PhoneBill, Source::Card],
            Self::FirstPurchase | Self::Apply | Self::Reapply(_) => &[Source::PhoneBill],
            Self::CancelSimple(_) | Self::Unsubscribe(_) => &[],
        }
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
                merchant_id: &request.merchant_id,
                service_id: &request.service_id,
                customer_code: &request.customer_code,
                order_id: &request.order_id,
                item_id: &request.item_id,
                item_name: &request.item_name,
            },
            Self::Application(request) => Parties {
                merchant_id: &request.contract.merchant_id,
                service_id: &request.contract.service_id,
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
    pub fn answer(&self, outcome: Outcome) -> Form {
        match self {
            Self::Purchase(request) => ResultMessage { echoed: request.as_ref().into(), outcome }.form(),
            Self::Application(request) => ApplicationResult { contract: request.contract.clone(), outcome }.form(),
        }
    }
}
