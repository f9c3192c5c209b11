//! `kantan reconciliation import`: closes items by a file of the gateway's management tool.

use super::failure::Failure;
use super::progress::TellProgress;
use super::table::table;
use super::witness::Said;
use crate::domain::tool_file::{MOST_BYTES, read};
use crate::service::reconciliation::{
    Closing, Left, MOST_MATCHED, Plan, ToldLeft, ToldPlan, close_by_file, matched, plan,
};
use crate::service::settings::Settings;
use crate::store::Store;
use clap::Args;
use sbps::date_time::JstDateTime;
use std::error::Error;
use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

/// A file of the management tool.
#[derive(Args)]
pub(super) struct Import {
    /// The file, in UTF-8 or Shift_JIS.
    file: PathBuf,
    /// Only show what would happen.
    #[arg(long)]
    dry_run: bool,
    /// Close without asking; what is no terminal cannot be asked.
    #[arg(long, conflicts_with = "dry_run")]
    yes: bool,
    /// One object.
    #[arg(long)]
    json: bool,
    /// Your name.
    #[arg(long, required_unless_present = "dry_run")]
    by: Option<String>,
    /// Why; when and by which search the file was saved.
    #[arg(long, required_unless_present = "dry_run")]
    note: Option<String>,
    #[command(flatten)]
    progress: TellProgress,
}

/// Shows what the file would close, and closes it.
pub(super) async fn import(
    store: &Store,
    settings: &Settings,
    asked: Import,
    now: JstDateTime,
) -> Result<(), Box<dyn Error>> {
    let Import { file: path, dry_run, yes, json, by, note, progress } = asked;
    let bytes = bytes_of(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let unreadable = |error| Failure::not_done(format!("{}: {error}", path.display()));
    let file = read(&bytes, &settings.tool_format).map_err(unreadable)?;
    let rows = file.rows.len();
    let about = matched(store, file.rows).await?;
    if about.len() > MOST_MATCHED {
        let says = format!("more than {MOST_MATCHED} rows are about items of the list: save a shorter period");
        return Err(Failure::not_done(says).into());
    }
    let found = plan(store, &about, settings.one_time_sales, now).await?;
    let mut told = ToldPlan::of(&file.digest, (rows, about.len()), &found);
    if !json {
        show(&told, &found)?;
    }
    if !dry_run {
        let asker = Said::of(by.unwrap_or_default(), note.unwrap_or_default()).asker()?;
        let count = found.closing.len();
        if count > 0 && !(yes || agreed(count, json)?) {
            return Err(Failure::not_done("nothing was closed: say --yes to close without being asked").into());
        }
        let mut closed = 0;
        if count > 0 {
            let (progress, all) = (progress.of("items"), u64::try_from(count).ok());
            let behind = |done: usize| progress.told(done.try_into().unwrap_or(u64::MAX), all);
            let (done, left) = close_by_file(store, &file.digest, found.closing, &asker, now, behind).await?;
            closed = done;
            told.closing.retain(|it| left.iter().all(|left| left.item.id != it.id));
            told.left.extend(left.iter().map(ToldLeft::of));
        }
        told.closed = Some(closed);
        if !json {
            writeln!(std::io::stdout(), "{closed} closed")?;
        }
    }
    if json {
        writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&told)?)?;
    }
    Ok(())
}

/// The file; of one that is too large no more than shows that it is.
fn bytes_of(path: &Path) -> std::io::Result<Vec<u8>> {
    let most = u64::try_from(MOST_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn show(told: &ToldPlan, found: &Plan) -> std::io::Result<()> {
    let mut output = std::io::stdout();
    let closing = |it: &Closing| {
        let amount = it.row.amount.map_or_else(|| "-".to_owned(), |yen| yen.to_string());
        let (kind, row) = (it.item.what.kind.as_str().to_owned(), &it.row);
        let (order, payment, word) = (row.order_id.clone(), row.tracking_id.clone(), row.word.clone());
        [it.item.id.to_string(), kind, row.line.to_string(), order, payment, amount, word, it.proof.as_str().to_owned()]
    };
    let heads = ["NO", "KIND", "LINE", "ORDER ID", "TRACKING ID", "YEN", "STATE", "FINDING"];
    write!(output, "{}", table(heads, &found.closing.iter().map(closing).collect::<Vec<_>>()))?;
    if !found.left.is_empty() {
        let left = |it: &Left| {
            let (kind, why) = (it.item.what.kind.as_str().to_owned(), it.because.as_str().to_owned());
            [it.item.id.to_string(), kind, it.row.line.to_string(), why]
        };
        write!(
            output,
            "\n{}",
            table(["NO", "KIND", "LINE", "STAYS"], &found.left.iter().map(left).collect::<Vec<_>>())
        )?;
    }
    let (closing, left) = (found.closing.len(), found.left.len());
    writeln!(
        output,
        "\n{closing} to close, {left} stay; {} of {} rows are about nothing on the list",
        told.elsewhere, told.rows
    )
}

/// Whether somebody at the terminal agrees; whoever cannot be asked does not.
fn agreed(count: usize, json: bool) -> std::io::Result<bool> {
    if json || !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    let mut errors = std::io::stderr();
    write!(errors, "Close {count}? [y/N] ")?;
    errors.flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
