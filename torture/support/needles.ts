import { redactText } from '@spoor/core';
import { EXAMPLES, NAMED, secretsIn } from './secrets.ts';

/** So many bytes of a secret give it away. */
const LENGTH = 12;

/** How much of a find is told, and how far the next one is looked for behind it. */
const MOST = 4;
const AROUND = 60;
const APART = 500;

/** Bytes are looked up by their first four before they are compared. */
const HASH_BITS = 22;

/** Looks for pieces of secrets in bytes, whatever the case of their letters. */
export class Needles {
  readonly #pieces: ReadonlySet<string>;
  readonly #starts = new Uint8Array(2 ** HASH_BITS);

  constructor(pieces: Iterable<string>) {
    this.#pieces = new Set([...pieces].map((piece) => piece.toLowerCase()));
    for (const piece of this.#pieces) this.#starts[hashAt(Buffer.from(piece, 'latin1'), 0)] = 1;
  }

  /** How many different pieces are looked for. */
  get size(): number {
    return this.#pieces.size;
  }

  /** Where pieces stand in some bytes, with what is around them; the first few places. */
  findIn(given: Buffer): string[] {
    const bytes = lowered(given);
    const found: string[] = [];
    for (let at = 0; at + LENGTH <= bytes.length && found.length < MOST; at++) {
      if (this.#starts[hashAt(bytes, at)] !== 1) continue;
      const piece = bytes.toString('latin1', at, at + LENGTH);
      if (!this.#pieces.has(piece)) continue;
      found.push(JSON.stringify(bytes.toString('latin1', Math.max(0, at - AROUND), at + AROUND)));
      at += APART;
    }
    return found;
  }
}

/**
 * Every piece of 12 bytes of every example's secret: as it is, as it stands in JSON and in a URL, and
 * in base64; but for those that also stand in what is kept of an example, or in the lines around keys.
 */
export function exampleNeedles(): Needles {
  const kept = EXAMPLES.map((example) => redactText(example))
    .join('\n')
    .toLowerCase();
  const secrets = [...EXAMPLES.flatMap(secretsIn), String(NAMED.password), NAMED.api_token];
  const pieces = secrets.flatMap(withoutArmour).flatMap(formsOf).flatMap(piecesOf);
  return new Needles(pieces.filter((piece) => !kept.includes(piece.toLowerCase())));
}

/** The lines around a key say only what is between them, and are the same for every key. */
const ARMOUR = /-----(?:BEGIN|END) [A-Z ]{0,20}PRIVATE KEY(?: BLOCK)?-----/;

function withoutArmour(secret: string): string[] {
  return secret.split(ARMOUR);
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  // What stands before it shifts base64 by up to two bytes; its ends depend on what is around it.
  const encoded = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret), ...encoded];
}

function piecesOf(text: string): string[] {
  const bytes = Buffer.from(text).toString('latin1');
  return Array.from({ length: Math.max(0, bytes.length - LENGTH + 1) }, (_, at) =>
    bytes.slice(at, at + LENGTH),
  ).filter(isTelling);
}

/** A row of one letter tells nothing: `A` is also how SQLite writes the length of a text of 26 bytes. */
function isTelling(piece: string): boolean {
  return new Set(piece).size > 1;
}

function hashAt(bytes: Buffer, at: number): number {
  return Math.imul(bytes.readUInt32LE(at), 0x9e3779b1) >>> (32 - HASH_BITS);
}

function lowered(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 0; at < copy.length; at++) {
    const byte = copy[at] ?? 0;
    if (byte >= 65 && byte <= 90) copy[at] = byte + 32;
  }
  return copy;
}
