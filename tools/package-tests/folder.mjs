// A shop's folder: the package as npm would install it, and what the shops are built with.
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Makes the folder, with the sources of the shops in it. */
export function shopFolder() {
  const folder = mkdtempSync(join(tmpdir(), "kantan-shop-"));
  const modules = join(folder, "node_modules");
  mkdirSync(join(modules, "kantan-checkout"), { recursive: true });
  execFileSync("tar", ["-xzf", resolve("dist/kantan-checkout.tgz"), "-C", join(modules, "kantan-checkout"), "--strip-components=1"]);
  const installed = join(dirname(process.env.KANTAN_SHOPS), "node_modules");
  for (const name of readdirSync(installed)) if (!name.startsWith(".")) symlinkSync(join(installed, name), join(modules, name));
  cpSync(join(import.meta.dirname, "shops"), folder, { recursive: true });
  return folder;
}
