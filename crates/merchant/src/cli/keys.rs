//! `kantan keys`: the keys by which a shop's own programs ask.

use super::config::Config;
use super::record::{in_japan, open};
use super::serve::clock_of;
use crate::domain::api_key::{NewKey, Scope};
use crate::store::Store;
use clap::{Subcommand, ValueEnum};
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
        /// settle, cancel and refund payments.
        #[arg(long = "may", value_delimiter = ',', default_value = "read")]
        scopes: Vec<KeyScope>,
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

/// What a key may be used for, as it is told.
#[derive(Clone, Copy, ValueEnum)]
pub(super) enum KeyScope {
    Read,
    Orders,
    Payments,
}

impl KeyScope {
    const fn scope(self) -> Scope {
        match self {
            Self::Read => Scope::Read,
            Self::Orders => Scope::Orders,
            Self::Payments => Scope::Payments,
        }
    }
}

/// Carries it out; what was asked for goes to standard output.
#[tokio::main]
pub(super) async fn keys(command: KeysCommand) -> Result<(), Box<dyn std::error::Error>> {
    let config = Config::from_environment()?;
    let now = clock_of(&config).await?.unix_seconds();
    let store = open(&config, now).await?;
    let done = carry_out(&store, command, now).await;
    store.close().await;
    done
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
            let scopes: Vec<Scope> =
                Scope::ALL.into_iter().filter(|scope| scopes.iter().any(|told| told.scope() == *scope)).collect();
            store.add_key(name, &key.digest(), &scopes, now).await?;
            writeln!(output, "{}", key.expose())?;
        }
        KeysCommand::List => {
            for key in store.keys().await? {
                let made = in_japan(key.created_at);
                let state = if key.revoked_at.is_some() { "revoked" } else { "in use" };
                let scopes: Vec<&str> = key.scopes.iter().map(|scope| scope.as_str()).collect();
                writeln!(output, "{}\t{}\t{}\t{made}\t{state}", key.id, key.name, scopes.join(","))?;
            }
        }
        KeysCommand::Revoke { id } => {
            if !store.revoke_key(id, now).await? {
                return Err("no key in use has this number".into());
            }
            writeln!(output, "revoked")?;
        }
    }
    Ok(())
}
