// Compares pictures with their baselines and shows what differs.
//
//     node compare.mjs BASELINES PICTURES DIFFERENCES TOLERANCE [accept]
//
// The first three are folders. TOLERANCE is JSON: `distance` is how far two colours may be from each other, `square` the
// side of a square in pixels, and `pixels` how many in any such square may be further. Says as a list in JSON what differs,
// and leaves a page in DIFFERENCES that shows it. With `accept`, what differs becomes the baseline.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const tools = createRequire(process.env.KANTAN_NPM_TOOLS);
const load = (name) => import(pathToFileURL(tools.resolve(name)));
const [{ default: pixelmatch }, { encode }] = await Promise.all(["pixelmatch", "fast-png"].map(load));
// It writes no palettes, and reads several times as fast.
const { PNG } = tools("pngjs");

const [baselines, pictures, differences, told, accept] = process.argv.slice(2);
const tolerance = JSON.parse(told);

/** The pictures below a folder, by their names. */
const names = (folder) =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(".png")).sort()
    : [];

/** A picture as red, green, blue and alpha. */
const read = (file) => {
  const { width, height, data } = PNG.sync.read(readFileSync(file));
  return { width, height, pixels: data };
};

/** The same on a ground of this size: what lies beside it is of a colour that no state has. */
const BESIDE = [255, 0, 255, 255];
const onGround = ({ width, height, pixels }, wide, high) => {
  if (width === wide && height === high) return pixels;
  const ground = new Uint8Array(wide * high * 4);
  for (let at = 0; at < ground.length; at += 4) ground.set(BESIDE, at);
  for (let row = 0; row < height; row += 1) ground.set(pixels.subarray(row * width * 4, (row + 1) * width * 4), row * wide * 4);
  return ground;
};

/** How two pictures differ. */
const compare = (before, after) => {
  const [width, height] = [Math.max(before.width, after.width), Math.max(before.height, after.height)];
  const [one, other] = [before, after].map((picture) => onGround(picture, width, height));
  const drawn = new Uint8Array(width * height * 4);
  const count = (more, output = null) => pixelmatch(one, other, output, width, height, { threshold: tolerance.distance, includeAA: true, ...more });
  const inSquare = count({ windowSize: tolerance.square });
  const pixels = inSquare > tolerance.pixels ? count({ diffColor: [208, 0, 80] }, drawn) : 0;
  return { width, height, one, other, drawn, inSquare, pixels };
};

/** Three pictures beside each other, with some room between them. */
const ROOM = 16;
const beside = (width, height, parts) => {
  const wide = parts.length * (width + ROOM) - ROOM;
  const data = new Uint8Array(wide * height * 4).fill(128);
  parts.forEach((part, place) => {
    for (let row = 0; row < height; row += 1) {
      data.set(part.subarray(row * width * 4, (row + 1) * width * 4), (row * wide + place * (width + ROOM)) * 4);
    }
  });
  return encode({ width: wide, height, data, channels: 4 });
};

const write = (file, content) => {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
};

/** A picture as it is kept: by a palette. Letters have few colours; of the shades at round corners, the rarest become the nearest. */
const MOST = 256;
const small = ({ width, height, pixels }) => {
  const colours = new Uint32Array(width * height);
  const counts = new Map();
  for (let at = 0; at < colours.length; at += 1) {
    colours[at] = (pixels[at * 4] << 16) | (pixels[at * 4 + 1] << 8) | pixels[at * 4 + 2];
    counts.set(colours[at], (counts.get(colours[at]) ?? 0) + 1);
  }
  const parts = (colour) => [colour >> 16, (colour >> 8) & 255, colour & 255];
  const palette = [...counts].sort(([, one], [, other]) => other - one).map(([colour]) => parts(colour));
  const rest = palette.splice(MOST);
  const far = (one, other) => Math.hypot(...one.map((part, channel) => part - other[channel]));
  const nearest = (colour) => palette.reduce((best, it, place) => (far(it, colour) < far(palette[best], colour) ? place : best), 0);
  const key = ([red, green, blue]) => (red << 16) | (green << 8) | blue;
  const places = new Map([...palette.map((colour, place) => [key(colour), place]), ...rest.map((colour) => [key(colour), nearest(colour)])]);
  const data = new Uint8Array(width * height).map((_, at) => places.get(colours[at]));
  return encode({ width, height, data, channels: 1, palette }, { zlib: { level: 9 } });
};

const page = (found) => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${found.length} pictures differ</title>
<style>
body { margin: 2rem; font: 1rem/1.5 system-ui, sans-serif; background: #eee; color: #111 }
table { border-collapse: collapse; background: #fff } :is(th, td) { padding: .25rem .75rem; border: 1px solid #bbb; text-align: start }
td:not(:first-child) { text-align: end } figure { margin: 2rem 0 } img { max-width: 100%; border: 1px solid #bbb }
</style>
<h1>${found.length} pictures differ</h1>
<p>From left to right: before, after, and the difference. Where a picture is smaller than the other, the rest is magenta.</p>
<table><tr><th>picture<th>in all, pixels<th>in a square of ${tolerance.square}, pixels<th>of 10,000</tr>
${found.map(({ name, pixels, inSquare, share, what }) => `<tr><td><a href="#${name}">${name}</a>${what ? `: ${what}` : ""}<td>${pixels}<td>${inSquare}<td>${share}</tr>`).join("\n")}
</table>
${found.map(({ name }) => `<figure id="${name}"><figcaption>${name}</figcaption><img src="${name}" alt="before, after, difference"></figure>`).join("\n")}
</html>
`;

rmSync(differences, { recursive: true, force: true });
const found = [];
for (const name of names(pictures)) {
  const after = read(join(pictures, name));
  const baseline = join(baselines, name);
  if (!existsSync(baseline)) {
    found.push({ name, what: "it has no baseline", pixels: after.width * after.height, inSquare: 0, share: 10_000 });
    write(join(differences, name), encode({ ...after, data: after.pixels, channels: 4 }));
  } else {
    const { width, height, one, other, drawn, inSquare, pixels } = compare(read(baseline), after);
    if (pixels === 0) continue;
    found.push({ name, pixels, inSquare, share: Math.ceil((pixels * 10_000) / (width * height)) });
    write(join(differences, name), beside(width, height, [one, other, drawn]));
  }
  if (accept) write(baseline, small(after));
}
if (found.length > 0) write(join(differences, "index.html"), page(found));
console.log(JSON.stringify(found));
