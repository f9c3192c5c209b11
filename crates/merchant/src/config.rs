//! What the server is told by its environment. The hash key has no default and is never printed.

use sbps::checksum::HashKey;
use sbps::identifier::{MerchantId, ServiceId};
use sbps::message::purchase_request::{LimitSeconds, WebAddress};
use std::net::SocketAddr;
use std::path::PathBuf;

/// The server's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen (`MERCHANT_LISTEN`).
    pub listen: SocketAddr,
    /// The address that browsers and the gateway use (`MERCHANT_PUBLIC_URL`), without a slash at its end.
    pub public_url: String,
    /// Where orders are kept (`MERCHANT_DATABASE_URL`).
    pub database_url: String,
    /// The element's files (`MERCHANT_ELEMENT_DIR`).
    pub element_dir: PathBuf,
    /// Who sells (`SBPS_MERCHANT_ID`).
    pub merchant_id: MerchantId,
    /// The merchant's service (`SBPS_SERVICE_ID`).
    pub service_id: ServiceId,
    /// The secret shared with the gateway (`SBPS_HASH_KEY`, or the content of the file `SBPS_HASH_KEY_FILE`).
    pub hash_key: HashKey,
    /// Where purchase requests go (`SBPS_PURCHASE_URL`).
    pub purchase_url: WebAddress,
    /// How far the gateway's clock may be from ours (`SBPS_LIMIT_SECOND`).
    pub limit_seconds: Option<LimitSeconds>,
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
    fn read<T: std::str::FromStr>(&mut self, name: &str, default: Option<&str>, expected: &str) -> Option<T> {
        let text = (self.lookup)(name).or_else(|| default.map(str::to_owned));
        let read = text.as_deref().and_then(|text| text.parse().ok());
        if read.is_none() {
            let found = text.map_or_else(|| "is not set".to_owned(), |text| format!("is {text:?}"));
            self.wrong.push(format!("{name} {found}; it should be {expected}"));
        }
        read
    }

    fn hash_key(&mut self) -> Option<HashKey> {
        let from_file = |path: String| std::fs::read_to_string(path).ok();
        let key = (self.lookup)("SBPS_HASH_KEY").or_else(|| (self.lookup)("SBPS_HASH_KEY_FILE").and_then(from_file));
        let key = key.and_then(|key| HashKey::new(key).ok());
        if key.is_none() {
            let expected =
                "the key issued by the gateway, in SBPS_HASH_KEY or in the file that SBPS_HASH_KEY_FILE names";
            self.wrong.push(format!("there is no hash key; it should be {expected}"));
        }
        key
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
        let public_url: Option<WebAddress> = variables.read("MERCHANT_PUBLIC_URL", None, address);
        let database_url: Option<String> =
            variables.read("MERCHANT_DATABASE_URL", Some("sqlite://merchant.sqlite"), "");
        let element_dir = variables.read("MERCHANT_ELEMENT_DIR", Some("dist/element"), "a folder");
        let merchant_id = variables.read("SBPS_MERCHANT_ID", None, "the five digits issued by the gateway");
        let service_id = variables.read("SBPS_SERVICE_ID", None, "the three digits issued by the gateway");
        let purchase_url = variables.read("SBPS_PURCHASE_URL", None, address);
        let limit_seconds = if limited { variables.read("SBPS_LIMIT_SECOND", None, "0 to 9999 seconds") } else { None };
        let hash_key = variables.hash_key();
        let wrong = variables.wrong;
        let read = || {
            Some(Self {
                listen: listen?,
                public_url: public_url?.as_str().trim_end_matches('/').to_owned(),
                database_url: database_url?,
                element_dir: element_dir?,
                merchant_id: merchant_id?,
                service_id: service_id?,
                hash_key: hash_key?,
                purchase_url: purchase_url?,
                limit_seconds,
            })
        };
        match read() {
            Some(config) if wrong.is_empty() => Ok(config),
            _ => Err(ConfigError(wrong)),
        }
    }

    /// The origin of the gateway, for the content security policy and the element's list of destinations.
    #[must_use]
    pub fn gateway_origin(&self) -> &str {
        let address = self.purchase_url.as_str();
        let host = address.find("://").map_or(0, |place| place + 3);
        let end = address.get(host..).and_then(|rest| rest.find(['/', '?', '#']));
        address.get(..end.map_or(address.len(), |end| host + end)).unwrap_or(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn complete(name: &str) -> Option<String> {
        let value = match name {
            "MERCHANT_PUBLIC_URL" => "https://shop.example/",
            "SBPS_MERCHANT_ID" => "30132",
            "SBPS_SERVICE_ID" => "001",
            "SBPS_HASH_KEY" => "secret-of-the-shop",
            "SBPS_PURCHASE_URL" => "https://gateway.example/f01/FepBuyInfoReceive.do",
            _ => return None,
        };
        Some(value.to_owned())
    }

    #[test]
    fn what_has_no_default_must_be_set() {
        let error = Config::read(|_| None).expect_err("nothing is set").to_string();
        for name in ["MERCHANT_PUBLIC_URL", "SBPS_MERCHANT_ID", "SBPS_SERVICE_ID", "SBPS_HASH_KEY", "SBPS_PURCHASE_URL"]
        {
            assert!(error.contains(name), "{name}: {error}");
        }
    }

    #[test]
    fn a_complete_environment_is_read_and_the_key_never_printed() {
        let config = Config::read(complete).expect("complete");
        assert_eq!(config.public_url, "https://shop.example");
        assert_eq!(config.gateway_origin(), "https://gateway.example");
        assert!(!format!("{config:?}").contains("secret-of-the-shop"));
    }

    #[test]
    fn a_wrong_tolerance_is_named() {
        let lookup = |name: &str| if name == "SBPS_LIMIT_SECOND" { Some("ten".to_owned()) } else { complete(name) };
        let error = Config::read(lookup).expect_err("not a number");
        assert_eq!(error.0, ["SBPS_LIMIT_SECOND is \"ten\"; it should be 0 to 9999 seconds"]);
    }
}
