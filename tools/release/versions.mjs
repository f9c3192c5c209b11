// Wherever the version is written down: one file decides, and whatever is made of it has to have followed.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const FIRST = /^version = "([^"]+)"$/m;

/** The version that decides: the workspace's in Cargo.toml. */
export const version = (root) => FIRST.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))[1];

/** Every place that tells a version: which, what it says, and what makes it say another one. */
export function places(root) {
  const read = (path) => readFileSync(join(root, path), "utf8");
  // A package without a source is one of ours.
  const locked = read("Cargo.lock").split("\n[[package]]\n").slice(1).filter((text) => !/^source = /m.test(text));
  return [
    ...locked.map((text) => ({ place: `Cargo.lock, ${/^name = "([^"]+)"$/m.exec(text)[1]}`, says: FIRST.exec(text)[1], made: "cargo update --workspace" })),
    { place: "docs/openapi.json", says: JSON.parse(read("docs/openapi.json")).info.version, made: "make contract" },
    { place: "docs/accessibility/conformance.md", says: /kantan-checkout (\d[^:\s]*)/.exec(read("docs/accessibility/conformance.md"))?.[1], made: "make accept" },
  ];
}

/** What does not say the version, in sentences. */
export function faults(root) {
  const right = version(root);
  const found = places(root).filter(({ says }) => says !== right)
    .map(({ place, says, made }) => `${place} says ${says} and Cargo.toml ${right}: \`${made}\` writes it`);
  if (!/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(right)) found.push(`${right} in Cargo.toml is no version (MAJOR.MINOR.PATCH)`);
  return found;
}

/** Where whoever publishes a copy is told of a weakness, by SECURITY.md; undefined until somebody has filled it in. */
export function securityAddress(root) {
  const line = /^\*\*Address for reports\*\*: (.*)$/m.exec(readFileSync(join(root, "SECURITY.md"), "utf8"))?.[1] ?? "";
  return /(?:https:\/\/|mailto:)[^\s)>]+|[^\s<>]+@[^\s<>]+\.[a-z]+/i.exec(line)?.[0];
}
