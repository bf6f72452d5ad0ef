import { type RedactionRule, startingWith, type Vicinity, WORD_START } from '../rule.js';
import { headOf, headSource, type TokenFormat, tailSource } from '../token-format.js';
import { sampleOf } from '../token-sample.js';
import { TOKENS } from './tokens/index.js';

/** How many examples are made of a format. */
const EXAMPLES = 2;

/**
 * A rule for tokens of known formats, at the start of a word. A class, as there are so many: a hook's
 * process makes all of them, and of nearly all it needs nothing. What is in the line that describes
 * one is read when it is asked for.
 */
export class TokenRule implements RedactionRule {
  readonly #line: string;
  #words: readonly string[] | undefined;
  #keywords: readonly string[] | undefined;
  #pattern: RegExp | undefined;
  #near: Vicinity | undefined;
  #examples: readonly string[] | undefined;

  constructor(line: string) {
    this.#line = line;
  }

  get name(): string {
    return this.#read()[0] ?? '';
  }

  get formats(): readonly TokenFormat[] {
    return this.#read().slice(1);
  }

  get keywords(): readonly string[] {
    this.#keywords ??= [...new Set(this.formats.map((format) => headOf(format).toLowerCase()))];
    return this.#keywords;
  }

  get pattern(): RegExp {
    this.#pattern ??= new RegExp(this.formats.map(formatSource).join('|'), 'g');
    return this.#pattern;
  }

  get near(): Vicinity {
    this.#near ??= startingWith(this.keywords, this.pattern);
    return this.#near;
  }

  get examples(): readonly string[] {
    this.#examples ??= this.formats.flatMap((format) =>
      Array.from({ length: EXAMPLES }, (_, seed) => sampleOf(format, seed + 1)),
    );
    return this.#examples;
  }

  /** Whether one of its formats may start with one of some words, in lower case; a quick look. */
  mayStartWith(words: readonly string[]): boolean {
    const lower = this.#line.toLowerCase();
    return words.some((word) => lower.includes(` ${word}`));
  }

  #read(): readonly string[] {
    this.#words ??= this.#line.split(/\s+/);
    return this.#words;
  }
}

/** The rules of the table. */
export const tokenRules: readonly TokenRule[] = TOKENS.trim()
  .split(/(?<!\n)\n+(?! )/)
  .map((line) => new TokenRule(line));

let allHeads: readonly string[] | undefined;

/** The words of the table that are in a text, in lower case: without one none of its rules matches. */
export function headsIn(text: string): readonly string[] {
  if (text === '') return [];
  allHeads ??= TOKENS.toLowerCase().match(/(?<= )[^ %[\n]+/g) ?? [];
  return allHeads.filter((head) => text.includes(head));
}

/** The letters come first, which are looked for quickly; then a look back whether a word starts. */
function formatSource(format: TokenFormat): string {
  const head = headSource(headOf(format));
  return `${head}(?<=${WORD_START}${head})${tailSource(format)}`;
}
