// What the pages on versions, browsers and scripts say, beside the files that they speak of.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { kindsOf, rows } from "../package/inventory.mjs";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");

for (const language of ["en", "ja"]) {
  const page = read(`docs/${language}/lifecycle.md`);
  test(`docs/${language}/lifecycle.md lists every kind of script`, () => {
    assert.ok(page.includes(`|---|---|\n${rows(language).join("\n")}\n\n`), rows(language).join("\n"));
  });
  test(`docs/${language}/lifecycle.md names tests that are there, and the versions for which files are built`, () => {
    const table = page.split("\n").filter((line) => /^\| .*(Chrome|JavaScript)/.test(line));
    assert.equal(table.length, 4, "each level has a row");
    for (const row of table) {
      const proofs = [...row.split(" | ").at(-1).matchAll(/`([^`]+)`/g)].map(([, proof]) => proof);
      assert.ok(proofs.length > 0 && proofs.every((proof) => existsSync(new URL(proof, root))), row);
    }
    const built = /--target=safari([\d.]+),chrome(\d+),firefox(\d+)/.exec(read("tools/build-element.sh"));
    for (const version of [`Safari ${built[1]}`, `Chrome ${built[2]}`, `Firefox ${built[3]}`]) {
      assert.ok(table.some((row) => row.includes(version)), `no row has ${version}`);
      assert.ok(read("docs/embedding.md").includes(version), `docs/embedding.md does not have ${version}`);
    }
  });
}

for (const language of ["en", "ja"]) {
  test(`docs/${language}/lifecycle.md says which engines are run, and by which feature each version`, () => {
    const page = read(`docs/${language}/lifecycle.md`);
    for (const said of ["Chromium", "Firefox ESR", "WebKitGTK", "`<template shadowrootmode>`"]) assert.ok(page.includes(said), said);
    // What is driven in them, by the table that the script and the tests are held to.
    assert.ok(read("docs/embedding.md").includes("in Chromium (`make test`), Firefox ESR and WebKitGTK (`tools/engines.sh`)"));
    assert.ok(!/newest three|3つのエンジンの最新版/.test(page), "they are Debian's");
  });
}

test("a file of the package is of one kind, and another file of none", () => {
  for (const file of ["kantan-result.js", "kantan_checkout_one_time.b216abd6c6e2.js", "kantan_checkout.bc360c4141d8_bg.wasm", "kantan_result_en.58ccaf2077e6.js", "kantan_checkout_one_time_wording.b216abd6c6e2.js"]) {
    assert.equal(kindsOf(file).length, 1, file);
  }
  for (const file of ["analytics.js", "kantan-checkout.css", "kantan_result.js"]) assert.deepEqual(kindsOf(file), [], file);
});
