// Proves that what a browser downloads holds neither a hash key nor SHA-1, and that this check would notice.
//
// SHA-1 is recognised by its constants, which no implementation can do without: as the compiler writes them into
// instructions (signed LEB128) and as they stand in data (either byte order). Keys are the ones that this repository
// and the environment know.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { functions } from "./wasm.mjs";

const CONSTANTS = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0, 0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6];

function signedLeb128(value) {
  const bytes = [];
  for (let rest = value | 0; ; ) {
    const byte = rest & 0x7f;
    rest >>= 7;
    const last = (rest === 0 && !(byte & 0x40)) || (rest === -1 && byte & 0x40);
    bytes.push(last ? byte : byte | 0x80);
    if (last) return Buffer.from(bytes);
  }
}

function forms(constant) {
  const little = Buffer.alloc(4);
  little.writeUInt32LE(constant);
  const big = Buffer.from(little).reverse();
  const texts = [constant.toString(16), String(constant), String(constant | 0)].map((text) => Buffer.from(text));
  return [signedLeb128(constant), little, big, ...texts];
}

/** The published test keys in this repository, and whatever key the environment holds. */
function keys() {
  const read = (name) => JSON.parse(readFileSync(`crates/sbps/tests/${name}`, "utf8"));
  const recorded = [...read("vectors.json").vectors, ...read("recorded_calls.json").requests];
  return [...new Set([...recorded.map(({ hash_key: key }) => key), process.env.SBPS_HASH_KEY])].filter(Boolean);
}

/** What is wrong with a file, in words. */
export function secretsIn(content, knownKeys) {
  const lower = Buffer.from(content.toString("latin1").toLowerCase(), "latin1");
  const found = knownKeys.filter((key) => lower.includes(key.toLowerCase())).map((key) => `the hash key ${key.slice(0, 4)}…`);
  // One constant alone can be chance or another algorithm's; SHA-1 needs its five initial values and its four rounds'.
  const constants = CONSTANTS.filter((constant) => forms(constant).some((form) => lower.includes(form) || content.includes(form)));
  if (constants.length >= 3) found.push(`SHA-1 (${constants.length} of its 9 constants)`);
  return found;
}

const files = (folder) =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? files(path) : [path];
  });

const problems = [];
const knownKeys = keys();
let seen = 0;
for (const folder of process.argv.slice(2)) {
  for (const path of files(folder).filter((path) => /\.(wasm|js|html|css)$/.test(path))) {
    seen++;
    problems.push(...secretsIn(readFileSync(path), knownKeys).map((what) => `${path} holds ${what}`));
  }
}
for (const kind of [".wasm", ".js"]) {
  if (!process.argv.slice(2).some((folder) => files(folder).some((path) => path.endsWith(kind)))) problems.push(`no ${kind} file was checked`);
}

// The names of the module's functions, before they are removed.
const folder = join(process.argv[2], "../named");
const named = readdirSync(folder).flatMap((name) => functions(readFileSync(join(folder, name))));
if (!named.some(({ name }) => /\bsbps(?:\[[0-9a-f]+\])?::text\b/.test(name))) problems.push("the names of the module's functions are missing");
for (const { name } of named) {
  if (/\b(sha1|secrecy|subtle|encoding_rs)\b|checksum::/.test(name)) problems.push(`the element links ${name}`);
}

// The dependencies that the element could link at all.
const tree = execFileSync("cargo", ["tree", "--locked", "-p", "kantan-checkout", "--target", "wasm32-unknown-unknown", "-e", "normal", "--all-features", "--prefix", "none"], { encoding: "utf8" });
for (const crate of ["sha1", "secrecy", "subtle", "encoding_rs", "quick-xml"]) {
  if (tree.split("\n").some((line) => line.startsWith(`${crate} `))) problems.push(`the element depends on ${crate}`);
}

// The check itself: it must notice a planted key, and SHA-1 as data and as instructions.
const planted = [
  Buffer.from(`const key = "${knownKeys[0].toUpperCase()}";`),
  Buffer.concat(CONSTANTS.map((constant) => forms(constant)[1])),
  Buffer.concat(CONSTANTS.map((constant) => Buffer.concat([Buffer.from([0x41]), signedLeb128(constant)]))),
  Buffer.from("h0=0x67452301,h1=0xEFCDAB89,h2=0x98BADCFE"),
];
planted.forEach((content, index) => {
  if (secretsIn(content, knownKeys).length === 0) problems.push(`control ${index}: a planted secret went unnoticed`);
});

for (const problem of problems) console.error(`error: ${problem}`);
console.log(`${planted.length + seen - problems.length} passed, ${problems.length} failed`);
process.exit(problems.length === 0 ? 0 : 1);
