//! What the gateway tells, of a purchase or of an application for a contract, in one shape.

use sbps::message::application_request::{Application, ApplicationResult};
use sbps::message::{GatewayResult, ResultMessage};

/// What the gateway tells.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// The request's order id.
    pub order_id: &'a str,
    /// Who pays.
    pub customer_code: &'a str,
    /// The item.
    pub item_id: &'a str,
    /// Its name.
    pub item_name: &'a str,
    /// What was asked for.
    pub subject: Subject<'a>,
    /// What became of it.
    pub outcome: &'a GatewayResult,
}

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject<'a> {
    /// A purchase (A01-1).
    Purchase {
        /// How it is billed.
        pay_type: &'a str,
        /// The amount in yen.
        amount: Option<u32>,
        /// The tax contained in it.
        tax: Option<u32>,
    },
    /// A new contract (D01-1).
    Application,
    /// A contract made again (D01-1).
    Renewal {
        /// The gateway's name for the contract.
        contract: &'a str,
    },
    /// A contract that its payer leaves: A01-1 with its amount, or D01-1 without one.
    Ending {
        /// The gateway's name for the contract.
        contract: &'a str,
        /// The amount in yen.
        amount: Option<u32>,
    },
}

impl<'a> From<&'a ResultMessage> for Told<'a> {
    fn from(message: &'a ResultMessage) -> Self {
        let echoed = &message.echoed;
        let amount = echoed.amount.map(|amount| amount.get());
        let [pay_type, ..] = &echoed.billing;
        Self {
            order_id: echoed.order_id.as_str(),
            customer_code: echoed.customer_code.as_str(),
            item_id: echoed.item_id.as_str(),
            item_name: echoed.item_name.as_str(),
            subject: if echoed.cancels_a_contract() {
                Subject::Ending { contract: echoed.tracking_id.as_ref().map_or("", |id| id.as_str()), amount }
            } else {
                Subject::Purchase { pay_type, amount, tax: echoed.tax.map(|tax| tax.get()) }
            },
            outcome: &message.outcome,
        }
    }
}

impl<'a> From<&'a ApplicationResult> for Told<'a> {
    fn from(message: &'a ApplicationResult) -> Self {
        let contract = &message.contract;
        let subject = match &contract.application {
            Application::Apply => Subject::Application,
            Application::Reapply(contract) => Subject::Renewal { contract: contract.as_str() },
            Application::Unsubscribe(contract) => Subject::Ending { contract: contract.as_str(), amount: None },
        };
        Self {
            order_id: contract.order_id.as_str(),
            customer_code: contract.customer_code.as_str(),
            item_id: contract.item_id.as_str(),
            item_name: contract.item_name.as_str(),
            subject,
            outcome: &message.outcome,
        }
    }
}

impl<'a> Told<'a> {
    /// The gateway's name for the payment or the contract.
    #[must_use]
    pub fn tracking_id(&self) -> Option<&'a str> {
        self.outcome.tracking_id.as_ref().map(|id| id.as_str())
    }

    /// Why not, if it says so.
    #[must_use]
    pub fn error_code(&self) -> Option<&'a str> {
        Some(self.outcome.error_code.as_str()).filter(|code| !code.is_empty())
    }
}
