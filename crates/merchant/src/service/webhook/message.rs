//! The signature of a message, the secret that makes it, and the addresses to which one is sent.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use reqwest::Url;
use standardwebhooks::Webhook;

/// How many random bytes a secret has: of 24 to 64, as Standard Webhooks wants them.
const SECRET_BYTES: usize = 32;

/// The most bytes of an address.
const LONGEST_ADDRESS: usize = 2_048;

/// A new secret, as receivers' libraries read it.
#[must_use]
pub fn new_secret() -> String {
    format!("whsec_{}", STANDARD.encode(rand::random::<[u8; SECRET_BYTES]>()))
}

/// For how many seconds after a rotation messages are signed with the former secret too.
pub const ROTATION_SECONDS: i64 = 24 * 60 * 60;

/// The header `webhook-signature` of a message of that name, sent at that moment (seconds since
/// 1970-01-01T00:00:00Z): a signature by each secret, of which a receiver needs one.
pub(super) fn signed(secrets: &[String], name: &str, sent_at: i64, body: &[u8]) -> Result<String, String> {
    let sign = |secret: &String| {
        let webhook = Webhook::new(secret).map_err(|_| "its secret is none".to_owned())?;
        webhook.sign(name, sent_at, body).map_err(|_| "it cannot be signed".to_owned())
    };
    Ok(secrets.iter().map(sign).collect::<Result<Vec<_>, _>>()?.join(" "))
}

/// Why an address is none to which messages are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAddress {
    /// It cannot be read, or is too long.
    #[error("this is no absolute address of up to 2,048 bytes")]
    Unreadable,
    /// Whoever is between could read and change the messages.
    #[error("messages are sent to addresses of https (and of http on this machine)")]
    NotHttps,
    /// A name or a password in it would stand in every list.
    #[error("an address with a name or a password in it stands in lists and logs; leave it away")]
    Credentials,
}

/// An address to which messages can be sent, as it is kept.
///
/// # Errors
/// [`BadAddress`].
pub fn address(text: &str) -> Result<String, BadAddress> {
    let url = Url::parse(text.trim()).ok().filter(|url| url.has_host() && url.as_str().len() <= LONGEST_ADDRESS);
    let url = url.ok_or(BadAddress::Unreadable)?;
    let is_here = url.host_str().is_some_and(|host| ["localhost", "127.0.0.1", "[::1]"].contains(&host));
    if url.scheme() != "https" && !(url.scheme() == "http" && is_here) {
        return Err(BadAddress::NotHttps);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(BadAddress::Credentials);
    }
    Ok(url.to_string())
}

#[cfg(test)]
mod tests {
    use super::{BadAddress, address, new_secret, signed};

    /// A figure of Standard Webhooks' own tests.
    #[test]
    fn it_is_signed_as_standard_webhooks_signs() {
        let secret = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw".to_owned()];
        let (name, sent_at, body) = ("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        let expected = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        assert_eq!(signed(&secret, name, sent_at, body).as_deref(), Ok(expected));
        assert!(signed(&["whsec_ ".to_owned()], name, sent_at, body).is_err());
        assert_ne!(new_secret(), new_secret());
        let both = [secret[0].clone(), new_secret()];
        let both = signed(&both, name, sent_at, body).expect("signed");
        assert_eq!(both.split(' ').next(), Some(expected), "each stands by itself: {both}");
        assert_eq!(both.split(' ').count(), 2);
    }

    #[test]
    fn messages_go_to_addresses_that_nobody_between_can_read() {
        for (text, expected) in [
            ("https://shop.example/hooks", Ok("https://shop.example/hooks")),
            ("http://127.0.0.1:8080/hooks", Ok("http://127.0.0.1:8080/hooks")),
            ("http://[::1]:1/", Ok("http://[::1]:1/")),
            ("http://shop.example/hooks", Err(BadAddress::NotHttps)),
            ("http://127.0.0.1.example/", Err(BadAddress::NotHttps)),
            ("ftp://localhost/", Err(BadAddress::NotHttps)),
            ("https://a:b@shop.example/", Err(BadAddress::Credentials)),
            ("/hooks", Err(BadAddress::Unreadable)),
            ("https://", Err(BadAddress::Unreadable)),
        ] {
            assert_eq!(address(text).as_deref(), expected.as_deref(), "{text}");
        }
    }
}
