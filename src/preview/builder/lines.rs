//! The lines of the order as they are typed: what is bought, how many, what one costs with its tax, and at which rate. What
//! the order costs and the tax in it are never typed: they come from the lines.

use super::super::words::Words;
use super::number::number;
use crate::language::Language;
use sbps::tax::contained_by_rate;

/// What is typed of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    Name,
    Quantity,
    UnitAmount,
    TaxPercent,
}

/// The rates of consumption tax: the standard one, the reduced one, and none.
pub(super) const RATES: [(&str, Words); 3] =
    [("10", ("10%", "10%")), ("8", ("8%（軽減）", "8% reduced")), ("0", ("0%（非課税など）", "0% exempt"))];

impl Column {
    pub(super) const ALL: [Self; 4] = [Self::Name, Self::Quantity, Self::UnitAmount, Self::TaxPercent];

    /// How ids in the page end.
    pub(super) const fn id(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Quantity => "quantity",
            Self::UnitAmount => "unit-amount",
            Self::TaxPercent => "tax-percent",
        }
    }

    /// Its label.
    pub(super) const fn label(self) -> Words {
        match self {
            Self::Name => ("品名", "Name"),
            Self::Quantity => ("数量", "Quantity"),
            Self::UnitAmount => ("単価（税込、円）", "Price of one (yen)"),
            Self::TaxPercent => ("税率", "Tax rate"),
        }
    }

    /// The numbers that it takes; blank if it is no number.
    pub(super) const fn bounds(self) -> Words {
        match self {
            Self::Quantity => ("1〜999,999", "1 to 999,999"),
            // Of the line: a discount is below zero.
            Self::UnitAmount => ("行の合計で-9,999,999〜9,999,999", "-9,999,999 to 9,999,999 for the line"),
            Self::Name | Self::TaxPercent => ("", ""),
        }
    }
}

/// A line, by a key that it keeps wherever it is moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its key.
    pub(super) key: u32,
    cells: [String; 4],
}

impl Line {
    /// What stands in a column.
    pub(super) fn text(&self, column: Column) -> &str {
        &self.cells[column as usize]
    }

    /// A column's whole number.
    fn whole(&self, column: Column) -> Option<i64> {
        number(self.text(column)).whole()
    }

    /// What it costs, if quantity and price are whole numbers.
    pub(super) fn amount(&self) -> Option<i64> {
        self.whole(Column::Quantity)?.checked_mul(self.whole(Column::UnitAmount)?)
    }

    /// Its rate of tax.
    fn percent(&self) -> u32 {
        self.text(Column::TaxPercent).parse().unwrap_or(0)
    }
}

/// What is done to the lines as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// A new line at the end.
    Add,
    /// A line for the shipping at the end.
    AddShipping,
    /// The line goes.
    Remove(u32),
    /// The line changes places with the one before it.
    Up(u32),
    /// The line changes places with the one after it.
    Down(u32),
}

/// All of them, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lines(Vec<Line>);

impl Lines {
    /// What the form opens with: one of the item, under its name.
    pub(super) fn initial() -> Self {
        let mut lines = Self(Vec::new());
        lines.add(["", "1", "3000", "10"]);
        lines
    }

    /// Those that a text of the address holds: a line each, with tabs between the columns; `None` if it holds none.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let mut lines = Self(Vec::new());
        for line in text.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            let cells: [&str; 4] = cells.try_into().ok()?;
            let is_rate = RATES.iter().any(|(rate, _)| *rate == cells[3]);
            is_rate.then(|| lines.add(cells))?;
        }
        (!lines.0.is_empty()).then_some(lines)
    }

    /// The same text.
    pub(super) fn to_text(&self) -> String {
        let line = |line: &Line| line.cells.each_ref().map(|cell| cell.replace(['\t', '\n', '\r'], " ")).join("\t");
        self.0.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Each of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Line> {
        self.0.iter()
    }

    /// Their keys, in order.
    pub(super) fn keys(&self) -> Vec<u32> {
        self.0.iter().map(|line| line.key).collect()
    }

    /// The line with this key.
    pub(super) fn get(&self, key: u32) -> Option<&Line> {
        self.0.iter().find(|line| line.key == key)
    }

    /// Where the line with this key stands, from 0.
    pub(super) fn place(&self, key: u32) -> Option<usize> {
        self.0.iter().position(|line| line.key == key)
    }

    /// Puts a text into a column of the line with this key.
    pub(super) fn set(&mut self, key: u32, column: Column, text: String) {
        if let Some(line) = self.0.iter_mut().find(|line| line.key == key) {
            line.cells[column as usize] = text;
        }
    }

    fn add(&mut self, cells: [&str; 4]) -> u32 {
        let key = self.0.iter().map(|line| line.key + 1).max().unwrap_or(0);
        self.0.push(Line { key, cells: cells.map(str::to_owned) });
        key
    }

    /// Does it, and says which line is to be looked at then; `None` if it cannot be done.
    pub(super) fn change(&mut self, change: Change, language: Language) -> Option<u32> {
        match change {
            Change::Add => Some(self.add(["", "1", "", "10"])),
            Change::AddShipping => Some(self.add([language.pick("送料", "Shipping"), "1", "500", "10"])),
            Change::Remove(key) => {
                let place = self.place(key).filter(|_| self.0.len() > 1)?;
                self.0.remove(place);
                self.0.get(place).or(self.0.last()).map(|line| line.key)
            }
            Change::Up(key) => {
                let place = self.place(key)?;
                self.0.swap(place.checked_sub(1)?, place);
                Some(key)
            }
            Change::Down(key) => {
                let place = self.place(key).filter(|place| place + 1 < self.0.len())?;
                self.0.swap(place, place + 1);
                Some(key)
            }
        }
    }

    /// What they cost together; `None` while one of them has no amount.
    pub(super) fn total(&self) -> Option<i64> {
        self.0.iter().try_fold(0_i64, |sum, line| sum.checked_add(line.amount()?))
    }

    /// The tax contained in it.
    pub(super) fn tax(&self) -> Option<i64> {
        self.total()?;
        // Beyond this nothing can be paid, and the sum of the tax would not be a number either.
        let amounts = self.0.iter().filter_map(|line| Some((line.amount()?, line.percent())));
        let amounts: Vec<_> = amounts.collect();
        amounts.iter().all(|(amount, _)| amount.abs() < 1 << 50).then(|| contained_by_rate(amounts))
    }

    /// Whether all of them have one rate of tax.
    pub(super) fn has_one_rate(&self) -> bool {
        self.0.windows(2).all(|pair| matches!(pair, [one, next] if one.percent() == next.percent()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amount_and_tax_come_from_the_lines() {
        let mut lines = Lines::initial();
        assert_eq!((lines.total(), lines.tax()), (Some(3_000), Some(272)));
        let shipping = lines.change(Change::AddShipping, Language::Japanese).expect("a line");
        assert_eq!((lines.total(), lines.tax()), (Some(3_500), Some(318)));
        lines.set(shipping, Column::TaxPercent, "8".to_owned());
        assert_eq!((lines.tax(), lines.has_one_rate()), (Some(272 + 37), false));
        lines.set(0, Column::Quantity, "２".to_owned());
        assert_eq!(lines.total(), Some(6_500));
        lines.set(0, Column::UnitAmount, "三千".to_owned());
        assert_eq!((lines.total(), lines.tax()), (None, None));
        lines.set(0, Column::UnitAmount, "9007199254740991".to_owned());
        lines.set(0, Column::Quantity, "9007199254740991".to_owned());
        assert_eq!((lines.total(), lines.tax()), (None, None), "it overflows nothing");
    }

    #[test]
    fn lines_are_moved_and_removed_by_their_keys() {
        let language = Language::English;
        let mut lines = Lines::initial();
        assert_eq!(lines.change(Change::Remove(0), language), None, "one line there always is");
        assert_eq!(lines.change(Change::Add, language), Some(1));
        assert_eq!(lines.change(Change::AddShipping, language), Some(2));
        assert_eq!(lines.change(Change::Up(2), language), Some(2));
        assert_eq!(lines.keys(), [0, 2, 1]);
        assert_eq!(lines.change(Change::Up(0), language), None);
        assert_eq!(lines.change(Change::Down(1), language), None);
        assert_eq!(lines.change(Change::Down(0), language), Some(0));
        assert_eq!(lines.keys(), [2, 0, 1]);
        assert_eq!(lines.change(Change::Remove(1), language), Some(0), "the one before it is there then");
        assert_eq!(lines.change(Change::Add, language), Some(3), "no key is given twice");
    }

    #[test]
    fn the_text_of_the_address_leads_back_to_the_same_lines() {
        let mut lines = Lines::initial();
        lines.change(Change::AddShipping, Language::Japanese);
        assert_eq!(Lines::of_text(&lines.to_text()), Some(lines.clone()));
        lines.set(1, Column::Name, "送料\t冷蔵".to_owned());
        assert_eq!(
            Lines::of_text(&lines.to_text()).and_then(|it| it.get(1).cloned()).expect("a line").text(Column::Name),
            "送料 冷蔵"
        );
        for text in ["", "a", "a\t1\t2\t3", "a\t1\t2\t10\t4"] {
            assert_eq!(Lines::of_text(text), None, "{text:?}");
        }
    }
}
