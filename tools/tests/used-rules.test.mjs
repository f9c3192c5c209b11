// What tools/used-rules.mjs leaves of a stylesheet: `node --test tools/tests`.
import assert from "node:assert/strict";
import test from "node:test";
import { used } from "../used-rules.mjs";

const isThere = (name) => ["card", "note", "pay"].includes(name);

test("rules of classes that no element has go, and of several selectors those alone", () => {
  assert.equal(used(".card{gap:1px}.slip{gap:2px}.note,.slip,p{gap:3px}", isThere), ".card{gap:1px}.note,p{gap:3px}");
  assert.equal(used(".card .slip{gap:1px}.card>.note::before{gap:2px}", isThere), ".card>.note::before{gap:2px}");
});

test("of alternatives one is enough, and what must not be there may be missing", () => {
  const kept = ".card:is(.slip,.note) p{gap:1px}.pay:not(.slip){gap:2px}.card:has(.pay){gap:3px}";
  assert.equal(used(kept, isThere), kept);
  assert.equal(used(":is(.slip,.cut){gap:1px}.card:has(.slip){gap:2px}", isThere), "");
});

test("what stands around rules goes with the last of them, and what is no rule of a class stays", () => {
  assert.equal(used("@media print{.slip{gap:1px}}@container (width>1px){.slip{gap:1px}.pay{gap:2px}}", isThere), "@container (width>1px){.pay{gap:2px}}");
  const kept = "@keyframes turn{to{rotate:1turn}}[hidden]{display:none}";
  assert.equal(used(kept, isThere), kept);
});

test("a property of the stylesheet's own that nobody reads any more goes, and what only it was made of", () => {
  const css = ":host{--_a:var(--kantan-a,1px);--_b:var(--_a);--_c:2px}.slip{gap:var(--_b)}.pay{gap:var(--_c)}";
  assert.equal(used(css, isThere), ":host{--_c:2px}.pay{gap:var(--_c)}");
});
