// Leaves out of a stylesheet the rules that no screen of some modules can need, from standard input to standard output:
// used-rules.mjs <module.wasm>…
//
// The screens of all elements share one stylesheet, and a page has one of them. A class that no module names is on no
// element; and what only such rules are told by, a property of the stylesheet's own, nobody reads. A class is looked for
// anywhere among the module's bytes, so that what is in doubt stays.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Pieces of a text between separators that stand outside of brackets and strings. */
function pieces(text, separator) {
  const found = [""];
  let [depth, quote] = [0, ""];
  for (const character of text) {
    if (quote) quote = character === quote ? "" : quote;
    else if (character === '"' || character === "'") quote = character;
    else if ("([{".includes(character)) depth++;
    else if (")]}".includes(character)) depth--;
    if (character === separator && depth === 0 && !quote) found.push("");
    else found[found.length - 1] += character;
  }
  return found;
}

/** Whether one selector can meet an element: of alternatives one has to, and what must not be there need not. */
function canMeet(selector, isThere) {
  let rest = "";
  for (let at = 0; at < selector.length; ) {
    const [opening, name] = /^:(is|where|has|not)\(/.exec(selector.slice(at)) ?? [];
    if (!opening) {
      rest += selector[at++];
      continue;
    }
    let [end, depth] = [at + opening.length, 1];
    for (; depth > 0; end++) depth += { "(": 1, ")": -1 }[selector[end]] ?? 0;
    const alternatives = pieces(selector.slice(at + opening.length, end - 1), ",");
    if (name !== "not" && !alternatives.some((it) => canMeet(it, isThere))) return false;
    at = end;
  }
  return (rest.match(/\.[a-z][\w-]*/gi) ?? []).every((name) => isThere(name.slice(1)));
}

/** The blocks of a minified stylesheet: what stands before the bracket, and what in it. */
function blocks(css) {
  const found = [];
  for (let at = 0; at < css.length; ) {
    const open = css.indexOf("{", at);
    if (open < 0) break;
    let [end, depth] = [open + 1, 1];
    for (; depth > 0; end++) depth += { "{": 1, "}": -1 }[css[end]] ?? 0;
    found.push({ head: css.slice(at, open).trim(), body: css.slice(open + 1, end - 1) });
    at = end;
  }
  return found;
}

function met(css, isThere) {
  return blocks(css).map(({ head, body }) => {
    if (/^@(media|container|supports)/.test(head)) {
      const kept = met(body, isThere);
      return kept && `${head}{${kept}}`;
    }
    if (head.startsWith("@")) return `${head}{${body}}`;
    const kept = pieces(head, ",").filter((selector) => canMeet(selector, isThere));
    return kept.length > 0 ? `${kept.join(",")}{${body}}` : "";
  }).join("");
}

/** The stylesheet without what no element can have: `isThere` tells whether a class is on any. */
export function used(css, isThere) {
  let kept = met(css, isThere);
  for (let before; kept !== before; ) {
    before = kept;
    kept = kept.replace(/(--_[\w-]+):[^;{}]*;?/g, (declared, name) => kept.includes(`var(${name})`) ? declared : "");
  }
  return kept.replace(/;}/g, "}").replace(/[^{}]*\{\}/g, "");
}

const [script, ...modules] = process.argv.slice(1);
if (script === fileURLToPath(import.meta.url)) {
  const bytes = modules.map((name) => readFileSync(name));
  process.stdout.write(used(readFileSync(0, "utf8"), (name) => bytes.some((it) => it.includes(name))));
}
