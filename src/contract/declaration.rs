//! The TypeScript declarations.

use super::code;
use super::element::{ELEMENTS, Element, Named};
use super::member::{Member, types};

/// The whole module.
pub(super) fn module() -> String {
    let mut text = "// Made by `make contract` from the types of the page data; not written by hand.\n\n".to_owned();
    for of in types() {
        text += &format!("/** {} */\nexport interface {} {{\n", of.about, of.name);
        for Member { name, kind, optional, meaning } in &of.members {
            let (mark, null) = if *optional { ("?", " | null") } else { ("", "") };
            text += &format!("  /** {}: {meaning}. */\n", kind.words().replace('`', "'"));
            text += &format!("  {name}{mark}: {}{null};\n", kind.type_script());
        }
        text += "}\n\n";
    }
    let union = |codes: Vec<String>| codes.iter().map(|code| format!("\"{code}\"")).collect::<Vec<_>>().join("\n  | ");
    let element = code::element().into_iter().map(|it| it.code).collect();
    text += &format!("/** A code of the element's own. */\nexport type ElementCode =\n  | {};\n\n", union(element));
    let reasons = code::reasons().into_iter().map(|it| it.code).chain(code::rules()).collect();
    text += &format!(
        "/** A code of a problem with the data or an attribute. */\nexport type ProblemCode =\n  | {};\n\n",
        union(reasons)
    );
    text +=
        "/** A problem: where, and what. */\nexport interface Problem {\n  path: string;\n  code: ProblemCode;\n}\n\n";
    for element in &ELEMENTS {
        text += &class(element);
        text += &attributes(element);
    }
    text += "/** Listeners by the names that JSX and Svelte have for them: `onkantan:ready` and so on. */\nexport type \
             KantanListeners<Map> = {\n  [name in Extract<keyof Map, `kantan:${string}`> as `on${name}`]?: (event: \
             Map[name]) => unknown;\n};\n\n";
    text += "declare global {\n  interface HTMLElementTagNameMap {\n";
    for Element { tag, class, .. } in &ELEMENTS {
        text += &format!("    \"{tag}\": {class};\n");
    }
    text += "  }\n}\n";
    text
}

fn class(element: &Element) -> String {
    let Element { class, data, shows, about, events, .. } = element;
    let map = format!("{class}EventMap");
    let mut text = format!("export interface {map} extends HTMLElementEventMap {{\n");
    for event in *events {
        text += &format!("  /** {}. */\n  \"{}\": CustomEvent<{}>;\n", event.meaning, event.name, event.detail);
    }
    text += &format!("}}\n\n/** {about} */\nexport interface {class} extends HTMLElement {{\n");
    text += "  /** What is shown, as an object or as JSON; null gives the attribute or the child its turn again. */\n";
    text += &format!("  {data}: {shows} | string | null | undefined;\n");
    for verb in ["add", "remove"] {
        text += &format!(
            "  {verb}EventListener<K extends keyof {map}>(\n    type: K,\n    listener: (this: {class}, event: {map}[K]) => \
             unknown,\n    options?: boolean | {options},\n  ): void;\n",
            options = if verb == "add" { "AddEventListenerOptions" } else { "EventListenerOptions" },
        );
    }
    text + "}\n\n"
}

/// What markup may say of it: the data, and attributes.
fn attributes(element: &Element) -> String {
    let Element { tag, data, shows, attributes, .. } = element;
    let mut text = format!("/** What the markup of a framework may say of `<{tag}>`. */\n");
    text += &format!("export interface {} {{\n", element.attributes_type());
    text += "  /** What is shown, as an object, which becomes the property, or as JSON. */\n";
    text += &format!("  {data}?: {shows} | string | null | undefined;\n");
    text += "  /** `ja` or `en`; without it the nearest ancestor's, then Japanese. */\n  lang?: string | undefined;\n";
    for Named { name, meaning } in *attributes {
        let key = if name.contains('-') { format!("\"{name}\"") } else { (*name).to_owned() };
        let kind = match *name {
            "heading-level" => "1 | 2 | 3 | 4 | 5 | 6 | \"1\" | \"2\" | \"3\" | \"4\" | \"5\" | \"6\"",
            "untitled" => "boolean | \"\"",
            _ => "string",
        };
        text += &format!("  /** {meaning}. */\n  {key}?: {kind} | undefined;\n");
    }
    text + "}\n\n"
}
