// <kantan-checkout>: the class that a browser insists on. Everything else is Rust, loaded once per page, when the first
// element is connected. Until then, and if it cannot be loaded, the children of the element stay as they are: the plain
// form that the merchant's server rendered, which works without any script.

const UNAVAILABLE = {
  ja: "このブラウザーでは確認画面を表示できませんでした。上のボタンから、そのままお手続きいただけます。",
  en: "The review could not be shown in this browser. You can go on with the button above.",
};

let starting;

/** Loads the WebAssembly and its glue side by side, once for all elements; a failure may be tried again. */
const start = () => starting ??= (async () => {
  const wasm = fetch(new URL("./kantan_checkout_bg.wasm", import.meta.url));
  wasm.catch(() => {});
  const glue = await import("./kantan_checkout.js");
  await glue.default({ module_or_path: wasm });
  if (document.readyState === "loading") {
    await new Promise((parsed) => document.addEventListener("DOMContentLoaded", parsed, { once: true }));
  }
  return glue;
})().catch((reason) => {
  starting = undefined;
  throw reason;
});

/** A checkout for one order. Attributes: order, endpoint, destinations, lang. Property: order. */
class KantanCheckout extends HTMLElement {
  static observedAttributes = ["order", "endpoint", "destinations", "lang"];
  #order;
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
      if (button) this.#rust?.press(button.part.value);
    });
    this.attachShadow({ mode: "open" }).append(document.createElement("slot"), this.#review, this.#live);
  }

  /** The order as an object or as JSON; null gives the attribute or the child its turn again. */
  get order() {
    return this.#order;
  }

  set order(order) {
    this.#order = order;
    this.#rust?.refresh();
  }

  connectedCallback() {
    // A property set before this class was known hides the accessor.
    if (Object.hasOwn(this, "order")) {
      const { order } = this;
      delete this.order;
      this.order = order;
    }
    // Only moved: nothing is lost, but the ancestors may speak another language.
    this.#rust?.refresh();
    start().then((glue) => {
      if (this.isConnected) this.#rust ??= new glue.CheckoutElement(this, this.#review, this.#live);
    }).catch((reason) => {
      const language = this.closest("[lang]")?.lang.startsWith("en") ? "en" : "ja";
      this.#live.textContent = this.dataset.unavailable ?? UNAVAILABLE[language];
      console.warn("kantan-checkout:", reason);
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

if (!customElements.get("kantan-checkout")) customElements.define("kantan-checkout", KantanCheckout);
