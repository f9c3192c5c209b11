// The class that a browser insists on: <kantan-checkout>, and built with another ELEMENT, the others. Everything else is
// Rust, loaded once per page, when the first element is connected; what the browser calls, and what changes on the page,
// arrives here and is told to it.
//
// What a page has without us stays until a valid screen of ours stands: the screen that its server printed into a
// declarative shadow root, whose buttons submit a form beside it, or the children of the element, a plain form. If the
// module breaks, that comes back.

/* global ELEMENT, STYLES, GLUE, WASM, JA, EN, WORDING, ONE_TIME_GLUE, ONE_TIME_WASM, ONE_TIME_JA, ONE_TIME_EN, ONE_TIME_WORDING */
/** The property and attribute that hold what is shown, and the class of the WebAssembly. */
const DATA = ELEMENT === "checkout" ? "order" : ELEMENT;
const CLASS = `${ELEMENT[0].toUpperCase()}${ELEMENT.slice(1)}Element`;
const TAG = `kantan-${ELEMENT}`;

const UNAVAILABLE = {
  ja: "このブラウザーでは確認画面を表示できませんでした。上のボタンから、そのままお手続きいただけます。",
  en: "The review could not be shown in this browser. You can go on with the button above.",
};

/** Where a page has sentences of its own. */
const OWN = "script[type='application/kantan-wording+json']";

/** Tells the developer of the page what is wrong with it and what to do, each mistake once. */
const told = new Set();
const warn = (mistake, ...more) => {
  if (!told.has(mistake)) console.warn(`${TAG}: ${mistake}`, ...more);
  told.add(mistake);
};
const CODES = "(docs/page-contract.md, Codes)";
const DOCTOR = "(see: kantan doctor --page URL)";
/** Failures that whoever made the page or its server can mend. */
const MENDED = /^(answer_invalid|signed_differs|destination_not_allowed|frame_refused)$/;

/** Looks at attributes that hold one of a few words, or name something on the page. */
const examine = (element) => {
  const [target, level, lang, meta] = ["target", "heading-level", "lang", "csrf-meta"].map((name) => element.getAttribute(name));
  if (target && target !== "_top") warn(`target: "${target}" has to be "_top" or left out`);
  if (level && !/^[1-6]$/.test(level)) warn(`heading-level: "${level}" has to be 1 to 6`);
  if (lang && !/^(ja|en)/i.test(lang)) warn(`lang: "${lang}" has to be "ja" or "en"`);
  if (meta && !document.querySelector(`meta[name=${CSS.escape(meta)}]`)) warn(`csrf-meta: the page needs a <meta name="${meta}">`);
};

/** The elements that the modules show at present. */
const shown = new Set();

/** Promises by their names, each made once; one that fails may be tried again. */
const once = (kept, name, make) => kept[name] ??= make().catch((reason) => {
  delete kept[name];
  throw reason;
});

/**
 * Glue, WebAssembly and the sentences of each language: they have one version, told apart from every other by its name, so
 * that no cache can mix two of them. They are loaded side by side, once for all elements.
 */
const pair = (name, glue, address, sentences) => {
  let [kept, taught] = [{}, {}];
  const load = async () => {
    const wasm = fetch(address());
    wasm.catch(() => {});
    const loaded = await glue();
    await loaded.default({ module_or_path: wasm });
    return loaded;
  };
  const teach = async (element, language) => {
    const [loaded, { default: lines }] = await Promise.all([once(kept, "module", load), sentences[language]()]);
    if (!loaded.learn(language, await inOwnWords(element, language, lines, sentences.wording))) throw new Error(`other sentences than those of ${name}`);
    taught[language] = true;
    return loaded;
  };
  return {
    /** Whether a stack of calls leads through them; whatever bundled them may have renamed the glue. */
    isIn: (stack) => stack.includes(name.slice(2, -3)) || stack.includes(address().href),
    /** Whether it can speak that language. */
    speaks: (language) => !sentences || taught[language],
    /** The module, when it can speak that language. */
    start: (element, language) => sentences ? once(kept, language, () => teach(element, language)) : once(kept, "module", load),
    stop: (reason) => {
      const stopped = Promise.reject(reason);
      stopped.catch(() => {});
      kept = { module: stopped, ja: stopped, en: stopped };
    },
  };
};

/** The sentences, some of them in the shop's own words if there are any: only then is it known which is which. */
const inOwnWords = async (element, language, lines, wording) => {
  const name = (language === "en" && element.getAttribute("service-name-en")) || element.getAttribute("service-name");
  const own = (element.querySelector(OWN) ?? document.querySelector(OWN))?.textContent;
  return name || own ? (await wording()).default(lines, language, name, own, TAG) : lines;
};

// Where this is built the addresses, and that of the styles, are literals: whatever bundles it finds the files.
const whole = pair(GLUE, () => import(GLUE), () => new URL(WASM, import.meta.url),
  JA && { ja: () => import(JA), en: () => import(EN), wording: () => import(WORDING) });
/** What shows one-time orders, in fewer bytes. Only the checkout has such a module. */
const oneTime = ONE_TIME_GLUE
  ? pair(ONE_TIME_GLUE, () => import(ONE_TIME_GLUE), () => new URL(ONE_TIME_WASM, import.meta.url),
    { ja: () => import(ONE_TIME_JA), en: () => import(ONE_TIME_EN), wording: () => import(ONE_TIME_WORDING) })
  : whole;

/** The language of an element: that of its own `lang` or its nearest ancestor's, also outside the shadow tree it may stand in. */
const languageOf = (element) => {
  for (let place = element; place; place = place.getRootNode().host) {
    const found = place.closest("[lang]");
    if (found) return /^en(?![^-_])/i.test(found.getAttribute("lang")) ? "en" : "ja";
  }
  return "ja";
};

/** Whether data are of a contract. What cannot be read is none: whichever module comes then says what is wrong. */
const isContract = (data) => {
  try {
    return (typeof data === "string" ? JSON.parse(data) : data).recurring != null;
  } catch {
    return false;
  }
};

/** When the children of every element are there. */
const parsed = () => new Promise((resolve) => {
  if (document.readyState !== "loading") resolve();
  else document.addEventListener("DOMContentLoaded", resolve, { once: true });
});

/** When what stands on the page has been painted, which is before anything of ours takes its turn; at once where nobody looks. */
const painted = () => new Promise((resolve) => {
  if (document.hidden) resolve();
  else requestAnimationFrame(() => setTimeout(resolve));
});

/** A module that has broken has nothing more to say that could be trusted: what was there before it comes back. */
const broken = (reason) => {
  whole.stop(reason);
  oneTime.stop(reason);
  for (const element of shown) element.giveBack(reason);
  shown.clear();
};

/** Looks at an error that nobody caught: a trap of our module, in a timer or a promise of its own, is the end of it. */
const look = (reason) => {
  const isOurs = (module) => module.isIn(reason.stack);
  if (shown.size > 0 && reason instanceof WebAssembly.RuntimeError && [whole, oneTime].some(isOurs)) broken(reason);
};

/** Tells every element what happened to the page. */
const tell = (news) => {
  for (const element of shown) element.hear(news);
};

const listen = () => {
  addEventListener("error", ({ error }) => look(error));
  addEventListener("unhandledrejection", ({ reason }) => look(reason));
  // Back from the cache of pages, or looked at again, perhaps after the device slept.
  addEventListener("pageshow", ({ persisted }) => tell(persisted ? "returned" : "seen"));
  addEventListener("visibilitychange", () => document.hidden || tell("seen"));
  addEventListener("securitypolicyviolation", ({ effectiveDirective }) => {
    if (effectiveDirective !== "form-action") return;
    warn(`form-action: the page's policy stops the form ${DOCTOR}`);
    tell("form_blocked");
  });
};

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

/** One element. Attributes: order, result or subscriptions, endpoint, destinations, target, csrf-meta, csrf-header, heading-level, untitled, service-name, service-name-en, lang. Property: the same first one. */
class KantanElement extends (globalThis.HTMLElement ?? Object) {
  static observedAttributes = [DATA, "endpoint", "destinations", "target", "csrf-meta", "csrf-header", "heading-level", "untitled", "lang"];
  #data;
  #rust;
  #module;
  #language;
  #asking;
  #printed;
  #styled;
  /** Whether the page was told that it is shown. */
  #ready = false;
  /** Whether the page has held a contract since the element shows something. */
  #grown = false;
  #observer = new MutationObserver(() => this.#refresh());

  constructor() {
    super();
    this.addEventListener("kantan:ready", ({ target }) => this.#ready ||= target === this);
    this.addEventListener("kantan:invalid", ({ target, detail }) => {
      if (target === this) for (const { path, code } of detail.problems) warn(`${detail.code}: ${path}: ${code} ${CODES}`);
    });
    this.addEventListener("kantan:error", ({ target, detail: { code, beside } }) => {
      if (target === this && MENDED.test(code)) warn(`${code}: ${beside ?? ""} ${CODES}`);
    });
  }

  /** What is shown, as an object or as JSON; null gives the child its turn again. */
  get [DATA]() {
    return this.#data;
  }

  set [DATA](data) {
    this.#data = data;
    this.#refresh();
  }

  connectedCallback() {
    // A property set before this class was known hides the accessor.
    if (Object.prototype.hasOwnProperty.call(this, DATA)) {
      const data = this[DATA];
      delete this[DATA];
      this[DATA] = data;
    }
    this.#watch();
    // Only moved: nothing is lost, but the ancestors may speak another language.
    this.#refresh();
    this.#show().catch((reason) => this.#excuse(reason));
  }

  disconnectedCallback() {
    this.#observer.disconnect();
    queueMicrotask(() => {
      if (this.isConnected || !this.#rust) return;
      this.#end();
    });
  }

  attributeChangedCallback() {
    this.#refresh();
  }

  /** Something happened to the page. */
  hear(news) {
    this.#call((rust) => rust.hear(news));
    this.#grow();
  }

  /** The module has broken. */
  giveBack(reason) {
    if (!this.#rust) return;
    // It may still be drawing.
    this.#rust = null;
    this.#restore();
    this.#excuse(reason);
  }

  /** Reads attributes, property, children and language again; a language that is not there yet comes when it is. */
  #refresh() {
    if (!this.#rust) return;
    const language = languageOf(this);
    if (this.#module.speaks(language)) this.#language = language;
    else this.#module.start(this, language).then(() => this.#refresh(), (reason) => this.#complain(reason));
    this.#call((rust) => rust.refresh(this.#language));
    this.#grow();
  }

  /** Watches the children, and the language on every tree above them. */
  #watch() {
    this.#observer.observe(this, { childList: true });
    for (let root = this.getRootNode(); root; root = root.host?.getRootNode()) {
      this.#observer.observe(root, { attributes: true, subtree: true, attributeFilter: ["lang"] });
    }
  }

  /** Wherever the data may stand. */
  #offers() {
    const child = this.querySelector(":scope > script[type='application/json']");
    return [this.getAttribute(DATA), this.#data, child?.textContent].filter((data) => data != null);
  }

  /** The module for what the page holds. */
  #fitting() {
    return this.#grown || this.#offers().some(isContract) ? whole : oneTime;
  }

  async #show() {
    // A printed screen works already: the payer sees it before anything of ours takes its turn.
    if (this.shadowRoot) await painted();
    // On its way while the rest of the page still arrives, if it is known by now which one.
    if (this.#offers().length > 0) this.#fitting().start(this, languageOf(this)).catch(() => {});
    await parsed();
    this.#prepare();
    const [module, language] = [this.#fitting(), languageOf(this)];
    const glue = await module.start(this, language);
    await this.#styled;
    if (!this.isConnected || this.#rust) return;
    if (this.closest("form")) {
      warn("it stands inside a <form> of the page, which swallows the plain form in it: put it outside of the form");
    }
    examine(this);
    shown.add(this);
    try {
      const review = this.#part("review");
      const script = {
        show: (drawn) => this.#rust !== null && carryOver(review, drawn),
        ask: (...question) => this.#ask(...question),
      };
      [this.#module, this.#language] = [module, language];
      this.#rust = new glue[CLASS](this, review, this.#part("live"), this.#plain, script, this.#ready, language);
    } catch (reason) {
      // So that it can be given back.
      this.#rust = {};
      broken(reason);
    }
    // It may have changed while they were on their way.
    if (languageOf(this) !== language) this.#refresh();
    this.#grow();
  }

  /** Asks the merchant's server, and tells the module what the latest question was answered. What is given up is status 1, no answer 0. */
  #ask(address, body, header, value) {
    const asking = this.#asking = new AbortController();
    const { signal } = asking;
    const headers = { Accept: "application/json, application/problem+json" };
    if (body) headers["Content-Type"] = "application/json";
    if (header) headers[header] = value;
    const answered = (...answer) => this.#asking === asking && this.#call((rust) => rust.answered(...answer));
    (async () => {
      const response = await fetch(new Request(address, {
        method: body ? "POST" : "GET", body, headers, signal,
        mode: "same-origin", credentials: "same-origin", redirect: "error", cache: "no-store",
      }));
      // The body may still be on its way, and may still be too slow.
      return [response.status, response.headers.get("Retry-After"), await response.text()];
    })().catch(() => [+signal.aborted, null, ""]).then((answer) => answered(...answer));
    return asking;
  }

  /** The page holds a contract by now, which the module for one-time orders does not show: the other one takes over. */
  #grow() {
    if (oneTime === whole || !this.#rust?.is_outgrown?.()) return;
    this.#grown = true;
    this.#end();
    this.#restore();
    this.#show().catch((reason) => this.#excuse(reason));
  }

  /** Takes back everything that the module holds of this element. */
  #end() {
    shown.delete(this);
    this.#call((rust) => rust.free());
    this.#rust = undefined;
  }

  /** What the page had before stands again. */
  #restore() {
    this.#part("review").replaceChildren(...this.#printed.map((node) => node.cloneNode(true)));
    this.#plain.hidden = this.#printed.length > 0;
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
      const style = make("link", { rel: "stylesheet", href: new URL(STYLES, import.meta.url) });
      // Without its styles it is plain, and works.
      this.#styled = new Promise((done) => {
        style.onload = done;
        style.onerror = () => done(warn(`${style.href} is not loaded ${DOCTOR}`));
      });
      root.append(style, make("slot", {}), make("div", { part: "review" }), make("p", { part: "live", role: "status" }));
    }
    this.#printed = [...this.#part("review").childNodes].map((node) => node.cloneNode(true));
    this.#part("review").addEventListener("click", (event) => {
      const button = event.target.closest("button, [part=keep]");
      if (button?.part.value === "copy") this.#copy(button);
      else if (button) this.#call((rust) => rust.press(button.part.value, button.value ?? "") && event.preventDefault());
    });
  }

  /** Copies a number and says so; where the browser does not let us, it is selected, to be copied by hand. */
  async #copy(button) {
    getSelection().selectAllChildren(button.previousSibling);
    try {
      await navigator.clipboard.writeText(button.value);
      button.textContent = this.#part("live").textContent = button.dataset.done;
      button.removeAttribute("aria-label");
    } catch {}
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
      this.#part("live").textContent = this.dataset.unavailable ?? UNAVAILABLE[languageOf(this)];
    }
    this.#complain(reason);
  }

  /** Something could not be loaded, or broke. */
  #complain(reason) {
    warn(`module_failed ${DOCTOR}:`, reason);
    const detail = { code: "module_failed", beside: null };
    this.dispatchEvent(new CustomEvent("kantan:error", { bubbles: true, composed: true, detail }));
  }
}

// A server that imports this for a page's sake has no elements.
if (globalThis.customElements?.get(TAG)) {
  warn("it is defined already, and this second script does nothing: load one");
} else if (globalThis.customElements) {
  listen();
  customElements.define(TAG, KantanElement);
}
