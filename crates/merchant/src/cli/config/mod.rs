//! What the program is told by its environment. The hash key has no default and is never printed.

use crate::domain::subscription::rules::Leaving;
use crate::service::settings::{ApiAccess, BillingSettings, Origin, Settings, origin_of};
use sbps::billing::Contract;
use sbps::checksum::HashKey;
use sbps::identifier::Account;
use sbps::message::purchase_request::{PUBLISHED_ORIGINS, WebAddress};
use secrecy::SecretString;
use sqlx::sqlite::SqliteConnectOptions;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

/// What the program is told.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen (`MERCHANT_LISTEN`).
    pub listen: SocketAddr,
    /// Where orders are kept (`MERCHANT_DATABASE_URL`).
    pub database_url: String,
    /// The element's files (`MERCHANT_ELEMENT_DIR`).
    pub element_dir: PathBuf,
    /// Where a demo asks for its time (`MERCHANT_CLOCK_URL`); never in production.
    pub clock_url: Option<WebAddress>,
    /// What the service is told.
    pub settings: Settings,
}

/// The environment variables that do not say what they should.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

/// Looks variables up and keeps what is wrong with them.
struct Variables<L> {
    lookup: L,
    wrong: Vec<String>,
}

impl<L: Fn(&str) -> Option<String>> Variables<L> {
    fn read<T: FromStr>(&mut self, name: &str, default: Option<&str>, expected: &str) -> Option<T> {
        let text = (self.lookup)(name).or_else(|| default.map(str::to_owned));
        let read = text.as_deref().and_then(|text| text.parse().ok());
        if read.is_none() {
            let found = text.map_or_else(|| "is not set".to_owned(), |text| format!("is {text:?}"));
            self.wrong.push(format!("{name} {found}; it should be {expected}"));
        }
        read
    }

    /// A setting that may be absent; a blank one is.
    fn optional<T: FromStr>(&mut self, name: &str, expected: &str) -> Option<T> {
        let set = (self.lookup)(name).is_some_and(|value| !value.trim().is_empty());
        if set { self.read(name, None, expected) } else { None }
    }

    /// A setting that may be absent and is never printed, not even where it is wrong.
    fn secret<T: FromStr>(&mut self, name: &str, expected: &str) -> Option<T> {
        let text = (self.lookup)(name).filter(|value| !value.trim().is_empty())?;
        let read = text.parse().ok();
        if read.is_none() {
            self.wrong.push(format!("{name} is wrong; it should be {expected}"));
        }
        read
    }

    /// By the API type only where there is one.
    fn leaving(&mut self, has_api: bool) -> Leaving {
        let default = if has_api { Leaving::Api } else { Leaving::Link };
        match self.optional("SBPS_LEAVING", "api or link") {
            Some(Leaving::Api) if !has_api => {
                self.wrong.push("SBPS_LEAVING is \"api\"; it should be link, or SBPS_API_URL be set".to_owned());
                default
            }
            set => set.unwrap_or(default),
        }
    }

    /// The key from one of its two places, to sign with and as the password of the API type. What
    /// is wrong is said without the key.
    fn hash_key(&mut self) -> Option<(HashKey, SecretString)> {
        let set = |name: &str| (self.lookup)(name).filter(|value| !value.trim().is_empty());
        let both = |key: String| {
            let password = SecretString::from(key.trim());
            HashKey::new(key).map(|key| (key, password))
        };
        let key = match (set("SBPS_HASH_KEY"), set("SBPS_HASH_KEY_FILE")) {
            (Some(key), None) => both(key).map_err(|error| format!("SBPS_HASH_KEY is wrong: {error}")),
            (None, Some(path)) => match std::fs::read_to_string(&path) {
                Ok(key) => both(key).map_err(|error| format!("SBPS_HASH_KEY_FILE names {path:?}, but {error}")),
                Err(error) => Err(format!("SBPS_HASH_KEY_FILE names {path:?}, which cannot be read: {error}")),
            },
            (Some(_), Some(_)) => Err("SBPS_HASH_KEY and SBPS_HASH_KEY_FILE are both set; set one of them".to_owned()),
            (None, None) => Err("SBPS_HASH_KEY is not set; it should be the key issued by the gateway, or \
                 SBPS_HASH_KEY_FILE should name a file that holds it"
                .to_owned()),
        };
        key.map_err(|wrong| self.wrong.push(wrong)).ok()
    }
}

impl Config {
    /// Reads the settings through `lookup`.
    ///
    /// # Errors
    /// [`ConfigError`] naming every variable that is wrong and what it should be.
    pub fn read(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let limited = lookup("SBPS_LIMIT_SECOND").is_some_and(|limit| !limit.is_empty());
        let mut variables = Variables { lookup, wrong: Vec::new() };
        let address = "an absolute http or https address";
        let listen =
            variables.read("MERCHANT_LISTEN", Some("127.0.0.1:8081"), "an address and a port, as 127.0.0.1:8081");
        let public_url: Option<Origin> =
            variables.read("MERCHANT_PUBLIC_URL", None, "the shop's origin, as https://shop.example");
        let database_url: Option<DatabaseUrl> = variables.read(
            "MERCHANT_DATABASE_URL",
            Some("sqlite://merchant.sqlite"),
            "a SQLite address, as sqlite://merchant.sqlite",
        );
        let element_dir: Option<PathBuf> =
            variables.read("MERCHANT_ELEMENT_DIR", Some("dist/element"), "the folder of the element's files");
        let merchant_id = variables.read("SBPS_MERCHANT_ID", None, "the five digits issued by the gateway");
        let service_id = variables.read("SBPS_SERVICE_ID", None, "the three digits issued by the gateway");
        let purchase_url: Option<WebAddress> = variables.read("SBPS_PURCHASE_URL", None, address);
        let form_origins: Option<Origins> =
            variables.optional("SBPS_FORM_ORIGINS", "origins with spaces between them, as https://carrier.example");
        let form_origins = form_origins.or_else(|| purchase_url.as_ref().map(Origins::of));
        let limit_seconds = if limited { variables.read("SBPS_LIMIT_SECOND", None, "0 to 9999 seconds") } else { None };
        let contract: Option<NamedContract> =
            variables.read("SBPS_CONTRACT", Some("basic"), "basic, credit_card, webmoney or both");
        let application_url = variables.optional("SBPS_APPLICATION_URL", address);
        let api_url: Option<WebAddress> = variables.optional("SBPS_API_URL", address);
        let leaving = variables.leaving(api_url.is_some());
        let clock_url = variables.optional("MERCHANT_CLOCK_URL", address);
        let maintenance = variables.optional(
            "MERCHANT_MAINTENANCE",
            "windows in Japan's time that do not overlap, with spaces between them, as 2026-12-01T02:00/2026-12-01T05:00",
        );
        let calls: Option<InRange<1, 64>> = variables.read("MERCHANT_BILLING_CALLS", Some("4"), "1 to 64");
        let window: Option<InRange<1, 744>> =
            variables.read("MERCHANT_BILLING_WINDOW_HOURS", Some("72"), "1 to 744 hours");
        let staff_token = variables.secret("MERCHANT_STAFF_TOKEN", "at least 16 characters of printable ASCII");
        let hash_key = variables.hash_key();
        let wrong = variables.wrong;
        let read = || {
            let (hash_key, password) = hash_key?;
            Some(Self {
                listen: listen?,
                database_url: database_url?.0,
                element_dir: element_dir?,
                clock_url,
                settings: Settings {
                    public_url: public_url?.as_str().to_owned(),
                    account: Account { merchant_id: merchant_id?, service_id: service_id? },
                    hash_key,
                    purchase_url: purchase_url?,
                    form_origins: form_origins?.0,
                    limit_seconds,
                    contract: contract?.0,
                    application_url,
                    api: api_url.map(|url| ApiAccess { url, password }),
                    leaving,
                    staff_token,
                    maintenance: maintenance.unwrap_or_default(),
                    billing: BillingSettings { calls: calls?.0, window_seconds: i64::from(window?.0) * 60 * 60 },
                },
            })
        };
        match read() {
            Some(config) if wrong.is_empty() => Ok(config),
            _ => Err(ConfigError(wrong)),
        }
    }
}

/// A contract by its name in the environment.
struct NamedContract(Contract);

impl FromStr for NamedContract {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "basic" => Ok(Self(Contract::Basic)),
            "credit_card" => Ok(Self(Contract::BasicAndCreditCard)),
            "webmoney" => Ok(Self(Contract::BasicAndWebMoney)),
            "both" => Ok(Self(Contract::BasicAndCreditCardAndWebMoney)),
            _ => Err(()),
        }
    }
}

/// A number within its bounds.
struct InRange<const LEAST: u16, const MOST: u16>(u16);

impl<const LEAST: u16, const MOST: u16> FromStr for InRange<LEAST, MOST> {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.trim().parse().ok().filter(|number| (LEAST..=MOST).contains(number)).map(Self).ok_or(())
    }
}

/// Origins with spaces between them.
struct Origins(Vec<Origin>);

impl FromStr for Origins {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.split_ascii_whitespace().map(str::parse).collect::<Result<_, _>>().map(Self)
    }
}

impl Origins {
    /// The gateway's two published ones where payers are sent to one of them, none elsewhere.
    fn of(purchase_url: &WebAddress) -> Self {
        let is_published = PUBLISHED_ORIGINS.split(' ').any(|origin| origin == origin_of(purchase_url));
        let published = if is_published { PUBLISHED_ORIGINS } else { "" };
        published.parse().unwrap_or(Self(Vec::new()))
    }
}

/// Where the store is.
struct DatabaseUrl(String);

impl FromStr for DatabaseUrl {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        SqliteConnectOptions::from_str(text).map_err(|_| ())?;
        if text.starts_with("sqlite:") { Ok(Self(text.to_owned())) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests;
