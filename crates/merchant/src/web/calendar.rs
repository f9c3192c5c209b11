//! The charges to come as a calendar file.

use crate::domain::language::Language;
use crate::service::subscription::view::View;
use kantan_checkout::language::{RecurringSentence, amount, day};
use sbps::calendar::{Calendar, Event, Reminder};
use sbps::date_time::JstDateTime;
use sbps::schedule::Amount;
use std::num::NonZeroU8;

/// How many days before the last day to cancel a payer is reminded.
const REMINDER_DAYS: NonZeroU8 = NonZeroU8::MIN.saturating_add(2);

/// The file, made by `maker` (`PRODID`) for the events of `host`; `None` if no charge is to come.
pub(super) fn calendar_file(
    view: &View,
    maker: &str,
    host: &str,
    now: JstDateTime,
    language: Language,
) -> Option<String> {
    let subscription = &view.subscription;
    let mut calendar = Calendar::new(maker, host, now);
    for charge in &view.coming {
        let amount = match charge.amount {
            Amount::Fixed(yen) => amount(language, yen.get()),
            Amount::UpTo(yen) => language.tell(RecurringSentence::AtMost, &[&amount(language, yen.get())]),
        };
        let summary = format!("{} {amount}", subscription.item_name);
        let last_day = charge.date.pred_opt().map(|last| day(language, last)).unwrap_or_default();
        let text = match language {
            Language::Japanese => format!("{summary}：解約は{last_day}までです。"),
            Language::English => format!("{summary}: the last day to cancel is {last_day}."),
        };
        // Named by the contract and not by the secret link: a calendar is often shared.
        let contract = subscription.tracking_id.as_ref().map_or("", |id| id.as_str());
        let reminder = Some(Reminder { days: REMINDER_DAYS, text: &text });
        calendar.add(&Event { contract, date: charge.date, summary: &summary, description: &text, reminder });
    }
    calendar.finish()
}
