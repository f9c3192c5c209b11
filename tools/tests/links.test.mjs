// Every relative link in the READMEs and pages leads to a file that is there, and to a heading that the file has.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { test } from "node:test";

const pages = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"], { encoding: "utf8" })
  .trim().split("\n").filter(existsSync);

/** Without what only looks like a link: code. */
const prose = (text) => text.replace(/^```[^]*?^```/gm, "").replace(/`[^`\n]*`/g, "`");

/** The names of a page's headings, as GitHub makes them. */
function headings(text) {
  const seen = new Map();
  const lines = text.replace(/^```[^]*?^```/gm, "").split("\n").filter((line) => /^#{1,6} /.test(line));
  return new Set(lines.map((line) => {
    const title = line.replace(/^#+ /, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1");
    const name = title.toLowerCase().replace(/[^\p{L}\p{N}\p{M} _-]/gu, "").replace(/ /g, "-");
    const number = seen.get(name) ?? 0;
    seen.set(name, number + 1);
    return number ? `${name}-${number}` : name;
  }));
}

/** What is wrong with the links of a page. */
function faults(page, text) {
  const targets = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g), ...prose(text).matchAll(/^\[[^\]]+\]: (\S+)/gm)].map(([, target]) => target);
  return targets.filter((target) => !/^[a-z]+:/.test(target)).flatMap((target) => {
    const [path, heading] = target.split("#");
    const file = path ? normalize(join(dirname(page), path)) : page;
    if (file !== page && !existsSync(file)) return [`${page}: ${target} leads nowhere`];
    const has = !heading || !file.endsWith(".md") || headings(file === page ? text : readFileSync(file, "utf8")).has(decodeURIComponent(heading));
    return has ? [] : [`${page}: ${file} has no heading #${heading}`];
  });
}

test("every relative link leads somewhere", () => {
  assert.ok(pages.includes("README.md") && pages.length > 15, "the pages are found");
  assert.deepEqual(pages.flatMap((page) => faults(page, readFileSync(page, "utf8"))), []);
});

test("a link that leads nowhere is found", () => {
  const text = "# Here\n[a](none.md) [b](README.md#none) [c](#here) [d](https://example.jp/x.md) `[e](no.md)`\n```\n[f](no.md)\n```\n";
  assert.deepEqual(faults("page.md", text), ["page.md: none.md leads nowhere", "page.md: README.md has no heading #none"]);
});
