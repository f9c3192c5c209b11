//! How soon a payer can press the button, and what moves when the element takes over: `make bench`.
//!
//! Each page of the demo shop is opened cold on a slow phone (processor four times slower, 1.6 Mbit/s, 150 ms), as it is
//! and with all script and WebAssembly kept away, in turns and in one run, so that a ratio holds on any machine. Nothing
//! here fails for being slow. `KANTAN_RUNS` is the number of runs of each, 9 unless it is set; `KANTAN_PAGE` is the page
//! that is opened, all unless it is set.

use serde_json::json;
use std::time::Duration;
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::servers::System;
use system_tests::shop::Payer;
use system_tests::variable;

/// How long a page is watched after it has loaded.
const WATCH: Duration = Duration::from_millis(3_500);

/// Looks at every frame for the first control that can be pressed, follows where it stands, and adds up what shifts.
const RECORDER: &str = "(() => {
    const seen = window.startup = { usable: null, ready: null, moved: 0, shift: 0, top: null };
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    addEventListener('kantan:ready', () => { seen.ready ??= performance.now(); });
    const controls = '[part~=pay], [part~=step], [part~=control], button, a.button';
    const first = () => {
        for (const host of document.querySelectorAll('kantan-checkout, kantan-result, kantan-subscriptions')) {
            for (const place of [host.shadowRoot, host]) {
                for (const control of place?.querySelectorAll(controls) ?? []) {
                    if (control.getClientRects().length > 0) return control;
                }
            }
        }
        return null;
    };
    const look = () => {
        const control = first();
        if (control) {
            const top = control.getBoundingClientRect().top + scrollY;
            seen.usable ??= performance.now();
            if (seen.top !== null) seen.moved = Math.max(seen.moved, Math.abs(top - seen.top));
            seen.top ??= top;
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})();";

/// What one visit showed; milliseconds since the navigation began, CSS pixels, and the browser's own measure of shifts.
struct Visit {
    usable: f64,
    ready: Option<f64>,
    moved: f64,
    shift: f64,
}

async fn visit(page: &str, is_with_script: bool) -> Visit {
    let browser = Browser::open("bench-startup", Viewport::Phone, Script::On).await;
    browser.cdp("Network.enable", json!({})).await;
    let kept_away: &[&str] = if is_with_script { &[] } else { &["*.js", "*.wasm"] };
    browser.cdp("Network.setBlockedURLs", json!({ "urls": kept_away })).await;
    let line = json!({ "offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750 });
    browser.cdp("Network.emulateNetworkConditions", line).await;
    browser.run_first(RECORDER).await;
    browser.slow_down(4).await;
    browser.go(page).await;
    tokio::time::sleep(WATCH).await;
    let seen = browser.evaluate("window.startup").await;
    browser.close().await;
    let number = |name: &str| seen[name].as_f64();
    let usable = number("usable").unwrap_or(f64::INFINITY);
    let (moved, shift) = (number("moved").unwrap_or(0.0), number("shift").unwrap_or(0.0));
    Visit { usable, ready: number("ready"), moved, shift }
}

fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn most(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().fold(0.0, f64::max)
}

/// The three pages of the demo shop: an order that is open, its result, and a subscription that was joined.
async fn pages(system: &System) -> [(&'static str, String); 3] {
    let mut payer = Payer::new(system, "bench-startup", Viewport::Phone).await;
    let subscription = payer.join("magazine-monthly", "ja").await;
    payer.order("coffee-200g", "ja").await;
    let order = payer.browser.address().await;
    payer.browser.close().await;
    let (path, query) = order.split_once('?').unwrap_or((&order, ""));
    let result = format!("{path}/result?{query}");
    [("order", order.clone()), ("result", result), ("subscription", subscription)]
}

#[tokio::main]
async fn main() {
    let runs: usize = variable("KANTAN_RUNS", "9").parse().unwrap_or(9);
    let system = System::start().await;
    println!(
        "{:<14}{:>12}{:>14}{:>8}{:>12}{:>12}{:>12}",
        "page", "usable, ms", "no script, ms", "ratio", "ready, ms", "moved, px", "shift"
    );
    // One of them alone, where only one is in question.
    let only = variable("KANTAN_PAGE", "");
    for (name, page) in pages(&system).await.into_iter().filter(|(name, _)| only.is_empty() || only == *name) {
        let (mut with, mut without) = (Vec::new(), Vec::new());
        for _ in 0..runs {
            with.push(visit(&page, true).await);
            without.push(visit(&page, false).await);
        }
        let usable = median(with.iter().map(|it| it.usable));
        let plain = median(without.iter().map(|it| it.usable));
        let ready = median(with.iter().map(|it| it.ready.unwrap_or(f64::INFINITY)));
        let moved = most(with.iter().map(|it| it.moved));
        let shift = most(with.iter().map(|it| it.shift));
        println!("{name:<14}{usable:>12.0}{plain:>14.0}{:>8.2}{ready:>12.0}{moved:>12.0}{shift:>12.4}", usable / plain);
    }
    println!("medians of {runs} cold visits each, in turns; moved and shift are the largest of them");
}
