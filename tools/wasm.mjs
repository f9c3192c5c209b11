// What Node.js does not tell of a WebAssembly module: the sizes of its functions, and their names; and a module without
// some of its sections.

/** An unsigned LEB128 number at `at`: its value and where the next byte is. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** Where the content of the section of code begins. */
function code(bytes) {
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at++];
    const [size, start] = number(bytes, at);
    if (id === 10) return start;
    at = start + size;
  }
  throw new Error("the module has no code");
}

/** The names of functions by their index, as the compiler wrote them into the section "name". */
function functionNames(module) {
  const names = new Map();
  const [section] = WebAssembly.Module.customSections(module, "name");
  const bytes = Buffer.from(section ?? []);
  for (let at = 0; at < bytes.length; ) {
    const kind = bytes[at++];
    const [size, start] = number(bytes, at);
    at = start + size;
    if (kind !== 1) continue;
    let [count, place] = number(bytes, start);
    for (; count > 0; count--) {
      const [index, next] = number(bytes, place);
      const [length, text] = number(bytes, next);
      place = text + length;
      names.set(index, bytes.toString("utf8", text, place));
    }
  }
  return names;
}

/** The functions of the module: the size of each in bytes, and its name. */
export function functions(bytes) {
  const module = new WebAssembly.Module(bytes);
  const names = functionNames(module);
  let index = WebAssembly.Module.imports(module).filter(({ kind }) => kind === "function").length;
  const found = [];
  let [count, at] = number(bytes, code(bytes));
  for (; count > 0; count--) {
    const [size, start] = number(bytes, at);
    found.push({ size: size + (start - at), name: names.get(index++) ?? "" });
    at = start + size;
  }
  return found;
}

/** The module without the custom sections of these names. */
export function withoutSections(bytes, names) {
  const kept = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    const [size, start] = number(bytes, at + 1);
    const end = start + size;
    const [length, text] = bytes[at] === 0 ? number(bytes, start) : [0, start];
    if (bytes[at] !== 0 || !names.includes(bytes.toString("utf8", text, text + length))) kept.push(bytes.subarray(at, end));
    at = end;
  }
  return Buffer.concat(kept);
}
