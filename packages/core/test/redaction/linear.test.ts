import { expect, it } from 'vitest';
import { REDACTION_RULES, redactText } from '../../src/index.js';

/** How many times longer the longer text is, and how much longer it may take: its square is 256. */
const TIMES = 16;
const GROWTH = 80;
const LENGTH = 8_000;

const words = REDACTION_RULES.flatMap(({ near }) => near?.words ?? []);
const hostile = [
  ...new Set(words),
  ...[
    'key: a, ',
    'token = a b c ',
    'apiKey "pass" ',
    'MY_KEY=abc ',
    'path/to/pattern ',
    'login a ',
  ],
  ...['curl -x ', 'login      ', '{"apiKey":null,"token":"abc"},', 'api_key = "', 'A_', 'a_pwd'],
];

const LETTERS = [...'aA0 \n\t"\'`\\-_./=:;,@%+~<>{}[]()|&?#$*!\u00e9', '?!', '\\n'];
const beginnings = [
  'password = "',
  'API_TOKEN=',
  'secret: ',
  '{"api_key":"',
  '--password ',
  '://a:',
];
const runs = beginnings.flatMap((beginning) => LETTERS.map((letter) => [beginning, letter]));

it.each(runs)('takes no more than in proportion for %j and a run of %j', (beginning, letter) => {
  const textOf = (length: number) => `${beginning}${letter?.repeat(length)}x"y`;
  expect(fastest(textOf(LENGTH * TIMES)) / fastest(textOf(LENGTH))).toBeLessThan(GROWTH);
});

it.each(hostile)('takes no more than in proportion for %j again and again', (part) => {
  const short = part.repeat(Math.ceil(LENGTH / part.length));
  const long = part.repeat(Math.ceil((LENGTH * TIMES) / part.length));
  redactText(long);
  expect(fastest(long) / fastest(short)).toBeLessThan(GROWTH);
});

/** The least of some processor times, which waiting for others doesn't lengthen. */
function fastest(text: string): number {
  const times = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    redactText(text);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  });
  return Math.max(20, Math.min(...times));
}
