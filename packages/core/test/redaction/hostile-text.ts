import fc from 'fast-check';
import { REDACTION_RULES } from '../../src/index.js';

const words = [
  ...new Set(
    REDACTION_RULES.flatMap(({ keywords, also = [], near }) => [
      ...keywords,
      ...also,
      ...(near?.words ?? []),
    ]),
  ),
];
const examples = REDACTION_RULES.flatMap((rule) => rule.examples);

/** What stands between the words where a rule finds something, or nearly does. */
const joints = [
  ...[
    '=',
    ': ',
    ' = "',
    "':'",
    '", "',
    ' := `',
    '\\": \\"',
    ' => ',
    '?: string = "',
    '==',
    '_',
    '-',
  ],
  ...[
    '"',
    "'",
    '\\"',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '  ',
    '\\n',
    '\u001b[33m',
    '%3D',
    '[',
    '](',
    '{',
    '<',
  ],
  ...[
    'api',
    'db_',
    'my',
    'MY_',
    'access ',
    'client_',
    'ssh',
    'curl -u ',
    'curl\t-u\tme:',
    ' login me ',
  ],
  ...[
    '--',
    '--with-',
    ' -p ',
    '://',
    'user:',
    '@host',
    '?a=',
    '&',
    'Bearer ',
    'basic\t',
    '-us1',
    '…[cut:',
  ],
  ...[
    '[REDACTED:',
    '[REDACTED:jwt]',
    'ABC',
    '/home',
    'C:\\',
    '$',
    '12',
    'undefined',
    'correct horse',
  ],
];

/** The longest that a rule takes before the word that it is told by. */
const longest = [
  ...[
    'encryption_key',
    'encryption_',
    'webhook-',
    `--${'x'.repeat(30)}access-key `,
    'abcdefgh_pwd',
  ],
  ...[`A${'B'.repeat(100)}_KEY=`, `A${'B'.repeat(99)}_`, '3f9c1b7e5a2d8064c9e1f7b3a5d20864-us12'],
];

/** Letters whose lower case is none, two, or one of ASCII, and halves of such as take two units. */
const odd = [
  'İ',
  'ı',
  'ſ',
  '\u212a',
  '\u212b',
  'ß',
  'ΑΣ',
  '\ud83d',
  '\ude00',
  '😀',
  '\ufffd',
  '\u0000',
  'é',
];

const letters = fc.constantFrom(...'abcdef0123456789ABCDEFxyzXYZ-_.=+/');
const run = fc
  .tuple(fc.string({ unit: letters, minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 40 }))
  .map(([text, times]) => text.repeat(times));
const slice = fc
  .tuple(fc.constantFrom(...examples), fc.nat(12), fc.nat(12))
  .map(([text, start, end]) => text.slice(start, text.length - end));
const recased = fc
  .tuple(fc.constantFrom(...words), fc.constantFrom('K\u212a', 'iİ', 'sſ', 'Kk', 'eE'))
  .map(([word, [from = '', to = '']]) => word.replaceAll(from, to));

const part = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 2, arbitrary: fc.constantFrom(...words).map((word) => word.toUpperCase()) },
  { weight: 6, arbitrary: fc.constantFrom(...joints) },
  { weight: 2, arbitrary: fc.constantFrom(...examples) },
  { weight: 2, arbitrary: slice },
  { weight: 2, arbitrary: fc.constantFrom(...longest) },
  { weight: 2, arbitrary: run },
  { weight: 1, arbitrary: recased },
  { weight: 1, arbitrary: fc.constantFrom(...odd) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
);

/** Texts full of what rules look for: their words, their examples whole and in part, and oddities. */
export const hostileText = fc
  .tuple(fc.array(part, { maxLength: 24 }), fc.constantFrom('', '', 'word '.repeat(60)))
  .map(([parts, rest]) => parts.join('') + rest);
