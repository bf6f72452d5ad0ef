/** Makes a value of a shape, the same for the same seed. See {@link makeSecret}. */
type Make = (random: () => number) => string;

const LONGEST_RUN = 12;

/**
 * A value of a shape, which is a regular expression of the simplest kind: characters, `[classes]`,
 * `(this|or that)`, and after each of them `?`, `+`, `{n}` or `{m,n}`.
 * @param seed the same seed gives the same value.
 */
export function makeSecret(shape: string, seed: string): string {
  const reader = { text: shape, at: 0 };
  const make = alternatives(reader);
  if (reader.at < shape.length) throw new Error(`Shape ${shape} ends at ${reader.at}`);
  return make(randomOf(seed));
}

interface Reader {
  readonly text: string;
  at: number;
}

function alternatives(reader: Reader): Make {
  const choices = [sequence(reader)];
  while (reader.text[reader.at] === '|') {
    reader.at += 1;
    choices.push(sequence(reader));
  }
  return (random) => pick(choices, random)?.(random) ?? '';
}

function sequence(reader: Reader): Make {
  const parts: Make[] = [];
  while (reader.at < reader.text.length && !'|)'.includes(reader.text[reader.at] ?? '')) {
    const part = one(reader);
    const [least, most] = count(reader);
    parts.push((random) => {
      const times = least + Math.floor(random() * (most - least + 1));
      return Array.from({ length: times }, () => part(random)).join('');
    });
  }
  return (random) => parts.map((part) => part(random)).join('');
}

function one(reader: Reader): Make {
  const start = reader.text[reader.at] ?? '';
  reader.at += 1;
  if (start === '(') {
    const group = alternatives(reader);
    reader.at += 1;
    return group;
  }
  if (start !== '[') return () => start;
  const end = reader.text.indexOf(']', reader.at);
  const letters = lettersOf(reader.text.slice(reader.at, end));
  reader.at = end + 1;
  return (random) => pick(letters, random) ?? '';
}

/** The characters of a class: `a-z` is a range, `-` at the end is itself. */
function lettersOf(source: string): string[] {
  return [...source.matchAll(/(.)-(.)|(.)/g)].flatMap(([, first, last, only]) => {
    if (first === undefined || last === undefined) return only ?? [];
    const from = first.charCodeAt(0);
    return Array.from({ length: last.charCodeAt(0) - from + 1 }, (_, i) =>
      String.fromCharCode(from + i),
    );
  });
}

function count(reader: Reader): [least: number, most: number] {
  const [found, only, least, most] =
    /^(?:[?+]|\{(\d+)\}|\{(\d+),(\d+)\})/.exec(reader.text.slice(reader.at)) ?? [];
  if (found === undefined) return [1, 1];
  reader.at += found.length;
  if (found === '?') return [0, 1];
  if (found === '+') return [1, LONGEST_RUN];
  return [Number(only ?? least), Number(only ?? most)];
}

function pick<T>(list: readonly T[], random: () => number): T | undefined {
  return list[Math.floor(random() * list.length)];
}

/** Numbers from 0 to 1 that look like chance and are the same each time (mulberry32). */
function randomOf(seed: string): () => number {
  let state = 0x811c9dc5;
  for (const letter of seed) state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}
