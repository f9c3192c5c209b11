//! What the sandbox is told by its environment.

use sbps::checksum::HashKey;
use sbps::identifier::{MerchantId, ServiceId};
use sbps::message::purchase_request::WebAddress;
use std::net::SocketAddr;
use std::time::Duration;

/// The published test account of the gateway: not a secret, and the default here alone.
const TEST_ACCOUNT: (&str, &str, &str) = ("30132", "001", "c48e0e2c7d04f0954594f14c7801bd430ca6263e");

/// The sandbox's settings.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen (`SANDBOX_LISTEN`).
    pub listen: SocketAddr,
    /// The address that browsers use (`SANDBOX_PUBLIC_URL`), without a slash at its end.
    pub public_url: String,
    /// How late a late notification is (`SANDBOX_LATE_SECONDS`).
    pub late: Duration,
    /// Whether one-time purchases are settled without being asked for (`SANDBOX_ONE_TIME_SALES`); with the service's
    /// other contract the merchant settles each one.
    pub automatic_sales: bool,
    /// The only merchant that is accepted (`SBPS_MERCHANT_ID`).
    pub merchant_id: MerchantId,
    /// The merchant's service (`SBPS_SERVICE_ID`).
    pub service_id: ServiceId,
    /// The secret shared with the merchant (`SBPS_HASH_KEY`).
    pub hash_key: HashKey,
}

/// The environment variables that do not say what they should.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", .0.join("\n"))]
pub struct ConfigError(pub Vec<String>);

impl Config {
    /// Reads the settings through `variable`, which looks one up.
    ///
    /// # Errors
    /// [`ConfigError`] naming every variable that is wrong and what it should be.
    pub fn read(variable: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut wrong = Vec::new();
        let read = |name: &str, default: &str| variable(name).unwrap_or_else(|| default.to_owned());
        let (merchant, service, key) = TEST_ACCOUNT;
        let listen_text = read("SANDBOX_LISTEN", "127.0.0.1:8082");
        let public_text = read("SANDBOX_PUBLIC_URL", &format!("http://{listen_text}"));
        let public_url: Result<WebAddress, _> = public_text.parse();
        let late_text = read("SANDBOX_LATE_SECONDS", "5");
        let merchant_id = read("SBPS_MERCHANT_ID", merchant).parse();
        let service_id = read("SBPS_SERVICE_ID", service).parse();
        let hash_key = HashKey::new(read("SBPS_HASH_KEY", key));
        let sales_text = read("SANDBOX_ONE_TIME_SALES", "automatic");
        let automatic_sales = match sales_text.as_str() {
            "automatic" => Some(true),
            "specified" => Some(false),
            _ => None,
        };
        if automatic_sales.is_none() {
            wrong.push(format!("SANDBOX_ONE_TIME_SALES is {sales_text:?}; it should be automatic or specified"));
        }
        let listen = listen_text.parse();
        let late = late_text.parse();
        if listen.is_err() {
            wrong.push(format!(
                "SANDBOX_LISTEN is {listen_text:?}; it should be an address and a port, as 127.0.0.1:8082"
            ));
        }
        if public_url.is_err() {
            let expected = "an absolute http or https address";
            wrong.push(format!("SANDBOX_PUBLIC_URL is {public_text:?}; it should be {expected}"));
        }
        if late.is_err() {
            wrong.push(format!("SANDBOX_LATE_SECONDS is {late_text:?}; it should be a number of seconds"));
        }
        if merchant_id.is_err() {
            wrong.push("SBPS_MERCHANT_ID should have five digits".to_owned());
        }
        if service_id.is_err() {
            wrong.push("SBPS_SERVICE_ID should have three digits".to_owned());
        }
        if hash_key.is_err() {
            wrong.push("SBPS_HASH_KEY should not be empty".to_owned());
        }
        match (listen, public_url, late, automatic_sales, merchant_id, service_id, hash_key) {
            (
                Ok(listen),
                Ok(public_url),
                Ok(late),
                Some(automatic_sales),
                Ok(merchant_id),
                Ok(service_id),
                Ok(hash_key),
            ) => Ok(Self {
                listen,
                public_url: public_url.as_str().trim_end_matches('/').to_owned(),
                late: Duration::from_secs(late),
                automatic_sales,
                merchant_id,
                service_id,
                hash_key,
            }),
            _ => Err(ConfigError(wrong)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_account_is_the_default() {
        let config = Config::read(|_| None).expect("the defaults are right");
        assert_eq!((config.merchant_id.as_str(), config.service_id.as_str()), ("30132", "001"));
        assert!(!format!("{config:?}").contains("c48e0e"), "a key is never printed");
    }

    #[test]
    fn every_wrong_variable_is_named() {
        let wrong = Config::read(|_| Some(String::new())).expect_err("blank is wrong");
        for name in [
            "SANDBOX_LISTEN",
            "SANDBOX_PUBLIC_URL",
            "SANDBOX_LATE_SECONDS",
            "SANDBOX_ONE_TIME_SALES",
            "SBPS_MERCHANT_ID",
            "SBPS_SERVICE_ID",
            "SBPS_HASH_KEY",
        ] {
            assert!(wrong.to_string().contains(name), "{name}");
        }
    }
}
