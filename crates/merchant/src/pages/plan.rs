//! An order of a plan before it is joined: what is charged, on each day of twelve months, and how to leave.
//!
//! Act on Specified Commercial Transactions, article 12-6, with the Consumer Affairs Agency's guideline on recurring
//! orders: the amount of each cycle, the number of cycles or that it is indefinite, each payment date, the day of a switch
//! from free or reduced to full, the total or an estimate marked as one, and the route, deadline and contact for leaving.

use super::order::{Line, Shown, show};
use crate::Shop;
use crate::checkout::{charges_shown, in_language};
use crate::config::origin_of;
use crate::language::Language;
use crate::plan::recurring::FirstMonthTerms;
use crate::plan::{Plan, PlanTerms, Recurring, contact};
use crate::store::order::Order;
use crate::subscription::application::address;
use crate::subscription::view::recurring_json;
use axum::response::Response;
use chrono::NaiveDate;
use maud::{Markup, html};
use sbps::billing::PaymentSource;
use sbps::date_time::JstDateTime;
use sbps::money::Yen;
use sbps::schedule::{Charge, ChargeReason, Schedule, Total};
use serde_json::Value;

/// A contract that somebody may join today.
pub(super) struct Joining<'a> {
    pub(super) recurring: Recurring,
    pub(super) schedule: Schedule,
    /// What is paid at au by joining.
    first_purchase: Option<Yen>,
    pub(super) today: NaiveDate,
    /// The contract's secret link.
    pub(super) reference: &'a str,
}

/// The page of an order of a plan; `None` if its terms can no longer be a contract.
pub fn page_of(
    shop: &Shop,
    order: &Order,
    plan: &Plan,
    terms: &PlanTerms,
    reference: &str,
    now: JstDateTime,
    nonce: &str,
) -> Option<Response> {
    let (language, today) = (order.language, now.date());
    let recurring = terms.joined_on(today);
    let schedule = recurring.schedule(order.amount).ok()?;
    let first_purchase = schedule.first_purchase(today);
    let action = match terms {
        PlanTerms::Simple { .. } => &shop.config.purchase_url,
        PlanTerms::FixedTerm { .. } => {
            // Without it no contract of this kind is sold, for it could not be made again.
            let applications = shop.config.application_url.as_ref()?;
            if first_purchase.is_some() { &shop.config.purchase_url } else { applications }
        }
    };
    let sources = shop.config.contract.payment_sources(terms.billing_method());
    let sources: Vec<_> = sources.map(|source| source_name(source, language)).collect();
    let shown = Shown {
        order,
        lines: vec![Line { name: order.item_name.to_string(), quantity: 1, amount: order.amount.get() }],
        delivery: plan.delivery.get(language),
        cancellation: plan.cancellation(language),
        payment: match language {
            Language::Japanese => format!("au かんたん決済（{}のみ）", sources.join("、")),
            Language::English => format!("au Kantan Kessai: {} only", sources.join(", ")),
        },
        payment_timing: payment_timing(&recurring, first_purchase, language),
        joining: Some(Joining { recurring, schedule, first_purchase, today, reference }),
        destination: origin_of(action),
        now,
        maintenance: &shop.config.maintenance,
    };
    Some(show(&shown, language, nonce))
}

const fn source_name(source: PaymentSource, language: Language) -> &'static str {
    match source {
        PaymentSource::PhoneBill => language.pick("au／UQ mobile 通信料金合算支払い", "au / UQ mobile phone bill"),
        PaymentSource::AuPayBalance => language.pick("au PAY 残高", "au PAY balance"),
        PaymentSource::AuPayCard => language.pick("au PAY カード", "au PAY card"),
        PaymentSource::CreditCard => language.pick("クレジットカード", "credit card"),
        PaymentSource::DebitCard => language.pick("デビットカード", "debit card"),
        PaymentSource::PrepaidCard => language.pick("プリペイドカード", "prepaid card"),
        PaymentSource::WebMoney => "WebMoney",
    }
}

/// When the payments are made; the first one is made by joining where `first_purchase` says how much it is.
fn payment_timing(recurring: &Recurring, first_purchase: Option<Yen>, language: Language) -> String {
    let each = each_timing(recurring, language);
    let Some(amount) = first_purchase.map(|amount| language.yen(amount.get())) else { return each.to_owned() };
    let is_only = matches!(recurring, Recurring::FixedTerm { cycles: Some(1), .. });
    match (language, is_only) {
        (Language::Japanese, true) => {
            format!("{amount}を、au の画面でお手続きが完了した時点で1回だけお支払いいただきます。更新されません。")
        }
        (Language::Japanese, false) => {
            format!("初回の{amount}は au の画面でお手続きが完了した時点、2回目からは{each}")
        }
        (Language::English, true) => {
            format!("{amount}, once, when you finish at au. It does not renew.")
        }
        (Language::English, false) => {
            format!("The first {amount} when you finish at au, the later payments {}", each.replacen("On", "on", 1))
        }
    }
}

const fn each_timing(recurring: &Recurring, language: Language) -> &'static str {
    match recurring {
        Recurring::Simple { first_month: FirstMonthTerms::Free, .. } => language.pick(
            "初月は無料です。翌月から毎月1日に課金されます。",
            "The first month is free. From the next month on you pay on the first of each month.",
        ),
        Recurring::Simple { .. } => language.pick(
            "初月分は au の画面でお手続きが完了した時点、翌月からは毎月1日です。",
            "For the first month when you finish at au; from the next month on the first of each month.",
        ),
        Recurring::FixedTerm { .. } if recurring.is_usage() => language.pick(
            "ご利用の翌日に、その分をまとめて請求します。",
            "On the day after you have used it, for what you have used.",
        ),
        Recurring::FixedTerm { cycles: Some(_), .. } => language.pick(
            "上の表の各課金日です。最終回で自動的に終了し、更新されません。",
            "On each of the dates above. It ends by itself with the last one and does not renew.",
        ),
        Recurring::FixedTerm { cycles: None, .. } => language.pick(
            "上の表の各課金日です。解約されるまで自動で更新されます。",
            "On each of the dates above. It renews by itself until you leave.",
        ),
    }
}

impl Joining<'_> {
    /// The member `recurring`.
    pub(super) fn json(&self, language: Language) -> Value {
        recurring_json(&self.recurring, self.reference, language)
    }

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
    pub(super) fn markup(&self, language: Language) -> Markup {
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
                    a href=(in_language(&address(self.reference), language)) { (language.pick("ご契約のページ", "your subscription")) }
                }
                dt { (language.pick("お問い合わせ", "Contact")) }
                dd { (contact(language)) }
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

/// Each charge with its day; the first, a switch and the last are marked.
pub(super) fn dates(charges: &[Charge], language: Language) -> Markup {
    let note = |charge: &Charge| {
        let marks = [
            (charge.is_first(), language.pick("初回の課金", "first charge")),
            (charge.reason == ChargeReason::Introductory, language.pick("割引", "reduced")),
            (charge.reason == ChargeReason::Switch, language.pick("通常料金に切り替え", "full price from here")),
            (charge.is_last, language.pick("最終回", "last charge")),
        ];
        let marks: Vec<_> = marks.into_iter().filter_map(|(applies, mark)| applies.then_some(mark)).collect();
        marks.join(language.pick("・", ", "))
    };
    html! {
        table.charges {
            caption { (language.pick("12か月間の課金予定日", "Every charge of the next twelve months")) }
            thead {
                tr {
                    th scope="col" { (language.pick("課金日", "Date")) }
                    th scope="col" { (language.pick("備考", "Note")) }
                    th scope="col" { (language.pick("金額", "Amount")) }
                }
            }
            tbody {
                @for charge in charges {
                    tr {
                        th scope="row" { time datetime=(charge.date) { (language.day(charge.date)) } }
                        td { (note(charge)) }
                        td {
                            @if charge.amount.varies() { (language.pick("最大 ", "up to ")) }
                            (language.yen(charge.amount.most().get()))
                        }
                    }
                }
            }
        }
    }
}
