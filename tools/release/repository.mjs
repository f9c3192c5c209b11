// What a release asks of the repository, and the two things that it does to one: a commit and a tag. It never pushes.
import { execFileSync } from "node:child_process";

const git = (root, ...words) => execFileSync("git", words, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
const tagOf = (version) => `v${version}`;

/** What keeps a version from being released from here, in sentences. */
export function faults(root, version) {
  const found = [];
  const branch = git(root, "branch", "--show-current");
  if (branch !== "main") found.push(`a release is made of the branch main, and this is ${branch || "none"}`);
  const changed = git(root, "status", "--porcelain").split("\n").filter(Boolean);
  if (changed.length > 0) found.push(`there are changes that are in no commit: ${changed.slice(0, 5).map((line) => line.slice(2).trim()).join(", ")}`);
  if (git(root, "tag", "--list", tagOf(version))) found.push(`${tagOf(version)} is there already: another release has another version in Cargo.toml`);
  return found;
}

/** The tags that a version gets. */
export const tags = (version) => [tagOf(version)];

/** When the commit at hand was made, in seconds; what is packed has that time. */
export const committedAt = (root) => git(root, "log", "-1", "--format=%ct");

/** Commits the changelog and tags the commit with what it says. */
export function record(root, version, notes) {
  git(root, "commit", "--quiet", "--message", `Release ${version}`, "--message", "What changed is in the changelog's section of this version.", "--", "CHANGELOG.md");
  // Headings begin with the character that git takes for a comment.
  for (const tag of tags(version)) git(root, "tag", "--annotate", "--cleanup=whitespace", tag, "--message", `kantan-checkout ${version}\n\n${notes}`);
}
