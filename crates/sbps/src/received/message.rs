//! A genuine message, read as far as it goes.

use super::fields::Fields;
use super::proof::{Proof, proof};
use super::{Arrival, ReceiveError};
use crate::checksum::HashKey;
use crate::date_time::JstDateTime;
use crate::identifier::{CustomerCode, ItemId, MerchantId, OrderId, ServiceId, TrackingId};
use crate::message::code;
use crate::message::reader::Reader;
use crate::message::{Application, DetailRow, FieldProblem, Form, GatewayResult};
use crate::money::{Tax, Yen};
use crate::wire::read_form;

/// A genuine message: what the gateway repeats of the request, and what became of it. A value is
/// `None` or blank where the message does not say it or says it in a way that cannot be read; the
/// second is named in [`unread`](Self::unread).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedMessage {
    /// What was asked for.
    pub subject: Subject,
    /// Who sells.
    pub merchant_id: Option<MerchantId>,
    /// The merchant's service.
    pub service_id: Option<ServiceId>,
    /// Who buys.
    pub customer_code: Option<CustomerCode>,
    /// The request.
    pub order_id: Option<OrderId>,
    /// The item.
    pub item_id: Option<ItemId>,
    /// The item's name, in characters that a request can carry.
    pub item_name: String,
    /// The contract that the request was about (`tracking_id`), as when it was to be ended.
    pub contract: Option<TrackingId>,
    /// The moment of the jump.
    pub request_date: Option<JstDateTime>,
    /// The detail rows that the checksum proves and that can be read.
    pub rows: Vec<DetailRow>,
    /// What became of it.
    pub outcome: GatewayResult,
    /// The values that cannot be read. They leave the rest as it is: the message is genuine.
    pub unread: Vec<FieldProblem>,
    /// Every known value.
    form: Form,
}

/// What was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A purchase (A01-1), or a notice about one.
    Purchase {
        /// `pay_type`: how it is billed.
        pay_type: String,
        /// The amount in yen.
        amount: Option<Yen>,
        /// The tax contained in it.
        tax: Option<Tax>,
    },
    /// The end of a recurring (simple) contract by its payer (A01-1 with `service_type` 1).
    EndOfSimpleContract {
        /// The amount in yen.
        amount: Option<Yen>,
    },
    /// A recurring (fixed term / pay as you go) contract (D01-1): made, ended or made again; `None`
    /// where the message does not say which.
    Application(Option<Application>),
}

/// Fields that say something of a purchase only.
const ONLY_OF_A_PURCHASE: [&str; 2] = ["pay_type", "amount"];

impl ReceivedMessage {
    /// Reads a body that has arrived.
    ///
    /// # Errors
    /// [`ReceiveError`]: it is no form, not genuine, or does not say what became of the request.
    pub fn read(body: &[u8], arrival: Arrival, key: &HashKey) -> Result<Self, ReceiveError> {
        // The line's end that a sender or a proxy puts behind the body belongs to no value.
        let body = body.trim_ascii_end();
        let mut failure = None;
        for &encoding in arrival.travels() {
            let tried = read_form(body, encoding).map_err(ReceiveError::NotAForm).and_then(|received| {
                let fields = Fields::of(&received).map_err(ReceiveError::Ambiguous)?;
                let proof = proof(&fields, arrival.hashed(), key).ok_or(ReceiveError::NotGenuine)?;
                Self::of(&fields, proof).map_err(ReceiveError::Unreadable)
            });
            match tried {
                Ok(message) => return Ok(message),
                Err(error) if error.is_genuine() => return Err(error),
                // Why a form is not believed says more than that it is none in the other encoding.
                Err(error) => failure = failure.filter(|it| !matches!(it, ReceiveError::NotAForm(_))).or(Some(error)),
            }
        }
        Err(failure.unwrap_or(ReceiveError::NotGenuine))
    }

    fn of(fields: &Fields<'_>, proof: Proof) -> Result<Self, Vec<FieldProblem>> {
        let form = fields.form(proof == Proof::Everything);
        let mut reader = Reader::new(&form);
        let outcome = GatewayResult::read(&mut reader);
        // The notices of an ending are about purchases, however little else they say (C).
        let is_purchase = ONLY_OF_A_PURCHASE.iter().any(|name| !form.get(name).is_empty())
            || outcome.as_ref().is_some_and(|outcome| outcome.result.is_cancellation_notice());
        let subject = if is_purchase {
            let amount = reader.optional("amount", "1 to 9999999 yen");
            let tax = reader.optional("tax", "blank or 0 to 9999999 yen");
            let [pay_type, service_type] = ["pay_type", "service_type"].map(|name| form.get(name));
            if code::SIMPLE_CANCEL.is_told_by(pay_type, service_type) {
                Subject::EndOfSimpleContract { amount }
            } else {
                Subject::Purchase { pay_type: pay_type.to_owned(), amount, tax }
            }
        } else {
            Subject::Application(Application::read(&mut reader))
        };
        let merchant_id = reader.optional("merchant_id", "five digits");
        let service_id = reader.optional("service_id", "three digits");
        let customer_code = reader.optional("cust_code", "1 to 64 bytes of printable ASCII");
        let order_id = reader.optional("order_id", "1 to 38 bytes of printable ASCII");
        let item_id = reader.optional("item_id", "1 to 32 bytes of printable ASCII");
        let contract = reader.optional("tracking_id", "fourteen digits");
        let request_date = reader.optional("request_date", "a moment of the form YYYYMMDDHHMMSS");
        let (rows, mut unread): (Vec<_>, Vec<_>) = {
            let read = form.rows().enumerate().map(|(index, row)| DetailRow::read(row, index + 1));
            let (rows, problems): (Vec<_>, Vec<_>) = read.partition(Result::is_ok);
            (rows.into_iter().flatten().collect(), problems.into_iter().filter_map(Result::err).collect())
        };
        let (outcome, problems) = reader.finish_lenient(outcome)?;
        unread.splice(0..0, problems);
        Ok(Self {
            subject,
            merchant_id,
            service_id,
            customer_code,
            order_id,
            item_id,
            item_name: form.get("item_name").to_owned(),
            contract,
            request_date,
            rows,
            outcome,
            unread,
            form,
        })
    }

    /// Any known value as it is read; blank where the message does not say it.
    #[must_use]
    pub fn get(&self, name: &str) -> &str {
        self.form.get(name)
    }
}
