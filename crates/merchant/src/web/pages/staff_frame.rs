//! What stands around every page of the staff: where else there is to go, and who is signed in.

use super::frame::{Permissions, page};
use crate::domain::language::Language;
use crate::domain::person::{Role, Viewer};
use crate::service::problem::Problem;
use crate::service::storefront::Storefront;
use crate::web::problem::ProblemText;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};

/// The pages that lead to one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Orders and payments, and what is looked for.
    Search,
    /// Contracts and charges to look up, and the billing run.
    Doubts,
    /// The reconciliation list.
    Reconciliation,
    /// Chargebacks and investigations.
    Disputes,
    /// When the payment service is closed.
    Maintenance,
    /// Files for accounting.
    Export,
    /// The keys of the shop's own programs.
    Keys,
    /// The log of what persons asked for.
    Log,
}

impl Place {
    const ALL: [Self; 8] = [
        Self::Search,
        Self::Doubts,
        Self::Reconciliation,
        Self::Disputes,
        Self::Maintenance,
        Self::Export,
        Self::Keys,
        Self::Log,
    ];

    const fn path(self) -> &'static str {
        match self {
            Self::Search => "/staff/search",
            Self::Doubts => "/staff",
            Self::Reconciliation => "/staff/reconciliation",
            Self::Disputes => "/staff/disputes",
            Self::Maintenance => "/staff/maintenance",
            Self::Export => "/staff/export",
            Self::Keys => "/staff/keys",
            Self::Log => "/staff/log",
        }
    }

    const fn role(self) -> Role {
        match self {
            Self::Search | Self::Doubts | Self::Reconciliation | Self::Disputes | Self::Maintenance | Self::Export => {
                Role::View
            }
            Self::Keys | Self::Log => Role::Admin,
        }
    }

    /// What the page is called.
    pub(super) const fn title(self, language: Language) -> &'static str {
        match self {
            Self::Search => language.pick("注文と支払い", "Orders and payments"),
            Self::Doubts => language.pick("確認が必要な契約と課金", "Contracts and charges to look up"),
            Self::Reconciliation => language.pick("照合リスト", "Reconciliation list"),
            Self::Disputes => language.pick("チャージバックと調査", "Chargebacks and investigations"),
            Self::Maintenance => language.pick("メンテナンスと障害", "Maintenance and failures"),
            Self::Export => language.pick("会計用CSV", "Files for accounting"),
            Self::Keys => language.pick("APIキー", "API keys"),
            Self::Log => language.pick("操作の記録", "Who did what"),
        }
    }
}

/// What a page of the staff is made of.
pub(super) struct StaffPage<'a> {
    /// Which one it is.
    pub(super) place: Place,
    /// Its title, where that is not the place's.
    pub(super) title: Option<&'a str>,
    /// Who looks at it.
    pub(super) viewer: &'a Viewer,
    /// Why what was posted was not done.
    pub(super) problem: Option<&'a Problem>,
}

/// The whole page.
pub(super) fn staff_page(of: &StaffPage<'_>, storefront: &Storefront, language: Language, body: &Markup) -> Response {
    let title = of.title.unwrap_or_else(|| of.place.title(language));
    let main = html! {
        main #main .staff data-error-code=[of.problem.map(|problem| problem.code.as_str())] {
            (navigation(of, language))
            h1 { (title) }
            (body)
        }
    };
    let status = of.problem.map_or(StatusCode::OK, |problem| problem.code.status_code());
    page(storefront, language, status, title, Permissions::default(), &main)
}

fn navigation(of: &StaffPage<'_>, language: Language) -> Markup {
    html! {
        nav aria-label=(language.pick("担当者のページ", "Staff's pages")) {
            ul {
                @for place in Place::ALL {
                    @if of.viewer.may(place.role()) {
                        li {
                            @let is_here = place == of.place && of.title.is_none();
                            a href=(format!("{}?language={}", place.path(), language.tag())) aria-current=[is_here.then_some("page")] { (place.title(language)) }
                        }
                    }
                }
            }
            @if let Some(name) = &of.viewer.name {
                form method="post" action="/staff/sign-out" {
                    input type="hidden" name="language" value=(language.tag());
                    a href=(format!("/staff/password?language={}", language.tag())) { (name) }
                    button .quiet { (language.pick("サインアウト", "Sign out")) }
                }
            }
        }
    }
}
