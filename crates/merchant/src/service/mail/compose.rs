//! What a mail says: what happened, as it stands when the mail is sent.

use crate::domain::api_order::Goods;
use crate::domain::charge::PastOutcome;
use crate::domain::language::Language;
use crate::domain::mail::{About, Mail, MailKind};
use crate::domain::order::Order;
use crate::domain::order_number::order_number;
use crate::domain::subscription::link::Power;
use crate::domain::subscription::{Subscription, SubscriptionState};
use crate::service::Shop;
use crate::service::address::{in_language, subscription_address};
use crate::service::ordering::{find as find_order, said};
use crate::service::problem::Problem;
use crate::service::storefront::Seller;
use crate::service::subscription::view::View;
use chrono::NaiveDate;
use kantan_checkout::language::{MailSentence as Say, ResultSentence, SubscriptionSentence as Contract, amount, day};
use kantan_checkout::page::subscription::Whose;
use sbps::date_time::JstDateTime;

/// The most payments that a receipt lists, the latest first; the page has them all.
const MOST_LISTED: usize = 60;

/// The most contracts whose links stand in one mail.
const MOST_LINKS: u32 = 50;

/// What a mail says, and to whom an answer goes.
#[derive(Clone, Debug)]
pub(super) struct Letter {
    /// Its subject.
    pub(super) subject: String,
    /// Its text.
    pub(super) text: String,
    /// The shop's own address.
    pub(super) reply_to: Option<String>,
}

/// The paragraphs of a letter.
struct Paragraphs {
    language: Language,
    all: Vec<String>,
}

impl Paragraphs {
    fn say(&mut self, text: impl Into<String>) {
        self.all.push(text.into());
    }

    /// Rows that belong together.
    fn rows(&mut self, rows: &[(&str, &str)]) {
        let rows = rows.iter().map(|(name, value)| self.language.tell(Say::Row, &[name, value]));
        let text = rows.collect::<Vec<_>>().join("\n");
        self.all.push(text);
    }

    /// An address in a line of its own, so that every program makes a link of it.
    fn link(&mut self, name: Say, address: &str) {
        self.all.push(format!("{}\n{address}", self.language.say(name)));
    }
}

/// Writes a mail; `None` where there is nothing to say any more, or the shop does not want it said.
///
/// # Errors
/// The [`Problem`] of a record that cannot be read.
pub(super) async fn compose(shop: &Shop, mail: &Mail) -> Result<Option<Letter>, Problem> {
    let Some(kind) = mail.about.kind().filter(|kind| shop.settings.writes(*kind)) else { return Ok(None) };
    let (order, on, code, at) = match &mail.about {
        About::Event { order, day, code, at, .. } => (order, day, code, at),
        About::Links(language) => return links(shop, mail, *language).await,
    };
    let order = find_order(shop, order).await?;
    let language = order.language;
    let goods = order.said.as_ref().map(|said| &said.goods);
    let seller = Seller::of(goods, &shop.storefront, language);
    let on = on.as_deref().and_then(|on| on.parse::<NaiveDate>().ok());
    let mut text = Paragraphs { language, all: Vec::new() };
    let title = if kind == MailKind::Paid {
        paid(&mut text, &order, goods, *at);
        agreed(shop, &mut text, &order).await?;
        language.say(ResultSentence::PaidTitle)
    } else {
        let Some(subscription) = shop.store.subscription_of_order(&order.reference).await? else { return Ok(None) };
        let view = View::of(shop, subscription).await?;
        let pages = Pages { shop, language };
        match kind {
            MailKind::Joined | MailKind::Renewed => {
                joined(&mut text, &view, &pages);
                if kind == MailKind::Joined {
                    agreed(shop, &mut text, &order).await?;
                }
                language.say(ResultSentence::JoinedTitle)
            }
            MailKind::ChargeFailed => {
                let (Some(on), Some(code)) = (on, code) else { return Ok(None) };
                failed(&mut text, &view, (on, code), seller.other_ways, &pages);
                language.say(Contract::ProblemTitle)
            }
            MailKind::Expiring => {
                // It may have been left, or made again, since.
                let is_so = view.subscription.state == SubscriptionState::Active && view.subscription.last_day() == on;
                let Some(on) = on.filter(|_| is_so) else { return Ok(None) };
                expiring(&mut text, &view, on, &pages);
                language.say(Say::ExpiringTitle)
            }
            MailKind::Ended if view.subscription.state.has_ended() => {
                ended(&mut text, &view, &pages);
                language.say(Say::EndedTitle)
            }
            MailKind::Paid | MailKind::Ended | MailKind::Links => return Ok(None),
        }
    };
    text.rows(&[
        (language.say(ResultSentence::Reference), &order_number(&order.reference)),
        (language.say(ResultSentence::Contact), &seller.contact),
    ]);
    text.say(language.tell(Say::From, &[seller.name]));
    Ok(Some(Letter {
        subject: language.tell(Say::Subject, &[seller.name, title]),
        text: format!("{title}\n\n{}\n", text.all.join("\n\n")),
        reply_to: goods.and_then(|goods| goods.contact.mail.clone()),
    }))
}

/// The addresses of pages, whole.
struct Pages<'a> {
    shop: &'a Shop,
    language: Language,
}

impl Pages<'_> {
    fn of(&self, subscription: &Subscription, power: Power) -> String {
        let address = in_language(&subscription_address(subscription.links.of(power)), self.language);
        format!("{}{address}", self.shop.settings.public_url)
    }
}

fn paid(text: &mut Paragraphs, order: &Order, goods: Option<&Goods>, at: i64) {
    let language = text.language;
    text.say(language.say(ResultSentence::Paid));
    let line = |line: &crate::domain::api_order::Line| {
        let values = [line.name.clone(), line.quantity.to_string(), amount(language, line.amount())];
        language.tell(Say::OrderLine, &values.each_ref().map(String::as_str))
    };
    let lines: Vec<String> = goods.map(|goods| goods.lines.iter().map(line).collect()).unwrap_or_default();
    let on = JstDateTime::from_unix_seconds(at).map(|at| day(language, at.date())).unwrap_or_default();
    text.rows(&[
        (language.say(ResultSentence::Item), order.item_name.as_str()),
        (language.say(ResultSentence::Amount), &amount(language, order.amount.get())),
        (language.say(Say::Tax), &amount(language, order.tax.get())),
        (language.say(Say::PaidOn), &on),
    ]);
    if !lines.is_empty() {
        text.say(lines.join("\n"));
    }
}

/// By what the payer can hold the shop to the words of the screen.
async fn agreed(shop: &Shop, text: &mut Paragraphs, order: &Order) -> Result<(), Problem> {
    let kept = shop.store.evidence(&order.reference).await?.filter(|kept| kept.is_agreed(order));
    if let Some(kept) = kept {
        text.rows(&[(text.language.say(Say::Agreed), &kept.sha256)]);
    }
    Ok(())
}

fn joined(text: &mut Paragraphs, view: &View, pages: &Pages<'_>) {
    let (language, subscription) = (text.language, &view.subscription);
    text.say(language.say(ResultSentence::Joined));
    text.link(Say::YourPage, &pages.of(subscription, Power::Act));
    let price = if subscription.recurring.is_usage() { ResultSentence::AtMost } else { ResultSentence::EachTime };
    let item = (language.say(ResultSentence::Item), subscription.item_name.as_str());
    let price = (language.say(price), &*amount(language, subscription.amount.get()));
    match view.coming.first() {
        Some(next) => {
            let charge = charge(language, next.date, next.amount.most().get());
            let last_day = view.last_day_to_cancel().map(|last| day(language, last)).unwrap_or_default();
            let mut rows = vec![item, price, (language.say(Contract::Next), &*charge)];
            if !last_day.is_empty() {
                rows.push((language.say(Contract::LastDay), &*last_day));
            }
            text.rows(&rows);
        }
        None => text.rows(&[item, price]),
    }
}

fn charge(language: Language, on: NaiveDate, yen: u32) -> String {
    language.tell(Contract::Charge, &[&day(language, on), &amount(language, yen)])
}

fn failed(
    text: &mut Paragraphs,
    view: &View,
    (on, code): (NaiveDate, &str),
    other_ways: Option<&str>,
    pages: &Pages<'_>,
) {
    let (language, subscription) = (text.language, &view.subscription);
    text.say(language.tell(Contract::NotThrough, &[&day(language, on), code]));
    let is_suspended = subscription.is_suspended() && !subscription.state.has_ended();
    match subscription.suspended_from().filter(|_| is_suspended) {
        Some(from) => text.say(language.tell(Contract::SuspendedFrom, &[&day(language, from)])),
        None if is_suspended => text.say(language.say(Contract::Suspended)),
        None if subscription.state == SubscriptionState::Active => text.say(language.say(Contract::GoesOn)),
        None => {}
    }
    match subscription.whose_trouble(code) {
        Whose::Payer => {
            let checks = [Contract::CheckLimit, Contract::CheckOverdue, Contract::CheckRestriction];
            let mut lines = vec![language.say(Contract::ProblemCheck).to_owned()];
            lines.extend(checks.map(|check| language.tell(Say::Line, &[language.say(check)])));
            lines.push(language.say(Contract::AskCarrier).to_owned());
            text.say(lines.join("\n"));
        }
        // Of what this server bills whatever suspends nothing is looked at by staff.
        _ if !subscription.recurring.is_simple() => {}
        Whose::Shop => text.say(language.say(Contract::ShopsTrouble)),
        Whose::Carrier => text.say(language.say(Contract::CarriersTrouble)),
    }
    text.rows(&[(language.say(ResultSentence::Item), subscription.item_name.as_str())]);
    if let Some(address) = other_ways {
        text.say(format!("{}\n{address}", language.say(Contract::OtherWays)));
    }
    if is_suspended {
        text.say(language.say(Say::ReapplyHere));
        text.link(Say::YourPage, &pages.of(subscription, Power::Act));
    } else {
        text.link(Say::ViewPage, &pages.of(subscription, Power::View));
    }
}

fn expiring(text: &mut Paragraphs, view: &View, on: NaiveDate, pages: &Pages<'_>) {
    let language = text.language;
    text.say(language.tell(Say::Expiring, &[&day(language, on)]));
    text.rows(&[(language.say(ResultSentence::Item), view.subscription.item_name.as_str())]);
    let coming = view.coming.iter().map(|it| charge(language, it.date, it.amount.most().get()));
    let coming: Vec<String> = coming.map(|it| language.tell(Say::Line, &[&it])).collect();
    if !coming.is_empty() {
        text.say(format!("{}\n{}", language.say(Say::StillToCome), coming.join("\n")));
    }
    text.link(Say::ViewPage, &pages.of(&view.subscription, Power::View));
}

fn ended(text: &mut Paragraphs, view: &View, pages: &Pages<'_>) {
    let (language, subscription) = (text.language, &view.subscription);
    text.say(language.say(match subscription.state {
        SubscriptionState::EndedByCarrier => Contract::EndedByCarrier,
        SubscriptionState::EndedLastMonth => Contract::EndedLastMonth,
        SubscriptionState::Expired => Contract::Expired,
        _ => Contract::Cancelled,
    }));
    let mut rows = vec![(language.say(ResultSentence::Item), subscription.item_name.to_string())];
    if let Some(last) = subscription.ends_on {
        rows.push((language.say(Contract::ServiceUntil), day(language, last)));
    }
    if let Some(receipt) = &subscription.receipt {
        rows.push((language.say(Contract::ReceiptNumber), receipt.number.clone()));
        rows.push((language.say(Contract::ReceiptDay), day(language, receipt.on)));
    }
    let rows: Vec<(&str, &str)> = rows.iter().map(|(name, value)| (*name, value.as_str())).collect();
    text.rows(&rows);
    text.say(payments(view, language));
    text.link(Say::ViewPage, &pages.of(subscription, Power::View));
}

/// What was paid under a contract, when, and what was not.
fn payments(view: &View, language: Language) -> String {
    let mut lines = vec![language.say(Contract::History).to_owned()];
    for past in view.history.iter().take(MOST_LISTED) {
        let outcome = match past.outcome {
            PastOutcome::Paid => Contract::Paid,
            PastOutcome::Failed => Contract::Failed,
            PastOutcome::Unknown => Contract::Uncertain,
            PastOutcome::Waiting => Contract::Waiting,
            PastOutcome::Reserved => Contract::Reserved,
            PastOutcome::Cancelled => Contract::NothingTaken,
            PastOutcome::Free => Contract::Free,
        };
        let charge = charge(language, past.due_on, past.amount);
        let line = language.tell(Say::Row, &[&charge, language.say(outcome)]);
        lines.push(language.tell(Say::Line, &[&line]));
    }
    let more = view.history.len().saturating_sub(MOST_LISTED);
    if more > 0 {
        lines.push(language.tell(Say::MorePayments, &[&more.to_string()]));
    }
    if view.history.is_empty() {
        lines.push(language.say(Contract::HistoryNone).to_owned());
    } else {
        let paid = view.history.iter().filter(|past| past.outcome == PastOutcome::Paid);
        let total: i64 = paid.map(|past| i64::from(past.amount)).sum();
        lines.push(language.tell(Say::Row, &[language.say(Say::PaidTotal), &amount(language, total)]));
    }
    lines.join("\n")
}

/// The links of the contracts of an address; by that of one which has ended it is only seen.
async fn links(shop: &Shop, mail: &Mail, language: Language) -> Result<Option<Letter>, Problem> {
    let Some(today) = shop.clock.now().map(JstDateTime::date) else { return Ok(None) };
    let contracts = shop.store.contracts_of_address(&mail.address.to_ascii_lowercase(), MOST_LINKS).await?;
    let mut contracts = contracts.into_iter().filter(|it| !it.has_left_its_links(today)).peekable();
    let Some(latest) = contracts.peek() else { return Ok(None) };
    let rest = said(shop, &latest.order_reference).await?;
    let seller = Seller::of(rest.as_ref().map(|rest| &rest.goods), &shop.storefront, language);
    let mut text = Paragraphs { language, all: vec![language.say(Say::LinksAsked).to_owned()] };
    let pages = Pages { shop, language };
    for contract in contracts {
        text.rows(&[(language.say(ResultSentence::Item), contract.item_name.as_str())]);
        if contract.state.has_ended() {
            text.link(Say::ViewPage, &pages.of(&contract, Power::View));
        } else {
            text.link(Say::YourPage, &pages.of(&contract, Power::Act));
        }
    }
    text.say(language.say(Say::NotYou));
    text.rows(&[(language.say(ResultSentence::Contact), &seller.contact)]);
    let title = language.say(Say::LinksTitle);
    Ok(Some(Letter {
        subject: language.tell(Say::Subject, &[seller.name, title]),
        text: format!("{title}\n\n{}\n", text.all.join("\n\n")),
        reply_to: rest.as_ref().and_then(|rest| rest.goods.contact.mail.clone()),
    }))
}
