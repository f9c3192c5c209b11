//! `GET /clock` shows the sandbox's date, `POST /clock` moves it on.

use super::answer::{no_clock, problem};
use super::request::{form_fields, wants_json};
use crate::billed::{Billed, Report};
use crate::clock::{Destination, FURTHEST_MOVE_DAYS, NotReached};
use crate::language::{Language, iso};
use crate::screens::page;
use crate::service::passing::{NotMoved, travel};
use crate::shared::Sandbox;
use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use maud::html;
use serde_json::json;
use std::sync::Arc;

/// The date, as a page with buttons or as JSON.
pub(crate) async fn show(language: Language, Shared(sandbox): Shared<Arc<Sandbox>>, headers: HeaderMap) -> Response {
    if wants_json(&headers) { as_json(&sandbox, language) } else { as_page(&sandbox, language) }
}

/// Moves on; answers when everything on the way is done.
pub(crate) async fn go(
    language: Language,
    Shared(sandbox): Shared<Arc<Sandbox>>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let fields = form_fields(body);
    let Some(destination) = Destination::read(fields.get("to"), fields.get("advance")) else {
        let ja = "to=YYYY-MM-DD または advance=day、week、next_month、365_days を指定してください";
        let en = "Say to=YYYY-MM-DD, or advance=day, week, next_month or 365_days";
        return problem(&headers, StatusCode::BAD_REQUEST, "destination_unknown", ja, en, language);
    };
    // In a task of its own: days that have begun are ended even if the browser goes away meanwhile.
    let travelling = Arc::clone(&sandbox);
    let moved = tokio::spawn(async move { travel(&travelling, destination).await }).await;
    match moved.unwrap_or(Err(NotMoved::NoClock)) {
        Ok(()) if wants_json(&headers) => as_json(&sandbox, language),
        Ok(()) => Redirect::to(&format!("/clock?lang={}", language.tag())).into_response(),
        Err(NotMoved::NotReached(NotReached::Backwards)) => {
            let (ja, en) = ("時計は戻せません", "The clock does not go back");
            problem(&headers, StatusCode::BAD_REQUEST, "clock_backwards", ja, en, language)
        }
        Err(NotMoved::NotReached(NotReached::TooFar)) => {
            let ja = format!("一度に進められるのは {FURTHEST_MOVE_DAYS} 日までです");
            let en = format!("The clock moves at most {FURTHEST_MOVE_DAYS} days at once");
            problem(&headers, StatusCode::BAD_REQUEST, "clock_too_far", &ja, &en, language)
        }
        Err(NotMoved::NoClock) => no_clock(language),
    }
}

fn as_json(sandbox: &Sandbox, language: Language) -> Response {
    let Some(now) = sandbox.clock.now() else { return no_clock(language) };
    let days = sandbox.clock.ahead_days();
    let billed = sandbox.billed();
    Json(json!({ "now": now.to_string(), "today": iso(now.date()), "days_ahead": days, "billed": billed }))
        .into_response()
}

fn as_page(sandbox: &Sandbox, language: Language) -> Response {
    let Some(now) = sandbox.clock.now() else { return no_clock(language) };
    let today = iso(now.date());
    let days = sandbox.clock.ahead_days();
    let title = language.pick("サンドボックスの時計", "The sandbox's clock");
    let name = |step| match step {
        Destination::NextDay => language.pick("1日進める", "One day on"),
        Destination::NextWeek => language.pick("7日進める", "Seven days on"),
        Destination::NextMonth => language.pick("翌月1日まで進める", "On to the 1st of next month"),
        Destination::Days365 => language.pick("365日進める", "365 days on"),
        Destination::Date(_) => language.pick("この日まで進める", "On to this date"),
    };
    let trial = &sandbox.config.trial;
    let main = html! {
        main {
            h1 { (title) }
            @if let Some(billed) = sandbox.billed() { p role="status" id="billed" { (said(&billed, language)) } }
            p {
                (language.pick(
                    "時計は進めることだけができます。1日ずつ進み、毎月1日には継続課金（簡易）の課金と通知を行います。",
                    "The clock only goes forward, day by day. On the 1st of each month it bills the simple contracts and sends their notices.",
                ))
            }
            dl.summary {
                div.total { dt { (language.pick("今日（日本時間）", "Today, in Japan")) } dd id="today" { (today) } }
                div { dt { (language.pick("実際の時計より", "Ahead of the machine")) } dd { (days) (language.pick("日先", " days")) } }
            }
            form method="post" action=(format!("/clock?lang={}", language.tag())) {
                @for step in Destination::STEPS {
                    button.quiet name="advance" value=(step.name()) { (name(step)) }
                }
            }
            form method="post" action=(format!("/clock?lang={}", language.tag())) {
                label.field {
                    span { (language.pick("日付", "Date")) }
                    input type="date" name="to" min=(today) required;
                }
                button.quiet { (name(Destination::Date(now.date()))) }
            }
            p { a href=(format!("/contracts?lang={}", language.tag())) { (language.pick("契約の一覧へ", "To the contracts")) } }
            @if let Some(shop) = &trial.shop { p { a href=(shop) { (language.pick("ショップへ", "To the shop")) } } }
            @if let Some(staff) = &trial.staff { p { a href=(staff) { (language.pick("加盟店の担当者のページへ", "To the merchant's staff")) } } }
        }
    };
    page(language, StatusCode::OK, title, "", &main)
}

/// What the merchant's server billed on the way.
fn said(billed: &Billed, language: Language) -> String {
    let Report { paid, failed, unknown, held } = &billed.report;
    if held.is_some() {
        let ja = "加盟店のサーバーは請求を止めています。担当者のページで再開できます。";
        return language.pick(ja, "The merchant's server bills nothing until its staff release it.").to_owned();
    }
    if billed.refused > 0 {
        let ja = "加盟店のサーバーが SANDBOX_BILLING_TOKEN を受け付けません。そのサーバーの MERCHANT_STAFF_TOKEN と同じ値を設定して、サンドボックスを起動し直してください（SANDBOX_BILLING_URL は、そのサーバーの /billing/run です）。";
        let en = "The merchant's server refuses SANDBOX_BILLING_TOKEN: set it to that server's MERCHANT_STAFF_TOKEN and start the sandbox again (SANDBOX_BILLING_URL is its /billing/run).";
        return language.pick(ja, en).to_owned();
    }
    if billed.unanswered > 0 {
        let ja = "加盟店のサーバーから請求の結果が届きませんでした。1分以内に、あらためて請求が始まります。";
        return language
            .pick(ja, "The merchant's server did not say what it billed. It looks again within a minute.")
            .to_owned();
    }
    match language {
        Language::Japanese => {
            format!("加盟店のサーバーも、途中の各日に請求しました。成功 {paid}件、失敗 {failed}件、不明 {unknown}件")
        }
        Language::English => {
            format!("The merchant's server billed on each day as well: {paid} paid, {failed} failed, {unknown} unknown")
        }
    }
}
