import { type RedactionRule, startingWith, type Vicinity, WORD_START } from '../rule.js';
import { headOf, headSource, type TokenFormat, tailSource } from '../token-format.js';
import { sampleOf } from '../token-sample.js';

/** How many examples are made of a format. */
const EXAMPLES = 2;

/** A rule for tokens of known formats, at the start of a word. */
export function tokenRule(name: string, ...formats: TokenFormat[]): RedactionRule {
  return new TokenRule(name, formats);
}

/**
 * A class, as there are so many: a hook's process makes all of them, and of nearly all it needs no
 * more than their words. All else is made when it is asked for.
 */
class TokenRule implements RedactionRule {
  readonly name: string;
  readonly formats: readonly TokenFormat[];
  #keywords: readonly string[] | undefined;
  #pattern: RegExp | undefined;
  #near: Vicinity | undefined;
  #examples: readonly string[] | undefined;

  constructor(name: string, formats: readonly TokenFormat[]) {
    this.name = name;
    this.formats = formats;
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
}

/** The letters come first, which are looked for quickly; then a look back whether a word starts. */
function formatSource(format: TokenFormat): string {
  const head = headSource(headOf(format));
  return `${head}(?<=${WORD_START}${head})${tailSource(format)}`;
}
