//! Whether the gateway can be reached from here and this shop by its public address, and whether
//! the clocks agree.

use crate::cli::config::Config;
use crate::cli::finding::{Finding, Grade};
use crate::service::mail::{Refused, ask_server};
use crate::service::probe::{Reached, reach};
use crate::service::settings::MailSettings;
use chrono::Utc;

/// From so many seconds on somebody should look at the clock.
const SLOW: i64 = 30;

/// From so many seconds on requests are refused or soon will be: they are valid for ten minutes.
const WRONG: i64 = 300;

/// Asks for the head of each address, and nothing else.
pub(super) async fn look(config: &Config) -> Vec<Finding> {
    let settings = &config.settings;
    let mut findings = Vec::new();
    let api = settings.api.as_ref().map(|api| ("SBPS_API_URL", api.url.as_str()));
    for (name, address) in [Some(("SBPS_PURCHASE_URL", settings.purchase_url.as_str())), api].into_iter().flatten() {
        match reach(address, now).await {
            Ok(reached) => {
                findings.push(Finding::new("gateway", Grade::Ok, format!("{name} answers")));
                findings.push(clock(name, reached));
            }
            Err(error) => {
                findings.push(Finding::new("gateway", Grade::Warn, format!("{name} does not answer: {error}")))
            }
        }
    }
    findings.push(public_address(&settings.public_url).await);
    findings.push(mail(settings.mail.as_ref()).await);
    findings
}

/// Whether the mail server lets this shop send. Nothing is sent.
async fn mail(settings: Option<&MailSettings>) -> Finding {
    let Some(settings) = settings else {
        return Finding::new("mail", Grade::Ok, "none is sent to payers: MERCHANT_SMTP_URL is not set");
    };
    match ask_server(settings).await {
        Ok(()) => Finding::new("mail", Grade::Ok, "the mail server takes MERCHANT_MAIL_FROM as the sender"),
        Err(Refused::Sender(answer)) => {
            let says = format!(
                "the mail server refuses MERCHANT_MAIL_FROM or the password ({answer}): mend either, or its own set-up"
            );
            Finding::new("mail", Grade::Warn, says)
        }
        Err(Refused::NotNow(why)) => {
            let says = format!("the server of MERCHANT_SMTP_URL cannot be asked: {why}; mails wait for three days");
            Finding::new("mail", Grade::Warn, says)
        }
    }
}

fn now() -> i64 {
    Utc::now().timestamp()
}

/// This machine's clock beside the gateway's.
fn clock(name: &str, reached: Reached) -> Finding {
    let Some(ahead) = reached.ahead_seconds else {
        return Finding::new("clock", Grade::Warn, format!("{name} does not say what time it is there"));
    };
    let (apart, side) = (ahead.abs(), if ahead < 0 { "behind" } else { "ahead" });
    let grade = match apart {
        ..SLOW => Grade::Ok,
        SLOW..WRONG => Grade::Warn,
        WRONG.. => Grade::Fail,
    };
    let says = match grade {
        Grade::Ok => format!("within {SLOW} seconds of the gateway's ({name})"),
        Grade::Warn | Grade::Fail => {
            format!("{apart} seconds {side} of the gateway's ({name}); set this machine's clock, and keep it by NTP")
        }
    };
    Finding::new("clock", grade, says)
}

/// Whether this shop answers where the gateway and payers look for it.
async fn public_address(public_url: &str) -> Finding {
    let check = "public-address";
    match reach(&format!("{public_url}/healthz"), now).await {
        Ok(Reached { status: 200, .. }) => Finding::new(check, Grade::Ok, "the shop answers there"),
        Ok(Reached { status, .. }) => {
            let says =
                format!("{public_url:?} answers {status} for /healthz: something else is there, or a proxy in between");
            Finding::new(check, Grade::Warn, says)
        }
        Err(error) => {
            let says = format!(
                "{public_url:?} does not answer from here: {error}; start the shop, or look at name, proxy and certificate"
            );
            Finding::new(check, Grade::Warn, says)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_judged_before_requests_are_refused() {
        let judged = |ahead| clock("SBPS_PURCHASE_URL", Reached { status: 200, ahead_seconds: Some(ahead) });
        for (ahead, grade) in [
            (0, Grade::Ok),
            (29, Grade::Ok),
            (-29, Grade::Ok),
            (30, Grade::Warn),
            (-299, Grade::Warn),
            (300, Grade::Fail),
            (-86_400, Grade::Fail),
        ] {
            assert_eq!(judged(ahead).grade, grade, "{ahead}");
        }
        assert!(judged(-86_400).says.starts_with("86400 seconds behind"));
        let silent = clock("SBPS_PURCHASE_URL", Reached { status: 200, ahead_seconds: None });
        assert_eq!(silent.grade, Grade::Warn);
    }
}
