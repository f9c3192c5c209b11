//! Everything that a draft comes to: what is wrong with which input, and the order if nothing is.

use super::super::words::Words;
use super::draft::Draft;
use super::field::Field;
use super::input::Input;
use super::lines::Column;
use super::order::order;
use super::terms;
use super::words::BuilderSentence as Say;
use crate::json::Json;
use crate::language::{Language, amount, day};
use crate::page::order::{LONGEST_LINE_NAME, Order};
use crate::page::problem::{Problem as DataProblem, Reason};
use crate::page::reader::{LONGEST_ADDRESS, LONGEST_REFERENCE, LONGEST_TEXT};
use sbps::billing::{BillingMethod, Contract, Offering, OfferingError, OfferingRule};
use sbps::money::grouped;
use sbps::schedule::{ScheduleError, Timing};
use sbps::text::recurring_name::suggestions;
use sbps::text::{ItemName, TextProblem};

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FieldProblem {
    /// The field.
    pub(super) field: Field,
    /// The stable code of the element or of the rules.
    pub(super) code: &'static str,
    /// The same in words.
    pub(super) words: String,
}

/// What a draft comes to.
#[derive(Debug)]
pub(super) struct Report {
    pub(super) language: Language,
    pub(super) draft: Draft,
    pub(super) problems: Vec<FieldProblem>,
    /// Why no names can be made of the description; the order does not hold it.
    pub(super) description: Option<FieldProblem>,
    /// The order as the page's JSON.
    pub(super) json: Json,
    /// The order as the element reads it; `None` while there is a problem.
    pub(super) order: Option<Order>,
    /// What is offered.
    pub(super) offering: Option<Offering>,
}

impl Report {
    /// Judges a draft.
    pub(super) fn of(draft: Draft, language: Language) -> Self {
        let json = order(&draft, language);
        let mut found = Vec::new();
        let order = Order::read(&json, &mut found);
        // What is right in itself is written by its type.
        let json = order.as_ref().map_or(json, Order::to_json);
        let offering = draft.offering();
        let mut problems: Vec<FieldProblem> =
            offering.as_ref().err().map(|error| refused(language, error)).into_iter().collect();
        // What the lines add up to is wrong while one of them is, and nothing more is said of it.
        let has_wrong_line = found.iter().any(|problem| problem.path.starts_with("lines["));
        for problem in &found {
            let problem = told(language, &draft, problem).filter(|it| !(has_wrong_line && it.field == Field::Total));
            let new = |problem: &FieldProblem| problems.iter().all(|other: &FieldProblem| other.field != problem.field);
            problems.extend(problem.filter(new));
        }
        let order = order.filter(|_| problems.is_empty());
        let description = unusable(language, &draft);
        Self { language, draft, problems, description, json, order, offering: offering.ok() }
    }

    /// What is wrong with one field.
    pub(super) fn problem(&self, field: impl Into<Field>) -> Option<&FieldProblem> {
        let field = field.into();
        self.problems.iter().chain(&self.description).find(|problem| problem.field == field)
    }

    /// What a field is called.
    pub(super) fn name_of(&self, field: Field) -> String {
        let pick = |(japanese, english): Words| self.language.pick(japanese, english);
        match field {
            Field::Input(input) => pick(input.label()).to_owned(),
            Field::Line(key, column) => {
                let number = self.draft.lines.place(key).map_or(0, |place| place + 1).to_string();
                self.language.tell(Say::OfLine, &[&number, pick(column.label())])
            }
            Field::Total => self.language.say(Say::Sum).to_owned(),
        }
    }

    /// How many inputs are to be corrected, in words.
    pub(super) fn verdict(&self) -> String {
        match self.problems.len() {
            0 => self.language.say(Say::Ready).to_owned(),
            count => self.language.tell(Say::ToCorrect, &[&count.to_string()]),
        }
    }
}

/// A description that no name can be made of.
fn unusable(language: Language, draft: &Draft) -> Option<FieldProblem> {
    let input = Input::Description;
    let error = suggestions(draft.text(input), Timing::PayAsYouGo).err().filter(|_| draft.asks(input))?;
    let code = error.problems.first().map_or("", TextProblem::code);
    Some(FieldProblem { field: input.into(), code, words: text_words(language, draft.text(input), error.problems) })
}

/// A combination that the contract does not have: the rule, and what would do instead.
fn refused(language: Language, error: &OfferingError) -> FieldProblem {
    let names =
        names(language, error.contract, error.commodity == sbps::billing::Commodity::Goods, error.billing_method);
    let (input, sentence) = match error.rule {
        OfferingRule::CommodityNotInContract => (Input::Commodity, Say::CommodityNotInContract),
        _ => (Input::Method, Say::MethodNotInContract),
    };
    let mut words = match sentence {
        Say::CommodityNotInContract => language.tell(sentence, &[names[0], names[1]]),
        _ => language.tell(sentence, &[names[0], "", names[2]]),
    };
    let alternatives: Vec<String> = error
        .alternatives()
        .into_iter()
        .map(|offering| {
            let goods = offering.commodity() == sbps::billing::Commodity::Goods;
            let others = self::names(language, offering.contract(), goods, offering.billing_method());
            let different = others.iter().zip(names).filter(|(other, name)| *other != name).map(|(other, _)| *other);
            let (open, close) = language.pick(("「", "」"), ("“", "”"));
            [open, &different.collect::<Vec<_>>().join(" / "), close].concat()
        })
        .collect();
    words += "\n";
    words += &language.tell(Say::Instead, &[&alternatives.join(language.pick("、", ", "))]);
    words += "\n";
    words += &language.tell(Say::Rule, &[error.section(), error.code()]);
    FieldProblem { field: input.into(), code: error.code(), words }
}

/// What the form calls contract, commodity and billing method.
fn names(language: Language, contract: Contract, goods: bool, method: BillingMethod) -> [&'static str; 3] {
    let name = |input: Input, place: Option<usize>| {
        let option = place.and_then(|place| input.options().get(place));
        option.map_or("", |(_, words)| language.pick(words.0, words.1))
    };
    [
        name(Input::Contract, Contract::ALL.iter().position(|it| *it == contract)),
        name(Input::Commodity, Some(usize::from(!goods))),
        // To a contract, fixed term and pay as you go are one.
        match method {
            BillingMethod::RecurringFixedTerm => {
                language.pick("継続課金（定期・従量）", "Recurring (fixed term / pay as you go)")
            }
            _ => name(Input::Method, BillingMethod::ALL.iter().position(|it| *it == method)),
        },
    ]
}

/// The field that a problem of the order is about, by the problem's path; `None` if no field has to do with it.
pub(super) fn field_of(path: &str, draft: &Draft) -> Option<Field> {
    if matches!(path, "amount" | "tax" | "lines") {
        return Some(Field::Total);
    }
    let Some((place, member)) = path.strip_prefix("lines[").and_then(|rest| rest.split_once("].")) else {
        return Input::of_path(path).map(Field::Input);
    };
    let key = draft.lines.keys().get(place.parse::<usize>().ok()?).copied()?;
    let column = match member {
        "name" => Column::Name,
        "quantity" => Column::Quantity,
        _ => Column::UnitAmount,
    };
    Some(Field::Line(key, column))
}

/// The numbers that a field takes.
fn bounds(language: Language, field: Field) -> &'static str {
    let (japanese, english) = match field {
        Field::Input(input) => input.bounds(),
        Field::Line(_, column) => column.bounds(),
        Field::Total => ("1〜9,999,999", "1 to 9,999,999"),
    };
    language.pick(japanese, english)
}

/// How many characters a field takes.
fn longest(field: Field) -> usize {
    match field {
        Field::Input(Input::Reference) => LONGEST_REFERENCE,
        Field::Input(Input::BackUrl | Input::CancelUrl) => LONGEST_ADDRESS,
        Field::Line(..) => LONGEST_LINE_NAME,
        Field::Input(_) | Field::Total => LONGEST_TEXT,
    }
}

/// A problem of the order at the field that has to change.
fn told(language: Language, draft: &Draft, problem: &DataProblem) -> Option<FieldProblem> {
    let field = field_of(&problem.path, draft)?;
    let is = |input: Input| field == Field::Input(input);
    let code = problem.reason.code();
    let say = |sentence| language.say(sentence).to_owned();
    let words = match problem.reason {
        Reason::Schedule(_) => terms::refusal(draft).map(|error| refusal_words(language, &error)),
        _ if is(Input::Name) => {
            let name = draft.text(Input::Name);
            Some(text_words(language, name, ItemName::problems(name)))
        }
        _ if is(Input::ItemId) => Some(say(Say::NoItemId)),
        Reason::Missing | Reason::Blank => Some(say(Say::Blank)),
        Reason::WrongType | Reason::NotWhole => Some(say(Say::NoNumber)),
        Reason::OutOfRange => Some(language.tell(Say::OutOfRange, &[bounds(language, field)])),
        Reason::TooLong => Some(language.tell(Say::TextTooLong, &[&grouped(longest(field) as u64)])),
        Reason::UnsafeAddress => Some(say(Say::UnsafeAddress)),
        Reason::MoreThanAmount => Some(say(Say::MoreThanAmount)),
        Reason::NoDay => Some(say(Say::NoDay)),
        Reason::NoMonth => Some(say(Say::NoMonth)),
        _ => None,
    };
    Some(FieldProblem { field, code, words: words.unwrap_or_else(|| say(Say::Wrong)) })
}

/// Everything that is wrong with a text.
fn text_words(language: Language, text: &str, problems: Vec<TextProblem>) -> String {
    let (mut sentences, mut characters) = (Vec::new(), Vec::new());
    for problem in problems {
        match problem {
            TextProblem::Empty if text.is_empty() => sentences.push(language.say(Say::Blank).to_owned()),
            TextProblem::Empty => sentences.push(language.say(Say::Empty).to_owned()),
            TextProblem::SurroundingSpace => sentences.push(language.say(Say::SurroundingSpace).to_owned()),
            TextProblem::TooLong { bytes, longest } => {
                sentences.push(language.tell(Say::TooLong, &[&bytes.to_string(), &longest.to_string()]));
            }
            TextProblem::Character { character, .. } => characters.push(character.to_string()),
            _ => {}
        }
    }
    if !characters.is_empty() {
        sentences.push(language.tell(Say::Characters, &[&characters.join(" ")]));
    }
    sentences.join(language.pick("", " "))
}

fn refusal_words(language: Language, error: &ScheduleError) -> String {
    let yen = |yen: sbps::money::Yen| amount(language, yen.get());
    match *error {
        ScheduleError::AuthorizationLapses { last_payment, next_charge, days } => {
            let (from, to) = (day(language, last_payment), day(language, next_charge));
            language.tell(Say::AuthorizationLapses, &[&from, &to, &days.to_string()])
        }
        ScheduleError::StartsBeforeJoining { joined, .. } => {
            language.tell(Say::StartsBeforeJoining, &[&day(language, joined)])
        }
        ScheduleError::LastMonthBeforeJoining { joined, .. } => {
            language.tell(Say::LastMonthBeforeJoining, &[&day(language, joined)])
        }
        ScheduleError::NothingCharged { free_cycles, cycles } => {
            language.tell(Say::NothingCharged, &[&cycles.to_string(), &free_cycles.to_string()])
        }
        ScheduleError::IntroductionNotLower { introductory, regular } => {
            language.tell(Say::IntroductionNotLower, &[&yen(introductory), &yen(regular)])
        }
        ScheduleError::OneTimeUse => language.say(Say::OneTimeUse).to_owned(),
        ScheduleError::DateOutOfRange { .. } => language.say(Say::DateOutOfRange).to_owned(),
        _ => language.say(Say::Wrong).to_owned(),
    }
}

#[cfg(test)]
mod tests;
