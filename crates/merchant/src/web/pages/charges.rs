//! Charges in a table.

use crate::domain::language::Language;
use maud::{Markup, html};
use sbps::schedule::{Charge, ChargeReason};

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
