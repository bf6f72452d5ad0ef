import { REDACTION_RULES, type RedactionRule } from '@spoor/core';

/** A piece of text that is hard on a pattern when it comes again and again. */
export interface Hostile {
  readonly name: string;
  readonly piece: string;
  /** What stands before and behind all of them, once. */
  readonly around?: readonly [before: string, behind: string];
  /** The rules that it is tried on. */
  readonly rules: readonly RedactionRule[];
}

/** One of each kind of character that patterns tell apart. */
const LETTERS = [...'aA0 \n\t"\'`\\-_./=:;,@%+~<>{}[]()|&?#$*!é\u{1f512}', '\\"', '\\\\"', '\\n'];
const RUN = 300;

/** What is hard on one rule: its words, its examples cut short, spoiled, and with long runs in them. */
export function hostileTo(rule: RedactionRule): Hostile[] {
  const rules = [rule];
  const words = [...new Set([...rule.keywords, ...(rule.also ?? []), ...(rule.near?.words ?? [])])];
  const pieces = [
    ...words,
    ...words.map((word) => `${word} `),
    ...words.map((word) => `${word}="`),
    words.join(''),
    words.join(' ').toUpperCase(),
    ...rule.examples.flatMap((example) => [
      `${example}\n`,
      example.slice(0, -1),
      example.slice(0, Math.ceil(example.length / 2)),
      example.slice(0, 12),
      spoiled(example),
      example.slice(0, 12) + longRun(example.at(-1) ?? ''),
    ]),
  ];
  return unique(pieces).map((piece) => ({ name: rule.name, piece, rules }));
}

/** What is hard on the table of all rules. */
export function hostileToAll(): Hostile[] {
  const words = [...new Set(REDACTION_RULES.flatMap(({ keywords }) => keywords))];
  const examples = REDACTION_RULES.flatMap((rule) => rule.examples);
  const pieces = [
    ...LETTERS,
    ...words,
    words.join(''),
    words.join(' '),
    words.join('='),
    words.map((word) => `${word}="`).join(''),
    words.map((word) => `${word}: ${word}`).join(','),
    examples.join('\n'),
    examples.map(spoiled).join(' '),
    examples.map((example) => example.slice(0, 10)).join(''),
    ...LETTERS.map((letter) => `token${letter.repeat(RUN)}`),
    ...LETTERS.map((letter) => `://${letter.repeat(RUN)}`),
    ...LETTERS.map((letter) => `-----BEGIN ${'PRIVATE'} KEY-----${letter.repeat(RUN)}`),
    ...[1, 2, 4, 8].map((depth) => `{${quoteAt(depth)}password${quoteAt(depth)}:${quoteAt(depth)}`),
    `{"a":`.repeat(20),
    `${'["token",'.repeat(20)}`,
    'A_'.repeat(50),
    'eyJ.eyJ-eyJ_',
    'curl -u a -u b ',
    'curl --user ',
    '://a:b:c:',
    '://user:',
    'x-a-x-key-x-',
    '--a-key --token',
    '?a_key=&b_token=',
    'cookie: a=b; cookie=',
    'authorization: bearer authorization: ',
  ];
  return [...unique(pieces).map((piece) => ({ piece })), ...hostileRuns()].map((one) => ({
    ...one,
    name: 'all rules',
    rules: REDACTION_RULES,
  }));
}

/** A value without end where a secret is expected: what looks at it twice sees it from each place. */
function hostileRuns(): Pick<Required<Hostile>, 'piece' | 'around'>[] {
  const befores = unique(REDACTION_RULES.flatMap(beforesOf));
  return befores.flatMap((before) =>
    LETTERS.map((piece) => ({ piece, around: [before, 'x"§'] as const })),
  );
}

/** What stands before the secret in the examples of a rule that looks at some of the text around. */
function beforesOf({ pattern, group, examples }: RedactionRule): string[] {
  if (group === undefined) return [];
  return examples.flatMap((example) => {
    const match = new RegExp(pattern.source, pattern.flags.replace('g', '')).exec(example);
    const secret = match?.[group];
    return secret === undefined ? [] : [example.slice(0, example.lastIndexOf(secret))];
  });
}

/** The piece, again and again, up to a length; what stands around it once comes to that. */
export function textOf({ piece, around = ['', ''] }: Hostile, length: number): string {
  const [before, behind] = around;
  return before + piece.repeat(Math.ceil(length / piece.length)).slice(0, length) + behind;
}

/** Almost the example: a character near its end is one that no token has. */
function spoiled(example: string): string {
  return `${example.slice(0, -2)}\u00a7${example.slice(-1)}`;
}

function longRun(letter: string): string {
  return letter.repeat(RUN);
}

function quoteAt(depth: number): string {
  return `${'\\'.repeat(depth)}"`;
}

function unique(pieces: readonly string[]): string[] {
  return [...new Set(pieces)].filter((piece) => piece !== '');
}
