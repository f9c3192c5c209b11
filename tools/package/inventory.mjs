// Every script that an element brings to a page, and why: what PCI DSS 6.4.3 wants of the scripts of a payment page. The
// documents have the rows, the package the same with the names and hashes of its own files.

/** What each file is for, by its name; every script of the package is of exactly one kind. */
export const KINDS = [
  {
    name: "kantan-ELEMENT.js", pattern: /^kantan-[a-z]+\.js$/,
    en: "the element: reads the page's order, loads the rest, asks the shop's own server, posts the signed form",
    ja: "要素の本体です。ページの注文を読み、ほかのファイルを読み込み、ショップ自身のサーバーに問い合わせ、署名済みのフォームを送信します",
  },
  {
    name: "kantan_MODULE.VERSION.js", pattern: /^kantan_(checkout|checkout_one_time|result|subscriptions)\.[0-9a-f]{12}\.js$/,
    en: "the glue between the browser and the WebAssembly", ja: "ブラウザーと WebAssembly をつなぎます",
  },
  {
    name: "kantan_MODULE.VERSION_bg.wasm", pattern: /^kantan_[a-z_]+\.[0-9a-f]{12}_bg\.wasm$/,
    en: "the screens and the comparison of what is signed with what is shown", ja: "画面の表示と、署名された内容と画面との照合を行います",
  },
  {
    name: "kantan_MODULE_ja.VERSION.js, kantan_MODULE_en.VERSION.js", pattern: /^kantan_[a-z_]+_(ja|en)\.[0-9a-f]{12}\.js$/,
    en: "the sentences of one language; no code", ja: "1つの言語の文です。処理は含みません",
  },
  {
    name: "kantan_MODULE_wording.VERSION.js", pattern: /^kantan_[a-z_]+_wording\.[0-9a-f]{12}\.js$/,
    en: "puts a shop's own words into the sentences; loaded only where a page has any", ja: "文をショップの言葉に置き換えます。ページに指定があるときだけ読み込まれます",
  },
];

/** The kinds that a file is of. */
export const kindsOf = (file) => KINDS.filter(({ pattern }) => pattern.test(file));

/** The rows of a document in that language. */
export const rows = (language) => KINDS.map((kind) => `| ${kind.name.split(", ").map((name) => `\`${name}\``).join(", ")} | ${kind[language]} |`);

/** The inventory of a package: each of its scripts with why and with its hash, and what makes a browser look at those. */
export function inventory({ elements, integrity }) {
  const scripts = Object.keys(integrity).filter((name) => /\.(js|wasm)$/.test(name));
  const row = (file) => {
    const [kind, ...more] = kindsOf(file);
    if (!kind || more.length > 0) throw new Error(`${file} is of ${kind ? "several kinds" : "no kind"} in tools/package/inventory.mjs`);
    return `| \`${file}\` | ${kind.en} | ${kind.ja} | \`${integrity[file]}\` |`;
  };
  const imported = scripts.filter((name) => name.startsWith("kantan_") && name.endsWith(".js"));
  const map = { integrity: Object.fromEntries(imported.map((name) => [`/assets/${name}`, integrity[name]])) };
  const [tag] = Object.values(elements).map(({ script }) => `<script type="module" src="/assets/${script}" integrity="${integrity[script]}"></script>`);
  return `# The scripts of this package – このパッケージのスクリプト

A page loads those of one element and one language. Whoever puts the element into a page authorises them, and writes
down who that was and when. ページが読み込むのは、1つの要素と1つの言語のファイルです。要素を組み込む人が使用を承認し、
承認者と日付を記録します。

| file | why | 目的 | integrity |
|---|---|---|---|
${scripts.map(row).join("\n")}

With these in the page, the map first, a browser runs no other scripts under these names (Chrome 127, Safari 18,
Firefox 138; older ones look at the tag's hash alone). 次の2つをこの順でページに置くと、ブラウザーは同じ名前の別の
スクリプトを実行しません。

\`\`\`html
<script type="importmap">
${JSON.stringify(map, null, 2)}
</script>
${tag}
\`\`\`
`;
}
