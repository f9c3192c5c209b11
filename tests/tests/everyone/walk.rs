//! The walk through the gallery that all looks share: each state is loaded once in each language, and looked at in every
//! way before the next one is. Two browsers walk at once, one for each language: a tab that is not in front draws nothing,
//! so that tabs of one browser would wait for each other.
//!
//! The combinations of state, language, colours and width are more than can be looked at one by one. Each look is
//! taken where it can find something:
//!
//! | what | in each state and language |
//! |---|---|
//! | every rule of axe-core | once: what stands in the markup is the same at any width and in any colours |
//! | contrast | in light colours |
//! | contrast in dark and forced colours and, enhanced (7:1), where more is asked for | once for each shape, of whichever state and language: no style looks at words, and what lies over what is seen in light colours |
//! | target size, regions that scroll | at 1280, 390 and 320 px |
//! | room for text | at 400 %, spaced at 1280 and 320 px, with letters of 200 % at 1280 and 390 px |
//! | what moves | where it is asked to stand still |
//! | pictures, fields and other things that no state has | once |
//! | the keyboard | once: on a phone in light colours (Japanese), on a PC in dark ones (English) |

use crate::colours::Shapes;
use crate::{colours, keyboard, markup, room};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use system_tests::axe;
use system_tests::gallery::{Gallery, Look};

/// How many states there are at least: fewer would mean that some are no longer looked at.
pub(crate) const LEAST_STATES: usize = 128;

/// What was found in every state of both languages.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// States, each counted in each language.
    pub(crate) states: usize,
    /// Shapes, whatever the language.
    pub(crate) shapes: usize,
    /// How often axe-core ran.
    pub(crate) runs: usize,
    /// The rules of axe-core that had something to look at, with their tags.
    pub(crate) rules: BTreeMap<String, Vec<String>>,
    /// What axe-core finds wrong.
    pub(crate) axe: Vec<String>,
    /// What should not be there.
    pub(crate) markup: Vec<String>,
    /// What has no room.
    pub(crate) room: Vec<String>,
    /// What moves.
    pub(crate) moving: Vec<String>,
    /// Controls that Tab came to.
    pub(crate) reached: usize,
    /// What is wrong on the way by keyboard.
    pub(crate) keyboard: Vec<String>,
}

impl Found {
    fn with(mut self, other: Self) -> Self {
        self.states += other.states;
        self.shapes += other.shapes;
        self.runs += other.runs;
        self.rules.extend(other.rules);
        self.axe.extend(other.axe);
        self.markup.extend(other.markup);
        self.room.extend(other.room);
        self.moving.extend(other.moving);
        self.reached += other.reached;
        self.keyboard.extend(other.keyboard);
        self
    }
}

/// What was found on the walk, which the first who asks begins.
pub(crate) fn found() -> &'static Found {
    static FOUND: LazyLock<Found> = LazyLock::new(|| {
        let walk = async || {
            let shapes = Shapes::default();
            let (ja, en) = tokio::join!(walk("ja", &shapes), walk("en", &shapes));
            ja.with(en)
        };
        tokio::runtime::Runtime::new().expect("a runtime").block_on(walk())
    });
    &FOUND
}

/// A list of texts that a page answered.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    value.as_array().expect("a list").iter().map(|it| it.as_str().unwrap_or_default().to_owned()).collect()
}

async fn walk(language: &str, shapes: &Shapes) -> Found {
    let gallery = Gallery::open(&format!("everyone-{language}")).await;
    // Else WebDriver would carry it to each page, and it is long.
    gallery.browser.run_first(&axe::source()).await;
    let mut found = Found::default();
    for state in gallery.states().await {
        gallery.size(1280, 900).await;
        gallery.look(Look::LIGHT).await;
        gallery.show(&state, language).await;
        let name = format!("{state}, {language}");
        markup::look(&gallery, &name, &mut found).await;
        colours::look(&gallery, &name, shapes, &mut found).await;
        room::look(&gallery, &name, &mut found).await;
        let (look, width) = if language == "ja" { (Look::LIGHT, 390) } else { (Look::DARK, 1280) };
        gallery.look(look).await;
        gallery.size(width, 700).await;
        keyboard::look(&gallery, &name, &mut found).await;
        found.states += 1;
    }
    gallery.close().await;
    found
}
