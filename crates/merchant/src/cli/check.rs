//! `kantan orders check`: what there is to remark about an order before it is made, or about one that is.

use super::failure::answered;
use super::table::table;
use crate::domain::language::Language;
use crate::service::Shop;
use crate::service::judgement::{Judgement, of_order, of_request};
use crate::web::v1::judgement_json;
use kantan_checkout::page::remark::{Remark, of_alike, of_doubt};
use std::error::Error;
use std::fs;
use std::io::{Read, Write};
use std::path::Path;

/// Looks at the order in that file, on standard input (`-`), or with that reference.
///
/// # Errors
/// Why there is nothing to look at, or what is wrong with the order.
pub(super) async fn check(shop: &Shop, what: &str, language: Language, json: bool) -> Result<(), Box<dyn Error>> {
    let judged = match body(what)? {
        Some(text) => of_request(shop, &serde_json::from_str(&text).map_err(|error| format!("{what}: {error}"))?).await,
        None => of_order(shop, what).await,
    };
    let judgement = answered(judged, json)?;
    let mut output = std::io::stdout();
    if json {
        writeln!(output, "{:#}", judgement_json(&judgement))?;
    } else {
        write!(output, "{}", told(&judgement, language))?;
    }
    Ok(())
}

/// What stands in the file or comes on standard input; `None` where the text is no file's name.
fn body(what: &str) -> Result<Option<String>, Box<dyn Error>> {
    if what == "-" {
        let mut text = String::new();
        std::io::stdin().read_to_string(&mut text)?;
        return Ok(Some(text));
    }
    let path = Path::new(what);
    Ok(if path.is_file() { Some(fs::read_to_string(path).map_err(|error| format!("{what}: {error}"))?) } else { None })
}

fn told(judgement: &Judgement, language: Language) -> String {
    let row = |remark: &Remark| {
        let code = remark.code;
        [code.as_str().to_owned(), remark.member.clone(), code.point().says(language).to_owned(), remark.says(language)]
    };
    let mut rows: Vec<[String; 4]> = judgement.remarks.iter().flatten().map(row).collect();
    let mut add = |code: &str, says: String| rows.push([code.to_owned(), "item_name".to_owned(), "-".to_owned(), says]);
    if let Some(doubt) = judgement.doubt {
        add(doubt.code(), of_doubt(doubt, language).to_owned());
    }
    for name in &judgement.alike {
        add("same_as", of_alike(name, language));
    }
    if rows.is_empty() {
        return "nothing to remark\n".to_owned();
    }
    table(["CODE", "MEMBER", "POINT", "REMARK"], &rows)
}
