//! What is remembered as it stands in the state's file: one [`Change`] for each thing that became
//! another. Dates, ids and codes stand in the words of the wire.

use crate::contract::notice::Notice;
use crate::contract::{Charge, Contract, Ending, Method, Status, armed_code};
use crate::exchange::{Exchange, Notification, Payment};
use crate::fault::{Armed, Faults, Named};
use crate::gateway::{PURCHASE, order_of};
use crate::message::fields;
use crate::order::Order;
use chrono::NaiveDate;
use sbps::billing::PaymentSource;
use sbps::text::ItemName;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// Something that became another.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// How many days the clock is ahead.
    DaysAhead(i64),
    /// The last day whose billing is done, `YYYY-MM-DD`.
    BilledThrough(String),
    /// An order id was used.
    OrderId(String),
    /// An exchange, new or changed.
    Exchange(Box<ExchangeRecord>),
    /// The contract at a place, new or changed.
    Contract(usize, Box<ContractRecord>),
    /// The charge at a place, new or changed.
    Charge(usize, ChargeRecord),
    /// The faults that are set.
    Faults(FaultsRecord),
}

/// An exchange and, where it was accepted, its payment.
#[derive(Debug, Serialize, Deserialize)]
pub struct ExchangeRecord {
    exchange: Exchange,
    payment: Option<PaymentRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct PaymentRecord {
    started: String,
    tracking_id: String,
    source: String,
    paid_at: Option<String>,
}

/// A contract.
#[derive(Debug, Serialize, Deserialize)]
pub struct ContractRecord {
    tracking_id: String,
    customer_code: String,
    item_id: String,
    item_name: String,
    method: MethodRecord,
    source: String,
    joined: String,
    ended: Option<(EndingRecord, String)>,
    armed: Option<String>,
    notices: Vec<NoticeRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum MethodRecord {
    Simple { request: Vec<(String, String)>, last_charge_month: Option<String> },
    FixedTerm { last_payment: String },
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum EndingRecord {
    AtMerchant,
    AtCarrier,
    LastChargeMonth,
}

#[derive(Debug, Serialize, Deserialize)]
struct NoticeRecord {
    result: String,
    error_code: String,
    due: String,
    fields: Vec<(String, String)>,
    address: String,
    sent: Option<Notification>,
}

/// A charge.
#[derive(Debug, Serialize, Deserialize)]
pub struct ChargeRecord {
    tracking_id: String,
    contract: Option<String>,
    order_id: String,
    month: Option<String>,
    on: String,
    amount: u32,
    automatic: bool,
    refundable_from: String,
    status: StatusRecord,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum StatusRecord {
    Authorised,
    Settled { on: String, amount: u32, refunded: u32 },
    Cancelled,
    Failed { code: String },
}

/// The faults that are set.
#[derive(Debug, Serialize, Deserialize)]
pub struct FaultsRecord {
    api: Option<FaultRecord>,
    link: Option<FaultRecord>,
    notification: Option<FaultRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct FaultRecord {
    fault: String,
    code: Option<String>,
    times: Option<u16>,
}

fn text(value: &impl ToString) -> String {
    value.to_string()
}

fn read<T: FromStr>(text: &str) -> Option<T> {
    text.parse().ok()
}

/// Reads what may be absent; `None` where it is there and cannot be read.
#[expect(clippy::option_option, reason = "absent and unreadable are two things")]
fn read_if_any<T: FromStr>(text: Option<&String>) -> Option<Option<T>> {
    text.map_or(Some(None), |text| read(text).map(Some))
}

impl From<&Exchange> for ExchangeRecord {
    fn from(exchange: &Exchange) -> Self {
        let payment = exchange.payment.as_ref().map(|payment| PaymentRecord {
            started: text(&payment.started),
            tracking_id: text(&payment.tracking_id),
            source: payment.source.code().to_owned(),
            paid_at: payment.paid_at.as_ref().map(text),
        });
        Self { exchange: exchange.clone(), payment }
    }
}

impl ExchangeRecord {
    /// The exchange; `None` if it cannot be read.
    #[must_use]
    pub fn restore(self) -> Option<Exchange> {
        let Self { mut exchange, payment } = self;
        if let Some(payment) = payment {
            exchange.payment = Some(Payment {
                order: order_of(&exchange.message, &exchange.fields)?,
                started: read(&payment.started)?,
                tracking_id: read(&payment.tracking_id)?,
                source: PaymentSource::from_code(&payment.source)?,
                paid_at: read_if_any(payment.paid_at.as_ref())?,
            });
        }
        Some(exchange)
    }
}

impl From<&Contract> for ContractRecord {
    fn from(contract: &Contract) -> Self {
        Self {
            tracking_id: text(&contract.tracking_id),
            customer_code: text(&contract.customer_code),
            item_id: text(&contract.item_id),
            item_name: contract.item_name.as_str().to_owned(),
            method: match &contract.method {
                Method::Simple { request, last_charge_month } => MethodRecord::Simple {
                    request: fields(&request.form()),
                    last_charge_month: last_charge_month.as_ref().map(text),
                },
                Method::FixedTerm { last_payment } => MethodRecord::FixedTerm { last_payment: text(last_payment) },
            },
            source: contract.source.code().to_owned(),
            joined: text(&contract.joined),
            ended: contract.ended.as_ref().map(|(ending, at)| {
                let ending = match ending {
                    Ending::AtMerchant => EndingRecord::AtMerchant,
                    Ending::AtCarrier => EndingRecord::AtCarrier,
                    Ending::LastChargeMonth => EndingRecord::LastChargeMonth,
                };
                (ending, text(at))
            }),
            armed: contract.armed.map(str::to_owned),
            notices: contract.notices.iter().map(NoticeRecord::from).collect(),
        }
    }
}

impl ContractRecord {
    /// The contract; `None` if it cannot be read.
    #[must_use]
    pub fn restore(self) -> Option<Contract> {
        let method = match self.method {
            MethodRecord::Simple { request, last_charge_month } => {
                let Order::Purchase(request) = order_of(PURCHASE.name, &request)? else { return None };
                Method::Simple { request, last_charge_month: read_if_any(last_charge_month.as_ref())? }
            }
            MethodRecord::FixedTerm { last_payment } => Method::FixedTerm { last_payment: read(&last_payment)? },
        };
        let ended = match self.ended {
            Some((EndingRecord::AtMerchant, at)) => Some((Ending::AtMerchant, read(&at)?)),
            Some((EndingRecord::AtCarrier, at)) => Some((Ending::AtCarrier, read(&at)?)),
            Some((EndingRecord::LastChargeMonth, at)) => Some((Ending::LastChargeMonth, read(&at)?)),
            None => None,
        };
        let armed = match self.armed {
            Some(code) => Some(armed_code(&code)?),
            None => None,
        };
        Some(Contract {
            tracking_id: read(&self.tracking_id)?,
            customer_code: read(&self.customer_code)?,
            item_id: read(&self.item_id)?,
            item_name: ItemName::new(&self.item_name).ok()?,
            method,
            source: PaymentSource::from_code(&self.source)?,
            joined: read(&self.joined)?,
            ended,
            armed,
            notices: self.notices.into_iter().map(NoticeRecord::restore).collect::<Option<_>>()?,
        })
    }
}

impl From<&Notice> for NoticeRecord {
    fn from(notice: &Notice) -> Self {
        Self {
            result: notice.result.as_str().to_owned(),
            error_code: notice.error_code.to_owned(),
            due: text(&notice.due),
            fields: notice.fields.clone(),
            address: notice.address.clone(),
            sent: notice.sent.clone(),
        }
    }
}

impl NoticeRecord {
    fn restore(self) -> Option<Notice> {
        let error_code = if self.error_code.is_empty() { "" } else { armed_code(&self.error_code)? };
        Some(Notice {
            result: read(&self.result)?,
            error_code,
            due: read(&self.due)?,
            fields: self.fields,
            address: self.address,
            sent: self.sent,
        })
    }
}

impl From<&Charge> for ChargeRecord {
    fn from(charge: &Charge) -> Self {
        Self {
            tracking_id: text(&charge.tracking_id),
            contract: charge.contract.as_ref().map(text),
            order_id: text(&charge.order_id),
            month: charge.month.as_ref().map(text),
            on: text(&charge.on),
            amount: charge.amount.get(),
            automatic: charge.automatic,
            refundable_from: text(&charge.refundable_from),
            status: match charge.status {
                Status::Authorised => StatusRecord::Authorised,
                Status::Settled { on, amount, refunded } => StatusRecord::Settled { on: text(&on), amount, refunded },
                Status::Cancelled => StatusRecord::Cancelled,
                Status::Failed { code } => StatusRecord::Failed { code: code.to_owned() },
            },
        }
    }
}

impl ChargeRecord {
    /// The charge; `None` if it cannot be read.
    #[must_use]
    pub fn restore(self) -> Option<Charge> {
        let status = match self.status {
            StatusRecord::Authorised => Status::Authorised,
            StatusRecord::Settled { on, amount, refunded } => Status::Settled { on: read(&on)?, amount, refunded },
            StatusRecord::Cancelled => Status::Cancelled,
            StatusRecord::Failed { code } => Status::Failed { code: armed_code(&code)? },
        };
        Some(Charge {
            tracking_id: read(&self.tracking_id)?,
            contract: read_if_any(self.contract.as_ref())?,
            order_id: read(&self.order_id)?,
            month: read_if_any(self.month.as_ref())?,
            on: read(&self.on)?,
            amount: read(&self.amount.to_string())?,
            automatic: self.automatic,
            refundable_from: read(&self.refundable_from)?,
            status,
        })
    }
}

impl From<&Faults> for FaultsRecord {
    fn from(faults: &Faults) -> Self {
        fn record<T: Named>(armed: Option<&Armed<T>>) -> Option<FaultRecord> {
            armed.map(|armed| FaultRecord {
                fault: armed.fault.name().to_owned(),
                code: armed.fault.code(),
                times: armed.times,
            })
        }
        let Faults { api, link, notification } = faults;
        Self { api: record(api.as_ref()), link: record(link.as_ref()), notification: record(notification.as_ref()) }
    }
}

impl FaultsRecord {
    /// The faults; `None` if they cannot be read.
    #[must_use]
    pub fn restore(self) -> Option<Faults> {
        #[expect(clippy::option_option, reason = "none and unreadable are two things")]
        fn armed<T: Named>(record: Option<FaultRecord>) -> Option<Option<Armed<T>>> {
            let Some(FaultRecord { fault, code, times }) = record else { return Some(None) };
            Some(Some(Armed { fault: T::named(&fault, code.as_deref().unwrap_or_default())?, times }))
        }
        Some(Faults { api: armed(self.api)?, link: armed(self.link)?, notification: armed(self.notification)? })
    }
}

/// A day as it stands in the file.
#[must_use]
pub fn billed_through(day: NaiveDate) -> Change {
    Change::BilledThrough(text(&day))
}
