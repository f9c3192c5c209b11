//! What a recurring order has to say before it is joined: what is charged, on each day of twelve
//! months, and how to leave.
//!
//! Act on Specified Commercial Transactions, article 12-6, with the Consumer Affairs Agency's
//! guideline on recurring orders: the amount of each cycle, the number of cycles or that it is
//! indefinite, each payment date, the day of a switch from free or reduced to full, the total or an
//! estimate marked as one, and the route, deadline and contact for leaving.

use super::charges::dates;
use crate::domain::language::Language;
use crate::domain::plan::Recurring;
use crate::service::address::{in_language, subscription_address};
use crate::service::checkout::charges_shown;
use crate::service::storefront::Storefront;
use chrono::NaiveDate;
use kantan_checkout::page::recurring::Recurring as Data;
use maud::{Markup, html};
use sbps::money::Yen;
use sbps::schedule::{Charge, Schedule, ScheduleError, Total};

/// A contract that somebody may join today.
pub(super) struct Joining<'a> {
    pub(super) recurring: Recurring,
    /// The same as the element reads it.
    pub(super) data: Data,
    pub(super) schedule: Schedule,
    /// What is paid at au by joining.
    pub(super) first_purchase: Option<Yen>,
    pub(super) today: NaiveDate,
    /// The contract's secret link.
    pub(super) reference: &'a str,
}

/// The contract as a page holds it: with the way out, and whom to ask.
///
/// # Errors
/// [`ScheduleError`] if the terms cannot be a contract.
pub(super) fn data(
    recurring: &Recurring,
    amount: Yen,
    reference: &str,
    storefront: &Storefront,
    language: Language,
) -> Result<Data, ScheduleError> {
    let cancel_url = in_language(&subscription_address(reference), language);
    Data::new(recurring.terms(amount)?, cancel_url, storefront.contact.get(language).to_owned())
}

impl Joining<'_> {
    /// Whether the amount is known only up to its bound.
    pub(super) const fn varies(&self) -> bool {
        self.schedule.amount().varies()
    }

    /// That the first payment is made at au now, where it is.
    pub(super) fn first_payment(&self, language: Language) -> Option<String> {
        let amount = language.yen(self.first_purchase?.get());
        Some(match language {
            Language::Japanese => format!("初回の{amount}は、次の au の画面で本日お支払いいただきます。"),
            Language::English => format!("You make the first payment of {amount} today, on the next screen at au."),
        })
    }

    /// The charges as a form posts them: `2026-12-20:3000,…`.
    pub(super) fn charges_field(&self) -> String {
        let charges = charges_shown(&self.schedule, self.today);
        charges.iter().map(|(day, amount)| format!("{day}:{amount}")).collect::<Vec<_>>().join(",")
    }

    /// Everything that a recurring order has to say.
    pub(super) fn markup(&self, storefront: &Storefront, language: Language) -> Markup {
        let charges: Vec<_> = self.schedule.charges_within_a_year(self.today).collect();
        let free = self.recurring.free_days(self.schedule.amount().most(), self.today);
        html! {
            h2 { (language.pick("継続課金の内容", "What you will be charged")) }
            dl data-recurring {
                dt { (language.pick("期間", "How long")) }
                dd { (self.term(language)) }
                @if self.schedule.introduction().is_some() {
                    dt { (language.pick("無料・割引から通常料金への切り替え", "Free or reduced until")) }
                    dd {
                        @match self.schedule.switch() {
                            Some(switch) => (self.switch_sentence(&switch, language)),
                            None => (language.pick("通常料金への切り替えはありません。", "There is no switch to the full price.")),
                        }
                        @if free.contains(&self.today) { (language.pick("本日のご負担はありません。", " Nothing is charged today.")) }
                    }
                }
                dt { (language.pick("1年間のお支払い総額", "In one year")) }
                dd { (self.year_sentence(language)) }
                dt { (language.pick("次回課金を止められる最終日", "Last day to leave before the next charge")) }
                dd {
                    @match self.schedule.last_day_to_cancel(self.today) {
                        Some(day) => (language.day(day)),
                        None => (language.pick("いつでも解約できます。", "You can leave at any time.")),
                    }
                }
                dt { (language.pick("解約の方法", "How to leave")) }
                dd {
                    (language.pick("ご契約のページの「解約する」から：", "By “Cancel” on your subscription's page: "))
                    a href=(in_language(&subscription_address(self.reference), language)) { (language.pick("ご契約のページ", "your subscription")) }
                }
                dt { (language.pick("お問い合わせ", "Contact")) }
                dd { (storefront.contact.get(language)) }
            }
            @if !charges.is_empty() { (dates(&charges, language)) }
        }
    }

    fn term(&self, language: Language) -> String {
        match (self.schedule.cycles(), language) {
            (None, Language::Japanese) => "無期限（解約されるまで自動更新）".to_owned(),
            (None, Language::English) => "Indefinite: it renews by itself until you leave".to_owned(),
            (Some(cycles), Language::Japanese) => format!("全{cycles}回"),
            (Some(cycles), Language::English) => format!("{cycles} cycles"),
        }
    }

    fn switch_sentence(&self, switch: &Charge, language: Language) -> String {
        let (day, amount) = (language.day(switch.date), language.yen(switch.amount.most().get()));
        match language {
            Language::Japanese => format!("{day}から1回{amount}になります。"),
            Language::English => format!("From {day} it is {amount} each time."),
        }
    }

    fn year_sentence(&self, language: Language) -> String {
        let Some(Total { yen, charges, kind }) = self.schedule.total_within_a_year(self.today) else {
            return language
                .pick(
                    "ご利用に応じるため、事前には決まりません。",
                    "It depends on what you use and is not known beforehand.",
                )
                .to_owned();
        };
        let yen = language.yen(u32::try_from(yen).unwrap_or(u32::MAX));
        match (language, kind.is_estimate()) {
            (Language::Japanese, true) => format!("{yen}（目安・{charges}回分）"),
            (Language::Japanese, false) => format!("{yen}（総額・{charges}回分）"),
            (Language::English, true) => format!("{yen} (estimate, {charges} charges)"),
            (Language::English, false) => format!("{yen} (in all, {charges} charges)"),
        }
    }
}
