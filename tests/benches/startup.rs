//! How soon a payer can press the button, and what moves when the element takes over: `make bench`.
//!
//! Each page is opened cold on a slow phone (processor four times slower, 1.6 Mbit/s, 150 ms), all of them in turns and in
//! one run, so that a ratio holds on any machine: an order as the shop's server prints it, the same with all script and
//! WebAssembly kept away, and as the element draws it where nobody printed it; beside them another provider's core with a
//! button for a redirect, and a form and nothing else (`tools/yardstick`). Then the shop's other pages. Nothing here fails
//! for being slow. `tools/startup.sh` runs it alone; `KANTAN_RUNS` is the number of runs of each, 9 unless it is set;
//! `KANTAN_PAGE` is the page that is opened, all unless it is set; `KANTAN_SLOWER` is how many times slower the processor
//! is made: ours is text to be laid out and theirs a download, so that the ratio depends on the machine.

use serde_json::json;
use std::time::Duration;
use system_tests::browser::{Browser, Script, Viewport};
use system_tests::servers::{System, serve_folder};
use system_tests::shop::Payer;
use system_tests::variable;

/// How long a page is watched after it has loaded.
const WATCH: Duration = Duration::from_millis(3_500);

/// Looks at every frame for the first control that can be pressed, follows where it stands, and adds up what shifts.
const RECORDER: &str = "(() => {
    const seen = window.startup = { usable: null, ready: null, moved: 0, shift: 0, top: null, control: null };
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) seen.shift += entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
    addEventListener('kantan:ready', () => { seen.ready ??= performance.now(); });
    const controls = '[part~=pay], [part~=step], [part~=control], button, a.button';
    // Those of pages without an element of ours.
    const others = '.adyen-checkout__button, form > button';
    const first = () => {
        for (const host of document.querySelectorAll('kantan-checkout, kantan-result, kantan-subscriptions')) {
            for (const place of [host.shadowRoot, host]) {
                for (const control of place?.querySelectorAll(controls) ?? []) {
                    if (control.getClientRects().length > 0) return control;
                }
            }
        }
        return document.querySelector('kantan-checkout') ? null : document.querySelector(others);
    };
    const look = () => {
        const control = first();
        if (control) {
            const top = control.getBoundingClientRect().top + scrollY;
            seen.usable ??= performance.now();
            // Where the element puts its own in the place of the printed one, it says the same.
            const control_of = control.textContent;
            if (seen.control === control_of) seen.moved = Math.max(seen.moved, Math.abs(top - seen.top));
            if (seen.control === null) [seen.control, seen.top] = [control_of, top];
        }
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})();";

/// What one visit showed; milliseconds since the navigation began, CSS pixels, and the browser's own measure of shifts.
struct Visit {
    usable: f64,
    /// When the element had made sure of its screen, or showed it, whichever was later.
    verified: Option<f64>,
    moved: f64,
    shift: f64,
}

/// A page that is opened.
struct Page {
    name: &'static str,
    address: String,
    /// Script and WebAssembly are kept away from it.
    is_blocked: bool,
}

async fn visit(page: &Page, slower: u32) -> Visit {
    let browser = Browser::open("bench-startup", Viewport::Phone, Script::On).await;
    browser.cdp("Network.enable", json!({})).await;
    let kept_away: &[&str] = if page.is_blocked { &["*.js", "*.wasm"] } else { &[] };
    browser.cdp("Network.setBlockedURLs", json!({ "urls": kept_away })).await;
    let line = json!({ "offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750 });
    browser.cdp("Network.emulateNetworkConditions", line).await;
    browser.run_first(RECORDER).await;
    browser.slow_down(slower).await;
    browser.go(&page.address).await;
    tokio::time::sleep(WATCH).await;
    let seen = browser.evaluate("window.startup").await;
    browser.close().await;
    let number = |name: &str| seen[name].as_f64();
    let usable = number("usable").unwrap_or(f64::INFINITY);
    let (moved, shift) = (number("moved").unwrap_or(0.0), number("shift").unwrap_or(0.0));
    Visit { usable, verified: number("ready").map(|ready| ready.max(usable)), moved, shift }
}

fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn most(values: impl IntoIterator<Item = f64>) -> f64 {
    values.into_iter().fold(0.0, f64::max)
}

/// The page that the others are divided by.
const YARDSTICK: &str = "Adyen core";

/// An order in each way that there is, what is beside it, and the shop's other pages.
async fn pages(system: &System) -> Vec<Page> {
    let mut payer = Payer::new(system, "bench-startup", Viewport::Phone).await;
    let subscription = payer.join("magazine-monthly", "ja").await;
    payer.order("wine-750ml", "ja").await;
    let order = payer.browser.address().await;
    payer.browser.close().await;
    let (path, query) = order.split_once('?').unwrap_or((&order, ""));
    let result = format!("{path}/result?{query}");
    let others = serve_folder(variable("KANTAN_YARDSTICK_DIR", "target/yardstick").into()).await;
    let page = |name, address: &str, is_blocked| Page { name, address: address.to_owned(), is_blocked };
    vec![
        page(YARDSTICK, &format!("{others}/core.html"), false),
        page("plain form", &format!("{others}/plain.html"), false),
        page("order, printed", &order, false),
        page("order, blocked", &order, true),
        page("order, drawn", &format!("{others}/drawn.html"), false),
        page("result", &result, false),
        page("subscription", &subscription, false),
    ]
}

/// How far down the button of each kind of order stands on a phone, and how much there is to read before it.
async fn tell_reviews(system: &System) {
    println!("{:<20}{:>10}{:>14}", "review, 390 px", "screens", "characters");
    let mut payer = Payer::new(system, "bench-review", Viewport::Phone).await;
    for product in ["wine-750ml", "magazine-monthly", "flowers-30-days", "translation-usage"] {
        payer.order(product, "ja").await;
        payer.review().await;
        let seen = payer.glance().await;
        println!("{product:<20}{:>10.2}{:>14}", seen["screens"].as_f64().unwrap_or(f64::NAN), seen["characters"]);
    }
    payer.browser.close().await;
}

#[tokio::main]
async fn main() {
    let runs: usize = variable("KANTAN_RUNS", "9").parse().unwrap_or(9);
    let slower: u32 = variable("KANTAN_SLOWER", "4").parse().unwrap_or(4);
    let system = System::start().await;
    // One of them alone, where only one is in question; beside the one that it is divided by.
    let only = variable("KANTAN_PAGE", "");
    let is_asked = |page: &Page| only.is_empty() || page.name == only || page.name == YARDSTICK;
    let pages: Vec<Page> = pages(&system).await.into_iter().filter(is_asked).collect();
    let mut visits: Vec<Vec<Visit>> = pages.iter().map(|_| Vec::new()).collect();
    for _ in 0..runs {
        for (page, visits) in pages.iter().zip(&mut visits) {
            visits.push(visit(page, slower).await);
        }
    }
    let usable = |visits: &[Visit]| median(visits.iter().map(|it| it.usable));
    let one = visits.first().map_or(f64::NAN, |visits| usable(visits));
    println!(
        "{:<16}{:>12}{:>8}{:>14}{:>8}{:>12}{:>10}",
        "page", "usable, ms", "ratio", "verified, ms", "ratio", "moved, px", "shift"
    );
    for (page, visits) in pages.iter().zip(&visits) {
        let usable = usable(visits);
        let verified = median(visits.iter().filter_map(|it| it.verified));
        let moved = most(visits.iter().map(|it| it.moved));
        let shift = most(visits.iter().map(|it| it.shift));
        let (of_usable, of_verified) = (usable / one, verified / one);
        println!(
            "{:<16}{usable:>12.0}{of_usable:>8.2}{verified:>14.0}{of_verified:>8.2}{moved:>12.0}{shift:>10.4}",
            page.name
        );
    }
    println!(
        "medians of {runs} cold visits each, processor ÷ {slower}, in turns; ratios to the first; moved and shift are the largest of them"
    );
    tell_reviews(&system).await;
}
