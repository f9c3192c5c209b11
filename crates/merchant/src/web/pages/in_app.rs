//! The browsers inside of other apps. au's pages may not come through in them (they keep no sign-in, and au's app does
//! not open), and a payer who comes back by another browser finds nothing. It is said before the way there, and nothing
//! is kept from anybody: who an app is, only its own word says.

use crate::domain::language::Language;
use maud::{Markup, html};

/// An app that shows pages by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web) enum InApp {
    /// LINE.
    Line,
    /// Instagram.
    Instagram,
    /// Facebook, and its Messenger.
    Facebook,
    /// TikTok.
    TikTok,
    /// Another one on Android.
    Other,
}

/// By what each is known in `User-Agent`. X and Slack call themselves as the system's browser does.
const MARKS: [(&str, InApp); 8] = [
    (" Line/", InApp::Line),
    ("Instagram ", InApp::Instagram),
    ("FBAN/", InApp::Facebook),
    ("FBAV/", InApp::Facebook),
    ("FB_IAB/", InApp::Facebook),
    ("BytedanceWebview", InApp::TikTok),
    ("musical_ly", InApp::TikTok),
    ("; wv)", InApp::Other),
];

impl InApp {
    /// The app that calls itself so.
    pub(in crate::web) fn of(user_agent: &str) -> Option<Self> {
        MARKS.iter().find(|(mark, _)| user_agent.contains(mark)).map(|(_, app)| *app)
    }

    /// What is said on the page at `address`, which is absolute and names its language.
    pub(in crate::web) fn hint(self, address: &str, language: Language) -> Markup {
        let (word, name) = self.names(language);
        html! {
            aside .in-app data-in-app=(word) {
                @match language {
                    Language::Japanese => p {
                        (name) "のブラウザーでは、au の画面でのお手続きがうまく進まないことがあります。そのときは、"
                        (self.way(language)) "、このアドレスを Safari や Chrome で開いてください。"
                    },
                    Language::English => p {
                        "au's pages may not work in the browser of " (name) ". If you cannot go on, " (self.way(language))
                        ", or open this address in Safari or Chrome."
                    },
                }
                // Documented by LINE: such an address is opened outside of its app.
                @if self == Self::Line {
                    p { a href=(format!("{address}&openExternalBrowser=1")) { (language.pick("ほかのブラウザーで開く", "Open it in another browser")) } }
                }
                label {
                    (language.pick("ご注文のアドレス（長押しでコピーできます）", "The address of your order (hold it to copy)"))
                    input type="url" readonly value=(address);
                }
            }
        }
    }

    /// The word for programs, and the name for people.
    const fn names(self, language: Language) -> (&'static str, &'static str) {
        match self {
            Self::Line => ("line", language.pick("LINE ", "LINE")),
            Self::Instagram => ("instagram", language.pick("Instagram ", "Instagram")),
            Self::Facebook => ("facebook", language.pick("Facebook ", "Facebook")),
            Self::TikTok => ("tiktok", language.pick("TikTok ", "TikTok")),
            Self::Other => ("other", language.pick("アプリ内", "an app")),
        }
    }

    /// Where its menu is.
    const fn way(self, language: Language) -> &'static str {
        match self {
            Self::Line => language.pick(
                "右下または右上のメニューから「ブラウザーで開く」か「他のアプリで開く」を選ぶか",
                "choose “Open in browser” or “Open in another app” in the menu at the right",
            ),
            _ => language.pick(
                "右上のメニューから「ブラウザーで開く」を選ぶか",
                "choose “Open in browser” in the menu at the top right",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::InApp;

    #[test]
    fn apps_are_known_by_what_they_call_themselves_and_browsers_are_none() {
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
        let android = "AppleWebKit/537.36 (KHTML, like Gecko)";
        let pixel = "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/UQ1A.240205.004";
        for (agent, app) in [
            (format!("{iphone} Mobile/15E148 Safari Line/14.9.0"), Some(InApp::Line)),
            (
                format!("{pixel}; wv) {android} Version/4.0 Chrome/124.0.0.0 Mobile Safari/537.36 Line/14.9.0/IAB"),
                Some(InApp::Line),
            ),
            (format!("{iphone} Mobile/15E148 Instagram 334.0.4.32.98 (iPhone14,5; iOS 17_5)"), Some(InApp::Instagram)),
            (format!("{iphone} Mobile/21F79 [FBAN/FBIOS;FBAV/465.0.1.41.103;FBBV/602060281]"), Some(InApp::Facebook)),
            (
                format!(
                    "{pixel}; wv) {android} Version/4.0 Chrome/122.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/453.0;]"
                ),
                Some(InApp::Facebook),
            ),
            (format!("{iphone} Mobile/15E148 musical_ly_34.5.0 BytedanceWebview/d8a21c6"), Some(InApp::TikTok)),
            (format!("{pixel}; wv) {android} Version/4.0 Chrome/124.0.0.0 Mobile Safari/537.36"), Some(InApp::Other)),
            (format!("{iphone} Version/17.5 Mobile/15E148 Safari/604.1"), None),
            (format!("{iphone} CriOS/124.0.6367.111 Mobile/15E148 Safari/604.1"), None),
            (format!("{pixel}) {android} Chrome/124.0.0.0 Mobile Safari/537.36"), None),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0".to_owned(), None),
            (String::new(), None),
        ] {
            assert_eq!(InApp::of(&agent), app, "{agent}");
        }
    }
}
