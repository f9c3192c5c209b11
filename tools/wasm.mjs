// Reads just enough of a WebAssembly module: its sections, what it imports and exports, the sizes of its functions and
// their names; and writes another boundary.

/** An unsigned LEB128 number at `at`: its value and where the next byte is. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return [value, at];
  }
}

/** Every section: its id, where its content begins and ends, and for a custom section its name. */
export function* sections(bytes) {
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at++];
    const [size, start] = number(bytes, at);
    at = start + size;
    if (id !== 0) {
      yield { id, start, end: at };
      continue;
    }
    const [length, name] = number(bytes, start);
    yield { id, name: bytes.subarray(name, name + length).toString(), start: name + length, end: at };
  }
}

/** The functions of the module: index, size of the body in bytes, name. */
export function functions(bytes) {
  const imported = imports(bytes).filter(({ description }) => description[0] === 0).length;
  const sizes = [];
  const names = new Map();
  for (const section of sections(bytes)) {
    let [count, at] = number(bytes, section.start);
    if (section.id === 10) {
      for (; count > 0; count--) {
        const [size, start] = number(bytes, at);
        sizes.push(size + (start - at));
        at = start + size;
      }
    }
    if (section.id === 0 && section.name === "name") readNames(bytes, section, names);
  }
  return sizes.map((size, index) => ({ size, name: names.get(imported + index) ?? "" }));
}

/** A name or text at `at`: it and where the next byte is. */
function text(bytes, at) {
  const [length, start] = number(bytes, at);
  return [bytes.subarray(start, start + length).toString(), start + length];
}

/** Where a description of an import ends: its kind, then its type or its limits. */
function afterDescription(bytes, at) {
  const kind = bytes[at++];
  if (kind === 0) return number(bytes, at)[1];
  if (kind === 3) return at + 2;
  if (kind !== 1 && kind !== 2) return number(bytes, at + 1)[1];
  if (kind === 1) at++;
  const [flags, start] = number(bytes, at);
  at = number(bytes, start)[1];
  return flags & 1 ? number(bytes, at)[1] : at;
}

/** The imports: module, name, and the description as it stands in the bytes (its first byte is the kind, 0 a function). */
export function imports(bytes) {
  return entries(bytes, 2, (at) => {
    const [module, middle] = text(bytes, at);
    const [name, start] = text(bytes, middle);
    const end = afterDescription(bytes, start);
    return [{ module, name, description: bytes.subarray(start, end) }, end];
  });
}

/** The exports: name, and the description as it stands in the bytes. */
export function exports(bytes) {
  return entries(bytes, 7, (at) => {
    const [name, start] = text(bytes, at);
    const end = number(bytes, start + 1)[1];
    return [{ name, description: bytes.subarray(start, end) }, end];
  });
}

function entries(bytes, id, read) {
  const found = [];
  for (const section of sections(bytes)) {
    if (section.id !== id) continue;
    let [count, at] = number(bytes, section.start);
    for (let entry; count > 0; count--, found.push(entry)) [entry, at] = read(at);
  }
  return found;
}

function leb128(value) {
  const bytes = [];
  for (; value > 0x7f; value = Math.floor(value / 0x80)) bytes.push((value & 0x7f) | 0x80);
  return Buffer.from([...bytes, value]);
}

const named = (name) => Buffer.concat([leb128(Buffer.byteLength(name)), Buffer.from(name)]);

/** The module with other imports and exports, as `imports` and `exports` give them. */
export function withBoundary(bytes, newImports, newExports) {
  const contents = new Map([
    [2, newImports.map(({ module, name, description }) => Buffer.concat([named(module), named(name), description]))],
    [7, newExports.map(({ name, description }) => Buffer.concat([named(name), description]))],
  ]);
  const pieces = [bytes.subarray(0, 8)];
  for (let at = 8; at < bytes.length; ) {
    const id = bytes[at];
    const [size, start] = number(bytes, at + 1);
    const end = start + size;
    if (contents.has(id)) {
      const content = Buffer.concat([leb128(contents.get(id).length), ...contents.get(id)]);
      pieces.push(Buffer.from([id]), leb128(content.length), content);
    } else {
      pieces.push(bytes.subarray(at, end));
    }
    at = end;
  }
  return Buffer.concat(pieces);
}

function readNames(bytes, section, names) {
  for (let at = section.start; at < section.end; ) {
    const kind = bytes[at++];
    const [size, start] = number(bytes, at);
    at = start + size;
    if (kind !== 1) continue;
    let [count, place] = number(bytes, start);
    for (; count > 0; count--) {
      const [index, next] = number(bytes, place);
      const [length, text] = number(bytes, next);
      names.set(index, bytes.subarray(text, text + length).toString());
      place = text + length;
    }
  }
}
