//! The texts of a module that ships: files beside it, one for each language.
//!
//! The compiler writes the files into sections of the module that no browser reads; `tools/shrink.mjs` takes them out. So
//! file and numbers are made by one run of the compiler, and nothing can be numbered twice.

use crate::language::lists::LISTS;
use crate::language::locale::Language;
use crate::language::sentences::Sentences;
use std::cell::Cell;

thread_local! {
    static KNOWN: [Cell<&'static [&'static str]>; 2] = const { [Cell::new(&[]), Cell::new(&[])] };
}

/// The text of a sentence whose list begins with that number.
pub(super) fn text(language: Language, first: usize, sentence: impl Sentences) -> &'static str {
    numbered(language, first + sentence.place())
}

/// The text of a number in a language that has been learned; empty in another one.
#[inline(never)]
fn numbered(language: Language, number: usize) -> &'static str {
    KNOWN.with(|known| known[language as usize].get().get(number).copied().unwrap_or_default())
}

/// Takes in a language: a line for each sentence, in the order of their numbers. `false` if they are not as many: the
/// file is that of another module. A page has few languages, and keeps them as long as it stands.
pub(crate) fn learn(language: Language, lines: String) -> bool {
    let lines: Vec<&'static str> = lines.leak().split('\n').collect();
    let fits = lines.len() == SENTENCES;
    if fits {
        KNOWN.with(|known| known[language as usize].set(lines.leak()));
    }
    fits
}

const SENTENCES: usize = {
    let (mut count, mut list) = (0, 0);
    while list < LISTS.len() {
        count += LISTS[list].len();
        list += 1;
    }
    count
};

/// What stands in a file.
#[derive(Clone, Copy)]
enum Column {
    Names,
    Japanese,
    English,
}

const fn bytes(column: Column, list: usize, at: usize) -> &'static [u8] {
    let text = LISTS[list][at];
    match column {
        Column::Names => text.name.as_bytes(),
        Column::Japanese => text.japanese.as_bytes(),
        Column::English => text.english.as_bytes(),
    }
}

/// How many bytes a file has, with the ends of all lines but the last.
const fn size(column: Column) -> usize {
    let (mut size, mut list) = (SENTENCES - 1, 0);
    while list < LISTS.len() {
        let mut at = 0;
        while at < LISTS[list].len() {
            size += bytes(column, list, at).len();
            at += 1;
        }
        list += 1;
    }
    size
}

const fn file<const SIZE: usize>(column: Column) -> [u8; SIZE] {
    let mut file = [b'\n'; SIZE];
    let (mut end, mut list) = (0, 0);
    while list < LISTS.len() {
        let mut at = 0;
        while at < LISTS[list].len() {
            let line = bytes(column, list, at);
            let mut place = 0;
            while place < line.len() {
                file[end + place] = line[place];
                place += 1;
            }
            end += line.len() + 1;
            at += 1;
        }
        list += 1;
    }
    file
}

macro_rules! section {
    ($name:ident $section:literal $column:ident) => {
        // Not `#[used]`, which keeps a copy among the module's own data.
        #[allow(unsafe_code, reason = "plain bytes in a section of their own, which no program reads")]
        #[unsafe(link_section = $section)]
        static $name: [u8; size(Column::$column)] = file(Column::$column);
    };
}

section!(NAMES "kantan-names" Names);
section!(JAPANESE "kantan-ja" Japanese);
section!(ENGLISH "kantan-en" English);
