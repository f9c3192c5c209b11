//! The designers' preview: the names of its states, when one has come about, and a browser in which it is looked at in
//! other colours, widths and sizes without being loaded again.

use crate::OrStop;
use crate::browser::{Browser, Script, Viewport};
use crate::folders::preview_folder;
use crate::servers::serve_folder;
use crate::shop::PAY;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Duration;

/// Every state's name, as the gallery lists them.
pub const STATES: &str =
    "[...document.querySelectorAll('#states a')].map((link) => new URL(link.href).searchParams.get('state'))";

/// What is true when a state has come about, by its name.
#[must_use]
pub fn shown(state: &str) -> String {
    let words: Vec<_> = state.split('-').collect();
    let (element, selector) = match words[..] {
        ["result", ref of @ ..] => ("kantan-result", shown_of_a_result(of)),
        ["subscriptions", ref of @ ..] => ("kantan-subscriptions", shown_of_subscriptions(of)),
        ref of => ("kantan-checkout", shown_of_an_order(of)),
    };
    let shown = format!("document.querySelector('{element}')?.shadowRoot?.querySelector('{selector}')");
    if words.last() == Some(&"long") && selector == CONFIRMING {
        return format!(
            "/時間がかかって|longer than usual/.test({shown}?.parentElement.previousElementSibling.textContent)"
        );
    }
    // What is said in passing is a text in a place that is always there.
    if selector == LIVE { format!("{shown}?.textContent") } else { shown }
}

/// Of a name that is not known here: it is never there.
const NOTHING: &str = ":not(*)";
const LIVE: &str = "[part=live]";
const CONFIRMING: &str = "[part=result][data-outcome=confirming] + .ways > [part=step]";
const BUSY: &str = "[part=review][aria-busy=true]";

fn shown_of_an_order(words: &[&str]) -> String {
    match *words {
        ["error", code, ..] => format!("[part~=error][data-code={code}]"),
        ["refused", ..] => "[part~=error]".to_owned(),
        // What is said after a while stands on the screen.
        ["asking" | "leaving", "slow"] => "[part=live].status".to_owned(),
        ["asking" | "leaving"] => BUSY.to_owned(),
        ["returned" | "withheld", ..] => LIVE.to_owned(),
        _ => PAY.to_owned(),
    }
}

fn shown_of_a_result(words: &[&str]) -> String {
    let outcome = match *words {
        ["invalid"] => return ".error-title".to_owned(),
        ["confirming" | "joining_confirming"] | ["confirming" | "joining_confirming", "long"] => {
            return CONFIRMING.to_owned();
        }
        ["confirming" | "joining_confirming", ..] | ["paid" | "joined" | "joined_by_use"] => "paid",
        ["already_paid" | "already_joined"] => "already_paid",
        ["failed" | "not_joined", ..] => "failed",
        [other] => other.trim_start_matches("joining_"),
        _ => return NOTHING.to_owned(),
    };
    format!("[part=result][data-outcome={outcome}] + .ways > [part=step][href]")
}

fn shown_of_subscriptions(words: &[&str]) -> String {
    let selector = match *words {
        ["question", "renewal"] => "[part=question] [part=charges]",
        ["question", ..] => "[part=question] [part=confirm]:not([aria-disabled])",
        ["asking" | "leaving", ..] => {
            "[part=review][aria-busy=true] [part=question] [part=confirm][aria-disabled=true]"
        }
        ["receipt"] => "[part=receipt]",
        ["failed", "try_again"] => "[part=error][data-code=endpoint_refused] [part=confirm]",
        ["failed", "look" | "state_changed"] => "[part=error][data-code=endpoint_refused] [part=step]",
        ["failed", "slow"] => "[part=error][data-code=endpoint_slow] [part=step]",
        ["failed", "ask_shop"] => "[part=error][data-code=endpoint_refused]:not(:has(button))",
        ["failed", "signed_differs"] => "[part=error][data-code=signed_differs]:not(:has(button))",
        ["failed", "destination"] => "[part=error][data-code=destination_not_allowed]:not(:has(button))",
        ["not_left" | "leaving_failed" | "leaving_confirming" | "not_renewed" | "renewal_confirming"] => {
            "[part=returned]"
        }
        ["payment_failed"] => "[part=problem]",
        ["cancelled"] => "[part=past-receipt]",
        ["none"] => ".card > .words",
        ["invalid"] => ".error-title",
        [_] => "[part=terms]",
        _ => NOTHING,
    };
    selector.to_owned()
}

/// What a payer's system asks a page for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its name, in messages.
    pub name: &'static str,
    /// Media features and their values.
    pub features: &'static [(&'static str, &'static str)],
}

impl Look {
    /// Light colours.
    pub const LIGHT: Self = Self { name: "light", features: &[("prefers-color-scheme", "light")] };
    /// Dark colours.
    pub const DARK: Self = Self { name: "dark", features: &[("prefers-color-scheme", "dark")] };
    /// The system's own colours in place of the page's, as with Windows' contrast themes.
    pub const FORCED: Self =
        Self { name: "forced colours", features: &[("prefers-color-scheme", "dark"), ("forced-colors", "active")] };
    /// More contrast.
    pub const CONTRAST: Self =
        Self { name: "more contrast", features: &[("prefers-color-scheme", "light"), ("prefers-contrast", "more")] };
    /// Nothing that moves.
    pub const STILL: Self = Self {
        name: "reduced motion",
        features: &[("prefers-color-scheme", "light"), ("prefers-reduced-motion", "reduce")],
    };
}

/// The preview in a browser.
#[derive(Debug)]
pub struct Gallery {
    /// The browser.
    pub browser: Browser,
    address: String,
}

impl Gallery {
    /// Opens it.
    pub async fn open(scenario: &str) -> Self {
        let address = serve_folder(preview_folder()).await;
        Self { browser: Browser::open(scenario, Viewport::Pc, Script::On).await, address }
    }

    /// Opens it with the fonts of a folder and no others.
    pub async fn open_with_fonts(fonts: &Path, scenario: &str) -> Self {
        let address = serve_folder(preview_folder()).await;
        Self { browser: Browser::open_with_fonts(fonts, scenario, Viewport::Pc).await, address }
    }

    /// Every state's name.
    pub async fn states(&self) -> Vec<String> {
        self.browser.go(&format!("{}/?state=result-paid", self.address)).await;
        self.browser.wait_until(&shown("result-paid")).await;
        let states = self.browser.evaluate(STATES).await;
        let states = states.as_array().or_stop("a list").iter();
        states.map(|name| name.as_str().or_stop("a name").to_owned()).collect()
    }

    /// Shows a state alone, and waits until it has come about.
    pub async fn show(&self, state: &str, language: &str) {
        self.go(state, language, "alone=true").await;
    }

    /// Shows a state with one of the panels beside it open, and waits until it has come about.
    pub async fn open_panel(&self, state: &str, language: &str, panel: &str) {
        self.go(state, language, &format!("panel={panel}")).await;
    }

    async fn go(&self, state: &str, language: &str, how: &str) {
        self.browser.go(&format!("{}/?state={state}&language={language}&{how}", self.address)).await;
        let shown = shown(state);
        // What is shown takes the focus in the next frame.
        let settled = format!(
            "new Promise((settle) => {{
                const began = performance.now();
                const look = () => {{
                    const isShown = {shown};
                    if (!isShown && performance.now() - began < 30_000) return requestAnimationFrame(look);
                    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => settle(!!isShown))));
                }};
                look();
            }})"
        );
        if self.browser.kept(&settled).await != true {
            self.browser.wait_at_most(Duration::ZERO, &shown).await;
        }
    }

    /// Shows the page in these colours from now on.
    pub async fn look(&self, look: Look) {
        let features = look.features.iter().map(|(name, value)| json!({ "name": name, "value": value }));
        let features: Vec<Value> = features.collect();
        self.browser.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await;
    }

    /// Shows the page at this size, in CSS pixels, from now on.
    pub async fn size(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.browser.cdp("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Closes the browser.
    pub async fn close(self) {
        self.browser.close().await;
    }
}
