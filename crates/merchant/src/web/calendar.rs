//! The charges to come as a calendar file.

use crate::domain::language::Language;
use crate::domain::subscription::Subscription;
use crate::service::subscription::view::View;
use kantan_checkout::language::{RecurringSentence, amount, day};
use sbps::calendar::{Calendar, Event, Reminder};
use sbps::date_time::JstDateTime;
use sbps::schedule::{Amount, Charge};
use sha2::{Digest, Sha256};
use std::num::NonZeroU8;

/// How many days before the last day to cancel a payer is reminded.
const REMINDER_DAYS: NonZeroU8 = NonZeroU8::MIN.saturating_add(2);

/// What names a customer's contract of a plan, also the next one after leaving: a customer can have a plan once. Neither
/// the secret link nor the gateway's names stand in it, for a calendar is often shared.
fn name(contract: &Subscription) -> String {
    let mut hash = Sha256::new();
    for part in [contract.customer_code.as_str(), contract.item_id.as_str()] {
        hash.update(part);
        hash.update([0]);
    }
    hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

/// What makes the files (RFC 5545, `PRODID`).
const MAKER: &str = "-//kantan-checkout//Payment days//EN";

/// What a browser saves the file as: what it is, and of what. A name in ASCII for what knows no other (RFC 6266).
pub(super) fn disposition(contract: &Subscription, language: Language) -> String {
    let item = contract.item_name.as_str();
    // What no file system has in a name.
    let is_odd = |it: char| matches!(it, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|') || it.is_control();
    let item: String = item.chars().map(|it| if is_odd(it) { '_' } else { it }).collect();
    let name = match language {
        Language::Japanese => format!("お支払い日 {item}.ics"),
        Language::English => format!("Payment days {item}.ics"),
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
    let octet = |byte: u8| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let name: String = name.bytes().map(octet).collect();
    format!("attachment; filename=\"payment-days.ics\"; filename*=UTF-8''{name}")
}

/// The file for the events of `host`; `None` if no charge is to come and none was. What will not be charged any more is
/// cancelled in it, `formerly` planned days too.
pub(super) fn calendar_file(
    view: &View,
    formerly: &[Charge],
    host: &str,
    now: JstDateTime,
    language: Language,
) -> Option<String> {
    let subscription = &view.subscription;
    let mut calendar = Calendar::new(MAKER, host, now);
    let contract = name(subscription);
    // What is used changes an amount and not the contract; of one that has ended nothing changes any more.
    let is_used = subscription.recurring.is_usage() && view.gone.is_empty();
    let changed = JstDateTime::from_unix_seconds(subscription.updated_at).filter(|_| !is_used).unwrap_or(now);
    let gone = view.gone.iter().chain(formerly).map(|charge| (charge, true));
    let events = view.coming.iter().map(|charge| (charge, false)).chain(gone);
    for (charge, is_cancelled) in events {
        let amount = match charge.amount {
            Amount::Fixed(yen) => amount(language, yen.get()),
            Amount::UpTo(yen) => language.tell(RecurringSentence::AtMost, &[&amount(language, yen.get())]),
        };
        let summary = format!("{} {amount}", subscription.item_name);
        // Also where a program looks at the title alone.
        let summary = match (is_cancelled, language) {
            (false, _) => summary,
            (true, Language::Japanese) => format!("【取消】{summary}"),
            (true, Language::English) => format!("Cancelled: {summary}"),
        };
        let last_day = charge.date.pred_opt().map(|last| day(language, last)).unwrap_or_default();
        let text = match (is_cancelled, language) {
            (true, _) => summary.clone(),
            (false, Language::Japanese) => format!("{summary}：解約は{last_day}までです。"),
            (false, Language::English) => format!("{summary}: the last day to cancel is {last_day}."),
        };
        let reminder = Some(Reminder { days: REMINDER_DAYS, text: &text });
        let (contract, date, summary, description) = (contract.as_str(), charge.date, summary.as_str(), text.as_str());
        calendar.add(&Event { contract, date, summary, description, reminder, changed, is_cancelled });
    }
    calendar.finish()
}
