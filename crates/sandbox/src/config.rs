//! What the sandbox is told by its environment.

use sbps::checksum::HashKey;
use sbps::identifier::Account;
use sbps::message::purchase_request::WebAddress;
use secrecy::SecretString;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

/// The published test account of the gateway: not a secret, and the default here alone.
const TEST_ACCOUNT: (&str, &str, &str) = ("30132", "001", "c48e0e2c7d04f0954594f14c7801bd430ca6263e");

/// What else belongs to a trial; each may be absent.
#[derive(Clone, Debug, Default)]
pub struct Trial {
    /// Where the merchant's server bills what is due (`SANDBOX_BILLING_URL`): asked on each day to which the clock moves.
    pub billing: Option<String>,
    /// What is shown there (`SANDBOX_BILLING_TOKEN`).
    pub token: Option<SecretString>,
    /// The shop's page (`SANDBOX_SHOP_URL`).
    pub shop: Option<String>,
    /// The page of the merchant's staff (`SANDBOX_STAFF_URL`).
    pub staff: Option<String>,
}

/// The sandbox's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen (`SANDBOX_LISTEN`).
    pub listen: SocketAddr,
    /// The address that browsers use (`SANDBOX_PUBLIC_URL`), without a slash at its end.
    pub public_url: String,
    /// How late a late notification is (`SANDBOX_LATE_SECONDS`).
    pub late: Duration,
    /// The file in which the sandbox remembers (`SANDBOX_STATE`); without it, it forgets when it ends.
    pub state: Option<PathBuf>,
    /// How long a slow answer takes (`SANDBOX_SLOW_SECONDS`).
    pub slow: Duration,
    /// How long a request that is not answered is held (`SANDBOX_HOLD_SECONDS`).
    pub hold: Duration,
    /// Where browsers reach the sandbox under another origin (`SANDBOX_OTHER_URL`), without a slash
    /// at its end; by default `localhost` in place of `127.0.0.1`, and the other way round.
    pub other_url: String,
    /// Whether one-time purchases are settled without being asked for (`SANDBOX_ONE_TIME_SALES`); with the service's
    /// other contract the merchant settles each one.
    pub automatic_sales: bool,
    /// What else belongs to a trial.
    pub trial: Trial,
    /// The only merchant that is accepted (`SBPS_MERCHANT_ID`, `SBPS_SERVICE_ID`).
    pub account: Account,
    /// The secret shared with the merchant (`SBPS_HASH_KEY`).
    pub hash_key: HashKey,
}

/// The environment variables that do not say what they should.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

/// Looks variables up and keeps what is wrong with them.
struct Settings<Variable> {
    variable: Variable,
    wrong: Vec<String>,
}

impl<Variable: Fn(&str) -> Option<String>> Settings<Variable> {
    fn text(&self, name: &str, default: &str) -> String {
        (self.variable)(name).unwrap_or_else(|| default.to_owned())
    }

    /// A value that `read` understands.
    fn value<T>(
        &mut self,
        name: &str,
        default: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(name, default);
        let value = read(&text);
        if value.is_none() {
            self.wrong.push(format!("{name} is {text:?}; it should be {expected}"));
        }
        value
    }

    fn seconds(&mut self, name: &str, default: &str) -> Option<Duration> {
        self.value(name, default, "a number of seconds", |text| text.parse().ok().map(Duration::from_secs))
    }

    /// An address without a slash at its end.
    fn address(&mut self, name: &str, default: &str) -> Option<String> {
        self.value(name, default, "an absolute http or https address", |text| {
            let address: WebAddress = text.parse().ok()?;
            Some(address.as_str().trim_end_matches('/').to_owned())
        })
    }

    /// An address that may be absent.
    fn other_server(&mut self, name: &str) -> Option<String> {
        if self.text(name, "").is_empty() { None } else { self.address(name, "") }
    }
}

/// The same address under the other name of this machine; unchanged where it has none.
fn other_name(address: &str) -> String {
    if address.contains("://127.0.0.1") {
        address.replacen("://127.0.0.1", "://localhost", 1)
    } else {
        address.replacen("://localhost", "://127.0.0.1", 1)
    }
}

impl Config {
    /// Reads the settings through `variable`, which looks one up.
    ///
    /// # Errors
    /// [`ConfigError`] naming every variable that is wrong and what it should be.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut settings = Settings { variable, wrong: Vec::new() };
        let (merchant, service, key) = TEST_ACCOUNT;
        let listen_text = settings.text("SANDBOX_LISTEN", "127.0.0.1:8082");
        let place = "an address and a port, as 127.0.0.1:8082";
        let listen = settings.value("SANDBOX_LISTEN", &listen_text, place, |text| text.parse().ok());
        let public_url = settings.address("SANDBOX_PUBLIC_URL", &format!("http://{listen_text}"));
        let other = other_name(public_url.as_deref().unwrap_or("http://127.0.0.1"));
        let other_url = settings.address("SANDBOX_OTHER_URL", &other);
        let late = settings.seconds("SANDBOX_LATE_SECONDS", "5");
        let slow = settings.seconds("SANDBOX_SLOW_SECONDS", "10");
        let hold = settings.seconds("SANDBOX_HOLD_SECONDS", "120");
        let sales = "automatic or specified";
        let automatic_sales = settings.value("SANDBOX_ONE_TIME_SALES", "automatic", sales, |text| match text {
            "automatic" => Some(true),
            "specified" => Some(false),
            _ => None,
        });
        let merchant_id = settings.value("SBPS_MERCHANT_ID", merchant, "five digits", |text| text.parse().ok());
        let service_id = settings.value("SBPS_SERVICE_ID", service, "three digits", |text| text.parse().ok());
        let hash_key = HashKey::new(settings.text("SBPS_HASH_KEY", key));
        let hash_key = hash_key.map_err(|error| settings.wrong.push(format!("SBPS_HASH_KEY is wrong: {error}"))).ok();
        let token = settings.text("SANDBOX_BILLING_TOKEN", "");
        let trial = Trial {
            billing: settings.other_server("SANDBOX_BILLING_URL"),
            token: (!token.is_empty()).then(|| SecretString::from(token)),
            shop: settings.other_server("SANDBOX_SHOP_URL"),
            staff: settings.other_server("SANDBOX_STAFF_URL"),
        };
        let state = settings.text("SANDBOX_STATE", "");
        let state = (!state.is_empty()).then(|| PathBuf::from(state));
        let read = move || {
            Some(Self {
                listen: listen?,
                public_url: public_url?,
                other_url: other_url?,
                state,
                late: late?,
                slow: slow?,
                hold: hold?,
                automatic_sales: automatic_sales?,
                trial,
                account: Account { merchant_id: merchant_id?, service_id: service_id? },
                hash_key: hash_key?,
            })
        };
        read().ok_or(ConfigError(settings.wrong))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_account_is_the_default() {
        let config = Config::read(|_| None).expect("the defaults are right");
        assert_eq!(config.account.to_string(), "30132-001");
        assert!(!format!("{config:?}").contains("c48e0e"), "a key is never printed");
        assert_eq!(config.other_url, "http://localhost:8082", "another origin of the same server");
        assert_eq!(other_name("http://localhost:8082"), "http://127.0.0.1:8082");
    }

    #[test]
    fn every_wrong_variable_is_named() {
        let wrong = Config::read(|_| Some(String::new())).expect_err("blank is wrong");
        for name in [
            "SANDBOX_LISTEN",
            "SANDBOX_PUBLIC_URL",
            "SANDBOX_OTHER_URL",
            "SANDBOX_LATE_SECONDS",
            "SANDBOX_SLOW_SECONDS",
            "SANDBOX_HOLD_SECONDS",
            "SANDBOX_ONE_TIME_SALES",
            "SBPS_MERCHANT_ID",
            "SBPS_SERVICE_ID",
            "SBPS_HASH_KEY",
        ] {
            assert!(wrong.to_string().contains(name), "{name}");
        }
    }
}
