//! The tags in the types of React, Vue and Svelte: each a file of its own, because a declaration of a module that is not
//! installed is an error in a shop that has another one.

use super::element::{ELEMENTS, Element};

const MADE: &str = "// Made by `make contract` from the types of the page data; not written by hand.\n";

/// `<kantan-checkout order={…} onkantan:error={…} />` in React 19, by `import type {} from "kantan-checkout/react"`.
pub(super) fn react() -> String {
    let each = |it: &Element| {
        let Element { tag, class, .. } = it;
        let own = it.attributes_type();
        format!(
            "      \"{tag}\": DetailedHTMLProps<Omit<HTMLAttributes<{class}>, keyof {own}>, {class}> & {own} & \
             KantanListeners<{class}EventMap>;\n"
        )
    };
    format!(
        "{MADE}import type {{ DetailedHTMLProps, HTMLAttributes }} from \"react\";\n{}\ndeclare module \"react\" {{\n  \
         namespace JSX {{\n    interface IntrinsicElements {{\n{}    }}\n  }}\n}}\n",
        imports(&["KantanListeners"]),
        ELEMENTS.iter().map(each).collect::<String>(),
    )
}

/// `<kantan-checkout :order="…" @kantan:error="…">` in Vue 3, by `import type {} from "kantan-checkout/vue"`.
pub(super) fn vue() -> String {
    let each = |it: &Element| {
        let Element { tag, class, .. } = it;
        let own = it.attributes_type();
        format!(
            "    \"{tag}\": new () => {{ $props: Omit<HTMLAttributes, keyof {own}> & {own} & \
             KantanVueListeners<{class}EventMap> }};\n"
        )
    };
    format!(
        "{MADE}import type {{ HTMLAttributes }} from \"vue\";\n{}\n/** Listeners, by the names that Vue makes of \
         `@kantan:…`. */\nexport type KantanVueListeners<Map> = {{\n  [name in Extract<keyof Map, `kantan:${{string}}`> as \
         `on${{Capitalize<name>}}`]?: (event: Map[name]) => unknown;\n}};\n\ndeclare module \"vue\" {{\n  interface \
         GlobalComponents {{\n{}  }}\n}}\n",
        imports(&[]),
        ELEMENTS.iter().map(each).collect::<String>(),
    )
}

/// `<kantan-checkout order={…} onkantan:error={…}>` in Svelte 5, by `import type {} from "kantan-checkout/svelte"`.
pub(super) fn svelte() -> String {
    let each = |it: &Element| {
        let Element { tag, class, .. } = it;
        let own = it.attributes_type();
        format!(
            "    \"{tag}\": Omit<HTMLAttributes<{class}>, keyof {own}> & {own} & KantanListeners<{class}EventMap>;\n"
        )
    };
    format!(
        "{MADE}import type {{ HTMLAttributes }} from \"svelte/elements\";\n{}\ndeclare module \"svelte/elements\" {{\n  \
         interface SvelteHTMLElements {{\n{}  }}\n}}\n",
        imports(&["KantanListeners"]),
        ELEMENTS.iter().map(each).collect::<String>(),
    )
}

/// What the elements' own declarations have for it.
fn imports(more: &[&str]) -> String {
    let names =
        ELEMENTS.iter().flat_map(|it| [it.attributes_type(), it.class.to_owned(), format!("{}EventMap", it.class)]);
    let lines: String = names.chain(more.iter().map(|&it| it.to_owned())).map(|it| format!("  {it},\n")).collect();
    format!("import type {{\n{lines}}} from \"./kantan-elements.js\";\n")
}
