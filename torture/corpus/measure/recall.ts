import { redactText } from '@spoor/core';
import { type Format, readFormats, textsOf } from '../formats.ts';

/** What came of the texts of one kind of secret. */
export interface KindRecall {
  readonly scanner: Format['scanner'];
  readonly kind: string;
  readonly texts: number;
  readonly found: number;
  /** Spoor's rules that found something, the most frequent first. */
  readonly rules: readonly string[];
  /** The start of a text whose secret stayed. */
  readonly missed: string | undefined;
}

/** So many characters in a row of a secret are too many to keep. */
const TELLING = 12;
const SHOWN = 60;

/** Redacts each text of each kind and looks for the secret in what is left. */
export function measureRecall(values: number): KindRecall[] {
  const kinds = Map.groupBy(readFormats(), ({ scanner, kind }) => `${scanner} ${kind}`);
  return [...kinds.values()].flatMap((formats) => {
    const [first] = formats;
    return first === undefined ? [] : [recallOf(first, formats, values)];
  });
}

function recallOf(
  { scanner, kind }: Format,
  formats: readonly Format[],
  values: number,
): KindRecall {
  const rules = new Map<string, number>();
  let texts = 0;
  let found = 0;
  let missed: string | undefined;
  for (const format of formats) {
    for (const { text, secret } of textsOf(format, values)) {
      texts += 1;
      const redacted = redactText(text);
      if (keepsPartOf(secret, redacted)) missed ??= text.slice(0, SHOWN);
      else found += 1;
      for (const [, rule = ''] of redacted.matchAll(/\[REDACTED:([\w-]+)\]/g)) {
        rules.set(rule, (rules.get(rule) ?? 0) + 1);
      }
    }
  }
  const byCount = [...rules].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return { scanner, kind, texts, found, rules: byCount.map(([rule]) => rule), missed };
}

/** Whether a part of a secret that tells something of it stands in a text. */
function keepsPartOf(secret: string, text: string): boolean {
  const length = Math.min(TELLING, secret.length);
  for (let start = 0; start + length <= secret.length; start++) {
    if (text.includes(secret.slice(start, start + length))) return true;
  }
  return false;
}
