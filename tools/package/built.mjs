// The files of a built element, found by the names that they have without their versions.
import { readdirSync } from "node:fs";

/** The names of all of them, and how one is found; more than one, or none, is no build. */
export function built(folder) {
  const names = readdirSync(folder).filter((name) => /\.(js|css|wasm)$/.test(name)).sort();
  const only = (pattern) => {
    const found = names.filter((name) => pattern.test(name));
    if (found.length !== 1) throw new Error(`${folder} has ${found.length} files of ${pattern}: run \`make dist\``);
    return found[0];
  };
  return { names, only, versioned: (name, ending) => only(new RegExp(`^${name}\\.[0-9a-f]+${ending}$`)) };
}
