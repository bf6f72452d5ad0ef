import { redactText } from '@spoor/core';
import { sources } from '../sources.ts';
import { readTable } from '../table.ts';

/** What was taken out of ordinary source code in one language. */
export interface LanguageMistakes {
  readonly language: string;
  readonly bytes: number;
  /** What was taken out and is no secret. */
  readonly mistakes: number;
  /** What was taken out and is one, or is written as one; see reviewed.tsv. */
  readonly reviewed: number;
  /** Where the mistakes are: the file, the rule, and what stands before. */
  readonly places: readonly string[];
}

/** What was taken out somewhere. */
interface Mark {
  readonly rule: string;
  readonly before: string;
}

const MARK = /\[REDACTED:([\w-]+)\]/g;
const BEFORE = 40;

/** Redacts ordinary source code; see sources.ts. Each redaction that isn't reviewed is a mistake. */
export function measureMistakes(): LanguageMistakes[] {
  const reviewed = readTable('reviewed');
  const isReviewed = (name: string, { rule, before }: Mark) =>
    reviewed.some(
      ([file, itsRule, end = '']) => file === name && itsRule === rule && before.endsWith(end),
    );
  const sums = new Map<string, LanguageMistakes>();
  for (const { name, language, text } of sources()) {
    const sum = sums.get(language) ?? empty(language);
    const marks = marksIn(redactText(text), text);
    const mistakes = marks.filter((mark) => !isReviewed(name, mark));
    const places = mistakes.map(({ rule, before }) => `${name} ${rule} ${JSON.stringify(before)}`);
    sums.set(language, {
      language,
      bytes: sum.bytes + Buffer.byteLength(text),
      mistakes: sum.mistakes + mistakes.length,
      reviewed: sum.reviewed + marks.length - mistakes.length,
      places: [...sum.places, ...places],
    });
  }
  return [...sums.values()].sort((a, b) => b.bytes - a.bytes);
}

function empty(language: string): LanguageMistakes {
  return { language, bytes: 0, mistakes: 0, reviewed: 0, places: [] };
}

/** The marks that redaction has put in: those that were there before don't count. */
function marksIn(redacted: string, text: string): Mark[] {
  const there = new Map<string, number>();
  for (const [mark] of text.matchAll(MARK)) there.set(mark, (there.get(mark) ?? 0) + 1);
  return [...redacted.matchAll(MARK)].flatMap(({ 0: mark, 1: rule = '', index }) => {
    const left = there.get(mark) ?? 0;
    there.set(mark, left - 1);
    return left > 0 ? [] : [{ rule, before: redacted.slice(Math.max(0, index - BEFORE), index) }];
  });
}
