//! `kantan keys`: the keys by which a shop's own programs ask.

use super::record::on_record;
use super::table::table;
use super::witness::noted;
use crate::domain::api_key::{ApiKey, NewKey, Scope};
use crate::domain::moment::in_japan;
use crate::store::Store;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
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
    /// Lists the keys: number, name, what each may be used for, when it was made (Japan), and whether
    /// it is in use.
    List,
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
            if name.is_empty() || name.contains(char::is_control) {
                return Err("--name must not be blank and has one line: it tells people who uses the key".into());
            }
            let key = NewKey::generate();
            let scopes: Vec<Scope> = Scope::ALL.into_iter().filter(|scope| scopes.contains(scope)).collect();
            let may: Vec<&str> = scopes.iter().map(|scope| scope.as_str()).collect();
            noted(store, "key.create", format!("key {name}"), may.join(" "), now).await?;
            store.add_key(name, &key.digest(), &scopes, now).await?;
            writeln!(output, "{}", key.expose())?;
        }
        KeysCommand::List => {
            let row = |key: &ApiKey| {
                let state = if key.revoked_at.is_some() { "revoked" } else { "in use" };
                let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
                [key.id.to_string(), key.name.clone(), scopes.join(","), in_japan(key.created_at), state.to_owned()]
            };
            let rows: Vec<[String; 5]> = store.keys().await?.iter().map(row).collect();
            write!(output, "{}", table(["NO", "NAME", "MAY", "MADE", "STATE"], &rows))?;
        }
        KeysCommand::Revoke { id } => {
            noted(store, "key.revoke", format!("key {id}"), String::new(), now).await?;
            if !store.revoke_key(id, now).await? {
                return Err("no key in use has this number".into());
            }
            writeln!(output, "revoked")?;
        }
    }
    Ok(())
}
