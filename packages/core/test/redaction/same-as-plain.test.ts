import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type JsonValue,
  REDACTION_RULES,
  type RedactionRule,
  redactJson,
  redactText,
} from '../../src/index.js';
import type { Vicinity } from '../../src/redaction/rule.js';
import { hostileText } from './hostile-text.js';
import { redactWordByWord } from './word-by-word.js';

/** Longer than any word of a rule. */
const LONGEST_WORD = 40;

/** Whether a word stands at a place, and after it what a match needs. */
function isPlace({ words, at }: Vicinity, text: string, place: number): boolean {
  const lower = text.slice(place, place + LONGEST_WORD).toLowerCase();
  at.lastIndex = place;
  return words.some((word) => lower.startsWith(word)) && at.test(text);
}

/** A list of rules that has seen enough text for all words to be looked for at once. */
function warmed(rules: readonly RedactionRule[]): readonly RedactionRule[] {
  const list = [...rules];
  redactText('plain '.repeat(20_000), list);
  return list;
}

const own: RedactionRule[] = [
  { name: 'any', keywords: [], pattern: /cu-\d{3}/gi, examples: [] },
  { name: 'one', keywords: ['z'], pattern: /zz\d/gi, examples: [] },
  { name: 'sign', keywords: ['~'], also: ['ß', '%%'], pattern: /~\w\w/g, examples: [] },
  { name: 'greek', keywords: ['ας', 'straße'], pattern: /\S+ΑΣ/gi, examples: [] },
  { name: 'capital', keywords: ['ABC'], pattern: /ABC/g, examples: [] },
  { name: 'elsewhere', keywords: ['dapi'], pattern: /abc/gi, examples: [] },
];

describe('the words of all rules at once', () => {
  const rules = warmed(REDACTION_RULES);
  const withOwn = warmed([...REDACTION_RULES, ...own]);

  it('find in a text what each on its own finds', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(redactText(text, rules)).toBe(redactWordByWord(text, rules));
        expect(redactText(text, withOwn)).toBe(redactWordByWord(text, withOwn));
      }),
      { numRuns: 3_000 },
    );
  });

  it('stand where a rule that looks only near to them has its matches', () => {
    const near = REDACTION_RULES.flatMap((rule) =>
      rule.near ? [{ name: rule.name, pattern: rule.pattern, near: rule.near }] : [],
    );
    fc.assert(
      fc.property(hostileText, (text) => {
        for (const { name, pattern, near: vicinity } of near) {
          for (const { index, 0: match } of text.matchAll(pattern)) {
            const places = Array.from({ length: vicinity.before + 1 }, (_, i) => index + i);
            const isThere = places.some((place) => isPlace(vicinity, text, place));
            if (!isThere) expect.fail(`${name} finds ${match} near to no word`);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  it('find the same before so much text was seen', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(redactText(text, [...rules])).toBe(redactWordByWord(text, rules));
      }),
      { numRuns: 500 },
    );
  });

  it('find in a value what a survey of it finds', () => {
    const leaf = fc.oneof(hostileText, fc.constant(null), fc.integer());
    const inJson = leaf.map((text) => JSON.stringify({ password: 'swordfish', text }));
    const value = fc.oneof(leaf, inJson);
    const tree = fc.oneof(
      fc.array(value, { maxLength: 4 }),
      fc.dictionary(fc.oneof(hostileText, fc.constantFrom('a', 'token', 'text')), value, {
        maxKeys: 4,
      }),
    );
    const literals = fc.constantFrom([], [], ['key'], ['\ufffd', 'REDACTED', 'a\ud800']);
    fc.assert(
      fc.property(fc.oneof(tree, fc.array(tree)), literals, (given, literals) => {
        const plain: JsonValue = JSON.parse(JSON.stringify(given));
        for (const limits of [{}, { maxStringLength: 90, maxTotalLength: 300 }]) {
          const quick = redactJson(plain, { ...limits, literals, rules });
          const surveyed = redactJson(plain, { ...limits, literals, rules: [...rules] });
          expect(JSON.stringify(quick)).toBe(JSON.stringify(surveyed));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('hold in lower case what `toLowerCase` makes of any character', () => {
    const keywords = [...'iks'].flatMap((letter) => [[`<${letter}>`], [`<${letter}`]]);
    const lists = keywords.map((keywords) =>
      warmed([{ name: 'one', keywords, pattern: /^.*$/gs, examples: [] }]),
    );
    for (let code = 0; code <= 0xffff; code++) {
      const text = `some <${String.fromCharCode(code)}> text`;
      for (const rules of lists) {
        if (redactText(text, rules) !== redactWordByWord(text, rules)) expect.fail(`U+${code}`);
      }
    }
  });
});

it('sees that a list of rules has grown', () => {
  const list: RedactionRule[] = [...warmed(REDACTION_RULES)];
  expect(redactText('see cu-123 there', list)).toBe('see cu-123 there');
  list.push(...own);
  expect(redactText('see cu-123 there', list)).toBe('see [REDACTED:any] there');
});
