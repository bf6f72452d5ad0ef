import { randomOf } from './random.js';

/** A file with damage, and the pages that it hit. */
export interface Damaged {
  readonly bytes: Buffer;
  readonly pages: ReadonlySet<number>;
  readonly what: string;
}

const PAGE = 4096;

/** Damages a copy of a database: pages of zeros or of noise, part of a page, or a file cut off. */
export function damage(original: Buffer, seed: number): Damaged {
  const random = randomOf(seed);
  const count = original.length / PAGE;
  const kind = ['zeroed', 'randomised', 'partly randomised', 'cut off'][seed % 4] ?? '';
  if (kind === 'cut off') return cutOff(original, count - 1 - random(Math.ceil(count / 2)), random);
  const bytes = Buffer.from(original);
  const pages = new Set(Array.from({ length: 1 + random(5) }, () => 1 + random(count)));
  for (const page of pages) {
    const start = (page - 1) * PAGE;
    const [from, to] = kind === 'partly randomised' ? part(random) : [0, PAGE];
    for (let at = from; at < to; at++) bytes[start + at] = kind === 'zeroed' ? 0 : random(256);
  }
  return { bytes, pages, what: `${kind}: ${[...pages].join(', ')}` };
}

function cutOff(original: Buffer, kept: number, random: (below: number) => number): Damaged {
  const rest = random(2) * random(PAGE);
  const total = original.length / PAGE;
  const pages = new Set(Array.from({ length: total - kept }, (_, n) => kept + 1 + n));
  return {
    bytes: original.subarray(0, kept * PAGE + rest),
    pages,
    what: `cut off after ${kept} of ${total} pages and ${rest} bytes`,
  };
}

function part(random: (below: number) => number): [number, number] {
  const from = random(PAGE);
  return [from, from + 1 + random(PAGE - from)];
}
