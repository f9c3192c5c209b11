//! What the shop is told by its environment.

use std::net::SocketAddr;
use std::path::PathBuf;

/// What the shop has to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Where it listens (`SHOP_LISTEN`).
    pub listen: SocketAddr,
    /// The origin that browsers use (`SHOP_PUBLIC_URL`), which is the service's `MERCHANT_PUBLIC_URL` too.
    pub public_url: String,
    /// Where the payment service listens (`SHOP_SERVICE_URL`).
    pub service_url: String,
    /// The key for its interface (`SHOP_API_KEY`), which may `read`, make `orders` and record `usage`.
    pub api_key: Secret,
    /// What signs its webhooks (`SHOP_WEBHOOK_SECRET`).
    pub webhook_secret: Secret,
    /// The file in which the shop remembers (`SHOP_JOURNAL`).
    pub journal: PathBuf,
    /// Where somebody goes who tries all of it out.
    pub trial: Trial,
}

/// What belongs to a trial on one machine; each may be absent.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// The staff's pages (`SHOP_STAFF_URL`).
    pub staff: Option<String>,
    /// The clock that can be moved (`SHOP_CLOCK_URL`); the shop's day is that clock's.
    pub clock: Option<String>,
    /// The designers' preview (`SHOP_PREVIEW_URL`).
    pub preview: Option<String>,
}

/// A text that is never printed.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// Keeps it.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The text.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("(secret)")
    }
}

impl Settings {
    /// Reads them by `variable`, which looks one up.
    ///
    /// # Errors
    /// A sentence for each variable that is wrong, without what a secret holds.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, String> {
        let mut wrong = Vec::new();
        let set = |name: &str| variable(name).filter(|value| !value.trim().is_empty());
        let origin = |name: &str, default: &str, wrong: &mut Vec<String>| {
            let text = set(name).unwrap_or_else(|| default.to_owned());
            let text = text.trim_end_matches('/').to_owned();
            let host = text.strip_prefix("http://").or_else(|| text.strip_prefix("https://"));
            if host.is_none_or(|host| {
                host.is_empty() || !host.bytes().all(|it| b"-.:[]".contains(&it) || it.is_ascii_alphanumeric())
            }) {
                wrong.push(format!("{name} is {text:?}; it should be an origin, as {default}"));
            }
            text
        };
        let public_url = origin("SHOP_PUBLIC_URL", "http://127.0.0.1:8081", &mut wrong);
        let service_url = origin("SHOP_SERVICE_URL", "http://127.0.0.1:8083", &mut wrong);
        let listen_text = set("SHOP_LISTEN").unwrap_or_else(|| "127.0.0.1:8081".to_owned());
        let listen = listen_text.parse().map_err(|_| {
            wrong
                .push(format!("SHOP_LISTEN is {listen_text:?}; it should be an address and a port, as 127.0.0.1:8081"));
        });
        let secret = |name: &str, expected: &str, wrong: &mut Vec<String>| {
            let text = set(name).unwrap_or_else(|| {
                wrong.push(format!("{name} is not set; it should be {expected}"));
                String::new()
            });
            Secret::new(text.trim())
        };
        let api_key = secret("SHOP_API_KEY", "what `kantan keys create --may read,orders,usage` shows", &mut wrong);
        let webhook_secret = secret("SHOP_WEBHOOK_SECRET", "what `kantan webhooks add` shows", &mut wrong);
        let trial =
            Trial { staff: set("SHOP_STAFF_URL"), clock: set("SHOP_CLOCK_URL"), preview: set("SHOP_PREVIEW_URL") };
        let journal = PathBuf::from(set("SHOP_JOURNAL").unwrap_or_else(|| "shop.journal".to_owned()));
        match listen {
            Ok(listen) if wrong.is_empty() => {
                Ok(Self { listen, public_url, service_url, api_key, webhook_secret, journal, trial })
            }
            _ => Err(wrong.join("\n")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Settings;

    #[test]
    fn every_wrong_variable_is_named_and_no_secret_is_printed() {
        let wrong = Settings::read(|name| (!name.ends_with("KEY")).then(|| "nowhere!".to_owned())).expect_err("wrong");
        for name in ["SHOP_LISTEN", "SHOP_PUBLIC_URL", "SHOP_SERVICE_URL", "SHOP_API_KEY"] {
            assert!(wrong.contains(name), "{name}: {wrong}");
        }
        let settings = Settings::read(|name| match name {
            "SHOP_API_KEY" => Some("hidden-key".to_owned()),
            "SHOP_WEBHOOK_SECRET" => Some("hidden-secret".to_owned()),
            "SHOP_PUBLIC_URL" => Some("https://shop.example/".to_owned()),
            _ => None,
        });
        let settings = settings.expect("the rest has defaults");
        assert_eq!(settings.public_url, "https://shop.example");
        assert!(!format!("{settings:?}").contains("hidden"), "{settings:?}");
    }
}
