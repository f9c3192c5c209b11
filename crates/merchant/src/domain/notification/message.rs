//! What the gateway tells, of a purchase or of an application for a contract, in one shape.

use sbps::message::{Application, GatewayResult};
use sbps::received::{self, ReceivedMessage};

/// What the gateway tells. What a message leaves blank is `None`: it contradicts nothing.
#[derive(Clone, Debug)]
pub struct Notification<'a> {
    /// The request's order id.
    pub order_id: Option<&'a str>,
    /// Who pays.
    pub customer_code: Option<&'a str>,
    /// The item.
    pub item_id: Option<&'a str>,
    /// Its name.
    pub item_name: Option<&'a str>,
    /// What was asked for.
    pub subject: NotificationSubject<'a>,
    /// What became of it.
    pub outcome: &'a GatewayResult,
}

/// What was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotificationSubject<'a> {
    /// A purchase (A01-1).
    Purchase {
        /// How it is billed; blank where the message does not say it.
        pay_type: &'a str,
        /// The amount in yen.
        amount: Option<u32>,
        /// The tax contained in it.
        tax: Option<u32>,
    },
    /// A new contract (D01-1), or an application that does not say of which kind it is: then the
    /// record of its order id says it.
    Application {
        /// Whether it says that the contract is a new one.
        is_new: bool,
    },
    /// A contract made again (D01-1).
    Renewal {
        /// The gateway's name for the contract.
        contract: &'a str,
    },
    /// A contract that its payer leaves: A01-1 with its amount, or D01-1 without one.
    Ending {
        /// The gateway's name for the contract; blank where the message does not say it.
        contract: &'a str,
        /// The amount in yen.
        amount: Option<u32>,
    },
}

impl<'a> From<&'a ReceivedMessage> for Notification<'a> {
    fn from(message: &'a ReceivedMessage) -> Self {
        let contract = message.contract.as_ref().map_or("", |id| id.as_str());
        let subject = match &message.subject {
            received::Subject::Purchase { pay_type, amount, tax } => NotificationSubject::Purchase {
                pay_type,
                amount: amount.map(|amount| amount.get()),
                tax: tax.map(|tax| tax.get()),
            },
            received::Subject::EndOfSimpleContract { amount } => {
                NotificationSubject::Ending { contract, amount: amount.map(|amount| amount.get()) }
            }
            received::Subject::Application(Some(Application::Reapply(contract))) => {
                NotificationSubject::Renewal { contract: contract.as_str() }
            }
            received::Subject::Application(Some(Application::Unsubscribe(contract))) => {
                NotificationSubject::Ending { contract: contract.as_str(), amount: None }
            }
            received::Subject::Application(kind) => NotificationSubject::Application { is_new: kind.is_some() },
        };
        Self {
            order_id: message.order_id.as_ref().map(|id| id.as_str()),
            customer_code: message.customer_code.as_ref().map(|code| code.as_str()),
            item_id: message.item_id.as_ref().map(|id| id.as_str()),
            item_name: Some(message.item_name.as_str()).filter(|name| !name.is_empty()),
            subject,
            outcome: &message.outcome,
        }
    }
}

impl<'a> Notification<'a> {
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

    /// Whether what it says of who buys what is what the record has. What it leaves blank is. The
    /// name is no part of it: a purchase is not stopped for the spelling of its name.
    #[must_use]
    pub fn agrees_with(&self, item_id: &str, customer_code: &str) -> bool {
        [(self.item_id, item_id), (self.customer_code, customer_code)]
            .into_iter()
            .all(|(said, on_record)| said.is_none_or(|said| said == on_record))
    }

    /// Whether it names the purchase as the record does, or does not name it. Which wave dash the
    /// gateway makes of the byte pair 0x8160 is not known, so both are one here.
    #[must_use]
    pub fn names_it(&self, item_name: &str) -> bool {
        let one_dash = |name: &str| name.trim().replace('\u{301C}', "\u{FF5E}");
        self.item_name.is_none_or(|said| one_dash(said) == one_dash(item_name))
    }
}
