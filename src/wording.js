// Says some of a module's sentences in a shop's own words. Downloaded where a page has words of its own, and nowhere else;
// a server says the same by src/language/wording.rs.

/* global NAMES */
/** What the sentences of the module are called, in their order. */
export const names = NAMES.split(" ");
/** The lists of all modules: a page may have words for several of them in one place. */
const LISTS = ["number", "checkout", "time", "recurring", "result", "subscriptions", "mail"];
/** What the service is called in the sentences, also where its name must not be torn apart. */
const SERVICE = /au[ \u00a0](?:かんたん決済|Kantan Kessai)/g;

/** The places for values in a text, in order. */
const places = (text) => (text.match(/[①-⑨]/g) ?? []).sort().join("");

/** What is wrong with words of a shop's own, as a remedy, if anything is. */
const wrong = (name, text, written) => {
  if (written === undefined) return LISTS.includes(name.split(".")[0]) && !names.some((it) => it.split(".")[0] === name.split(".")[0])
    ? undefined : "no sentence has this name; sentences.json of the package lists them";
  if (typeof text !== "string" || text.trim() === "") return "has to say something: leave it out to keep our words";
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) return "has to be one line, without control characters";
  if (places(text) !== places(written)) return `needs each of ${places(written) || "no places"} once, where our words have them`;
};

const told = new Set();
const tell = (tag, mistake) => {
  if (told.has(mistake)) return;
  told.add(mistake);
  console.warn(`${tag}: ${mistake}`);
};

/** The texts by their names, of one language. */
function own(json, language, tag) {
  if (!json) return {};
  try {
    const all = JSON.parse(json);
    for (const name of Object.keys(all)) if (name !== "ja" && name !== "en") tell(tag, `wording.${name}: has to be "ja" or "en"`);
    return all[language] ?? {};
  } catch {
    tell(tag, "wording: is no JSON");
    return {};
  }
}

/**
 * The lines of a language, with those of a shop's own in the place of ours, and the service's name as the shop says it. What
 * is wrong is left as it was, and told once.
 */
export default (lines, language, name, json, tag) => {
  const all = lines.split("\n");
  for (const [called, text] of Object.entries(own(json, language, tag))) {
    const at = names.indexOf(called);
    const remedy = wrong(called, text, all[at]);
    if (remedy) tell(tag, `wording.${language}.${called}: ${remedy}`);
    else if (at >= 0) all[at] = text;
  }
  const said = all.join("\n");
  const service = name?.trim();
  return service ? said.replace(SERVICE, () => service.replace(/\s+/g, " ")) : said;
};
