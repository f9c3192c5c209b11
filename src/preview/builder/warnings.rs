//! What a merchant should know about a product that can be sold as it is.

use super::super::message::detail_row;
use super::draft::Method;
use super::field::Field;
use super::input::Input;
use super::report::{Report, field_of};
use super::terms;
use super::words::BuilderSentence as Say;
use crate::page::order::Order;
use crate::page::remark::{Remark, of_doubt, remarks};
use sbps::schedule::Timing;
use sbps::text::recognition::doubt;
use sbps::text::recurring_name::phrases;

/// What a merchant should know about an order that can be sold.
pub(super) fn warnings(report: &Report, order: &Order) -> Vec<String> {
    let (language, name) = (report.language, &order.item_name);
    let say = |sentence| language.say(sentence).to_owned();
    let mut warnings = Vec::new();
    let preview = name.statement_preview();
    if !preview.hidden().is_empty() {
        warnings.push(language.tell(Say::WarnCut, &[preview.hidden()]));
    }
    warnings.extend(doubt(name.as_str()).map(|doubt| of_doubt(doubt, language).to_owned()));
    let of_member = |remark: &Remark| match field_of(&remark.member, &report.draft) {
        None | Some(Field::Input(Input::Name)) => remark.says(language),
        Some(field) => language.tell(Say::Of, &[&report.name_of(field), &remark.says(language)]),
    };
    warnings.extend(remarks(order).iter().map(of_member));
    if preview.is_uncertain() {
        warnings.push(say(Say::WarnUncertain));
    }
    let is_billed_by_merchant = matches!(report.draft.method(), Method::FixedTerm | Method::Usage);
    if let Some(timing) = terms::timing(&report.draft).filter(|_| is_billed_by_merchant) {
        let phrases = phrases(timing);
        let says = |text: &str| phrases.iter().any(|phrase| text.contains(phrase.as_str()));
        if !says(name.as_str()) {
            warnings.push(say(Say::WarnTimingMissing));
        } else if !says(preview.visible()) {
            warnings.push(say(Say::WarnTimingUnseen));
        }
        if let Timing::DayOfMonth { day: day @ 29.., .. } = timing {
            warnings.push(language.tell(Say::WarnShorter, &[&day.to_string()]));
        }
    }
    if order.recurring.is_some() && !report.draft.lines.has_one_rate() {
        warnings.push(say(Say::WarnRates));
    }
    if report.offering.is_some_and(|offering| !offering.has_refund()) {
        warnings.push(say(Say::WarnNoRefund));
    }
    if order.lines.iter().any(|line| detail_row(order, line).is_none()) {
        warnings.push(say(Say::WarnRow));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::super::draft::tests::draft;
    use super::super::lines::{Change, Column};
    use super::*;
    use crate::language::Language;
    use sbps::text::recognition::Doubt;

    fn order(changes: &[(Input, &str)]) -> (Report, Order) {
        let mut report = Report::of(draft(changes), Language::Japanese);
        let order = report.order.take().expect("an order");
        (report, order)
    }

    #[test]
    fn a_name_that_does_not_say_when_it_is_billed_is_warned_of() {
        let fixed_term = (Input::Method, "fixed_term");
        let said = |changes: &[(Input, &str)]| {
            let (report, order) = order(changes);
            warnings(&report, &order)
        };
        let language = Language::Japanese;
        assert_eq!(said(&[]), [""; 0]);
        // What the payer would not know again, and what is said of the price and is not so.
        assert_eq!(said(&[(Input::Name, "ご注文商品")]), [of_doubt(Doubt::OnlyGenericWords, language)]);
        assert_eq!(said(&[(Input::Name, "赤ワイン12円")]).len(), 1);
        assert_eq!(said(&[fixed_term]), [language.say(Say::WarnTimingMissing)]);
        assert_eq!(said(&[fixed_term, (Input::Name, "ワイン定期便 毎月20日課金")]), [""; 0]);
        assert_eq!(
            said(&[fixed_term, (Input::Name, "ワイン定期便３０００円コース毎月20日")]),
            [language.tell(Say::WarnCut, &["20日"]), language.say(Say::WarnTimingUnseen).to_owned()]
        );
        assert_eq!(said(&[(Input::Contract, "basic_and_webmoney"), (Input::Commodity, "digital_content")]).len(), 1);
        let vague = (Input::Delivery, "順次発送します。");
        assert!(
            said(&[vague]).iter().all(|words| words.starts_with("お届け・提供の時期：")) && said(&[vague]).len() == 1
        );
        let mut mixed = draft(&[fixed_term, (Input::Name, "ワイン定期便 毎月20日課金")]);
        mixed.lines.change(Change::AddShipping, language);
        mixed.set(Field::Line(1, Column::TaxPercent), "8".to_owned());
        let report = Report::of(mixed, language);
        assert_eq!(warnings(&report, report.order.as_ref().expect("an order")), [language.say(Say::WarnRates)]);
        let month_end = [fixed_term, (Input::Day, "31"), (Input::Name, "朝刊 毎月31日課金")];
        assert_eq!(said(&month_end), [language.tell(Say::WarnShorter, &["31"])]);
    }
}
