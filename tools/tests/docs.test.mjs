// The pages of docs/ja and docs/en say the same: each page is there in both, with the same headings, tables and code, and
// what is quoted from an example stands in it.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
const read = (path) => readFileSync(new URL(path, root), "utf8");
/** What is in Japanese the short form of a report that is written in English alone. */
const SUMMARIES = { "accessibility.md": "docs/accessibility/conformance.md" };
const pages = readdirSync(new URL("docs/en/", root)).sort();

/** The fenced blocks of a page: what is said of each, and its text. */
const blocks = (text) => [...text.matchAll(/^```([^\n]*)\n([^]*?)\n```$/gm)].map(([, about, code]) => ({ about, code }));
const prose = (text) => text.replace(/^```[^]*?^```/gm, "");
/** The level of each heading, in their order. */
const headings = (text) => prose(text).split("\n").filter((line) => /^#{1,6} /.test(line)).map((line) => line.indexOf(" "));
/** How many rows each table has. */
const tables = (text) => prose(text).split(/\n(?!\|)/).map((part) => part.split("\n").filter((line) => line.startsWith("|")).length).filter((rows) => rows > 0);
/** Code without what is said in it to people. */
const plain = ({ about, code }) => `${about}\n${code.replace(/ +#.*$/gm, "").replace(/--by \S+ --note \S+/g, "")}`;

test("each page is there in both languages", () => {
  assert.ok(pages.length >= 8, pages.join(" "));
  const japanese = readdirSync(new URL("docs/ja/", root)).filter((page) => !SUMMARIES[page]);
  assert.deepEqual(japanese.sort(), pages);
  for (const [page, report] of Object.entries(SUMMARIES)) {
    assert.ok(existsSync(new URL(report, root)) && read(`docs/ja/${page}`).includes(report.replace("docs/", "../")), page);
  }
});

for (const page of pages) {
  const [english, japanese] = ["en", "ja"].map((language) => read(`docs/${language}/${page}`));
  test(`docs/*/${page} has the same parts in both languages`, () => {
    assert.deepEqual(headings(japanese), headings(english), "headings");
    assert.deepEqual(tables(japanese), tables(english), "rows of each table");
    assert.deepEqual(blocks(japanese).map(plain), blocks(english).map(plain), "code");
  });
}

test("what is quoted from an example stands in it", () => {
  const quoted = pages.flatMap((page) => blocks(read(`docs/en/${page}`)).map((block) => ({ page, ...block })))
    .filter(({ about }) => about.includes(" "));
  assert.ok(quoted.length >= 19, `${quoted.length} quotations`);
  for (const { page, about, code } of quoted) {
    assert.ok(`\n${read(about.split(" ")[1])}`.includes(`\n${code}\n`), `${page}: ${about} has other lines than\n${code}`);
  }
});
