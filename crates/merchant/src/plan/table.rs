//! The demo shop's plans.

use super::recurring::{CancellationMonth, FirstMonthTerms, IntroductionTerms, TimingTerms, WeekdayName};
use super::terms::PlanTerms;
use crate::catalogue::Text;
use sbps::billing::Commodity;

pub(super) struct Row {
    pub(super) id: &'static str,
    /// What it is, in Japanese: the start of its name at the carrier.
    pub(super) description: &'static str,
    pub(super) about: Text,
    pub(super) amount: u32,
    pub(super) tax_percent: u32,
    pub(super) commodity: Commodity,
    pub(super) delivery: Text,
    pub(super) terms: PlanTerms,
}

const AT_ONCE: Text = Text {
    ja: "お申し込みの完了後、すぐにご利用いただけます。",
    en: "Ready to use as soon as you have joined.",
};
const BY_PARCEL: Text = Text {
    ja: "毎回の課金日から5日以内に発送します（送料込み）。",
    en: "Sent within 5 days of each billing date, shipping included.",
};

pub(super) const ROWS: [Row; 7] = [
    Row {
        id: "magazine-monthly",
        description: "電子雑誌「暮らしと旅」",
        about: Text {
            ja: "毎月の新刊が読み放題。初月は無料です。", en: "Every new issue; the first month is free."
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
        },
    },
    Row {
        id: "tea-month-end",
        description: "健康茶定期便",
        about: Text {
            ja: "月末にお届け。初回は無料です。", en: "At the end of each month; the first one is free."
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
        terms: PlanTerms::FixedTerm { timing: TimingTerms::Usage, wait_days: 0, cycles: None, introduction: None },
    },
];
