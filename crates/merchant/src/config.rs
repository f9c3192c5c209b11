//! What the server is told by its environment. The hash key has no default and is never printed.

use sbps::checksum::HashKey;
use sbps::identifier::{MerchantId, ServiceId};
use sbps::message::purchase_request::{LimitSeconds, WebAddress};
use sqlx::sqlite::SqliteConnectOptions;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

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
    fn read<T: FromStr>(&mut self, name: &str, default: Option<&str>, expected: &str) -> Option<T> {
        let text = (self.lookup)(name).or_else(|| default.map(str::to_owned));
        let read = text.as_deref().and_then(|text| text.parse().ok());
        if read.is_none() {
            let found = text.map_or_else(|| "is not set".to_owned(), |text| format!("is {text:?}"));
            self.wrong.push(format!("{name} {found}; it should be {expected}"));
        }
        read
    }

    /// The key from one of its two places. What is wrong is said without the key.
    fn hash_key(&mut self) -> Option<HashKey> {
        let set = |name: &str| (self.lookup)(name).filter(|value| !value.trim().is_empty());
        let key = match (set("SBPS_HASH_KEY"), set("SBPS_HASH_KEY_FILE")) {
            (Some(key), None) => HashKey::new(key).map_err(|error| format!("SBPS_HASH_KEY is wrong: {error}")),
            (None, Some(path)) => match std::fs::read_to_string(&path) {
                Ok(key) => HashKey::new(key).map_err(|error| format!("SBPS_HASH_KEY_FILE names {path:?}, but {error}")),
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
        let purchase_url = variables.read("SBPS_PURCHASE_URL", None, address);
        let limit_seconds = if limited { variables.read("SBPS_LIMIT_SECOND", None, "0 to 9999 seconds") } else { None };
        let hash_key = variables.hash_key();
        let wrong = variables.wrong;
        let read = || {
            Some(Self {
                listen: listen?,
                public_url: public_url?.0,
                database_url: database_url?.0,
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
        split_origin(self.purchase_url.as_str()).0
    }
}

/// An address as its origin and the rest.
fn split_origin(address: &str) -> (&str, &str) {
    let host = address.find("://").map_or(0, |place| place + 3);
    let end = address.get(host..).and_then(|rest| rest.find(['/', '?', '#']));
    address.split_at_checked(end.map_or(address.len(), |end| host + end)).unwrap_or((address, ""))
}

/// The start of every address of the shop: all of its pages hang directly under it.
struct Origin(String);

impl FromStr for Origin {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let address: WebAddress = text.parse().map_err(|_| ())?;
        match split_origin(address.as_str()) {
            (origin, "" | "/") => Ok(Self(origin.to_owned())),
            _ => Err(()),
        }
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

    #[test]
    fn each_wrong_setting_is_refused_in_a_sentence_that_names_it() {
        for (name, value) in [
            ("MERCHANT_LISTEN", "8081"),
            ("MERCHANT_PUBLIC_URL", "shop.example"),
            ("MERCHANT_PUBLIC_URL", "https://shop.example/base"),
            ("MERCHANT_PUBLIC_URL", "https://shop.example/?a=b"),
            ("MERCHANT_DATABASE_URL", ""),
            ("MERCHANT_DATABASE_URL", "postgres://localhost/shop"),
            ("SBPS_MERCHANT_ID", "3013"),
            ("SBPS_SERVICE_ID", "1"),
            ("SBPS_HASH_KEY", " "),
            ("SBPS_PURCHASE_URL", "ftp://gateway.example/"),
        ] {
            let lookup = |asked: &str| if asked == name { Some(value.to_owned()) } else { complete(asked) };
            let wrong = Config::read(lookup).expect_err(name).0;
            assert!(matches!(&wrong[..], [sentence] if sentence.starts_with(name)), "{name}={value:?}: {wrong:?}");
        }
    }

    #[test]
    fn the_key_may_stand_in_a_file_but_in_one_place_only() {
        let file = std::env::temp_dir().join(format!("merchant-key-{}", std::process::id()));
        std::fs::write(&file, "key-from-a-file\n").expect("written");
        let with = |key: Option<&str>, file: &str| {
            let (key, file) = (key.map(str::to_owned), file.to_owned());
            Config::read(move |name| match name {
                "SBPS_HASH_KEY" => key.clone(),
                "SBPS_HASH_KEY_FILE" => Some(file.clone()),
                _ => complete(name),
            })
        };
        let path = file.to_string_lossy();
        assert!(!format!("{:?}", with(None, &path).expect("read from the file")).contains("key-from-a-file"));
        assert!(with(Some(""), &path).is_ok(), "a blank variable is one that is not set");
        for (result, expected) in [
            (with(Some("other-key"), &path), "are both set"),
            (with(None, "/there/is/no/such/file"), "SBPS_HASH_KEY_FILE names \"/there/is/no/such/file\""),
        ] {
            let sentence = result.expect_err("refused").to_string();
            assert!(sentence.contains(expected) && !sentence.contains("other-key"), "{sentence}");
        }
        std::fs::remove_file(file).expect("removed");
    }
}
