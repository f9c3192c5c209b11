//! The looks that a designer gives the elements: the custom properties that differ from what they are by themselves, kept
//! in the address under their own names, and copied out as a rule for the shop's page.

pub(super) mod colour;
mod kind;
mod panel;
mod words;

pub(super) use panel::ThemePanel;

use super::address;
use super::scene::Element;
use super::speech::member;
use crate::screen::property::{Property, properties};
use colour::{Colour, Fault, Shade, faults, resolved};
use js_sys::Function;
use kind::Kind;
use leptos::prelude::{document, window};
use std::sync::LazyLock;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

/// Every property there is.
pub(super) static PROPERTIES: LazyLock<Vec<Property>> = LazyLock::new(properties);

/// The properties that were set, by their names, in the stylesheet's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Theme {
    values: Vec<(&'static str, String)>,
}

impl Theme {
    /// What the address holds, as far as a browser takes it.
    pub(super) fn of_address() -> Self {
        let mut theme = Self::default();
        for property in PROPERTIES.iter() {
            if let Some(value) = address::value(&property.name).filter(|value| is_taken(property, value)) {
                theme.set(property, &value);
            }
        }
        theme
    }

    /// What a property was set to.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(set, _)| *set == name).map(|(_, value)| value.as_str())
    }

    /// Sets a property; a blank value, and what it is by itself, takes it back.
    pub(super) fn set(&mut self, property: &'static Property, value: &str) {
        self.values.retain(|(set, _)| *set != property.name);
        let value = value.trim();
        if !value.is_empty() && value != property.adaptive {
            self.values.push((&property.name, value.to_owned()));
        }
        let place = |name: &str| PROPERTIES.iter().position(|property| property.name == name);
        self.values.sort_by_key(|(name, _)| place(name));
    }

    /// The properties as they stand in the address.
    pub(super) fn pairs(&self) -> Vec<(&'static str, String)> {
        self.values.clone()
    }

    /// The rule for a shop's page, of what was changed; blank if nothing was.
    pub(super) fn css(&self) -> String {
        if self.values.is_empty() {
            return String::new();
        }
        let lines: String = self.values.iter().map(|(name, value)| ["  ", name, ": ", value, ";\n"].concat()).collect();
        [&Element::ALL.map(Element::tag).join(",\n"), " {\n", &lines, "}\n"].concat()
    }

    /// What a property comes to in light or in dark.
    fn resolved(&self, name: &str, shade: Shade) -> Option<String> {
        let value = |name: &str| {
            let of_itself = || PROPERTIES.iter().find(|it| it.name == name).map(|it| it.adaptive.as_str());
            self.get(name).or_else(of_itself).map(str::to_owned)
        };
        resolved(&["var(", name, ")"].concat(), shade, &value)
    }

    /// The colour of a property; `None` of what is no opaque colour.
    pub(super) fn colour(&self, name: &str, shade: Shade) -> Option<Colour> {
        let value = self.resolved(name, shade)?;
        Colour::of_hex(&value).or_else(|| of_browser(&value))
    }

    /// Which text cannot be read.
    pub(super) fn faults(&self) -> Vec<Fault> {
        faults(&[Shade::Light, Shade::Dark], &|name, shade| self.colour(&["--kantan-", name].concat(), shade))
    }

    /// Gives the page's elements these looks.
    pub(super) fn apply(&self) {
        for tag in Element::ALL.map(Element::tag) {
            let Ok(Some(host)) = document().query_selector(tag) else { continue };
            let style = host.unchecked_into::<HtmlElement>().style();
            for property in PROPERTIES.iter() {
                // Neither fails of a custom property.
                let _ = match self.get(&property.name) {
                    Some(value) => style.set_property(&property.name, value),
                    None => style.remove_property(&property.name).map(drop),
                };
            }
        }
    }
}

/// Whether a browser takes the value for what the property is for.
pub(super) fn is_taken(property: &Property, value: &str) -> bool {
    let css = member(&window(), "CSS");
    let supports = css.as_ref().and_then(|css| member(css, "supports")).and_then(|it| it.dyn_into::<Function>().ok());
    let Some((css, supports)) = css.zip(supports) else { return true };
    let sample = JsValue::from_str(Kind::of(property).sample(&property.name));
    // What would end the declaration is not taken either.
    !value.contains([';', '{', '}', '!'])
        && supports.call2(&css, &sample, &JsValue::from_str(value)).is_ok_and(|it| it.is_truthy())
}

/// A colour in whatever words CSS has for it: the browser says what it is.
fn of_browser(value: &str) -> Option<Colour> {
    let probe: HtmlElement = document().create_element("span").ok()?.unchecked_into();
    probe.style().set_property("color", value).ok()?;
    let body = document().body()?;
    body.append_child(&probe).ok()?;
    let told = window().get_computed_style(&probe).ok().flatten().and_then(|it| it.get_property_value("color").ok());
    probe.remove();
    let told = told?;
    let numbers = told.strip_prefix("rgb(")?.strip_suffix(')')?;
    let numbers: Vec<u8> = numbers.split(',').filter_map(|number| number.trim().parse().ok()).collect();
    numbers.try_into().ok().map(Colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn property(name: &str) -> &'static Property {
        PROPERTIES.iter().find(|it| it.name == name).expect("it is there")
    }

    #[test]
    fn only_what_was_changed_is_copied() {
        let mut theme = Theme::default();
        assert_eq!(theme.css(), "");
        theme.set(property("--kantan-radius"), " 4px ");
        theme.set(property("--kantan-accent"), "#a63a12");
        theme.set(property("--kantan-ink"), "light-dark(#1b2430, #eef1f5)");
        theme.set(property("--kantan-radius"), "2px");
        let css = "kantan-checkout,\nkantan-result,\nkantan-subscriptions {\n  --kantan-accent: #a63a12;\n  --kantan-radius: 2px;\n}\n";
        assert_eq!(theme.css(), css);
        theme.set(property("--kantan-radius"), "");
        theme.set(property("--kantan-accent"), "light-dark(#1a4a7a, #9cc9f5)");
        assert_eq!(theme, Theme::default());
    }

    #[test]
    fn what_follows_another_property_has_its_colour() {
        let mut theme = Theme::default();
        theme.set(property("--kantan-accent"), "light-dark(#a63a12, #ff9e75)");
        for (shade, colour) in [(Shade::Light, "#a63a12"), (Shade::Dark, "#ff9e75")] {
            assert_eq!(theme.colour("--kantan-button-paper", shade).map(Colour::hex).as_deref(), Some(colour));
        }
        assert_eq!(theme.faults(), []);
        theme.set(property("--kantan-accent"), "#ff9e75");
        assert!(theme.faults().iter().any(|it| (it.shade, it.text) == (Shade::Light, "on-accent")));
    }

    #[test]
    fn every_colour_is_one_in_light_and_in_dark() {
        for property in PROPERTIES.iter().filter(|it| Kind::of(it) == Kind::Colour) {
            for shade in [Shade::Light, Shade::Dark] {
                let value = Theme::default().resolved(&property.name, shade).expect("no circle");
                assert!(Colour::of_hex(&value).is_some(), "{}: {value}", property.name);
            }
        }
    }
}
