// What a screen reader is told of an element: its shadow root from top to bottom, and what is announced and focused as it
// happens. The roles and names are those that the browser computes for the markup of the screens; a test compares every line
// with the browser's own accessibility tree (tests/tests/everyone/heard.rs).

/** What holds others and says nothing itself. */
const SILENT = new Set(["generic", "none"]);
/** What is read by its name, and nothing below it. */
const BY_NAME = new Set(["button", "link", "heading", "term", "cell", "columnheader", "rowheader"]);
/** What is named by what stands in it. */
const NAMED_BY_CONTENT = new Set(["button", "link", "heading", "cell", "columnheader", "rowheader", "row"]);
/** The roles of tags. */
const ROLES = {
  a: "link", article: "article", aside: "complementary", b: "generic", button: "button", dd: "definition", dl: "DescriptionList", dt: "term", em: "emphasis",
  h1: "heading", h2: "heading", h3: "heading", h4: "heading", h5: "heading", h6: "heading", li: "listitem",
  main: "main", nav: "navigation", ol: "list", p: "paragraph", strong: "strong", table: "table",
  td: "cell", th: "columnheader", thead: "rowgroup", time: "time", tr: "row", ul: "list",
};
/** What lies in a line of text. */
const INLINE = /^(inline|contents)/;

const squeezed = (text) => text.replace(/\s+/g, " ").trim();

const roleOf = (element) => {
  const role = element.getAttribute("role");
  if (role) return role;
  const tag = element.localName;
  if (tag === "section" && element.hasAttribute("aria-label")) return "region";
  if (tag === "header") return "sectionheader";
  if (tag === "footer") return "sectionfooter";
  if (tag === "a" && !element.hasAttribute("href")) return "generic";
  // A browser takes a paragraph for one only where it is laid out as a block of text.
  if (tag === "p" && !/^(block|list-item)$/.test(getComputedStyle(element).display)) return "generic";
  return ROLES[tag] ?? "generic";
};

/** Whether nobody is told of it. */
const isHidden = (element) => {
  if (element.getAttribute("aria-hidden") === "true") return true;
  const { display, visibility } = getComputedStyle(element);
  return display === "none" || visibility !== "visible";
};

/** The children as they are shown: those of a slot are what the page put there. */
const childrenOf = (node) => {
  if (node.localName === "slot") {
    const assigned = node.assignedNodes();
    if (assigned.length > 0) return assigned;
  }
  return [...(node.shadowRoot ?? node).childNodes];
};

/** The words in it, with a space wherever a line ends. */
const contentOf = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.data;
  if (node.nodeType !== Node.ELEMENT_NODE || isHidden(node)) return "";
  const label = node.getAttribute("aria-label");
  const words = label ?? childrenOf(node).map(contentOf).join("");
  return INLINE.test(getComputedStyle(node).display) ? words : ` ${words} `;
};

const nameOf = (element, role) => {
  const label = element.getAttribute("aria-label");
  if (label) return label;
  return NAMED_BY_CONTENT.has(role) || role === "term" ? squeezed(childrenOf(element).map(contentOf).join("")) : "";
};

/** What a screen reader says beside role and name. */
const statesOf = (element, role) => {
  const states = [];
  if (role === "heading") states.push(["level", element.getAttribute("aria-level") ?? element.localName.slice(1)]);
  const live = element.getAttribute("aria-live") ?? { alert: "assertive", status: "polite" }[role];
  if (element.getAttribute("aria-busy") === "true") states.push(["busy", "true"]);
  if (live && live !== "off") states.push(["live", live]);
  const expanded = element.getAttribute("aria-expanded");
  if (element.getAttribute("aria-disabled") === "true" || element.disabled) states.push(["disabled", "true"]);
  if (expanded === "true") states.push(["expanded", expanded]);
  const current = element.getAttribute("aria-current");
  if (current && current !== "false") states.push(["current", current]);
  return states;
};

/** Adds the lines of a node, each `[depth, role, name, ...states]`; a text has no role. */
const read = (node, depth, lines) => {
  if (node.nodeType === Node.TEXT_NODE) {
    const words = squeezed(node.data);
    if (words !== "") lines.push([`${depth}`, "", words]);
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE || isHidden(node)) return;
  const role = roleOf(node);
  if (SILENT.has(role)) {
    for (const child of childrenOf(node)) read(child, depth, lines);
    return;
  }
  const states = statesOf(node, role).map(([name, value]) => `${name}=${value}`);
  const name = role === "row" ? "" : nameOf(node, role);
  lines.push([`${depth}`, role, name, ...states]);
  if (!BY_NAME.has(role)) for (const child of childrenOf(node)) read(child, depth + 1, lines);
};

/** Everything that is told of an element, from top to bottom. */
export const heard = (host) => {
  const lines = [];
  for (const child of childrenOf(host)) read(child, 0, lines);
  return lines;
};

/** What says by itself that it has changed. */
const LIVE = "[role=alert], [role=status], [aria-live]:not([aria-live=off])";

/**
 * Calls `tell` with a kind (`announces`, `interrupts`, `focus`), a role and words whenever something is said, and `change`
 * when anything on the screen is new.
 */
export const listen = (host, tell, change) => {
  const said = new WeakMap();
  const say = (region) => {
    const words = squeezed(region.textContent);
    if (words === (said.get(region) ?? "")) return;
    said.set(region, words);
    const isAlert = region.matches("[role=alert], [aria-live=assertive]");
    if (words !== "") tell(isAlert ? "interrupts" : "announces", "", words);
  };
  const noticed = (records) => {
    const regions = new Set();
    for (const { target, addedNodes } of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(LIVE);
      if (region) regions.add(region);
      // Only an alert is read out when it comes into the page with its words.
      for (const node of addedNodes) {
        if (node instanceof Element) for (const it of [node, ...node.querySelectorAll("*")]) if (it.matches("[role=alert]")) regions.add(it);
      }
    }
    regions.forEach(say);
    change();
  };
  const watch = (root) => {
    // What stands there already has been read with the page.
    for (const region of root.querySelectorAll(LIVE)) said.set(region, squeezed(region.textContent));
    new MutationObserver(noticed).observe(root, { attributes: true, characterData: true, childList: true, subtree: true });
    root.addEventListener("focusin", ({ target }) => {
      const role = roleOf(target);
      tell("focus", role, nameOf(target, role) || squeezed(target.textContent));
    });
    change();
  };
  if (host.shadowRoot) watch(host.shadowRoot);
  // The element makes its root when it is its turn.
  host.attachShadow = (options) => {
    const root = Element.prototype.attachShadow.call(host, options);
    watch(root);
    return root;
  };
};
