// The colours that documents and examples give the element: text on them keeps a contrast of 4.5 : 1 (WCAG 2.2, 1.4.3), in
// light and in dark, with what the element has by itself for the colours that are not given.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const read = (path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
/** The element's own colours, by name: what stands last holds, which is light-dark(). */
const OWN = Object.fromEntries([...read("style/tokens.css").matchAll(/--_[\w-]+: var\((--kantan-[\w-]+), (.+)\);/g)]
  .map(([, name, value]) => [name, value]).filter(([, value]) => /^(#|light-dark)/.test(value)));

/** What stands on what. */
const PAIRS = [
  ["on-accent", "accent"], ["on-accent", "accent-strong"], ["accent", "paper"], ["accent", "tint"],
  ["ink", "paper"], ["ink", "tint"], ["ink-quiet", "paper"], ["ink-quiet", "tint"], ["alert", "paper"], ["success", "paper"],
];

/** The declarations of custom properties and of color-scheme in rules of that selector. */
const declared = (css, selector) => Object.fromEntries([...css.matchAll(selector)].flatMap(([, body]) =>
  [...body.matchAll(/(--[\w-]+|color-scheme):\s*([^;]+?)\s*(?:;|$)/g)].map(([, name, value]) => [name, value])));

/** A colour in one of the two schemes, as three numbers of 0 to 255. */
const colour = (value, scheme, page) => {
  const both = value.match(/^light-dark\((.+), (.+)\)$/);
  if (both) return colour(both[scheme === "light" ? 1 : 2], scheme, page);
  const variable = value.match(/^var\((--[\w-]+)\)$/);
  if (variable) return colour(page[variable[1]], scheme, page);
  const digits = value.match(/^#([0-9a-f]{3}|[0-9a-f]{6})$/)?.[1];
  assert.ok(digits, `a colour that this test reads: ${value}`);
  return (digits.length === 3 ? [...digits].map((digit) => digit + digit) : digits.match(/../g)).map((pair) => parseInt(pair, 16));
};

const luminance = (rgb) => {
  const [red, green, blue] = rgb.map((value) => value / 255).map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one, other) => {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
};

/** Every pair that cannot be read, of the rules for the elements in a text. */
const faults = (css) => {
  const [plain, dark = ""] = css.split("@media (prefers-color-scheme: dark)");
  const root = /:root \{([^}]*)\}/g;
  const given = declared(css, /kantan-[\w-]+(?:, kantan-[\w-]+)* \{([^}]*)\}/g);
  const schemes = given["color-scheme"] === "light" ? ["light"] : ["light", "dark"];
  return schemes.flatMap((scheme) => {
    // What is dark stands first in what follows the media query; what is light before it.
    const page = { ...declared(plain, root), ...(scheme === "dark" ? declared(dark.split("\n}")[0], root) : {}) };
    const of = (name) => colour(given[`--kantan-${name}`] ?? OWN[`--kantan-${name}`], scheme, page);
    return PAIRS.map(([on, ground]) => [scheme, on, ground, contrast(of(on), of(ground))]).filter(([, , , ratio]) => ratio < 4.5);
  });
};

test("the element's own colours can be read", () => {
  assert.deepEqual(faults("kantan-checkout { }"), []);
});

for (const page of ["docs/embedding.md", "examples/through-the-service/shop.css", "examples/shop/src/pages/style.css"]) {
  test(`the colours of ${page} can be read`, () => {
    const css = read(page);
    const examples = page.endsWith(".md") ? [...css.matchAll(/^```css\n([^]*?)^```/gm)].map(([, css]) => css) : [css];
    const themes = examples.filter((css) => css.includes("--kantan-accent"));
    assert.ok(themes.length > 0, "it gives the element its accent");
    for (const css of themes) assert.deepEqual(faults(css), []);
  });
}

test("an accent that stays as it is in dark is found", () => {
  const found = faults("kantan-checkout { --kantan-accent: #a63a12; --kantan-accent-strong: #7c2a0c; }");
  assert.ok(found.some(([scheme, on, ground]) => scheme === "dark" && on === "on-accent" && ground === "accent"), String(found));
  assert.ok(found.every(([scheme]) => scheme === "dark"), String(found));
});
