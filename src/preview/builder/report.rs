//! Everything that a draft comes to: what is wrong with which input, and the order if nothing is.

use super::draft::Draft;
use super::input::Input;
use super::order::{CANCEL_URL, order};
use super::terms;
use super::words::BuilderSentence as Say;
use crate::json::Json;
use crate::language::{Language, amount, day};
use crate::page::order::Order;
use crate::page::problem::{Problem as DataProblem, Reason};
use sbps::billing::{BillingMethod, Contract, Offering, OfferingError, OfferingRule};
use sbps::schedule::{ScheduleError, Timing};
use sbps::text::recurring_name::suggestions;
use sbps::text::{ItemName, TextProblem};

/// What is wrong with an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InputProblem {
    /// The input.
    pub(super) input: Input,
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
    pub(super) problems: Vec<InputProblem>,
    /// Why no names can be made of the description; the order does not hold it.
    pub(super) description: Option<InputProblem>,
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
        let json = order(&draft, language, CANCEL_URL);
        let mut found = Vec::new();
        let order = Order::read(&json, &mut found);
        // What is right in itself is written by its type.
        let json = order.as_ref().map_or(json, Order::to_json);
        let offering = draft.offering();
        let mut problems: Vec<InputProblem> =
            offering.as_ref().err().map(|error| refused(language, error)).into_iter().collect();
        for problem in &found {
            let problem = told(language, &draft, problem);
            let new = |problem: &InputProblem| problems.iter().all(|other: &InputProblem| other.input != problem.input);
            problems.extend(problem.filter(new));
        }
        let order = order.filter(|_| problems.is_empty());
        let description = unusable(language, &draft);
        Self { language, draft, problems, description, json, order, offering: offering.ok() }
    }

    /// What is wrong with one input.
    pub(super) fn problem(&self, input: Input) -> Option<&InputProblem> {
        self.problems.iter().chain(&self.description).find(|problem| problem.input == input)
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
fn unusable(language: Language, draft: &Draft) -> Option<InputProblem> {
    let input = Input::Description;
    let error = suggestions(draft.text(input), Timing::PayAsYouGo).err().filter(|_| draft.asks(input))?;
    let code = error.problems.first().map_or("", TextProblem::code);
    Some(InputProblem { input, code, words: text_words(language, draft.text(input), error.problems) })
}

/// A combination that the contract does not have: the rule, and what would do instead.
fn refused(language: Language, error: &OfferingError) -> InputProblem {
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
    InputProblem { input, code: error.code(), words }
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

/// A problem of the order at the input that has to change; `None` if another problem tells it already.
fn told(language: Language, draft: &Draft, problem: &DataProblem) -> Option<InputProblem> {
    let input = Input::of_path(&problem.path)?;
    let code = problem.reason.code();
    let say = |sentence| language.say(sentence).to_owned();
    let words = match problem.reason {
        Reason::Schedule(_) => terms::refusal(draft).map(|error| refusal_words(language, &error)),
        _ if input == Input::Name => {
            let name = draft.text(input);
            Some(text_words(language, name, ItemName::problems(name)))
        }
        _ if input == Input::ItemId => Some(say(Say::NoItemId)),
        Reason::Missing | Reason::Blank => Some(say(Say::Blank)),
        Reason::WrongType | Reason::NotWhole => Some(say(Say::NoNumber)),
        Reason::OutOfRange => {
            let (japanese, english) = input.bounds();
            Some(language.tell(Say::OutOfRange, &[language.pick(japanese, english)]))
        }
        Reason::MoreThanAmount => Some(say(Say::MoreThanAmount)),
        Reason::NoDay => Some(say(Say::NoDay)),
        Reason::NoMonth => Some(say(Say::NoMonth)),
        _ => None,
    };
    Some(InputProblem { input, code, words: words.unwrap_or_else(|| say(Say::Wrong)) })
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
