// The class that a browser insists on: <kantan-checkout>, and built with another ELEMENT, the others. Everything else is
// Rust, loaded once per page, when the first element is connected. Until then, and if it cannot be loaded, the children
// of the element stay as they are: the plain form that the merchant's server rendered, which works without any script.

/* global ELEMENT */
const NAME = typeof ELEMENT === "string" ? ELEMENT : "checkout";
/** The property and attribute that hold what is shown, and the class of the WebAssembly. */
const DATA = NAME === "checkout" ? "order" : NAME;
const CLASS = `${NAME[0].toUpperCase()}${NAME.slice(1)}Element`;

const UNAVAILABLE = {
  ja: "このブラウザーでは確認画面を表示できませんでした。上のボタンから、そのままお手続きいただけます。",
  en: "The review could not be shown in this browser. You can go on with the button above.",
};

let starting;

/** Loads the WebAssembly and its glue side by side, once for all elements; a failure may be tried again. */
const start = () => starting ??= (async () => {
  const wasm = fetch(new URL(`./kantan_${NAME}_bg.wasm`, import.meta.url));
  wasm.catch(() => {});
  const glue = await import(`./kantan_${NAME}.js`);
  await glue.default({ module_or_path: wasm });
  if (document.readyState === "loading") {
    await new Promise((parsed) => document.addEventListener("DOMContentLoaded", parsed, { once: true }));
  }
  return glue;
})().catch((reason) => {
  starting = undefined;
  throw reason;
});

/** One element. Attributes: order, result or subscriptions, endpoint, destinations, lang. Property: the same first one. */
class KantanElement extends HTMLElement {
  static observedAttributes = [DATA, "endpoint", "destinations", "lang"];
  #data;
  #rust;
  #review = document.createElement("div");
  #live = document.createElement("p");

  constructor() {
    super();
    this.#review.part = "review";
    this.#live.part = "live";
    this.#live.setAttribute("role", "status");
    this.#review.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.#rust?.press(button.part.value, button.value);
    });
    this.attachShadow({ mode: "open" }).append(document.createElement("slot"), this.#review, this.#live);
  }

  /** What is shown, as an object or as JSON; null gives the attribute or the child its turn again. */
  get [DATA]() {
    return this.#data;
  }

  set [DATA](data) {
    this.#data = data;
    this.#rust?.refresh();
  }

  connectedCallback() {
    // A property set before this class was known hides the accessor.
    if (Object.hasOwn(this, DATA)) {
      const data = this[DATA];
      delete this[DATA];
      this[DATA] = data;
    }
    // Only moved: nothing is lost, but the ancestors may speak another language.
    this.#rust?.refresh();
    start().then((glue) => {
      if (this.isConnected) this.#rust ??= new glue[CLASS](this, this.#review, this.#live);
    }).catch((reason) => {
      const language = this.closest("[lang]")?.lang.startsWith("en") ? "en" : "ja";
      this.#live.textContent = this.dataset.unavailable ?? UNAVAILABLE[language];
      console.warn(`kantan-${NAME}:`, reason);
    });
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#rust?.free();
      this.#rust = undefined;
    });
  }

  attributeChangedCallback() {
    this.#rust?.refresh();
  }
}

if (!customElements.get(`kantan-${NAME}`)) customElements.define(`kantan-${NAME}`, KantanElement);
