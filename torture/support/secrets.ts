import { REDACTION_RULES, redactText } from '@spoor/core';

/** A number and words that only the name they stand under makes secret. */
export const NAMED = { password: 40_496_127_733_519, api_token: 'marmalade sandwich orchestra' };

/** Every rule's examples, each once. */
export const EXAMPLES: readonly string[] = [
  ...new Set(REDACTION_RULES.flatMap(({ examples }) => examples)),
];

/** How an example can stand in a text, by what that is called. */
export const FORMS: Readonly<Record<string, (example: string) => string>> = {
  plain: (example) => example,
  'between lines': (example) => `first line\n${example}\nlast line`,
  'in JSON': (example) => JSON.stringify({ note: example }),
  'in JSON in JSON': (example) => JSON.stringify({ outer: JSON.stringify([{ note: example }]) }),
  'in JSON over lines': (example) => JSON.stringify({ list: [{ note: example }] }, null, 2),
  'in JSON within text': (example) => `sent ${JSON.stringify({ note: example })} to the server`,
  'in a numbered file': (example) => numbered(`before\n${example}\nafter`),
  'in a URL': (example) =>
    encodeURIComponent(example) === example ? `https://example.com/x?q=${example}&n=1` : example,
};

/** Every example in every form. */
export const TEXTS: readonly string[] = EXAMPLES.flatMap((example) =>
  Object.values(FORMS).map((form) => form(example)),
);

/** What redaction takes out of a text. */
export function secretsIn(text: string): string[] {
  const [first = '', ...rest] = redactText(text).split(/\[REDACTED:[\w-]+\]/);
  const secrets: string[] = [];
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const isLast = index === rest.length - 1;
    const end = isLast ? text.length - part.length : text.indexOf(part, at + 1);
    secrets.push(text.slice(at, end));
    at = end + part.length;
  }
  return secrets;
}

/** As the client's tools show a file. */
function numbered(text: string): string {
  return text
    .split('\n')
    .map((line, index) => `${String(index + 1).padStart(6)}\u2192${line}`)
    .join('\n');
}
