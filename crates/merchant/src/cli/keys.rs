//! `kantan keys`: the keys by which a shop's own programs ask.

use super::record::on_record;
use super::table::table;
use super::witness::noted;
use crate::domain::api_key::{ApiKey, NewKey, Scope, is_key_name};
use crate::domain::moment::in_japan;
use crate::store::Store;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};
use std::io::Write;

/// What is done about the keys. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum KeysCommand {
    /// Makes a key and shows it this once: only its hash is kept.
    Create {
        /// Who uses it, for people.
        #[arg(long)]
        name: String,
        /// What it may be used for, with commas between them: to read, to make and withdraw orders, to
        /// settle, cancel and refund payments, to end contracts and lift suspensions, to record use.
        #[arg(long = "may", value_delimiter = ',', default_value = "read", value_parser = scope())]
        scopes: Vec<Scope>,
    },
    /// Lists the keys: number, name, what each may be used for, when it was made and last used (Japan, to
    /// the minute), and whether it is in use.
    List {
        /// One array of objects.
        #[arg(long)]
        json: bool,
    },
    /// Makes a key of the same name for the same and shows it this once. The one until now works until it
    /// is revoked: its last use says when nobody has it any more.
    Rotate {
        /// Its number in the list.
        id: i64,
    },
    /// Revokes a key for ever.
    Revoke {
        /// Its number in the list.
        id: i64,
    },
}

/// The scopes that there are, by their words.
fn scope() -> impl TypedValueParser<Value = Scope> {
    PossibleValuesParser::new(Scope::ALL.map(Scope::as_str)).try_map(|word| Scope::from_name(&word).ok_or("no scope"))
}

const NO_KEY: &str = "no key in use has this number";

/// A key as programs read it.
fn told(key: &ApiKey) -> Value {
    let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
    json!({
        "id": key.id, "name": key.name, "may": scopes, "created_at": in_japan(key.created_at),
        "used_at": key.used_at.map(in_japan), "revoked_at": key.revoked_at.map(in_japan),
    })
}

/// Carries it out; what was asked for goes to standard output.
#[tokio::main]
pub(super) async fn keys(command: KeysCommand) -> Result<(), Box<dyn std::error::Error>> {
    on_record(async |store, now| carry_out(store, command, now).await).await
}

async fn carry_out(store: &Store, command: KeysCommand, now: i64) -> Result<(), Box<dyn std::error::Error>> {
    let mut output = std::io::stdout();
    match command {
        KeysCommand::Create { name, scopes } => {
            let name = name.trim();
            if !is_key_name(name) {
                let says = "--name has one line of 1 to 80 characters: it tells people who uses the key";
                return Err(says.into());
            }
            let key = NewKey::generate();
            let scopes: Vec<Scope> = Scope::ALL.into_iter().filter(|scope| scopes.contains(scope)).collect();
            let may: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
            noted(store, "key.create", format!("key {name}"), may.join(" "), now).await?;
            store.add_key(name, &key.digest(), &scopes, None, now).await?;
            writeln!(output, "{}", key.expose())?;
        }
        KeysCommand::Rotate { id } => {
            let found = store.keys().await?.into_iter().find(|key| key.id == id && key.revoked_at.is_none());
            let of = found.ok_or(NO_KEY)?;
            noted(store, "key.rotate", format!("key {id}"), of.name.clone(), now).await?;
            let key = NewKey::generate();
            store.add_key(&of.name, &key.digest(), &of.scopes, None, now).await?;
            writeln!(output, "{}", key.expose())?;
        }
        KeysCommand::List { json: true } => {
            let keys: Vec<Value> = store.keys().await?.iter().map(told).collect();
            writeln!(output, "{}", serde_json::to_string_pretty(&keys)?)?;
        }
        KeysCommand::List { json: false } => {
            let row = |key: &ApiKey| {
                let state = if key.revoked_at.is_some() { "revoked" } else { "in use" };
                let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
                let used = key.used_at.map_or_else(|| "-".to_owned(), in_japan);
                [
                    key.id.to_string(),
                    key.name.clone(),
                    scopes.join(","),
                    in_japan(key.created_at),
                    used,
                    state.to_owned(),
                ]
            };
            let rows: Vec<[String; 6]> = store.keys().await?.iter().map(row).collect();
            write!(output, "{}", table(["NO", "NAME", "MAY", "MADE", "LAST USED", "STATE"], &rows))?;
        }
        KeysCommand::Revoke { id } => {
            noted(store, "key.revoke", format!("key {id}"), String::new(), now).await?;
            if !store.revoke_key(id, now).await? {
                return Err(NO_KEY.into());
            }
            writeln!(output, "revoked")?;
        }
    }
    Ok(())
}
