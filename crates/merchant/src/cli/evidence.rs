//! `kantan orders evidence`: what the payer of an order agreed to.

use super::failure::answered;
use super::table::sheet;
use crate::domain::moment::in_japan;
use crate::service::Shop;
use crate::service::evidence::agreed;
use crate::web::evidence_file;
use crate::web::v1::evidence_json;
use std::error::Error;
use std::fs;
use std::io::Write;
use std::path::Path;

/// Prints it, or what `GET /v1/orders/{reference}/evidence` answers; with a file, the screen goes into that.
///
/// # Errors
/// That there is none, that it does not fit its hash, or why nothing could be written.
pub(super) async fn show(shop: &Shop, reference: &str, html: Option<&Path>, json: bool) -> Result<(), Box<dyn Error>> {
    let (order, kept) = answered(agreed(shop, reference).await, json)?;
    let mut output = std::io::stdout();
    if let Some(path) = html {
        fs::write(path, evidence_file(&order, &kept, order.language)).map_err(|error| format!("{path:?}: {error}"))?;
    }
    if json {
        writeln!(output, "{:#}", evidence_json(&order, &kept))?;
    } else {
        let read = kept.read();
        let members = [
            ("reference", kept.reference.clone()),
            ("order id", kept.order_id.clone()),
            ("signed", in_japan(kept.made_at)),
            ("agreed to", if kept.is_agreed(&order) { "yes" } else { "no, the latest that was signed" }.to_owned()),
            ("version", read.as_ref().map_or_else(|| "-".to_owned(), |read| read.version.clone())),
            ("sha256", kept.sha256.clone()),
        ];
        write!(output, "{}", sheet(&members))?;
        for line in read.iter().flat_map(|read| &read.words) {
            writeln!(output, "  {}", line.replace(char::is_control, " "))?;
        }
    }
    if kept.fits() { Ok(()) } else { Err("the document does not fit its hash: the record was changed".into()) }
}
