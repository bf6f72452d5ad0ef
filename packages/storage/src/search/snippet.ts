import { type PlacedWord, placedWords, type TextQuery, type WantedPhrase } from './text-query.js';

/** A part of a text around what was looked for. */
export interface Snippet {
  readonly text: string;
  /** Where in it what was looked for stands: `[from, to)` in UTF-16 units, in order. */
  readonly marks: readonly (readonly [from: number, to: number])[];
  /** Whether text before it, or behind it, is left out. */
  readonly cutBefore: boolean;
  readonly cutAfter: boolean;
}

/** More than so many hits in one text need not be known to choose the best part of it. */
const MOST_MARKS = 200;

interface Mark {
  readonly from: number;
  readonly to: number;
  /** Which of the wanted it is. */
  readonly wanted: number;
}

/**
 * Cuts the part out of a text that holds most of what was looked for, the first of equal ones.
 * @param length of the part, about, in UTF-16 units.
 */
export function snippetOf(text: string, query: TextQuery, length = 200): Snippet {
  const marks = findMarks(text, query);
  const first = bestPlace(marks, length);
  const lead = first === undefined ? 0 : Math.max(0, first.from - Math.floor(length / 5));
  const from = startOf(text, Math.max(0, Math.min(lead, text.length - length)));
  const to = endOf(text, Math.min(text.length, from + length));
  const inside = marks.filter((mark) => mark.from >= from && mark.from < to);
  return {
    text: text.slice(from, to),
    marks: joined(inside).map((mark) => [mark.from - from, Math.min(mark.to, to) - from]),
    cutBefore: from > 0,
    cutAfter: to < text.length,
  };
}

/** Whether a text holds any of what was looked for. */
export function holdsAny(text: string, query: TextQuery): boolean {
  return findMarks(text, query, 1).length > 0;
}

function findMarks(text: string, { phrases, parts }: TextQuery, most = MOST_MARKS): Mark[] {
  const marks = parts.flatMap((part, index) =>
    placesOf(text, part, most).map((from) => ({
      from,
      to: from + part.length,
      wanted: phrases.length + index,
    })),
  );
  if (phrases.length > 0) marks.push(...findPhrases(text, phrases, most));
  return marks.sort((a, b) => a.from - b.from);
}

function placesOf(text: string, part: string, most: number): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(part); at >= 0 && places.length < most; ) {
    places.push(at);
    at = text.indexOf(part, at + part.length);
  }
  return places;
}

/** In one pass over the words: of each, whether a phrase ends with it. */
function findPhrases(text: string, phrases: readonly WantedPhrase[], most: number): Mark[] {
  const longest = Math.max(...phrases.map(({ words }) => words.length));
  const marks: Mark[] = [];
  const window: PlacedWord[] = [];
  for (const word of placedWords(text)) {
    window.push(word);
    if (window.length > longest) window.shift();
    for (const [wanted, phrase] of phrases.entries()) {
      const start = window[window.length - phrase.words.length];
      if (start !== undefined && endsWith(window, phrase)) {
        marks.push({ from: start.from, to: word.to, wanted });
      }
    }
    if (marks.length >= most) break;
  }
  return marks;
}

function endsWith(window: readonly PlacedWord[], { words, mayGoOn }: WantedPhrase): boolean {
  const offset = window.length - words.length;
  if (words.length === 0 || offset < 0) return false;
  return words.every((wanted, index) => {
    const word = window[offset + index]?.word ?? '';
    return mayGoOn && index === words.length - 1 ? word.startsWith(wanted) : word === wanted;
  });
}

/** The mark from which on most of the wanted stand near each other. */
function bestPlace(marks: readonly Mark[], length: number): Mark | undefined {
  let best: Mark | undefined;
  let most = 0;
  for (const [index, mark] of marks.entries()) {
    const near = new Set<number>();
    for (let at = index; at < marks.length; at++) {
      const other = marks[at];
      if (other === undefined || other.from > mark.from + length * 0.7) break;
      near.add(other.wanted);
    }
    if (near.size > most) [best, most] = [mark, near.size];
  }
  return best;
}

function joined(marks: readonly Mark[]): Mark[] {
  const result: Mark[] = [];
  for (const mark of marks) {
    const last = result.at(-1);
    if (last === undefined || mark.from >= last.to) result.push(mark);
    else if (mark.to > last.to) result[result.length - 1] = { ...last, to: mark.to };
  }
  return result;
}

/** How far a cut may move to fall between two words. */
const SLACK = 24;

function startOf(text: string, at: number): number {
  if (at === 0) return 0;
  const space = text.slice(at, at + SLACK).search(/\s/);
  return space < 0 ? whole(text, at) : at + space + 1;
}

function endOf(text: string, at: number): number {
  if (at >= text.length) return text.length;
  const space = text.slice(at - SLACK, at).search(/\s\S*$/);
  return space < 0 ? whole(text, at) : at - SLACK + space;
}

/** Not between the two halves of a character beyond the basic plane. */
function whole(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff ? at + 1 : at;
}
