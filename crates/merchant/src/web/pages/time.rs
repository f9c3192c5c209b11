//! What the page of an order says about its deadline, maintenance and midnight, for a browser
//! without script.
//!
//! Service specification, "Payment deadline setting" and "Service Suspension Due to Maintenance,
//! etc."; that midnight stops what is under way is C (`sbps::period::midnight`).

use crate::domain::language::Language;
use crate::domain::maintenance::Maintenance;
use maud::{Markup, html};
use sbps::date_time::JstDateTime;
use sbps::period::crosses_midnight;
use sbps::period::deadline::latest_completion;

/// Before when an order has to be started.
pub(super) fn deadline(expires_at: Option<JstDateTime>, language: Language) -> Markup {
    html! {
        @if let Some(deadline) = expires_at {
            dt { (language.pick("お手続きの期限", "Deadline")) }
            dd {
                (language.until(deadline))
                (language.pick(
                    "。期限までに始めれば、始めてから4分以内に完了すれば間に合います。",
                    ". Starting in time is enough; once started, finish within 4 minutes.",
                ))
            }
        }
    }
}

/// What keeps a payment from being started now, or may keep it from being finished.
pub(super) fn notices(maintenance: &Maintenance, now: JstDateTime, language: Language) -> Markup {
    let window = maintenance.announced(now);
    let is_on = maintenance.on(now).is_some();
    html! {
        @if let Some(window) = window {
            p.problem data-maintenance=(if is_on { "on" } else { "announced" }) {
                @if is_on {
                    (language.pick("メンテナンスのため、お支払いはできません：", "Closed for maintenance: "))
                } @else {
                    (language.pick("メンテナンスのお知らせ：", "Maintenance is announced: "))
                    (language.moment(window.from))
                    (language.pick("から", ". "))
                }
                (language.until(window.until))
                @if !is_on && latest_completion(now) >= window.from {
                    (language.pick(
                        "。いま始めたお手続きは、途中で中断されることがあります",
                        ". A payment started now may be interrupted",
                    ))
                }
                (language.pick("。", "."))
            }
        }
        @if crosses_midnight(now) {
            p.problem data-midnight {
                (language.pick(
                    "日本時間の午前0時をまたぐお手続きは中断されます。4分ほどかかることがあります。",
                    "A payment still under way at midnight (Japan time) is stopped. It can take up to 4 minutes.",
                ))
            }
        }
    }
}
