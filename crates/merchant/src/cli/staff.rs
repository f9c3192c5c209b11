//! `kantan staff`: the persons who run the shop.

use super::failure::{Failure, answered};
use super::record::open_shop;
use super::table::table;
use super::witness::noted;
use crate::domain::moment::in_japan;
use crate::domain::person::{Person, Role, check_password, name_of};
use crate::service::Shop;
use crate::service::persons::hashed;
use clap::Subcommand;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};
use std::error::Error;
use std::io::{IsTerminal, Write};

/// What is done about the persons who run the shop. Settings come from the environment.
#[derive(Subcommand)]
pub(super) enum StaffCommand {
    /// Lets a person sign in. The password is asked for, or read from standard input. From the first
    /// person on the staff's token opens no page any more.
    Add {
        /// The name, which signs what the person does.
        name: String,
        /// What the person may do: look; also write down, settle, refund, end, hold; also read who did what.
        #[arg(long, value_parser = role())]
        role: Role,
    },
    /// Lists the persons.
    List {
        /// One array of objects.
        #[arg(long)]
        json: bool,
    },
    /// Changes what a person may do, and signs the person out.
    Role {
        /// The name.
        name: String,
        /// What the person may do from now on.
        #[arg(value_parser = role())]
        role: Role,
    },
    /// Sets another password, and signs the person out. It is asked for, or read from standard input.
    Password {
        /// The name.
        name: String,
    },
    /// Removes a person, who is signed out at once. What the person did stays on record.
    Remove {
        /// The name.
        name: String,
    },
}

fn role() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::as_str)).try_map(|word| Role::from_name(&word).ok_or("no role"))
}

/// Carries it out; what was asked for goes to standard output.
#[tokio::main]
pub(super) async fn staff(command: StaffCommand) -> Result<(), Box<dyn Error>> {
    let shop = open_shop().await?;
    let done = carry_out(&shop, command).await;
    shop.store.close().await;
    done
}

async fn carry_out(shop: &Shop, command: StaffCommand) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout();
    let store = &shop.store;
    match command {
        StaffCommand::Add { name, role } => {
            let name = name_of(&name)?;
            let hash = hash_for(name).await?;
            told(shop, "person.add", name, role.as_str()).await?;
            if !store.add_person(name, role, &hash, shop.clock.unix_seconds()).await? {
                return Err(Failure::not_done("somebody has this name: `kantan staff list`").into());
            }
            writeln!(output, "{name} signs in at {}/staff", shop.settings.public_url)?;
        }
        StaffCommand::List { json } => list(&store.persons().await?, json)?,
        StaffCommand::Role { name, role } => {
            told(shop, "person.role", &name, role.as_str()).await?;
            known(store.change_person(name.trim(), Some(role), None).await?)?;
            writeln!(output, "changed")?;
        }
        StaffCommand::Password { name } => {
            let hash = hash_for(name.trim()).await?;
            told(shop, "person.password", &name, "").await?;
            known(store.change_person(name.trim(), None, Some(&hash)).await?)?;
            writeln!(output, "changed")?;
        }
        StaffCommand::Remove { name } => {
            told(shop, "person.remove", &name, "").await?;
            known(store.remove_person(name.trim(), shop.clock.unix_seconds()).await?)?;
            writeln!(output, "removed")?;
        }
    }
    Ok(())
}

fn known(is_known: bool) -> Result<(), Failure> {
    if is_known { Ok(()) } else { Err(Failure::not_done("nobody has this name: `kantan staff list`")) }
}

async fn told(shop: &Shop, what: &'static str, name: &str, detail: &str) -> Result<(), Box<dyn Error>> {
    let (subject, now) = (format!("person {}", name.trim()), shop.clock.unix_seconds());
    Ok(noted(&shop.store, what, subject, detail.to_owned(), now).await?)
}

/// The hash of a password that somebody types, twice, or that a program tells.
async fn hash_for(name: &str) -> Result<String, Box<dyn Error>> {
    let password = if std::io::stdin().is_terminal() {
        let password = rpassword::prompt_password(format!("Password for {name}: "))?;
        if rpassword::prompt_password("The same again: ")? != password {
            return Err("these are two passwords".into());
        }
        password
    } else {
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        line.trim_end_matches(['\r', '\n']).to_owned()
    };
    check_password(&password, name)?;
    answered(hashed(password).await, false)
}

fn list(persons: &[Person], json: bool) -> Result<(), Box<dyn Error>> {
    let mut output = std::io::stdout();
    let state = |person: &Person| if person.removed_at.is_some() { "removed" } else { "signs in" };
    if json {
        let told = |person: &Person| {
            json!({
                "id": person.id, "name": person.name, "role": person.role.as_str(),
                "created_at": in_japan(person.created_at), "removed_at": person.removed_at.map(in_japan),
            })
        };
        let persons: Vec<Value> = persons.iter().map(told).collect();
        writeln!(output, "{:#}", json!(persons))?;
        return Ok(());
    }
    let row = |person: &Person| {
        let role = person.role.as_str().to_owned();
        [person.id.to_string(), person.name.clone(), role, in_japan(person.created_at), state(person).to_owned()]
    };
    let rows: Vec<[String; 5]> = persons.iter().map(row).collect();
    write!(output, "{}", table(["NO", "NAME", "ROLE", "SINCE", "STATE"], &rows))?;
    Ok(())
}
