// What tools/short-properties.mjs does to the shipped stylesheets, on a small one and on ours.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { shortened } from "../short-properties.mjs";

test("own properties get short names, the merchant's and the rest stay", () => {
  const css = ":host{--_ink:var(--kantan-ink,#000);--_ink-quiet:var(--_ink)}a--b,p{color:var(--_ink-quiet);--own:0}";
  assert.equal(shortened(css), ":host{--_0:var(--kantan-ink,#000);--_1:var(--_0)}a--b,p{color:var(--_1);--own:0}");
});

test("each property of ours keeps a name of its own", () => {
  const css = ["tokens", "screen", "checkout", "result", "subscriptions"]
    .map((name) => readFileSync(new URL(`../../style/${name}.css`, import.meta.url), "utf8"))
    .join("");
  const names = (text) => text.match(/--[\w-]+/g);
  const [before, after] = [names(css), names(shortened(css))];
  assert.equal(new Set(after).size, new Set(before).size);
  before.forEach((name, place) => name.startsWith("--_") || assert.equal(after[place], name));
});
