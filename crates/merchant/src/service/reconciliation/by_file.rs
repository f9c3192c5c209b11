//! Closes items of the list by a file of the gateway's management tool: first what would happen, then
//! what a person has confirmed. Each item is closed as by a person's own finding.

use crate::domain::audit::{Asker, Deed};
use crate::domain::payment::{Action, Facts, PaymentCallOutcome};
use crate::domain::reconciliation::{Item, Kind, Subject};
use crate::domain::staff::Witness;
use crate::domain::tool_file::{Because, Known, OpenCall, Proof, ToolRow, prove};
use crate::store::{PaymentName, Store, StoreError, Wanted};
use sbps::billing::SalesMethod;
use sbps::date_time::JstDateTime;
use std::collections::{BTreeMap, HashMap};

/// The most items that one confirmation closes.
pub const MOST_AT_ONCE: usize = 500;

/// The most rows about items that are kept of one file.
pub const MOST_MATCHED: usize = 20_000;

/// An item that the file closes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// The item.
    pub item: Item,
    /// The row that proves it; where several prove the same, the first.
    pub row: ToolRow,
    /// What is proven.
    pub proof: Proof,
}

/// An item that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The item.
    pub item: Item,
    /// The first row that is about it.
    pub row: ToolRow,
    /// Why.
    pub because: Because,
}

/// What would happen.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// What would be closed.
    pub closing: Vec<Closing>,
    /// What would stay as it is.
    pub left: Vec<Left>,
}

/// Items by their order ids and tracking ids.
struct Index<'a>(HashMap<&'a str, Vec<usize>>);

impl<'a> Index<'a> {
    fn of(items: &'a [Item]) -> Self {
        let mut index: HashMap<&str, Vec<usize>> = HashMap::new();
        for (at, item) in items.iter().enumerate() {
            for id in [&item.what.order_id, &item.what.tracking_id].into_iter().flatten() {
                let named = index.entry(id).or_default();
                if named.last() != Some(&at) {
                    named.push(at);
                }
            }
        }
        Self(index)
    }

    /// The items that a row is about.
    fn about(&self, row: &ToolRow) -> Vec<usize> {
        let named = [&row.order_id, &row.tracking_id].into_iter().filter_map(|id| self.0.get(id.as_str()));
        let mut found: Vec<usize> = named.flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The rows that are about items of the list, open or closed.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn matched(store: &Store, rows: Vec<ToolRow>) -> Result<Vec<ToolRow>, StoreError> {
    let items = [store.open_items().await?, closed(store).await?].concat();
    let index = Index::of(&items);
    Ok(rows.into_iter().filter(|row| !index.about(row).is_empty()).collect())
}

async fn closed(store: &Store) -> Result<Vec<Item>, StoreError> {
    store.items(&Wanted { closed: true, most: super::FILE, ..Wanted::default() }).await
}

/// What these rows would close, and what not, and why.
///
/// # Errors
/// [`StoreError`] when the database does not answer.
pub async fn plan(store: &Store, rows: &[ToolRow], sales: SalesMethod, now: JstDateTime) -> Result<Plan, StoreError> {
    let (open, closed) = (store.open_items().await?, closed(store).await?);
    let (of_open, of_closed) = (Index::of(&open), Index::of(&closed));
    let (mut about, mut over) = (BTreeMap::<usize, Vec<&ToolRow>>::new(), BTreeMap::<usize, &ToolRow>::new());
    for row in rows {
        let found = of_open.about(row);
        if found.is_empty() {
            for at in of_closed.about(row) {
                over.entry(at).or_insert(row);
            }
        }
        for at in found {
            about.entry(at).or_default().push(row);
        }
    }
    let mut plan = Plan::default();
    for (at, rows) in about {
        let (Some(item), [first, others @ ..]) = (open.get(at), &rows[..]) else { continue };
        let known = known(store, item, sales, now).await?;
        let proof = prove(&item.what, &known, first, now.date());
        let is_agreed = others.iter().all(|row| prove(&item.what, &known, row, now.date()) == proof);
        let proof = if is_agreed { proof } else { Err(Because::RowsDisagree) };
        let (item, row) = (item.clone(), (*first).clone());
        match proof {
            Ok(_) if plan.closing.len() == MOST_AT_ONCE => {
                plan.left.push(Left { item, row, because: Because::TooMany });
            }
            Ok(proof) => plan.closing.push(Closing { item, row, proof }),
            Err(because) => plan.left.push(Left { item, row, because }),
        }
    }
    let over = over.into_iter().filter_map(|(at, row)| Some((closed.get(at)?, row)));
    plan.left.extend(over.map(|(item, row)| Left {
        item: item.clone(),
        row: row.clone(),
        because: Because::ClosedAlready,
    }));
    Ok(plan)
}

/// What the record holds of an item beside the item.
async fn known(store: &Store, item: &Item, sales: SalesMethod, now: JstDateTime) -> Result<Known, StoreError> {
    let what = &item.what;
    let amount = store.amount_asked(what).await?;
    let mut known = Known { amount, ..Known::default() };
    match (what.kind, &what.subject) {
        (Kind::ChargeUncertain, Subject::Charge(reference, due_on)) => {
            let charges = store.doubtful_charges().await?;
            let meant = charges.into_iter().find(|it| it.subscription.reference == *reference && it.due_on == *due_on);
            if let Some(charge) = meant {
                known.tracking_id = charge.reserved.map(|(payment, _)| payment);
                known.doubtful_charge = Some(charge.order_id);
            }
        }
        (Kind::PaidReturnedByError | Kind::PaymentUncertain | Kind::SaleUnsettled, Subject::Order(reference)) => {
            let name = what.tracking_id.clone().unwrap_or_else(|| reference.clone());
            if let Some(facts) = store.payment(&PaymentName { name, month: None, sales }).await? {
                known.tracking_id = Some(facts.tracking_id.to_string());
                known.has_calls = !facts.calls.is_empty();
                known.call = open_call(&facts, now.unix_seconds());
            }
        }
        _ => {}
    }
    Ok(known)
}

/// The call of which nobody knows whether it was carried out, with what the tool shows where it was.
fn open_call(facts: &Facts, now: i64) -> Option<OpenCall> {
    let call = facts.own_calls().find(|call| call.outcome(now) == PaymentCallOutcome::Unknown)?;
    let money = facts.money(now);
    let amount = match call.action {
        Action::Settle => Some(call.amount.unwrap_or(facts.amount)),
        Action::Cancel => Some(facts.amount),
        Action::Refund => {
            let is_whole = money.refunded == 0 && call.amount.is_none_or(|amount| Some(amount) == money.settled);
            money.settled.filter(|_| is_whole && call.month.is_none())
        }
    };
    Some(OpenCall { action: call.action, amount: amount.map(sbps::money::Yen::get) })
}

/// Closes what is proven, each item by itself, and says what stayed open all the same: of what has
/// changed in the meantime the record knows more than the file. `told` is called after each, with how
/// many are behind it.
///
/// # Errors
/// [`StoreError`] when the database does not answer: what was closed until then stays so.
pub async fn close_by_file(
    store: &Store,
    digest: &str,
    closing: Vec<Closing>,
    asker: &Asker,
    now: JstDateTime,
    told: impl Fn(usize),
) -> Result<(usize, Vec<Left>), StoreError> {
    let numbers: Vec<String> = closing.iter().map(|it| it.item.id.to_string()).collect();
    let (what, subject) = ("items.import", format!("file sha256:{digest}"));
    let deed = Deed { what, subject, detail: format!("items {}", numbers.join(" ")) };
    store.add_audit(asker, &deed, now.unix_seconds()).await?;
    let (mut closed, mut left) = (0, Vec::new());
    for (behind, Closing { item, row, proof }) in closing.into_iter().enumerate() {
        let file = digest.get(..12).unwrap_or(digest);
        let note = format!("{} [file sha256:{file}…, line {}]", asker.witness.note, row.line);
        let witness = Witness { by: asker.witness.by.clone(), note };
        let is_closed = match &proof {
            Proof::Item(finding) => {
                store.resolve_item(item.id, finding, &witness, now.date(), now.unix_seconds()).await?
            }
            Proof::Charge(reference, due_on, says) => {
                store.note_charge(reference, *due_on, *says, &witness, now.unix_seconds()).await?
            }
        };
        if is_closed {
            closed += 1;
        } else {
            left.push(Left { item, row, because: Because::RecordContradicts });
        }
        told(behind + 1);
    }
    Ok((closed, left))
}
