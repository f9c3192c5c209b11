//! The demo shop's plans.

use super::not_sellable::NotSellable;
use crate::domain::language::Text;
use crate::domain::plan::recurring::{
    CancellationMonth, FirstMonthTerms, IntroductionTerms, Settlement, TimingTerms, WeekdayName,
};
use crate::domain::plan::{Methods, Plan, PlanTerms, check, name_at_carrier};
use chrono::NaiveDate;
use sbps::billing::{Commodity, Contract};
use sbps::identifier::ItemId;
use sbps::money::{Tax, Yen};
use sbps::tax;

struct Row {
    id: &'static str,
    /// What it is, in Japanese: the start of its name at the carrier.
    description: &'static str,
    about: Text,
    amount: u32,
    tax_percent: u32,
    commodity: Commodity,
    delivery: Text,
    terms: PlanTerms,
}

const AT_ONCE: Text = Text {
    ja: "お申し込みの完了後、すぐにご利用いただけます。",
    en: "Ready to use as soon as you have joined.",
};
const BY_PARCEL: Text = Text {
    ja: "毎回の課金日から5日以内に発送します（送料込み）。",
    en: "Sent within 5 days of each billing date, shipping included.",
};

const ROWS: [Row; 7] = [
    Row {
        id: "magazine-monthly",
        description: "電子雑誌「暮らしと旅」",
        about: Text {
            ja: "毎月の新刊が読み放題。お申し込みの月は無料です。",
            en: "Every new issue; the month you subscribe in is free.",
        },
        amount: 550,
        tax_percent: 10,
        commodity: Commodity::DigitalContent,
        delivery: AT_ONCE,
        terms: PlanTerms::Simple {
            first_month: FirstMonthTerms::Free,
            cancellation_month: CancellationMonth::NotCharged,
            months: None,
        },
    },
    Row {
        id: "lessons-6-months",
        description: "オンライン講座6か月コース",
        about: Text {
            ja: "6か月で終わる講座です。自動で終了します。",
            en: "A course of six months; it ends by itself.",
        },
        amount: 2_200,
        tax_percent: 10,
        commodity: Commodity::DigitalContent,
        delivery: AT_ONCE,
        terms: PlanTerms::Simple {
            first_month: FirstMonthTerms::Charged,
            cancellation_month: CancellationMonth::Charged,
            months: Some(6),
        },
    },
    Row {
        id: "wine-monthly",
        description: "ワイン定期便3000円",
        about: Text {
            ja: "ソムリエが選ぶ2本を毎月お届けします。",
            en: "Two bottles chosen by a sommelier, every month.",
        },
        amount: 3_000,
        tax_percent: 10,
        commodity: Commodity::Goods,
        delivery: BY_PARCEL,
        terms: PlanTerms::FixedTerm {
            timing: TimingTerms::DayOfMonth { months: 1, day: 20 },
            wait_days: 0,
            cycles: None,
            introduction: None,
            settlement: Settlement::AtOnce,
        },
    },
    Row {
        id: "coffee-fortnightly",
        description: "珈琲豆定期便",
        about: Text {
            ja: "焙煎したての豆を2週間ごとに。全12回です。",
            en: "Fresh beans every two weeks, twelve times.",
        },
        amount: 1_800,
        tax_percent: 8,
        commodity: Commodity::Goods,
        delivery: BY_PARCEL,
        terms: PlanTerms::FixedTerm {
            timing: TimingTerms::DayOfWeek { weeks: 2, weekday: WeekdayName::Friday },
            wait_days: 7,
            cycles: Some(12),
            introduction: Some(IntroductionTerms { cycles: 2, amount: 1_200 }),
            settlement: Settlement::AtOnce,
        },
    },
    Row {
        id: "tea-month-end",
        description: "健康茶定期便",
        about: Text {
            ja: "月末にお届け。最初のお届けは無料です。",
            en: "At the end of each month; the first delivery is free.",
        },
        amount: 1_980,
        tax_percent: 8,
        commodity: Commodity::Goods,
        delivery: BY_PARCEL,
        terms: PlanTerms::FixedTerm {
            timing: TimingTerms::LastDayOfMonth { months: 1 },
            wait_days: 0,
            cycles: None,
            introduction: Some(IntroductionTerms { cycles: 1, amount: 0 }),
            settlement: Settlement::AtOnce,
        },
    },
    Row {
        id: "flowers-30-days",
        description: "季節の花便",
        about: Text {
            ja: "旬の花束をお申し込みの当日から30日ごとに。初回は当日のお支払いです。",
            en: "A seasonal bouquet every 30 days, the first one paid on the day you join.",
        },
        amount: 2_750,
        tax_percent: 10,
        commodity: Commodity::Goods,
        delivery: BY_PARCEL,
        terms: PlanTerms::FixedTerm {
            timing: TimingTerms::EveryDays { days: 30 },
            wait_days: 0,
            cycles: None,
            introduction: None,
            settlement: Settlement::AtOnce,
        },
    },
    Row {
        id: "translation-usage",
        description: "自動翻訳サービス",
        about: Text {
            ja: "使った分だけのお支払い。1回のご請求は5,000円までです。",
            en: "Pay for what you use, at most ¥5,000 at a time.",
        },
        amount: 5_000,
        tax_percent: 10,
        commodity: Commodity::DigitalContent,
        delivery: AT_ONCE,
        terms: PlanTerms::FixedTerm {
            timing: TimingTerms::Usage,
            wait_days: 0,
            cycles: None,
            introduction: None,
            settlement: Settlement::AtOnce,
        },
    },
];

const MONTHLY_CANCELLATION: Text = Text {
    ja: "いつでも解約できます。ご契約のページの「解約する」からお手続きください。次回の課金日の前日までに解約すると、次回以降の料金はかかりません。お支払い済みの月は月末までご利用いただけます。",
    en: "You can leave at any time, by “Cancel” on your subscription's page. If you leave by the day before the next billing date, nothing more is charged. A month that is paid can be used to its end.",
};

const USAGE_CANCELLATION: Text = Text {
    ja: "いつでも解約できます。ご契約のページの「解約する」からお手続きください。ご請求の前に解約された場合、まだ請求されていないご利用分は請求されません。サービスの性質上、請求済みのご利用分の返金はできません。",
    en: "You can leave at any time, by “Cancel” on your subscription's page. What was used and not charged yet is not charged then. Because of its nature, what was charged cannot be given back.",
};

const PARCEL_CANCELLATION: Text = Text {
    ja: "いつでも解約できます。ご契約のページの「解約する」からお手続きください。次回の課金日の前日までに解約すると、次回以降の料金はかかりません。お届け済みの商品は、未開封に限り到着後8日以内に返品できます（返送料はお客さま負担）。",
    en: "You can leave at any time, by “Cancel” on your subscription's page. If you leave by the day before the next billing date, nothing more is charged. Unopened goods can be returned within 8 days of arrival; you pay for sending them back.",
};

/// How to leave a plan of these terms.
const fn cancellation(terms: &PlanTerms) -> Text {
    match terms {
        PlanTerms::Simple { .. } => MONTHLY_CANCELLATION,
        PlanTerms::FixedTerm { timing: TimingTerms::Usage, .. } => USAGE_CANCELLATION,
        PlanTerms::FixedTerm { .. } => PARCEL_CANCELLATION,
    }
}

/// The plans of these methods, each checked for whoever joins on `today` or within four years.
pub(super) fn all(contract: Contract, methods: Methods, today: NaiveDate) -> Result<Vec<Plan>, NotSellable> {
    let sold = ROWS.iter().filter(|row| methods.include(&row.terms));
    sold.map(|row| of_row(row, contract, today)).collect()
}

fn of_row(row: &Row, contract: Contract, today: NaiveDate) -> Result<Plan, NotSellable> {
    let wrong = |reason: String| NotSellable { id: row.id, reason };
    let refused = |error: &dyn std::fmt::Display| wrong(error.to_string());
    let amount = Yen::new(row.amount).map_err(|error| refused(&error))?;
    if let Some(warning) = check(&row.terms, amount, row.commodity, contract, today).map_err(wrong)? {
        tracing::warn!(plan = row.id, code = warning.code(), "{warning}");
    }
    Ok(Plan {
        id: ItemId::new(row.id).map_err(|error| refused(&error))?,
        name: name_at_carrier(row.description, &row.terms).map_err(wrong)?,
        about: row.about,
        amount,
        tax: Tax::new(tax::contained(row.amount, row.tax_percent)).map_err(|error| refused(&error))?,
        tax_percent: row.tax_percent,
        delivery: row.delivery,
        cancellation: cancellation(&row.terms),
        terms: row.terms.clone(),
    })
}

#[cfg(test)]
mod tests;
