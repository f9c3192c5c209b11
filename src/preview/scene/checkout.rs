//! The states of `<kantan-checkout>`.

use super::super::order::Sample;
use super::super::plan::Plan;
use super::super::server::Server;
use super::super::words::{ASKING, PAY_AS_YOU_GO, Words};
use super::{Element, Play, Scene, Show};
use crate::page::problem::ProblemCode;

const SHOP: Words = ("はじめに", "Start");
const REVIEW: Words = ("確認画面", "Review");
const RECURRING: Words = ("定期契約の確認画面", "Review of a subscription");
const WAITING: Words = ("待ち時間", "Waiting");
const NOTICE: Words = ("お知らせ", "Notices");
const ERROR: Words = ("エラー", "Errors");
const SERVER: Words = ("サーバーのコード（endpoint_refused）", "The server's codes (endpoint_refused)");

const fn scene(id: &'static str, group: Words, name: Words, sample: Sample, play: Play) -> Scene {
    Scene { id, element: Element::Checkout, group, name, show: Show::Checkout(sample, play) }
}

const fn review(id: &'static str, name: Words, sample: Sample) -> Scene {
    scene(id, REVIEW, name, sample, Play::Nothing)
}

const fn recurring(id: &'static str, name: Words, plan: Plan) -> Scene {
    scene(id, RECURRING, name, Sample::Recurring(plan), Play::Nothing)
}

const fn pressed(id: &'static str, group: Words, name: Words, server: Server, seconds: u32) -> Scene {
    scene(id, group, name, Sample::Usual, Play::Press(server, seconds))
}

const fn refused(id: &'static str, name: Words, code: ProblemCode) -> Scene {
    pressed(id, SERVER, name, Server::Refuses { code, wait: 0 }, 0)
}

const fn broken(id: &'static str, name: Words, status: u16) -> Scene {
    pressed(id, SERVER, name, Server::Breaks { status }, 0)
}

pub(super) static SCENES: [Scene; 58] = [
    scene("shop", SHOP, ("デモショップ", "Demo shop"), Sample::Usual, Play::Visitor),
    review("review", ("ふつうのご注文", "A usual order"), Sample::Usual),
    review("review-short_name", ("短い商品名", "A short name"), Sample::ShortName),
    review("review-long_name", ("16文字を超える商品名（全角）", "A name over 16 characters"), Sample::LongName),
    review(
        "review-half_width",
        ("16文字を超える商品名（半角）", "A half-width name over 16 characters"),
        Sample::HalfWidth,
    ),
    review("review-many_lines", ("明細が多い", "Many lines"), Sample::ManyLines),
    review("review-long_lines", ("長い明細名", "Long names of lines"), Sample::LongLines),
    review("review-discount", ("割引がある", "A discount"), Sample::Discount),
    review("review-largest", ("最大の金額", "The largest amount"), Sample::Largest),
    review("review-without_tax", ("消費税額の表示なし", "Without tax"), Sample::WithoutTax),
    review("review-deadline", ("期限がある", "With a deadline"), Sample::Deadline),
    review("review-countdown", ("期限まであとわずか", "Little time left"), Sample::Countdown),
    review("review-maintenance_ahead", ("メンテナンスの予告", "Maintenance ahead"), Sample::MaintenanceAhead),
    review("review-maintenance", ("メンテナンス中", "Maintenance now"), Sample::Maintenance),
    review("review-midnight", ("午前0時の直前", "Just before midnight"), Sample::Midnight),
    review("review-without_back", ("訂正へのリンクなし", "Without a way back"), Sample::WithoutBack),
    review("review-all_texts", ("任意の文がすべてある", "With all optional texts"), Sample::AllTexts),
    recurring(
        "review-recurring_simple_free_month",
        ("簡易：初月無料", "Simple, first month free"),
        Plan::SimpleFreeMonth,
    ),
    recurring(
        "review-recurring_simple_last_month",
        ("簡易：最終月あり", "Simple, with a last month"),
        Plan::SimpleLastMonth,
    ),
    recurring("review-recurring_monthly", ("定期：毎月20日", "Fixed term, the 20th of each month"), Plan::Monthly),
    recurring("review-recurring_weekly", ("定期：毎週金曜日", "Fixed term, every Friday"), Plan::Weekly),
    recurring(
        "review-recurring_month_end",
        ("定期：月末、12回、はじめ2回割引", "Fixed term, month ends, 12 cycles, the first 2 reduced"),
        Plan::MonthEnd,
    ),
    recurring(
        "review-recurring_from_today",
        ("定期：30日ごと、初回は au の画面で", "Fixed term, every 30 days, the first payment at au"),
        Plan::FromToday,
    ),
    recurring("review-recurring_usage", PAY_AS_YOU_GO, Plan::Usage),
    pressed("asking", WAITING, ASKING, Server::Silent, 0),
    pressed("asking-slow", WAITING, ("サーバーの確認が長引いている", "Asking, longer than usual"), Server::Silent, 8),
    pressed("leaving", WAITING, ("au へ移動中", "Leaving for au"), Server::Signs, 0),
    pressed("leaving-slow", WAITING, ("移動に時間がかかっている", "Leaving, longer than usual"), Server::Signs, 8),
    scene(
        "returned",
        NOTICE,
        ("「戻る」で戻ってきた", "Returned from the back/forward cache"),
        Sample::Usual,
        Play::Return,
    ),
    scene("withheld", NOTICE, ("ページが手続きを止めた", "The page withheld the order"), Sample::Usual, Play::Withhold),
    scene(
        "error-order_invalid",
        ERROR,
        ("order_invalid：合計が合わない", "order_invalid: lines do not add up"),
        Sample::Invalid,
        Play::Nothing,
    ),
    pressed(
        "error-endpoint_unreachable",
        ERROR,
        ("endpoint_unreachable", "endpoint_unreachable"),
        Server::Unreachable,
        0,
    ),
    pressed("error-endpoint_slow", ERROR, ("endpoint_slow", "endpoint_slow"), Server::Silent, 30),
    pressed("error-page_expired", ERROR, ("page_expired：419", "page_expired: 419"), Server::Breaks { status: 419 }, 0),
    pressed(
        "error-endpoint_refused",
        ERROR,
        ("endpoint_refused：コードなし", "endpoint_refused without a code"),
        Server::Breaks { status: 500 },
        0,
    ),
    pressed("error-answer_invalid", ERROR, ("answer_invalid", "answer_invalid"), Server::Garbles, 0),
    pressed("error-signed_differs", ERROR, ("signed_differs", "signed_differs"), Server::SignsAnother, 0),
    pressed(
        "error-destination_not_allowed",
        ERROR,
        ("destination_not_allowed", "destination_not_allowed"),
        Server::SignsElsewhere,
        0,
    ),
    scene(
        "error-destination_not_allowed-policy",
        ERROR,
        ("destination_not_allowed：ページの CSP", "destination_not_allowed: the page's policy"),
        Sample::Usual,
        Play::Blocked,
    ),
    scene(
        "error-item_name_unencodable",
        ERROR,
        ("item_name_unencodable：注文の商品名", "item_name_unencodable: the order's name"),
        Sample::Unencodable,
        Play::Nothing,
    ),
    pressed(
        "error-item_name_unencodable-server",
        ERROR,
        ("item_name_unencodable：サーバーの応答", "item_name_unencodable: the server says so"),
        Server::Refuses { code: ProblemCode::ItemNameUnencodable, wait: 0 },
        0,
    ),
    pressed(
        "error-order_expired",
        ERROR,
        ("order_expired", "order_expired"),
        Server::Refuses { code: ProblemCode::OrderExpired, wait: 0 },
        0,
    ),
    pressed("error-handoff_stopped", ERROR, ("handoff_stopped", "handoff_stopped"), Server::Signs, 20),
    pressed("error-order_paid", ERROR, ("order_paid", "order_paid"), Server::Paid { result: true }, 0),
    pressed(
        "error-order_paid-without_result",
        ERROR,
        ("order_paid：結果ページなし", "order_paid without a result page"),
        Server::Paid { result: false },
        0,
    ),
    pressed(
        "error-displayed_differs",
        ERROR,
        ("displayed_differs", "displayed_differs"),
        Server::Refuses { code: ProblemCode::DisplayedDiffers, wait: 0 },
        0,
    ),
    scene(
        "error-already_subscribed",
        ERROR,
        ("already_subscribed", "already_subscribed"),
        Sample::Recurring(Plan::Monthly),
        Play::Press(Server::Subscribed, 0),
    ),
    pressed(
        "error-maintenance",
        ERROR,
        ("maintenance", "maintenance"),
        Server::Refuses { code: ProblemCode::Maintenance, wait: 0 },
        0,
    ),
    refused("refused-request_invalid", ("request_invalid", "request_invalid"), ProblemCode::RequestInvalid),
    refused("refused-order_unknown", ("order_unknown", "order_unknown"), ProblemCode::OrderUnknown),
    refused("refused-too_large", ("too_large", "too_large"), ProblemCode::TooLarge),
    refused(
        "refused-unsupported_media_type",
        ("unsupported_media_type", "unsupported_media_type"),
        ProblemCode::UnsupportedMediaType,
    ),
    refused("refused-too_many_requests", ("too_many_requests", "too_many_requests"), ProblemCode::TooManyRequests),
    pressed(
        "refused-too_many_requests-retry_after",
        SERVER,
        ("too_many_requests：Retry-After 30秒", "too_many_requests, Retry-After 30 seconds"),
        Server::Refuses { code: ProblemCode::TooManyRequests, wait: 30 },
        0,
    ),
    refused("refused-internal", ("internal", "internal"), ProblemCode::Internal),
    broken("refused-404", ("404：コードなし", "404 without a code"), 404),
    broken("refused-405", ("405：コードなし", "405 without a code"), 405),
    broken("refused-502", ("502：プロキシの応答", "502 of a proxy (endpoint_unreachable)"), 502),
];
