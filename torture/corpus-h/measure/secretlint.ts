import { lintSource } from '@secretlint/core';
import { creator } from '@secretlint/secretlint-rule-preset-recommend';
import { redactText } from '@spoor/core';

const CONFIG = {
  rules: [{ id: '@secretlint/secretlint-rule-preset-recommend', rule: creator }],
};

/** What secretlint says of a text before and after Spoor's redaction. */
export interface Verdict {
  /** How many secrets it reports in the text. */
  readonly reported: number;
  /** What it still reports, without what Spoor has put there. */
  readonly left: readonly string[];
}

/** Has secretlint, with the rules that it recommends, look at a text and at what Spoor makes of it. */
export async function askSecretlint(text: string): Promise<Verdict> {
  const reported = await secretsIn(text);
  if (reported.length === 0) return { reported: 0, left: [] };
  const left = await secretsIn(redactText(text));
  return { reported: reported.length, left: left.filter((found) => !found.includes('[REDACTED:')) };
}

/** Each secret with the name of the rule that found it. */
async function secretsIn(text: string): Promise<string[]> {
  const source = {
    filePath: '/text.txt',
    content: text,
    contentType: 'text',
    ext: '.txt',
  } as const;
  const { messages } = await lintSource({ source, options: { config: CONFIG } });
  return messages.flatMap((message) => {
    if (message.type !== 'message') return [];
    const [start, end] = message.range;
    return `${message.messageId} ${text.slice(start, end)}`;
  });
}
