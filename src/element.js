// The class that a browser insists on: <kantan-checkout>, and built with another ELEMENT, the others. Everything else is
// Rust, loaded once per page, when the first element is connected.
//
// What a page has without us stays until a valid screen of ours stands: the screen that its server printed into a
// declarative shadow root, whose buttons submit a form beside it, or the children of the element, a plain form. If the
// module breaks, that comes back.

/* global ELEMENT, VERSION */
const NAME = typeof ELEMENT === "string" ? ELEMENT : "checkout";
/** The property and attribute that hold what is shown, and the class of the WebAssembly. */
const DATA = NAME === "checkout" ? "order" : NAME;
const CLASS = `${NAME[0].toUpperCase()}${NAME.slice(1)}Element`;
const TAG = `kantan-${NAME}`;
/** Glue and WebAssembly are one pair, told apart from every other by its name: no cache can mix two of them. */
const MODULE = `./kantan_${NAME}${typeof VERSION === "string" ? `.${VERSION}` : ""}`;

const UNAVAILABLE = {
  ja: "このブラウザーでは確認画面を表示できませんでした。上のボタンから、そのままお手続きいただけます。",
  en: "The review could not be shown in this browser. You can go on with the button above.",
};

let starting;
/** The elements that the module shows at present. */
const shown = new Set();

/** Loads the WebAssembly and its glue side by side, once for all elements; a failure may be tried again. */
const start = () => starting ??= (async () => {
  const wasm = fetch(new URL(`${MODULE}_bg.wasm`, import.meta.url));
  wasm.catch(() => {});
  const glue = await import(`${MODULE}.js`);
  await glue.default({ module_or_path: wasm });
  return glue;
})().catch((reason) => {
  starting = undefined;
  throw reason;
});

/** When the children of every element are there. */
const parsed = new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else document.addEventListener("DOMContentLoaded", resolve, { once: true });
});

/** A module that has broken has nothing more to say that could be trusted: what was there before it comes back. */
const broken = (reason) => {
  starting = Promise.reject(reason);
  starting.catch(() => {});
  for (const element of shown) element.giveBack(reason);
  shown.clear();
};

/** Looks at an error that nobody caught: a trap of our module, in a timer or a promise of its own, is the end of it. */
const look = (reason) => {
  if (shown.size > 0 && reason instanceof WebAssembly.RuntimeError && reason.stack.includes(MODULE.slice(2))) broken(reason);
};
addEventListener("error", ({ error }) => look(error));
addEventListener("unhandledrejection", ({ reason }) => look(reason));

const make = (tag, attributes) => {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

/** Carries over what is drawn into what is shown. What is the same stays untouched, with focus and selection. */
const carryOver = (shown, drawn) => {
  let here = shown.firstChild;
  for (const child of [...drawn.childNodes]) {
    const next = here?.nextSibling;
    if (!here) {
      shown.append(child);
    } else if (here.nodeName !== child.nodeName) {
      here.replaceWith(child);
    } else if (here.nodeType !== Node.ELEMENT_NODE) {
      if (here.data !== child.data) here.data = child.data;
    } else {
      for (const { name } of [...here.attributes]) if (!child.hasAttribute(name)) here.removeAttribute(name);
      for (const { name, value } of child.attributes) if (here.getAttribute(name) !== value) here.setAttribute(name, value);
      carryOver(here, child);
    }
    here = next;
  }
  while (here) {
    const next = here.nextSibling;
    here.remove();
    here = next;
  }
};

/** One element. Attributes: order, result or subscriptions, endpoint, destinations, target, lang. Property: the same first one. */
class KantanElement extends HTMLElement {
  static observedAttributes = [DATA, "endpoint", "destinations", "target", "lang"];
  #data;
  #rust;
  #printed;
  #styled;

  constructor() {
    super();
    // For the developer of the page: what is wrong with it, in one line.
    this.addEventListener("kantan:invalid", ({ target, detail: { code, problems } }) => {
      if (target === this) console.error(`${TAG}: ${code}: ${problems.map(({ path, code }) => `${path}: ${code}`).join("; ")}`);
    });
  }

  /** What is shown, as an object or as JSON; null gives the child its turn again. */
  get [DATA]() {
    return this.#data;
  }

  set [DATA](data) {
    this.#data = data;
    this.#call((rust) => rust.refresh());
  }

  connectedCallback() {
    // A property set before this class was known hides the accessor.
    if (Object.prototype.hasOwnProperty.call(this, DATA)) {
      const data = this[DATA];
      delete this[DATA];
      this[DATA] = data;
    }
    // Only moved: nothing is lost, but the ancestors may speak another language.
    this.#call((rust) => rust.refresh());
    this.#show().catch((reason) => this.#excuse(reason));
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected || !this.#rust) return;
      shown.delete(this);
      this.#call((rust) => rust.free());
      this.#rust = undefined;
    });
  }

  attributeChangedCallback() {
    this.#call((rust) => rust.refresh());
  }

  /** The module has broken. */
  giveBack(reason) {
    if (!this.#rust) return;
    // It may still be drawing.
    this.#rust = null;
    this.#part("review").replaceChildren(...this.#printed.map((node) => node.cloneNode(true)));
    this.#plain.hidden = this.#printed.length > 0;
    this.#excuse(reason);
    const detail = { code: "module_failed", beside: null };
    this.dispatchEvent(new CustomEvent("kantan:error", { bubbles: true, composed: true, detail }));
  }

  async #show() {
    const loading = start();
    loading.catch(() => {});
    await parsed;
    this.#prepare();
    const glue = await loading;
    await this.#styled;
    if (!this.isConnected || this.#rust) return;
    if (this.closest("form")) {
      console.error(`${TAG}: it stands inside a <form> of the page, which swallows the plain form in it: put it outside of the form`);
    }
    shown.add(this);
    try {
      const review = this.#part("review");
      this.#rust = new glue[CLASS](this, review, this.#part("live"), this.#plain, (drawn) => this.#rust !== null && carryOver(review, drawn));
    } catch (reason) {
      // So that it can be given back.
      this.#rust = {};
      broken(reason);
    }
  }

  /** The shadow root: the one that the page's server printed, or one of our own. */
  #prepare() {
    if (this.#printed) return;
    const template = this.querySelector(":scope > template[shadowrootmode]");
    let root = this.shadowRoot;
    if (!root) {
      root = this.attachShadow({ mode: "open" });
      // A browser without declarative shadow roots left it to us.
      if (template) root.append(template.content);
    }
    template?.remove();
    if (!this.#part("review")) {
      const style = make("link", { rel: "stylesheet", href: new URL(`./${TAG}.css`, import.meta.url) });
      // Without its styles it is plain, and works.
      this.#styled = new Promise((done) => style.onload = style.onerror = done);
      root.append(style, make("slot", {}), make("div", { part: "review" }), make("p", { part: "live", role: "status" }));
    }
    this.#printed = [...this.#part("review").childNodes].map((node) => node.cloneNode(true));
    this.#part("review").addEventListener("click", (event) => {
      const button = event.target.closest("button, [part=keep]");
      if (button) this.#call((rust) => rust.press(button.part.value, button.value ?? "") && event.preventDefault());
    });
  }

  get #plain() {
    return this.shadowRoot.querySelector("slot:not([name])");
  }

  #part(name) {
    return this.shadowRoot.querySelector(`[part=${name}]`);
  }

  /** Calls the module, which may break. */
  #call(what) {
    if (!this.#rust) return;
    try {
      what(this.#rust);
    } catch (reason) {
      broken(reason);
    }
  }

  /** What is there works. A printed screen lacks nothing; of a plain form the payer is told why it stays one. */
  #excuse(reason) {
    this.#prepare();
    if (this.#printed.length === 0) {
      const language = this.closest("[lang]")?.lang.startsWith("en") ? "en" : "ja";
      this.#part("live").textContent = this.dataset.unavailable ?? UNAVAILABLE[language];
    }
    console.warn(`${TAG}:`, reason);
  }
}

if (!customElements.get(TAG)) customElements.define(TAG, KantanElement);
