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

const MARK = /\[REDACTED:([\w-]+)\]/g;
const BEFORE = 40;

/** Redacts ordinary source code; see sources.ts. Each redaction that isn't reviewed is a mistake. */
export function measureMistakes(): LanguageMistakes[] {
  const reviewed = new Map(
    readTable('reviewed').map(([file = '', rule = '', times = '']) => [
      `${file} ${rule}`,
      Number(times),
    ]),
  );
  const sums = new Map<string, LanguageMistakes & { places: string[] }>();
  for (const { name, language, text } of sources()) {
    const sum = sums.get(language) ?? empty(language);
    const places: string[] = [];
    const known = new Map<string, number>();
    for (const { rule, before } of marksIn(redactText(text), text)) {
      const key = `${name} ${rule}`;
      const times = (known.get(key) ?? 0) + 1;
      known.set(key, times);
      if (times > (reviewed.get(key) ?? 0)) places.push(`${key} ${JSON.stringify(before)}`);
    }
    const all = [...known.values()].reduce((a, b) => a + b, 0);
    sums.set(language, {
      language,
      bytes: sum.bytes + Buffer.byteLength(text),
      mistakes: sum.mistakes + places.length,
      reviewed: sum.reviewed + all - places.length,
      places: [...sum.places, ...places],
    });
  }
  return [...sums.values()].sort((a, b) => b.bytes - a.bytes);
}

function empty(language: string): LanguageMistakes & { places: string[] } {
  return { language, bytes: 0, mistakes: 0, reviewed: 0, places: [] };
}

/** The marks that redaction has put in: those that were there before don't count. */
function marksIn(redacted: string, text: string): { rule: string; before: string }[] {
  const there = new Map<string, number>();
  for (const [mark] of text.matchAll(MARK)) there.set(mark, (there.get(mark) ?? 0) + 1);
  return [...redacted.matchAll(MARK)].flatMap(({ 0: mark, 1: rule = '', index }) => {
    const left = there.get(mark) ?? 0;
    there.set(mark, left - 1);
    return left > 0 ? [] : [{ rule, before: redacted.slice(Math.max(0, index - BEFORE), index) }];
  });
}
