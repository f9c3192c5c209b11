//! Examines a request as the gateway would, and says which field is wrong.
//!
//! Link type, A01-1 and D01-1: raw bytes in Shift_JIS, every field of the message's definition, the checksum over UTF-8,
//! an order id never used before, and a request date no further from the gateway's clock than `limit_second`.

pub mod explain;

use crate::config::Config;
use crate::contract::period;
use crate::exchange::Finding;
use crate::language::moment;
use crate::order::{Intent, Order};
use explain::{ASK_FOR_SHIFT_JIS, explain_problem, finding, lost_characters, order_id_used, unreadable};
use sbps::checksum::Checksum;
use sbps::date_time::JstDateTime;
use sbps::identifier::OrderId;
use sbps::message::code::LIMIT_SECONDS_WHEN_BLANK;
use sbps::message::form::{CHECKSUM_FIELD, DETAIL_ROW, MOST_DETAIL_ROWS};
use sbps::message::purchase_request::LimitSeconds;
use sbps::message::{
    ApplicationRequest, Definition, Field, FieldProblem, Form, PurchaseRequest, application_request, purchase_request,
};
use sbps::wire::{Encoding, read_form};

/// A message that the gateway examines.
#[derive(Debug)]
pub struct Message<const BEFORE: usize, const AFTER: usize> {
    /// Its name.
    pub name: &'static str,
    definition: &'static Definition<BEFORE, AFTER>,
    read: fn(&Form) -> Result<Order, Vec<FieldProblem>>,
}

/// The purchase request.
pub const PURCHASE: Message<28, 2> = Message {
    name: "A01-1",
    definition: &purchase_request::DEFINITION,
    read: |form| PurchaseRequest::read(form).map(|request| Order::Purchase(Box::new(request))),
};

/// The application for a recurring (fixed term / pay as you go) contract.
pub const APPLICATION: Message<17, 2> = Message {
    name: "D01-1",
    definition: &application_request::DEFINITION,
    read: |form| ApplicationRequest::read(form).map(|request| Order::Application(Box::new(request))),
};

/// The order that a message's fields mean, as it was understood when they came; `None` where they
/// mean none.
#[must_use]
pub fn order_of(message: &str, fields: &[(String, String)]) -> Option<Order> {
    match message {
        _ if message == PURCHASE.name => (PURCHASE.read)(&PURCHASE.as_far_as_possible(fields)).ok(),
        _ if message == APPLICATION.name => (APPLICATION.read)(&APPLICATION.as_far_as_possible(fields)).ok(),
        _ => None,
    }
}

/// What became of a body.
#[derive(Debug)]
pub struct Examination {
    /// The fields in the order posted, as far as the body could be read.
    pub fields: Vec<(String, String)>,
    /// The request, or everything that is wrong with it.
    pub result: Result<Order, Vec<Finding>>,
}

/// Examines a body that arrived at `now` and finds everything that is wrong with it, not only the first thing.
/// `is_used` says whether an order id was used before.
#[must_use]
pub fn examine<const BEFORE: usize, const AFTER: usize>(
    message: &Message<BEFORE, AFTER>,
    body: &[u8],
    now: JstDateTime,
    config: &Config,
    is_used: impl Fn(&OrderId) -> bool,
) -> Examination {
    let fields = match read_form(body, Encoding::ShiftJis) {
        Ok(fields) => fields,
        Err(error) => {
            return Examination { fields: Vec::new(), result: Err(unreadable(body, &error)) };
        }
    };
    let result = message.examine(body, &fields, now, config, is_used);
    Examination { fields, result }
}

impl<const BEFORE: usize, const AFTER: usize> Message<BEFORE, AFTER> {
    fn examine(
        &self,
        body: &[u8],
        fields: &[(String, String)],
        now: JstDateTime,
        config: &Config,
        is_used: impl Fn(&OrderId) -> bool,
    ) -> Result<Order, Vec<Finding>> {
        let arranged = self.definition.arrange(fields);
        let form = self.as_far_as_possible(fields);
        let read = (self.read)(&form);
        let mut findings = Vec::new();
        let mut explained: Vec<&str> = Vec::new();
        let problems = arranged.as_ref().err().into_iter().flatten();
        for problem in problems {
            explained.push(&problem.field);
            findings.push(explain_problem(problem));
        }
        // Of a field that is wrong already, what its value means is not asked as well.
        let meanings = read.as_ref().err().into_iter().flatten();
        findings.extend(meanings.filter(|problem| !explained.contains(&problem.field.as_str())).map(explain_problem));
        let checksum_problem = self.checksum_problem(body, fields, &form, config);
        let lost = fields.iter().filter(|(name, _)| checksum_problem.is_some() || explained.contains(&name.as_str()));
        let lost: Vec<_> = lost.flat_map(|(name, value)| lost_characters(name, value)).collect();
        findings.extend(checksum_problem);
        findings.extend(lost);
        let account = (form.get("merchant_id"), form.get("service_id"));
        let stated = !account.0.is_empty() && !account.1.is_empty();
        if stated && account != (config.account.merchant_id.as_str(), config.account.service_id.as_str()) {
            let ja = "この加盟店IDとサービスIDの組は登録されていません。";
            let en = "This pair of merchant id and service id is not registered here.";
            findings.push(finding("merchant_id", "account_unknown", ja, en));
        }
        findings.extend(date_problem(&form, now));
        if let Ok(order_id) = form.get("order_id").parse::<OrderId>()
            && is_used(&order_id)
        {
            findings.push(order_id_used(order_id.as_str()));
        }
        findings.extend(read.as_ref().ok().and_then(|order| last_month_problem(order, now)));
        match read {
            Ok(order) if findings.is_empty() => Ok(order),
            _ => Err(findings),
        }
    }

    /// The fields in their order whatever is wrong with them: the first value of each, blank where there is none. Detail
    /// rows are kept when every column is as long as the others.
    fn as_far_as_possible(&self, fields: &[(String, String)]) -> Form {
        let named =
            |name: &'static str| fields.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.clone());
        let first = |field: &Field| named(field.name).next().unwrap_or_default();
        let columns = DETAIL_ROW.map(|field| named(field.name).collect::<Vec<_>>());
        let length = columns[0].len();
        let whole = length <= MOST_DETAIL_ROWS && columns.iter().all(|column| column.len() == length);
        let row = |index: usize| columns.each_ref().map(|column| column.get(index).cloned().unwrap_or_default());
        let rows = if whole && self.definition.rows { (0..length).map(row).collect() } else { Vec::new() };
        let definition = self.definition;
        definition.fill(definition.before.each_ref().map(first), rows, definition.after.each_ref().map(first))
    }

    /// What the gateway hashes, so that a developer can compare it with what was hashed; the key itself is never shown.
    fn checksum_problem(
        &self,
        body: &[u8],
        fields: &[(String, String)],
        form: &Form,
        config: &Config,
    ) -> Option<Finding> {
        let received = fields.iter().find(|(name, _)| name == CHECKSUM_FIELD).map(|(_, value)| value.as_str())?;
        let matches = |form: &Form, encoding| {
            let checksum = Checksum::of_form(form, encoding, &config.hash_key);
            checksum.is_ok_and(|checksum| checksum.is_spelt(received))
        };
        if matches(form, Encoding::Utf8) {
            return None;
        }
        let hashed: String = form.fields().iter().map(|(_, value)| value.trim_matches(' ')).collect();
        let mut ja = format!(
            "チェックサムが一致しません。次の文字列の UTF-8 の SHA-1 になるはずです（末尾はハッシュキー）：{hashed}‹ハッシュキー›"
        );
        let mut en = format!(
            "The checksum does not match. It should be the SHA-1 of the UTF-8 bytes of this text, which ends with the \
             hash key: {hashed}‹hash key›"
        );
        let as_utf8 = read_form(body, Encoding::Utf8).map(|fields| self.as_far_as_possible(&fields));
        // Asked first: bytes that are text in both encodings hash alike, and hardly any Shift_JIS text is UTF-8 by
        // accident.
        if as_utf8.is_ok_and(|form| matches(&form, Encoding::Utf8)) {
            let (advice_ja, advice_en) = ASK_FOR_SHIFT_JIS;
            ja.push_str(&format!("。本文が UTF-8 で送信されています。{advice_ja}"));
            en.push_str(&format!(". The body was posted in UTF-8: {advice_en}"));
        } else if matches(form, Encoding::ShiftJis) {
            ja.push_str("。Shift_JIS で計算されています。UTF-8 で計算してください。");
            en.push_str(". It was made over Shift_JIS; make it over UTF-8.");
        }
        Some(finding(CHECKSUM_FIELD, "checksum_wrong", ja, en))
    }
}

/// A contract cannot have ended before it begins.
fn last_month_problem(order: &Order, now: JstDateTime) -> Option<Finding> {
    let Intent::JoinSimple { last_charge_month: Some(last), .. } = order.intent() else { return None };
    (Some(last) < period::month_of(now.date())).then(|| {
        let (today_ja, today_en) = today(now);
        let ja = format!("最終課金月が申し込みの月より前です。{today_ja}");
        let en = format!("The last month to bill is before the month of joining. {today_en}");
        finding("last_charge_month", "month_over", ja, en)
    })
}

/// Where the date is that a refused one is measured by: the sandbox's may be ahead of the machine's.
fn today(now: JstDateTime) -> (String, String) {
    let now = moment(now);
    (
        format!("サンドボックスの日時は {now} です。/clock で確かめてください。"),
        format!("It is {now} here: ask /clock."),
    )
}

fn date_problem(form: &Form, now: JstDateTime) -> Option<Finding> {
    let request_date: JstDateTime = form.get("request_date").parse().ok()?;
    let limit = match form.get("limit_second") {
        "" => None,
        limit => Some(limit.parse::<LimitSeconds>().ok()?),
    };
    expired(request_date, limit, now)
}

/// The refusal of a request whose moment is too far from the gateway's clock.
#[must_use]
pub fn expired(request_date: JstDateTime, limit: Option<LimitSeconds>, now: JstDateTime) -> Option<Finding> {
    let limit = limit.map_or(LIMIT_SECONDS_WHEN_BLANK, LimitSeconds::get);
    let apart = (now.unix_seconds() - request_date.unix_seconds()).unsigned_abs();
    (apart > u64::from(limit)).then(|| {
        let (today_ja, today_en) = today(now);
        finding(
            "request_date",
            "request_expired",
            format!("リクエスト日時が現在から {apart} 秒離れています（許容 {limit} 秒）。{today_ja}"),
            format!("The request date is {apart} seconds away from now; {limit} are tolerated. {today_en}"),
        )
    })
}
