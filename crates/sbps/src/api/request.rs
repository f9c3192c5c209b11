//! A request of the API type: typed values, the signed document, and back.

use super::document::{Document, DocumentElement};
use super::function::{Element, Function};
use crate::checksum::{Checksum, HashKey};
use crate::date_time::{JstDateTime, YearMonth};
use crate::identifier::{Account, CustomerCode, ItemId, OrderId, TrackingId};
use crate::message::field::Kind;
use crate::message::form::CHECKSUM_FIELD;
use crate::message::gateway_result::written;
use crate::message::parameter::LimitSeconds;
use crate::message::reader::Reader;
use crate::message::{Field, FieldProblem, FieldProblemKind, Form};
use crate::money::{Tax, Yen};
use crate::text::{ItemName, MixedText};
use crate::wire::{Encoding, WireError};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// The root of a request.
pub(crate) const ROOT: &str = "sps-api-request";

/// A request before it is signed.
///
/// ```
/// use sbps::api::{ApiRequest, Call};
/// use sbps::checksum::HashKey;
/// use sbps::identifier::Account;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let request = ApiRequest {
///     account: Account { merchant_id: "30132".parse()?, service_id: "001".parse()? },
///     call: Call::Settle { tracking_id: "80312789324671".parse()?, amount: None },
///     request_date: "20261123201732".parse()?,
///     limit_seconds: None,
/// };
/// let key = HashKey::new("the-key-that-only-servers-know".to_owned())?;
/// let signed = request.sign(&key)?;
/// assert!(signed.to_xml().starts_with("<?xml version=\"1.0\" encoding=\"Shift_JIS\"?>\n<sps-api-request id=\"ST02-00201-402\">"));
/// assert_eq!(ApiRequest::read(&signed, &key), Ok((request, true)));
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiRequest {
    /// Who sells.
    pub account: Account,
    /// What is asked for.
    pub call: Call,
    /// The moment of the request.
    pub request_date: JstDateTime,
    /// How far the gateway's clock may be from it.
    pub limit_seconds: Option<LimitSeconds>,
}

/// What is asked for.
///
/// ```
/// use sbps::api::{Call, Function};
///
/// let refund = Call::CancelOrRefund {
///     tracking_id: "80312789324671".parse()?,
///     amount: None,
///     cancel_target_month: None,
/// };
/// assert_eq!(refund.function(), Function::CancelOrRefund);
/// # Ok::<(), sbps::identifier::IdentifierError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Call {
    /// Settlement.
    Settle {
        /// The payment.
        tracking_id: TrackingId,
        /// A part of the authorised amount in yen; `None` settles all of it.
        amount: Option<Yen>,
    },
    /// Cancellation, refund or partial refund, whichever the payment's status allows.
    CancelOrRefund {
        /// The payment.
        tracking_id: TrackingId,
        /// A part of the settled amount in yen; `None` is all of it.
        amount: Option<Yen>,
        /// Recurring (simple): the month whose money goes back.
        cancel_target_month: Option<YearMonth>,
    },
    /// The end of a recurring (simple) contract.
    CancelRecurringSimple {
        /// The joining purchase.
        tracking_id: TrackingId,
        /// When the merchant ends it.
        processing_date: JstDateTime,
    },
    /// A purchase under a recurring (fixed term / pay as you go) contract.
    PurchaseFixedTerm(Box<FixedTermPurchase>),
    /// The end of such a contract.
    UnsubscribeFixedTerm {
        /// The contract.
        tracking_id: TrackingId,
    },
}

/// A purchase under a recurring (fixed term / pay as you go) contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FixedTermPurchase {
    /// The contract; without it the gateway answers 40203027 (recorded).
    pub tracking_id: TrackingId,
    /// Who buys.
    pub customer_code: CustomerCode,
    /// This purchase; never used again.
    pub order_id: OrderId,
    /// What is bought.
    pub item_id: ItemId,
    /// Its name.
    pub item_name: ItemName,
    /// The tax contained in the amount, where it is stated.
    pub tax: Option<Tax>,
    /// The amount in yen, tax included.
    pub amount: Yen,
    /// Three texts that come back as they went.
    pub free: [MixedText<20>; 3],
    /// `order_rowno`, 1 to 99.
    pub order_row_number: Option<u8>,
}

impl Call {
    /// The function that is called.
    #[must_use]
    pub const fn function(&self) -> Function {
        match self {
            Self::Settle { .. } => Function::Settle,
            Self::CancelOrRefund { .. } => Function::CancelOrRefund,
            Self::CancelRecurringSimple { .. } => Function::CancelRecurringSimple,
            Self::PurchaseFixedTerm(_) => Function::PurchaseFixedTerm,
            Self::UnsubscribeFixedTerm { .. } => Function::UnsubscribeFixedTerm,
        }
    }

    /// The values of the function's own elements, in their order; blank where there is nothing to say.
    fn values(&self) -> Vec<String> {
        match self {
            Self::Settle { tracking_id, amount } => vec![tracking_id.to_string(), written(amount.as_ref())],
            Self::CancelOrRefund { tracking_id, amount, cancel_target_month } => {
                vec![tracking_id.to_string(), written(amount.as_ref()), written(cancel_target_month.as_ref())]
            }
            Self::CancelRecurringSimple { tracking_id, processing_date } => {
                vec![tracking_id.to_string(), processing_date.to_string()]
            }
            Self::PurchaseFixedTerm(purchase) => purchase.values(),
            Self::UnsubscribeFixedTerm { tracking_id } => vec![tracking_id.to_string()],
        }
    }

    fn read(function: Function, reader: &mut Reader<'_>) -> Option<Self> {
        let tracking_id: Option<TrackingId> = reader.required("tracking_id", "fourteen digits");
        match function {
            Function::Settle => {
                let amount = reader.optional("amount", "1 to 9999999 yen");
                Some(Self::Settle { tracking_id: tracking_id?, amount })
            }
            Function::CancelOrRefund => {
                let amount = reader.optional("amount", "1 to 9999999 yen");
                let cancel_target_month = reader.optional("cancel_target_month", "a month of the form YYYYMM");
                Some(Self::CancelOrRefund { tracking_id: tracking_id?, amount, cancel_target_month })
            }
            Function::CancelRecurringSimple => {
                let processing_date = reader.required("processing_datetime", "a moment of the form YYYYMMDDHHMMSS");
                Some(Self::CancelRecurringSimple { tracking_id: tracking_id?, processing_date: processing_date? })
            }
            Function::PurchaseFixedTerm => {
                let purchase = FixedTermPurchase::read(tracking_id, reader)?;
                Some(Self::PurchaseFixedTerm(Box::new(purchase)))
            }
            Function::UnsubscribeFixedTerm => Some(Self::UnsubscribeFixedTerm { tracking_id: tracking_id? }),
        }
    }
}

impl FixedTermPurchase {
    fn values(&self) -> Vec<String> {
        let [free1, free2, free3] = self.free.each_ref().map(|free| free.as_str().to_owned());
        vec![
            self.tracking_id.to_string(),
            self.customer_code.to_string(),
            self.order_id.to_string(),
            self.item_id.to_string(),
            self.item_name.as_str().to_owned(),
            written(self.tax.as_ref()),
            self.amount.to_string(),
            free1,
            free2,
            free3,
            written(self.order_row_number.as_ref()),
        ]
    }

    fn read(tracking_id: Option<TrackingId>, reader: &mut Reader<'_>) -> Option<Self> {
        let customer_code = reader.required("cust_code", "1 to 64 bytes of printable ASCII");
        let order_id = reader.required("order_id", "1 to 38 bytes of printable ASCII");
        let item_id = reader.required("item_id", "1 to 32 bytes of printable ASCII");
        let item_name = reader.required("item_name", "1 to 20 double-byte characters");
        let tax: Option<Tax> = reader.optional("tax", "blank or 0 to 9999999 yen");
        let amount: Option<Yen> = reader.required("amount", "1 to 9999999 yen");
        let free = reader.free();
        let order_row_number: Option<u8> = reader.optional("order_rowno", "1 to 99");
        if order_row_number.is_some_and(|number| written(Some(&number)) != reader.form().get("order_rowno"))
            || order_row_number == Some(0)
        {
            reader.refuse("order_rowno", FieldProblemKind::NotAllowed { expected: "1 to 99" });
        }
        if let (Some(tax), Some(amount)) = (tax, amount)
            && !tax.is_within(amount)
        {
            reader.refuse("tax", FieldProblemKind::NotAllowed { expected: "contained in the amount" });
        }
        Some(Self {
            tracking_id: tracking_id?,
            customer_code: customer_code?,
            order_id: order_id?,
            item_id: item_id?,
            item_name: item_name?,
            tax,
            amount: amount?,
            free: free?,
            order_row_number,
        })
    }
}

impl ApiRequest {
    /// The values of every element in the order of the definition, without the checksum.
    fn form(&self) -> Form {
        let mut values = vec![self.account.merchant_id.to_string(), self.account.service_id.to_string()];
        values.extend(self.call.values());
        values.push(self.request_date.to_string());
        values.push(self.limit_seconds.map(|limit| limit.get().to_string()).unwrap_or_default());
        let names = self.call.function().all_elements().map(|element| element.field.name);
        Form::from_fields(names.zip(values).collect())
    }

    /// The document with its checksum. Elements that may be absent and have nothing to say are left out; the checksum
    /// is the same either way.
    ///
    /// # Errors
    /// [`WireError::NotEncodable`] when a value does not survive Shift_JIS.
    pub fn sign(&self, key: &HashKey) -> Result<Document, WireError> {
        let form = self.form();
        let function = self.call.function();
        let checksum = Checksum::of_form(&form, Encoding::ShiftJis, key)?.lower_case();
        let mut elements = Vec::new();
        for (element, (_, value)) in function.all_elements().zip(form.fields()) {
            if !(element.optional && value.is_empty()) {
                let text = match element.field.kind {
                    Kind::Mixed => STANDARD.encode(Encoding::ShiftJis.encode(value)?),
                    Kind::SingleByte | Kind::Digits => value.clone(),
                };
                let group = element.group.map(str::to_owned);
                elements.push(DocumentElement { group, name: element.field.name.to_owned(), text });
            }
        }
        elements.push(DocumentElement { group: None, name: CHECKSUM_FIELD.to_owned(), text: checksum });
        Ok(Document { root: ROOT.to_owned(), id: Some(function.id().to_owned()), elements })
    }

    /// Reads a request out of its document, and whether its checksum is right.
    ///
    /// # Errors
    /// Every element that is missing, repeated, unknown, out of order or holds what it cannot.
    pub fn read(document: &Document, key: &HashKey) -> Result<(Self, bool), Vec<FieldProblem>> {
        let refused = |field: &str, offered: &str, expected| {
            Err(vec![FieldProblem::new(field, offered, FieldProblemKind::NotAllowed { expected })])
        };
        if document.root != ROOT {
            return refused("root", &document.root, "sps-api-request");
        }
        let id = document.id.as_deref().unwrap_or_default();
        let Some(function) = Function::from_id(id) else {
            return refused("id", id, "one of the five functions for au");
        };
        let (form, checksum) = arrange(function, document)?;
        let mut reader = Reader::new(&form);
        let account = reader.account();
        let call = Call::read(function, &mut reader);
        let request_date = reader.request_date();
        let limit_seconds = reader.limit_seconds();
        let read = || Some(Self { account: account?, call: call?, request_date: request_date?, limit_seconds });
        let read = read();
        let request = reader.finish(read)?;
        let expected = Checksum::of_form(&form, Encoding::ShiftJis, key);
        Ok((request, expected.is_ok_and(|expected| expected.is_spelt(&checksum))))
    }
}

/// The values of a document in the order of the function's definition, BASE64 decoded, and the checksum.
fn arrange(function: Function, document: &Document) -> Result<(Form, String), Vec<FieldProblem>> {
    const CHECKSUM: Element = Element { group: None, field: Field::single_byte(CHECKSUM_FIELD, 40), optional: false };
    let mut problems = Vec::new();
    let definition: Vec<&Element> = function.all_elements().chain([&CHECKSUM]).collect();
    let is = |found: &DocumentElement, element: &Element| {
        found.name == element.field.name && found.group.as_deref() == element.group
    };
    let mut places = Vec::new();
    for found in &document.elements {
        // An empty group says nothing; the checksum is the same without it (recorded).
        let empty_group = found.text.trim().is_empty()
            && definition.iter().any(|element| element.group == Some(found.name.as_str()) && found.group.is_none());
        match definition.iter().position(|element| is(found, element)) {
            Some(place) if places.contains(&place) => {
                problems.push(FieldProblem::new(&found.name, &found.text, FieldProblemKind::Repeated));
            }
            Some(place) => {
                if places.iter().any(|&earlier| earlier > place) {
                    let expected = "where the definition has it";
                    problems.push(FieldProblem::new(
                        &found.name,
                        &found.text,
                        FieldProblemKind::NotAllowed { expected },
                    ));
                }
                places.push(place);
            }
            None if empty_group => {}
            None => problems.push(FieldProblem::new(&found.name, &found.text, FieldProblemKind::Unknown)),
        }
    }
    let mut fields = Vec::new();
    for element in &definition {
        let found = document.elements.iter().find(|found| is(found, element));
        if found.is_none() && !element.optional {
            problems.push(FieldProblem::new(element.field.name, "", FieldProblemKind::Missing));
        }
        let text = found.map_or("", |found| found.text.as_str());
        let value = if element.field.kind == Kind::Mixed { from_base64(text) } else { Some(text.to_owned()) };
        match value {
            Some(value) => {
                problems.extend(element.field.check(&value).err());
                fields.push((element.field.name, value));
            }
            None => {
                let expected = "BASE64 of text in Shift_JIS";
                problems.push(FieldProblem::new(element.field.name, text, FieldProblemKind::NotAllowed { expected }));
            }
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let checksum = fields.pop().map(|(_, checksum)| checksum).unwrap_or_default();
    Ok((Form::from_fields(fields), checksum))
}

fn from_base64(text: &str) -> Option<String> {
    Encoding::ShiftJis.decode(&STANDARD.decode(text).ok()?)
}
