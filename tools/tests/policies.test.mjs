// Wherever a document or an example shows which scripts a page may run, WebAssembly is among them: without it a browser
// shows the printed screen alone, and says so only in its console.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md", "examples", "packaging"], { encoding: "utf8" })
  .trim().split("\n").filter((path) => existsSync(path) && path !== "CHANGELOG.md");

/** The lists of sources for scripts in a text: a directive with sources, not its name in a sentence. */
const lists = (text) => [...text.matchAll(/script-src(?:-elem)? ('[^;"`\n]*)/g)].map(([, sources]) => sources);

test("each policy that is shown lets WebAssembly run", () => {
  const shown = files.flatMap((path) => lists(readFileSync(path, "utf8")).map((sources) => ({ path, sources })));
  assert.ok(shown.length >= 5, `${shown.length} policies`);
  assert.deepEqual(shown.filter(({ sources }) => !sources.includes("'wasm-unsafe-eval'")), []);
});
