// The bytes of a wasm file.

export const SECTION = { custom: 0, imports: 2, exports: 7, code: 10 };

/** Reads numbers and runs of bytes one after the other. */
export class Reader {
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

export function leb(number) {
  const bytes = [];
  for (; number > 127; number = Math.floor(number / 128)) bytes.push((number & 127) | 128);
  return [...bytes, number];
}

/** The same file without the exports that are not in `names`: wasm-opt then drops what only they used. */
export function withExports(wasm, names) {
  const file = new Reader(wasm);
  const parts = [file.take(8)];
  while (!file.isDone) {
    const id = file.byte();
    const section = file.take(file.number());
    const body = id === SECTION.exports ? kept(new Reader(section), names) : section;
    parts.push(Buffer.from([id, ...leb(body.length)]), body);
  }
  return Buffer.concat(parts);
}

/** The section of the exports with those of these names. */
function kept(section, names) {
  const entries = Array.from({ length: section.number() }, () => {
    const start = section.at;
    const name = Buffer.from(section.take(section.number())).toString();
    section.byte();
    section.number();
    return { name, bytes: section.bytes.subarray(start, section.at) };
  }).filter(({ name }) => names.has(name));
  return Buffer.concat([Buffer.from(leb(entries.length)), ...entries.map(({ bytes }) => bytes)]);
}
