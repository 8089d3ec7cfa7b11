// An order of the functions of a wasm file in which compression finds what is alike side by side: by their types,
// then by their bytes. It is worth 5 KB of transfer, and changes nothing else: they are called by number.

const SECTION = { custom: 0, imports: 2, functions: 3, code: 10 };
/** The kind of import that is a function; all others stand behind these in what wasm-bindgen writes. */
const FUNCTION = 0;

/** Reads numbers and runs of bytes one after the other. */
class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  get isDone() {
    return this.at >= this.bytes.length;
  }

  byte() {
    return this.bytes[this.at++];
  }

  /** An unsigned LEB128. */
  number() {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }

  take(length) {
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

function leb(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number & 127) | 128);
  return [...bytes, number];
}

/** How many functions a file imports: the first of its numbers. */
function imported(section) {
  let count = 0;
  for (let left = section.number(); left > 0; left -= 1) {
    section.take(section.number());
    section.take(section.number());
    if (section.byte() !== FUNCTION) break;
    section.number();
    count += 1;
  }
  return count;
}

/** The same file with names for its functions that are in the wanted order, for `wasm-opt --reorder-functions-by-name`. */
export function named(wasm) {
  const file = new Reader(wasm);
  file.take(8);
  const found = { first: 0, types: [], bodies: [] };
  while (!file.isDone) {
    const id = file.byte();
    const section = new Reader(file.take(file.number()));
    if (id === SECTION.imports) found.first = imported(section);
    if (id === SECTION.functions) found.types = Array.from({ length: section.number() }, () => section.number());
    if (id === SECTION.code) found.bodies = Array.from({ length: section.number() }, () => section.take(section.number()));
  }
  const { first, types, bodies } = found;
  const order = bodies.map((_, i) => i).sort((a, b) => types[a] - types[b] || Buffer.compare(bodies[a], bodies[b]));
  const places = new Map(order.map((i, place) => [i, place]));
  const names = bodies.flatMap((_, i) => {
    const name = Buffer.from(String(places.get(i)).padStart(6, "0"));
    return [...leb(first + i), ...leb(name.length), ...name];
  });
  // The part of the names section that is about functions has the number 1.
  const list = [...leb(bodies.length), ...names];
  const section = [...leb(4), ...Buffer.from("name"), 1, ...leb(list.length), ...list];
  return Buffer.concat([wasm, Buffer.from([SECTION.custom, ...leb(section.length), ...section])]);
}
