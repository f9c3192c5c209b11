// What tools/shrink.mjs does to glue, on a small piece of it: `node --test tools/tests`.
import assert from "node:assert/strict";
import test from "node:test";
import { mustBeWithout, renamed, uses, withoutOtherClasses } from "../shrink.mjs";

const GLUE = `
export class Ours { free() { wasm.__wbg_ours_free(this.ptr, 0); } }
export class Theirs { free() { wasm.__wbg_theirs_free(this.ptr, 0); } }
const OursFinalization = new FinalizationRegistry((ptr) => wasm.__wbg_ours_free(ptr, 1));
const TheirsFinalization = new FinalizationRegistry((ptr) => wasm.__wbg_theirs_free(ptr, 1));
function __wbg_get_imports() {
  const import0 = {
    __proto__: null,
    __wbg_now_1: () => Date.now(),
    __wbg_gone_2: () => wasm.__wbindgen_free(0),
    __wbg_then_3: (arg) => wasm.__wbindgen_malloc(arg),
  };
  return { __proto__: null, "./ours_bg.js": import0 };
}
let wasm;
`;
const NAMES = {
  imports: [["./ours_bg.js", "__wbg_now_1", "a"], ["./ours_bg.js", "__wbg_then_3", "b"]],
  exports: [["__wbg_ours_free", "c"], ["__wbindgen_malloc", "d"], ["__wbindgen_free", "e"]],
};

test("only the class that a page uses stays, with what belongs to it", () => {
  const glue = withoutOtherClasses(GLUE, "Ours");
  assert.ok(glue.includes("class Ours") && glue.includes("OursFinalization"));
  assert.ok(!glue.includes("Theirs"));
  assert.throws(() => withoutOtherClasses(GLUE, "Nobody"), /no class Nobody/);
});

test("both sides of the boundary get the same names, and what is not imported goes", () => {
  const glue = renamed(withoutOtherClasses(GLUE, "Ours"), NAMES);
  const make = new Function("wasm", `${glue.slice(glue.indexOf("function"), glue.indexOf("let wasm"))} return __wbg_get_imports();`);
  const { a: imported } = make({ d: (value) => value + 1 });
  assert.deepEqual(Object.keys(imported), ["a", "b"]);
  assert.equal(imported.b(41), 42);
  assert.deepEqual(new Set(uses(glue).map(({ name }) => name)), new Set(["c", "d"]));
});

test("an import that the glue does not define is noticed", () => {
  const imports = [...NAMES.imports, ["./ours_bg.js", "__wbg_new_4", "f"]];
  assert.throws(() => renamed(GLUE, { ...NAMES, imports }), /does not define: __wbg_new_4/);
});

test("what link.sh should have left out is noticed in the exports and in the code", () => {
  mustBeWithout(["__wbg_theirs_free"], ["__wbg_ours_free"], ["<ours>::draw", "<alloc::rc::Rc<wasm_streams::Source>>::new"]);
  assert.throws(() => mustBeWithout(["__wbg_theirs_free"], ["__wbg_theirs_free"], []), /link\.sh/);
  assert.throws(() => mustBeWithout([], [], ["<wasm_streams::readable::IntoUnderlyingSource>::pull"]), /link\.sh/);
});
