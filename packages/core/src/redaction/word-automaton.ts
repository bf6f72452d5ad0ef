/**
 * Words of ASCII put together so that one pass over a text finds all of them, in whatever case and
 * however they overlap (Aho and Corasick, 1975).
 */
export interface WordAutomaton {
  /** What a character code counts as: letters that words have in common with it; 0 is all others. */
  readonly classes: Uint8Array;
  /** How far a state is shifted, so that a class fits below it. */
  readonly shift: number;
  /** The next state by state and class, shifted; negative where words end. */
  readonly next: Int32Array;
  /** The words that end in a state, as indices, the longest first. */
  readonly endings: readonly (readonly number[])[];
  readonly lengths: readonly number[];
}

const KELVIN = 0x212a;

/**
 * Puts words together. It takes milliseconds: see {@link isWord} for which are taken.
 * @throws RangeError for words of more than 255 different characters.
 */
export function wordAutomaton(words: readonly string[]): WordAutomaton {
  const { classes, shift } = classesOf(words);
  const { next, endings } = trieOf(words, classes, shift);
  completeTrie(next, endings, shift);
  for (let i = 0; i < next.length; i++) {
    const state = next[i] ?? 0;
    next[i] = (endings[state]?.length ?? 0) > 0 ? -(state << shift) : state << shift;
  }
  return { classes, shift, next, endings, lengths: words.map((word) => word.length) };
}

/** Whether a word can be looked for this way: ASCII in lower case, and not empty. */
export function isWord(word: string): boolean {
  return /^[\0-@[-\x7f]+$/.test(word);
}

/**
 * Calls for each word with its index and where it starts, by where they end. The case is that of
 * `toLowerCase` but for `İ`, which becomes two characters there and is none of a word here.
 */
export function eachWord(
  { classes, shift, next, endings, lengths }: WordAutomaton,
  text: string,
  found: (word: number, start: number) => void,
): void {
  let state = 0;
  for (let i = 0; i < text.length; i++) {
    state = next[state | (classes[text.charCodeAt(i)] ?? 0)] ?? 0;
    if (state < 0) {
      state = -state;
      for (const word of endings[state >> shift] ?? []) found(word, i + 1 - (lengths[word] ?? 0));
    }
  }
}

function classesOf(words: readonly string[]): { classes: Uint8Array; shift: number } {
  const classes = new Uint8Array(0x10000);
  const letters = [...new Set(words.join(''))];
  if (letters.length > 0xff) throw new RangeError('words of too many different characters');
  for (const [i, letter] of letters.entries()) {
    classes[letter.charCodeAt(0)] = i + 1;
    classes[letter.toUpperCase().charCodeAt(0)] = i + 1;
    if (letter === 'k') classes[KELVIN] = i + 1;
  }
  return { classes, shift: 32 - Math.clz32(letters.length) };
}

function trieOf(
  words: readonly string[],
  classes: Uint8Array,
  shift: number,
): { next: Int32Array; endings: number[][] } {
  const most = words.reduce((sum, word) => sum + word.length, 1);
  const next = new Int32Array(most << shift);
  const endings: number[][] = [[]];
  for (const [index, word] of words.entries()) {
    let state = 0;
    for (let i = 0; i < word.length; i++) {
      const edge = (state << shift) | (classes[word.charCodeAt(i)] ?? 0);
      if (next[edge] === 0) next[edge] = endings.push([]) - 1;
      state = next[edge] ?? 0;
    }
    endings[state]?.push(index);
  }
  return { next: next.slice(0, endings.length << shift), endings };
}

/** Leads each character that doesn't go on with a word to the longest end that starts another. */
function completeTrie(next: Int32Array, endings: number[][], shift: number): void {
  const fallbacks = new Int32Array(endings.length);
  const queue = [0];
  for (const state of queue) {
    const fallback = fallbacks[state] ?? 0;
    if (state !== 0) endings[state]?.push(...(endings[fallback] ?? []));
    for (let letter = 0; letter < 1 << shift; letter++) {
      const edge = (state << shift) | letter;
      const otherwise = state === 0 ? 0 : (next[(fallback << shift) | letter] ?? 0);
      const child = next[edge] ?? 0;
      if (child === 0) next[edge] = otherwise;
      else {
        fallbacks[child] = otherwise;
        queue.push(child);
      }
    }
  }
}
