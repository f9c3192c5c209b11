//! The orders on the preview's page: one as shops have them most, and its unusual sisters.

use super::plan::Plan;
use super::words::{CANCELLATION, DELIVERY, ITEM, Words};
use crate::json::Json;
use crate::language::Language;
use crate::page::day::read_day;
use crate::page::maintenance::Window;
use crate::page::moment::read_moment;
use crate::page::order::{Line, Order};
use crate::page::recurring::Recurring;
use sbps::identifier::ItemId;
use sbps::money::{Tax, Yen};
use sbps::text::ItemName;

/// An order to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sample {
    Usual,
    ShortName,
    LongName,
    HalfWidth,
    ManyLines,
    LongLines,
    Discount,
    Largest,
    WithoutTax,
    Deadline,
    /// Three and a half minutes are left to start.
    Countdown,
    /// A maintenance is announced.
    MaintenanceAhead,
    /// A maintenance is going on.
    Maintenance,
    /// Two and a half minutes are left of the day.
    Midnight,
    WithoutBack,
    AllTexts,
    /// A recurring contract.
    Recurring(Plan),
    /// The lines do not add up.
    Invalid,
    /// The name holds an emoji, which the gateway cannot receive.
    Unencodable,
}

/// What the samples differ in.
struct Draft {
    item_name: &'static str,
    lines: Vec<(&'static str, u32, i32)>,
    tax: Option<u32>,
    delivery: &'static str,
    cancellation: &'static str,
    payment_timing: Option<&'static str>,
    application_period: Option<&'static str>,
    /// The server's time; a contract's day is the server's to know.
    now: Option<&'static str>,
    maintenance: Option<[&'static str; 2]>,
    expires_at: Option<&'static str>,
    back_url: Option<&'static str>,
    recurring: Option<Recurring>,
}

/// The sample as a page holds it, in a language, which is the page's.
pub(super) fn order(sample: Sample, language: Language) -> Json {
    let order = draft(sample, language).order().map_or(Json::Null, |order| order.to_json());
    match sample {
        Sample::Invalid => order.with("amount", Json::Number(3_501.0)),
        Sample::Unencodable => order.with("item_name", Json::from_text(language.pick("赤ワイン🍷", "Red wine 🍷"))),
        _ => order,
    }
}

fn draft(sample: Sample, language: Language) -> Draft {
    let say = |words: Words| if language == Language::Japanese { words.0 } else { words.1 };
    let mut draft = usual(say);
    match sample {
        Sample::Usual | Sample::Invalid | Sample::Unencodable => {}
        Sample::ShortName => draft.item_name = say(("茶", "Tea")),
        Sample::LongName => {
            draft.item_name =
                say(("北海道産とうもろこし詰め合わせ十二本入り", "Hokkaido sweet corn, box of twelve ears"));
        }
        Sample::HalfWidth => draft.item_name = "Yame Gyokuro First Flush 100g x 3",
        Sample::ManyLines => many_lines(&mut draft, say),
        Sample::LongLines => long_lines(&mut draft, say),
        Sample::Discount => {
            draft.lines.push((say(("はじめてのお客さま割引", "First order discount")), 1, -500));
            draft.tax = Some(272);
        }
        Sample::Largest => {
            draft.lines =
                vec![(say(("業務用の封筒（一枚あたり）", "Envelopes for offices, one each")), 999_999, 9_999_999)];
            draft.tax = Some(909_090);
        }
        Sample::WithoutTax => draft.tax = None,
        Sample::Deadline => draft.expires_at = Some("2026-12-24T23:59:00+09:00"),
        Sample::Countdown => {
            draft.now = Some("2026-12-01T19:56:30+09:00");
            draft.expires_at = Some("2026-12-01T20:00:00+09:00");
        }
        Sample::MaintenanceAhead => {
            draft.maintenance = Some(["2026-12-02T02:00:00+09:00", "2026-12-02T05:00:00+09:00"]);
        }
        Sample::Maintenance => {
            draft.maintenance = Some(["2026-12-01T09:00:00+09:00", "2026-12-01T12:00:00+09:00"]);
        }
        Sample::Midnight => draft.now = Some("2026-12-01T23:57:30+09:00"),
        Sample::WithoutBack => draft.back_url = None,
        Sample::AllTexts => all_texts(&mut draft, say),
        Sample::Recurring(plan) => contract(&mut draft, plan, language),
    }
    draft
}

fn usual(say: impl Fn(Words) -> &'static str) -> Draft {
    Draft {
        item_name: say(ITEM),
        lines: vec![
            (say(("赤ワイン（ハーフ）375ml", "Red wine (half bottle), 375 ml")), 1, 3_000),
            (say(("送料（クール便）", "Delivery, chilled")), 1, 500),
        ],
        tax: Some(318),
        delivery: say(DELIVERY),
        cancellation: say(CANCELLATION),
        payment_timing: None,
        application_period: None,
        now: Some("2026-12-01T10:00:00+09:00"),
        maintenance: None,
        expires_at: None,
        back_url: Some("?state=shop"),
        recurring: None,
    }
}

fn contract(draft: &mut Draft, plan: Plan, language: Language) {
    let (item_name, line, amount) = plan.item(language);
    draft.item_name = item_name;
    draft.lines = vec![(line, 1, amount.cast_signed())];
    draft.tax = Some(amount / 11);
    (draft.delivery, draft.cancellation) = plan.texts(language);
    draft.now = None;
    draft.recurring = read_day("2026-11-24").and_then(|today| plan.joined(today, language));
}

fn many_lines(draft: &mut Draft, say: impl Fn(Words) -> &'static str) {
    draft.item_name = say(("秋のワインセット", "Wines for autumn"));
    draft.lines = (0..12)
        .flat_map(|case: u32| {
            [
                (say(("赤ワイン（フルボトル）750ml", "Red wine, 750 ml")), case + 1, 4_400 * (case.cast_signed() + 1)),
                (say(("白ワイン（ハーフ）375ml", "White wine (half bottle), 375 ml")), 1, 2_640),
            ]
        })
        .collect();
    draft.tax = Some(34_080);
}

fn long_lines(draft: &mut Draft, say: impl Fn(Words) -> &'static str) {
    draft.lines = vec![
        (
            say((
                "樽熟成カベルネ・ソーヴィニヨン二〇一九年収穫（山梨県勝沼・無濾過・化粧箱入り・名入れラベルと手書きのメッセージカードつき）",
                "Barrel-aged Cabernet Sauvignon, harvest of 2019, Katsunuma in Yamanashi, unfiltered, in a gift box with a personal label and a handwritten card",
            )),
            12,
            132_000,
        ),
        ("WINE-YAMANASHI-CABERNETSAUVIGNON-2019-UNFILTERED-0000000000000001", 1, 3_000),
    ];
    draft.tax = Some(12_272);
}

fn all_texts(draft: &mut Draft, say: impl Fn(Words) -> &'static str) {
    draft.delivery = say((
        "ご注文から3日以内に、冷蔵便で発送します。\n離島・一部の地域は、さらに2日ほどかかります。お届けの日時は、発送後にメールでお知らせします。",
        "Sent chilled within 3 days of your order.\nRemote islands and some regions take about 2 days more. We tell you the day and time by e-mail.",
    ));
    draft.cancellation = say((
        "発送前であれば、マイページからキャンセルできます。未開封に限り、到着後8日以内に返品できます。送料はお客さまのご負担です。\n品質に問題があるときは、到着後30日以内にご連絡ください。送料は当店が負担します。",
        "You can cancel on your page until we send the goods. Unopened bottles can be returned within 8 days of arrival; you pay the return postage.\nIf something is wrong with the goods, tell us within 30 days; we pay the postage.",
    ));
    draft.payment_timing = Some(say((
        "au の画面でお手続きが完了した時点でお支払いが確定します。通信料金合算支払いの場合は、翌月の通信料金とまとめて請求されます。",
        "The payment becomes final when you finish on au's screen. On your phone bill, it is billed with next month's charges.",
    )));
    draft.application_period = Some(say((
        "2026年12月24日までの期間限定販売です。予定の数に達した時点で終了します。",
        "Sold until 24 December 2026, or until there is none left.",
    )));
    draft.expires_at = Some("2026-12-24T23:59:00+09:00");
}

impl Draft {
    /// `None` never happens: the tests read every sample.
    fn order(self) -> Option<Order> {
        let sum: i32 = self.lines.iter().map(|(_, _, amount)| amount).sum();
        let line = |(name, quantity, amount): (&str, u32, i32)| Line { name: name.to_owned(), quantity, amount };
        let window = |[from, until]: [&str; 2]| {
            Some(Window { from: read_moment(from)?, until: read_moment(until)?, notice: None })
        };
        Some(Order {
            reference: "preview-1".to_owned(),
            item_id: ItemId::new("wine-3000").ok()?,
            item_name: ItemName::new(self.item_name).ok()?,
            amount: Yen::new(u32::try_from(sum).ok()?).ok()?,
            tax: self.tax.and_then(|tax| Tax::new(tax).ok()),
            lines: self.lines.into_iter().map(line).collect(),
            delivery: self.delivery.to_owned(),
            cancellation: self.cancellation.to_owned(),
            payment_timing: self.payment_timing.map(str::to_owned),
            application_period: self.application_period.map(str::to_owned),
            expires_at: self.expires_at.and_then(read_moment),
            now: self.now.and_then(read_moment),
            maintenance: self.maintenance.and_then(window).into_iter().collect(),
            back_url: self.back_url.map(str::to_owned),
            recurring: self.recurring,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::scene::{Show, scenes};
    use super::*;
    use crate::json::tests::json;

    #[test]
    fn every_order_is_valid_but_those_that_must_not_be() {
        for scene in scenes() {
            let Show::Checkout(sample, _) = scene.show else { continue };
            for language in [Language::Japanese, Language::English] {
                let mut problems = Vec::new();
                let read = Order::read(&order(sample, language), &mut problems);
                let reasons: Vec<_> = problems.iter().map(|problem| problem.reason.code()).collect();
                let expected: &[&str] = match sample {
                    Sample::Invalid => &["sum_differs"],
                    Sample::Unencodable => &["unencodable"],
                    _ => &[],
                };
                assert_eq!(reasons, expected, "{} {language:?}", scene.id);
                assert_eq!(read.is_some(), expected.is_empty());
            }
        }
    }

    #[test]
    fn only_long_names_are_cut() {
        for (sample, cut) in
            [(Sample::Usual, false), (Sample::ShortName, false), (Sample::LongName, true), (Sample::HalfWidth, true)]
        {
            for language in [Language::Japanese, Language::English] {
                let order = Order::read(&order(sample, language), &mut Vec::new()).expect("a valid order");
                assert_eq!(!order.item_name.statement_preview().hidden().is_empty(), cut, "{sample:?} {language:?}");
            }
        }
    }

    #[test]
    fn the_order_written_in_the_page_is_the_demo_shops() {
        let page = include_str!("../../index.html");
        let (_, rest) = page.split_once("<script type=\"application/json\">").expect("an order in the page");
        let (text, _) = rest.split_once("</script>").expect("its end");
        let written: serde_json::Value = serde_json::from_str(text).expect("JSON");
        let read = |json: &Json| Order::read(json, &mut Vec::new()).expect("a valid order");
        assert_eq!(read(&json(written)), read(&order(Sample::Usual, Language::Japanese)));
    }
}
