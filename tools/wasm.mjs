// Reads just enough of a WebAssembly module: its sections, the sizes of its functions and their names.

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
  let imported = 0;
  const sizes = [];
  const names = new Map();
  for (const section of sections(bytes)) {
    let [count, at] = number(bytes, section.start);
    if (section.id === 2) imported = importedFunctions(bytes, at, count);
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

function importedFunctions(bytes, at, count) {
  let functions = 0;
  for (; count > 0; count--) {
    for (let text = 0; text < 2; text++) {
      const [length, start] = number(bytes, at);
      at = start + length;
    }
    const kind = bytes[at++];
    if (kind === 0) {
      functions++;
      at = number(bytes, at)[1];
    } else if (kind === 3) {
      at += 2;
    } else if (kind === 1 || kind === 2) {
      if (kind === 1) at++;
      const [flags, start] = number(bytes, at);
      at = number(bytes, start)[1];
      if (flags & 1) at = number(bytes, at)[1];
    } else {
      at = number(bytes, at + 1)[1];
    }
  }
  return functions;
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
