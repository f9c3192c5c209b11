//! D01-1, the application for a recurring (fixed term / pay as you go) contract, its renewal and its end: twenty fields
//! that the payer's browser posts to the gateway, and the answer.
//!
//! Fields 1–5 are published, the rest is what one implementation shows (C−). There is no amount: the message makes or
//! ends the contract, and money is taken later by the merchant's server. The answer is not published; that it echoes
//! the first ten fields and ends like A02-1 is our inference (I). The destination is not published either and is
//! configuration.

use super::code;
use super::field::{Field, FieldProblem, FieldProblemKind};
use super::form::{ADDRESS_FIELDS, Definition, FREE_FIELDS, Form, REQUEST_TAIL, joined};
use super::gateway_result::{GatewayResult, OUTCOME_FIELDS, written};
use super::parameter::{LimitSeconds, ReturnAddresses};
use super::reader::Reader;
use crate::date_time::JstDateTime;
use crate::identifier::{Account, CustomerCode, ItemId, OrderId, TrackingId};
use crate::text::{ItemName, MixedText};

const CONTRACT_FIELDS: [Field; 10] = [
    Field::single_byte("pay_method", 1000),
    Field::digits("merchant_id", 5),
    Field::digits("service_id", 3),
    Field::single_byte("cust_code", 64),
    Field::single_byte("order_id", 38),
    Field::single_byte("item_id", 32),
    Field::mixed("item_name", 40),
    Field::digits("service_type", 1),
    Field::digits("tracking_id", 14),
    Field::digits("terminal_type", 1),
];

/// The definition of D01-1.
pub const DEFINITION: Definition<17, 2> =
    Definition { before: joined(&[&CONTRACT_FIELDS, &ADDRESS_FIELDS, &FREE_FIELDS]), rows: false, after: REQUEST_TAIL };

/// The definition of the answer to D01-1, as notification and as return (I).
pub const ANSWER_DEFINITION: Definition<13, 11> =
    Definition { before: joined(&[&CONTRACT_FIELDS, &FREE_FIELDS]), rows: false, after: OUTCOME_FIELDS };

/// What is applied for (`service_type`). `3`, "special linkage", is published without a description and is not offered.
///
/// ```
/// use sbps::message::Application;
///
/// let renewal = Application::Reapply("80312789324671".parse()?);
/// assert_eq!(renewal.service_type(), "2");
/// assert_eq!(Application::Apply.tracking_id(), None);
/// # Ok::<(), sbps::identifier::IdentifierError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Application {
    /// `0`: a new contract (I; 1 to 3 are published).
    Apply,
    /// `1`: the end of the contract with this tracking id (that it is needed is I).
    Unsubscribe(TrackingId),
    /// `2`: the renewal of the contract with this tracking id (that it is needed is I).
    Reapply(TrackingId),
}

impl Application {
    /// The code of the wire.
    #[must_use]
    pub const fn service_type(&self) -> &'static str {
        match self {
            Self::Apply => "0",
            Self::Unsubscribe(_) => "1",
            Self::Reapply(_) => "2",
        }
    }

    /// The contract that is meant, if there is one already.
    #[must_use]
    pub const fn tracking_id(&self) -> Option<&TrackingId> {
        match self {
            Self::Apply => None,
            Self::Unsubscribe(tracking_id) | Self::Reapply(tracking_id) => Some(tracking_id),
        }
    }

    pub(crate) fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let tracking_id: Option<TrackingId> = reader.optional("tracking_id", "fourteen digits");
        let service_type = reader.form().get("service_type");
        match (service_type, tracking_id) {
            ("0", None) => return Some(Self::Apply),
            ("0", Some(_)) => {
                reader.refuse("tracking_id", FieldProblemKind::NotAllowed { expected: "blank for a new contract" });
            }
            ("1", Some(tracking_id)) => return Some(Self::Unsubscribe(tracking_id)),
            ("2", Some(tracking_id)) => return Some(Self::Reapply(tracking_id)),
            ("1" | "2", None) if reader.form().get("tracking_id").is_empty() => {
                reader.refuse("tracking_id", FieldProblemKind::Blank);
            }
            ("1" | "2", None) => {}
            ("", _) => reader.refuse("service_type", FieldProblemKind::Blank),
            _ => reader.refuse("service_type", FieldProblemKind::NotAllowed { expected: "0, 1 or 2" }),
        }
        None
    }
}

/// The contract that a message is about, as D01-1 and its answer name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractDescription {
    /// Who sells.
    pub account: Account,
    /// Who buys.
    pub customer_code: CustomerCode,
    /// This message; never used again.
    pub order_id: OrderId,
    /// What is bought.
    pub item_id: ItemId,
    /// Its name: description and billing timing (service specification, "Mandatory tag element").
    pub item_name: ItemName,
    /// What is applied for.
    pub application: Application,
    /// Three texts that come back as they went.
    pub free: [MixedText<20>; 3],
    /// The moment of the jump.
    pub request_date: JstDateTime,
    /// How far the gateway's clock may be from `request_date`.
    pub limit_seconds: Option<LimitSeconds>,
}

/// An application before it is signed.
///
/// ```
/// use sbps::identifier::Account;
/// use sbps::message::application_request::{Application, ApplicationRequest, ContractDescription};
/// use sbps::message::purchase_request::ReturnAddresses;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let request = ApplicationRequest {
///     contract: ContractDescription {
///         account: Account { merchant_id: "30132".parse()?, service_id: "001".parse()? },
///         customer_code: "customer-1".parse()?,
///         order_id: "application-1".parse()?,
///         item_id: "wine-course".parse()?,
///         item_name: sbps::text::ItemName::new("ワイン便　毎月20日課金")?,
///         application: Application::Apply,
///         free: Default::default(),
///         request_date: "20261123201732".parse()?,
///         limit_seconds: None,
///     },
///     addresses: ReturnAddresses {
///         success: "https://shop.example/success".parse()?,
///         cancel: "https://shop.example/cancel".parse()?,
///         error: "https://shop.example/error".parse()?,
///         notification: "https://shop.example/notifications".parse()?,
///     },
/// };
/// assert_eq!(ApplicationRequest::read(&request.form()), Ok(request));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationRequest {
    /// The contract and what to do with it.
    pub contract: ContractDescription,
    /// Where browser and gateway go afterwards.
    pub addresses: ReturnAddresses,
}

/// The answer to an application, as notification and as return (I).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicationResult {
    /// The application's own fields, as they came back.
    pub contract: ContractDescription,
    /// What became of it; the tracking id is the contract's.
    pub outcome: GatewayResult,
}

impl ContractDescription {
    fn values(&self) -> [String; 10] {
        [
            code::PAY_METHOD.to_owned(),
            self.account.merchant_id.to_string(),
            self.account.service_id.to_string(),
            self.customer_code.to_string(),
            self.order_id.to_string(),
            self.item_id.to_string(),
            self.item_name.as_str().to_owned(),
            self.application.service_type().to_owned(),
            written(self.application.tracking_id()),
            code::TERMINAL_TYPE.to_owned(),
        ]
    }

    fn free_values(&self) -> [String; 3] {
        self.free.each_ref().map(|free| free.as_str().to_owned())
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.exactly("pay_method", code::PAY_METHOD, "auone");
        reader.exactly("terminal_type", code::TERMINAL_TYPE, "0: au supports PC and smartphone only");
        let parties = reader.parties();
        let item_name = reader.required("item_name", "1 to 20 double-byte characters");
        let application = Application::read(reader);
        let free = reader.free();
        let request_date = reader.request_date();
        let limit_seconds = reader.limit_seconds();
        let parties = parties?;
        Some(Self {
            account: parties.account,
            customer_code: parties.customer_code,
            order_id: parties.order_id,
            item_id: parties.item_id,
            item_name: item_name?,
            application: application?,
            free: free?,
            request_date: request_date?,
            limit_seconds,
        })
    }
}

impl ApplicationRequest {
    /// The nineteen fields before the checksum.
    #[must_use]
    pub fn form(&self) -> Form {
        let [pay_method, merchant, service, customer, order, item, name, service_type, tracking, terminal] =
            self.contract.values();
        let [success, cancel, error, notification] = self.addresses.values();
        let [free1, free2, free3] = self.contract.free_values();
        let before = [
            pay_method,
            merchant,
            service,
            customer,
            order,
            item,
            name,
            service_type,
            tracking,
            terminal,
            success,
            cancel,
            error,
            notification,
            free1,
            free2,
            free3,
        ];
        let limit = self.contract.limit_seconds.map(|limit| limit.get().to_string()).unwrap_or_default();
        DEFINITION.fill(before, Vec::new(), [self.contract.request_date.to_string(), limit])
    }

    /// Reads an application out of its form.
    ///
    /// # Errors
    /// Every value that this message cannot carry.
    pub fn read(form: &Form) -> Result<Self, Vec<FieldProblem>> {
        let mut reader = Reader::new(form);
        let contract = ContractDescription::read(&mut reader);
        let addresses = reader.addresses();
        let read = contract.zip(addresses).map(|(contract, addresses)| Self { contract, addresses });
        reader.finish(read)
    }
}

impl ApplicationResult {
    /// The fields before the checksum.
    #[must_use]
    pub fn form(&self) -> Form {
        let [pay_method, merchant, service, customer, order, item, name, service_type, tracking, terminal] =
            self.contract.values();
        let [free1, free2, free3] = self.contract.free_values();
        let before = [
            pay_method,
            merchant,
            service,
            customer,
            order,
            item,
            name,
            service_type,
            tracking,
            terminal,
            free1,
            free2,
            free3,
        ];
        let after = self.outcome.values(self.contract.request_date, self.contract.limit_seconds);
        ANSWER_DEFINITION.fill(before, Vec::new(), after)
    }

    /// Reads an answer out of its form.
    ///
    /// # Errors
    /// Every value that this message cannot carry.
    pub fn read(form: &Form) -> Result<Self, Vec<FieldProblem>> {
        let mut reader = Reader::new(form);
        let contract = ContractDescription::read(&mut reader);
        let outcome = GatewayResult::read(&mut reader);
        let read = contract.zip(outcome).map(|(contract, outcome)| Self { contract, outcome });
        reader.finish(read)
    }
}
