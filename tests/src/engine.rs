//! The engines of browsers, each with the driver that speaks WebDriver for it, and what one is asked for:
//! `KANTAN_ENGINE` chooses.

use crate::{OrStop, variable};
use serde_json::{Map, Value, json};
use std::path::Path;
use std::process::Stdio;
use tokio::process::{Child, Command};

/// The browser's engine, by `KANTAN_ENGINE`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chromium with ChromeDriver.
    Chromium,
    /// Firefox with geckodriver.
    Firefox,
    /// WebKitGTK's small browser with WebKitWebDriver, on the screen that `DISPLAY` names.
    WebKit,
}

/// The size of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewport {
    /// A phone, 390 × 844.
    Phone,
    /// A PC, 1280 × 900.
    Pc,
}

impl Viewport {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Phone, Self::Pc];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Phone => "390",
            Self::Pc => "1280",
        }
    }

    pub(crate) const fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (390, 844),
            Self::Pc => (1280, 900),
        }
    }
}

/// What a browser is asked to do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Script {
    /// Nothing.
    On,
    /// JavaScript.
    Off,
}

impl Engine {
    /// The engine asked for.
    #[must_use]
    pub fn chosen() -> Self {
        match variable("KANTAN_ENGINE", "chromium").as_str() {
            "chromium" => Self::Chromium,
            "firefox" => Self::Firefox,
            "webkit" => Self::WebKit,
            other => panic!("KANTAN_ENGINE is {other:?}; it should be chromium, firefox or webkit"),
        }
    }

    /// Its name, as `KANTAN_ENGINE` has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// Starts its driver at a port, with the settings of fonts that a file has.
    pub(crate) fn start_driver(self, port: u16, profile: &Path, fonts: Option<&Path>) -> Child {
        let mut command = match self {
            Self::Chromium => Command::new(variable("KANTAN_CHROMEDRIVER", "/usr/bin/chromedriver")),
            Self::Firefox => Command::new(variable("KANTAN_GECKODRIVER", "geckodriver")),
            Self::WebKit => Command::new(variable("KANTAN_WEBKITDRIVER", "/usr/bin/WebKitWebDriver")),
        };
        command.arg(format!("--port={port}"));
        if self == Self::Firefox {
            command.arg("--profile-root").arg(profile);
        }
        if self == Self::WebKit {
            // The other two are told by options of their own.
            command.envs([("LANG", "ja_JP.UTF-8"), ("LANGUAGE", "ja")]);
        }
        command.envs(fonts.map(|file| ("FONTCONFIG_FILE", file)));
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().or_stop("the driver of the browser cannot be started; run `make test` or tools/engines.sh")
    }

    /// What a session of it is asked for.
    pub(crate) fn capabilities(self, viewport: Viewport, script: Script, profile: &Path) -> Map<String, Value> {
        let (width, height) = viewport.size();
        let options = match self {
            Self::Chromium => [
                ("goog:chromeOptions", chromium(viewport, profile)),
                ("goog:loggingPrefs", json!({ "browser": "ALL" })),
            ]
            .to_vec(),
            Self::Firefox => vec![(
                "moz:firefoxOptions",
                json!({
                    "binary": variable("KANTAN_FIREFOX", "/usr/bin/firefox-esr"),
                    "args": ["-headless", "-width", width.to_string(), "-height", height.to_string()],
                    "prefs": { "intl.accept_languages": "ja", "javascript.enabled": script == Script::On },
                }),
            )],
            // The driver's own: the small browser that comes with it, told that it is driven.
            Self::WebKit => Vec::new(),
        };
        options.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

fn chromium(viewport: Viewport, profile: &Path) -> Value {
    let (width, height) = viewport.size();
    let mut options = json!({
        "binary": variable("KANTAN_CHROMIUM", "/usr/bin/chromium"),
        "args": [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
            "--hide-scrollbars", "--disable-lcd-text", "--font-render-hinting=none", "--force-color-profile=srgb", "--lang=ja", format!("--window-size={width},{height}"),
            format!("--user-data-dir={}", profile.display()),
        ],
        "prefs": { "intl.accept_languages": "ja" },
    });
    if viewport == Viewport::Phone {
        options["mobileEmulation"] = json!({
            // A driven mouse hangs now and then where a touch screen is emulated, and always without JavaScript.
            "deviceMetrics": { "width": width, "height": height, "pixelRatio": 2.0, "mobile": true, "touch": false },
        });
    }
    options
}
