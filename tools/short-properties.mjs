// Shortens the names of the custom properties that a stylesheet has for itself, `--_…`, from standard input to standard
// output: nothing else reads them, and every payer downloads them. What a merchant may set, `--kantan-…`, keeps its name.
// They stay with `--_` before them, because the merchant's own content in our slots inherits them, and may have `--a`.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The stylesheet with `--_0`, `--_1` and so on in the place of its own properties, in the order in which they come. */
export function shortened(css) {
  const names = new Map();
  return css.replace(/--_[\w-]+/g, (name) => {
    if (!names.has(name)) names.set(name, `--_${names.size.toString(36)}`);
    return names.get(name);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.stdout.write(shortened(readFileSync(0, "utf8")));
