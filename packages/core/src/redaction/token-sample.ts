import { headOf, type TokenFormat, tailSource } from './token-format.js';

/** How much longer than need be a run without an end may become. */
const MOST_MORE = 6;

/** Letters of which a set in a format is made, as it is written in a regular expression. */
const ALL = Array.from({ length: 95 }, (_, i) => String.fromCharCode(i + 32));

/**
 * A token of a format, the same for the same seed. What formats are written in is all it reads:
 * letters, sets, groups of alternatives, counts; what may not follow is passed over.
 */
export function sampleOf(format: TokenFormat, seed: number): string {
  const reader = { source: tailSource(format), at: 0, random: randomBy(format, seed) };
  return headOf(format) + sequence(reader);
}

interface Reader {
  readonly source: string;
  at: number;
  readonly random: (below: number) => number;
}

/** Reads up to an end or a `)`, all alternatives of it, and makes one of them. */
function sequence(reader: Reader): string {
  const alternatives: string[] = [''];
  while (reader.at < reader.source.length && reader.source[reader.at] !== ')') {
    if (reader.source[reader.at] === '|') {
      reader.at += 1;
      alternatives.push('');
    } else {
      alternatives.push(`${alternatives.pop() ?? ''}${repeated(reader)}`);
    }
  }
  return alternatives[reader.random(alternatives.length)] ?? '';
}

/** Reads one thing with its count. */
function repeated(reader: Reader): string {
  const start = reader.at;
  let made = one(reader);
  const end = reader.at;
  const [least, most] = count(reader);
  const after = reader.at;
  const times = least + reader.random(most - least + 1);
  let text = '';
  for (let i = 0; i < times; i++) {
    if (i > 0) {
      reader.at = start;
      made = one(reader);
    }
    text += made;
  }
  reader.at = times > 0 ? after : Math.max(after, end);
  return text;
}

function one(reader: Reader): string {
  const { source } = reader;
  const rest = source.slice(reader.at);
  const set = /^(?:\[(?:\\.|[^\]\\])+\]|\\[wd])/.exec(rest)?.[0];
  if (set !== undefined) {
    reader.at += set.length;
    return oneOf(set, reader.random);
  }
  const look = /^\(\?[!=][^()]*\)/.exec(rest)?.[0];
  if (look !== undefined) {
    reader.at += look.length;
    return '';
  }
  if (rest.startsWith('(?:')) {
    reader.at += 3;
    const made = sequence(reader);
    reader.at += 1;
    return made;
  }
  const letter = rest.startsWith('\\') ? rest.slice(1, 2) : rest.slice(0, 1);
  reader.at += rest.startsWith('\\') ? 2 : 1;
  return letter;
}

function count(reader: Reader): [number, number] {
  const [whole = '', sign, least, comma, most] =
    /^(?:([?])|\{(\d+)(?:(,)(\d*))?\})/.exec(reader.source.slice(reader.at)) ?? [];
  reader.at += whole.length;
  if (whole === '') return [1, 1];
  if (sign !== undefined) return [0, 1];
  const from = Number(least);
  if (comma !== ',') return [from, from];
  return [from, most === '' || most === undefined ? from + MOST_MORE : Number(most)];
}

function oneOf(set: string, random: Reader['random']): string {
  let letters = sets.get(set);
  if (letters === undefined) {
    const pattern = new RegExp(`^${set}$`);
    letters = ALL.filter((letter) => pattern.test(letter));
    sets.set(set, letters);
  }
  return letters[random(letters.length)] ?? '';
}

const sets = new Map<string, readonly string[]>();

/** Numbers that look random (mulberry32), from a text and a number. */
function randomBy(text: string, seed: number): (below: number) => number {
  let state = seed >>> 0;
  for (const letter of text) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
