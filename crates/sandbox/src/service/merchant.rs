//! Has the merchant's server bill what is due, in a trial in which its time is the sandbox's: the merchant bills
//! contracts of fixed term, and would else look a minute later.

use crate::billed::{Billed, Report};
use crate::shared::Sandbox;
use secrecy::ExposeSecret;
use std::time::Duration;

/// How long the merchant's server may take; it answers sooner where a run takes long.
const PATIENCE: Duration = Duration::from_secs(30);

/// The token is wrong, may not do this, or is none: a service without one has no such address.
const REFUSING: [u16; 3] = [401, 403, 404];

/// Asks for a billing run; without an address nothing is asked.
pub(crate) async fn bill(sandbox: &Sandbox) -> Option<Billed> {
    let trial = &sandbox.config.trial;
    let mut request = sandbox.client.post(trial.billing.as_ref()?).timeout(PATIENCE);
    if let Some(token) = &trial.token {
        request = request.bearer_auth(token.expose_secret());
    }
    let answered = async {
        let answer = request.send().await?.error_for_status()?;
        answer.bytes().await
    };
    let body = match answered.await {
        Ok(body) => body,
        Err(error) if error.status().is_some_and(|status| REFUSING.contains(&status.as_u16())) => {
            tracing::error!("the merchant's server refuses SANDBOX_BILLING_TOKEN: set it to its MERCHANT_STAFF_TOKEN");
            return Some(Billed { refused: 1, ..Billed::default() });
        }
        Err(error) => {
            let error = error.without_url();
            tracing::warn!(%error, "the merchant's server did not bill");
            return Some(Billed { unanswered: 1, ..Billed::default() });
        }
    };
    // What takes longer than an answer may is told as under way, and is no report.
    Some(serde_json::from_slice::<Report>(&body).map_or_else(
        |_| Billed { unanswered: 1, ..Billed::default() },
        |report| Billed { report, ..Billed::default() },
    ))
}
