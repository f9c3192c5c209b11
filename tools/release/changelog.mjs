// The changelog as Keep a Changelog has it: what is not released yet becomes a version with its day.

/** What an entry can be, in the order of the sections. */
export const KINDS = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
export const UNRELEASED = "Unreleased";

/** The sections of a changelog, the newest first: heading, the text below it, entries by kind, and those of no kind. */
export function sections(text) {
  return text.split(/^(?=## )/m).slice(1).map((part) => {
    const [line] = part.split("\n", 1);
    const body = part.slice(line.length).trim();
    const [version, day] = line.slice(3).split(" - ");
    const section = { version, day, body, kinds: {}, loose: [] };
    let entries = section.loose;
    for (const line of body.split("\n")) {
      const kind = /^### (.*)$/.exec(line)?.[1];
      if (kind) entries = section.kinds[kind] ??= [];
      else if (line.startsWith("* ")) entries.push(line.slice(2));
      else if (line.trim()) entries[Math.max(entries.length - 1, 0)] += ` ${line.trim()}`;
    }
    return section;
  });
}

/** What is wrong with a changelog of which the topmost section is to be released, in sentences. */
export function faults(text) {
  const found = [];
  const [next, ...released] = sections(text);
  if (next?.version !== UNRELEASED) return [`the topmost section of the changelog is not "## ${UNRELEASED}"`];
  if (Object.values(next.kinds).flat().length + next.loose.length === 0) found.push(`"${UNRELEASED}" is empty: there is nothing to release`);
  for (const entry of next.loose) found.push(`no kind of change (### ${KINDS.join(", ")}) stands above "${entry.slice(0, 60)}…"`);
  for (const { version, day, kinds } of [next, ...released]) {
    for (const kind of Object.keys(kinds)) if (!KINDS.includes(kind)) found.push(`${version} has "### ${kind}", which is none of ${KINDS.join(", ")}`);
    if (version !== UNRELEASED && !/^\d{4}-\d\d-\d\d$/.test(day ?? "")) found.push(`${version} has no day (## ${version} - YYYY-MM-DD)`);
  }
  const versions = released.map(({ version }) => version);
  if (new Set(versions).size < versions.length) found.push("a version stands twice in the changelog");
  return found;
}

/** The changelog with what is not released as that version of that day, below an empty section for what comes after it. */
export function release(text, version, day) {
  if (sections(text).some((section) => section.version === version)) throw new Error(`${version} is in the changelog already`);
  return text.replace(`## ${UNRELEASED}\n`, `## ${UNRELEASED}\n\n## ${version} - ${day}\n`);
}

/** What a changelog says of a version, without its heading. */
export const notes = (text, version) => sections(text).find((section) => section.version === version)?.body;
