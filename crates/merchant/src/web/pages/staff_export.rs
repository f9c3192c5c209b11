//! Where staff save files for accounting.

use super::staff_frame::{Place, StaffPage, staff_page};
use super::staff_parts::refused;
use crate::domain::csv::Encoding;
use crate::domain::language::Language;
use crate::domain::person::Viewer;
use crate::service::export::ExportKind;
use crate::service::problem::Problem;
use crate::service::storefront::Storefront;
use axum::response::Response;
use chrono::NaiveDate;
use maud::html;

/// The page, with the days that are most often wanted.
pub(in crate::web) fn page_of(
    (from, until): (NaiveDate, NaiveDate),
    (viewer, problem): (&Viewer, Option<&Problem>),
    storefront: &Storefront,
    language: Language,
) -> Response {
    let body = html! {
        @if let Some(problem) = problem { (refused(problem, language.pick("保存していません。日付と内容を確認してください。", "Nothing was saved. Check the days and what is wanted."), language)) }
        p { (language.pick(
            "会計用のCSVファイルです。列の並びと名前は変わりません。保存したことは操作の記録に残ります。お客さまの情報を含むため、取り扱いにご注意ください。",
            "Files for accounting, whose columns stay as they are. Saving one is written down. They hold customers' data: keep them safe.",
        )) }
        form method="get" action="/staff/export.csv" .export {
            input type="hidden" name="language" value=(language.tag());
            fieldset {
                legend { (language.pick("内容", "What")) }
                @for kind in ExportKind::ALL {
                    label { input type="radio" name="kind" value=(kind.as_str()) required checked[kind == ExportKind::Orders]; span { (about(kind, language)) } }
                }
            }
            label { (language.pick("最初の日", "First day")) input type="date" name="from" value=(from) required; }
            label { (language.pick("最後の日", "Last day")) input type="date" name="until" value=(until) required; }
            fieldset {
                legend { (language.pick("文字コード", "Encoding")) }
                @for encoding in Encoding::ALL {
                    label { input type="radio" name="encoding" value=(encoding.as_str()) required checked[encoding == Encoding::default()]; span { (written(encoding, language)) } }
                }
            }
            button { (language.pick("保存する", "Save")) }
        }
    };
    let of = StaffPage { place: Place::Export, title: None, viewer, problem };
    staff_page(&of, storefront, language, &body)
}

const fn about(kind: ExportKind, language: Language) -> &'static str {
    match kind {
        ExportKind::Orders => language.pick("注文（注文日で抽出）", "Orders, by the day of the order"),
        ExportKind::Charges => {
            language.pick("定期契約の課金（課金日で抽出）", "Charges of subscriptions, by the day they were due")
        }
        ExportKind::Refunds => language.pick("返金（依頼日で抽出）", "Refunds, by the day they were asked for"),
        ExportKind::Chargebacks => language.pick(
            "チャージバック（受領・回答・確定・取下げの日で抽出）",
            "Chargebacks, by the days on which something became of them",
        ),
        ExportKind::ChargebackMonths => language.pick("チャージバックの月別合計", "Chargebacks, summed up by month"),
    }
}

const fn written(encoding: Encoding, language: Language) -> &'static str {
    match encoding {
        Encoding::Utf8 => language.pick("UTF-8（Excel・Googleスプレッドシート）", "UTF-8 (for spreadsheets)"),
        Encoding::ShiftJis => language.pick(
            "Shift_JIS（会計ソフト。ない文字は〓になります）",
            "Shift_JIS (for accounting programs; what it lacks is 〓)",
        ),
    }
}
