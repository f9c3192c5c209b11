//! What the gateway's management tool and KDDI's own tool can do and cannot, wherever staff would look
//! for it.
//!
//! Service specification, "List of Provided Functions" and "Payment Status Transition": the screens
//! and the buttons by their names there; "Differences of functions when au Kantan Kessai Service is
//! used via SBPS": what KDDI's tool and the kinds of payment are to this service.

use crate::domain::language::Language;
use crate::domain::payment::PaymentKind;
use maud::{Markup, html};
use sbps::billing::SalesMethod;

/// A screen of the management tool, for what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Screen {
    /// A payment that is a sale from the beginning.
    Sale,
    /// A month of a contract that the gateway bills.
    Month,
    /// A payment that is reserved first.
    Reservation,
    /// A contract that the gateway bills.
    SimpleContract,
    /// A contract that this service bills.
    FixedTermContract,
}

impl Screen {
    /// Every screen.
    pub(super) const ALL: [Self; 5] =
        [Self::Sale, Self::Reservation, Self::Month, Self::SimpleContract, Self::FixedTermContract];

    /// That of a payment of that kind.
    pub(super) const fn of_payment(kind: PaymentKind) -> Self {
        match kind {
            PaymentKind::OneTime(SalesMethod::Automatic) => Self::Sale,
            PaymentKind::Month(_) => Self::Month,
            PaymentKind::OneTime(SalesMethod::Specified) | PaymentKind::Charge { .. } => Self::Reservation,
        }
    }

    /// That of a contract.
    pub(super) const fn of_contract(is_simple: bool) -> Self {
        if is_simple { Self::SimpleContract } else { Self::FixedTermContract }
    }

    const fn about(self, language: Language) -> &'static str {
        match self {
            Self::Sale => language.pick("自動売上の都度課金", "One-time, automatic sales"),
            Self::Reservation => language.pick(
                "都度課金（指定売上）と継続課金（定期・従量）の支払い",
                "One-time by specified sales, and charges of fixed term / pay as you go",
            ),
            Self::Month => language.pick("継続課金（簡易）の月ごとの支払い", "A month of recurring (simple)"),
            Self::SimpleContract => language.pick("継続課金（簡易）の契約", "A contract of recurring (simple)"),
            Self::FixedTermContract => {
                language.pick("継続課金（定期・従量）の契約", "A contract of fixed term / pay as you go")
            }
        }
    }

    /// The screen and its buttons, as the specification names them.
    const fn buttons(self) -> (&'static str, &'static [&'static str]) {
        match self {
            Self::Sale | Self::Month => ("Billing Information Screen", &["au Refund", "au Partial Refund"]),
            Self::Reservation => (
                "Billing Information Screen",
                &["au Settlement", "au Partial Settlement", "au Cancel", "au Refund", "au Partial Refund"],
            ),
            Self::SimpleContract => ("Recurring charge (simple) User Information Screen", &["Cancel"]),
            Self::FixedTermContract => (
                "Recurring charge (based on term or usage rate) User Information Screen",
                &["purchase", "Cancellation"],
            ),
        }
    }
}

/// What can be done on these screens, and what on none.
pub(super) fn management_tool(screens: &[Screen], language: Language) -> Markup {
    html! {
        details data-tool {
            summary { (language.pick("決済管理ツールでできること", "What the management tool can do")) }
            p { (language.pick("次の画面とボタンがあります（名前は仕様書によります）。行える期間は、このサービスと同じです。", "These are its screens and buttons, by their names in the specification; the periods are the same as here.")) }
            dl {
                @for screen in screens {
                    @let (name, buttons) = screen.buttons();
                    dt { (screen.about(language)) }
                    dd lang="en" { (name) ": " @for button in buttons { code { (button) } " " } }
                }
            }
            @if screens.contains(&Screen::Month) { p { (language.pick(
                "継続課金（簡易）の一部返金は、決済管理ツールでのみ行えます。",
                "A part of a simple contract's month is refunded there alone.",
            )) } }
            p { (language.pick(
                "ツールで行った操作はこの記録に反映されません。KDDIが提供する管理ツールは、SBペイメントサービス経由では利用できません。支払い方法（通信料金合算・au PAYなど）の区別は、どちらの画面にも表示されません。",
                "What is done there does not come into this record. KDDI's own tool cannot be used with SB Payment Service. Neither shows by which means the customer paid.",
            )) }
        }
    }
}
