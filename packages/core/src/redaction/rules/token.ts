import { type RedactionRule, startingWith, WORD_START } from '../rule.js';
import { headOf, headSource, type TokenFormat, tailSource } from '../token-format.js';
import { sampleOf } from '../token-sample.js';

/** How many examples are made of a format. */
const EXAMPLES = 2;

/**
 * A rule for tokens of known formats, at the start of a word. Of most rules nothing is ever needed
 * but the heads of their formats: patterns and examples are made when they are asked for.
 */
export function tokenRule(name: string, ...formats: TokenFormat[]): RedactionRule {
  const keywords = [...new Set(formats.map((format) => headOf(format).toLowerCase()))];
  let pattern: RegExp | undefined;
  let near: RedactionRule['near'];
  let examples: readonly string[] | undefined;
  const rule = {
    name,
    keywords,
    formats,
    get pattern() {
      pattern ??= new RegExp(formats.map(formatSource).join('|'), 'g');
      return pattern;
    },
    get near() {
      near ??= startingWith(keywords, rule.pattern);
      return near;
    },
    get examples() {
      examples ??= formats.flatMap((format) =>
        Array.from({ length: EXAMPLES }, (_, seed) => sampleOf(format, seed + 1)),
      );
      return examples;
    },
  } satisfies RedactionRule;
  return rule;
}

/** The letters come first, which are looked for quickly; then a look back whether a word starts. */
function formatSource(format: TokenFormat): string {
  const head = headSource(headOf(format));
  return `${head}(?<=${WORD_START}${head})${tailSource(format)}`;
}
