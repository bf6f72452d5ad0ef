import { expect, it } from 'vitest';
import {
  DEFAULT_CONFIGURATION,
  parseDotEnv,
  redactionOptions,
  redactJson,
  redactText,
  secretValues,
  withKnownSecrets,
} from '../../src/index.js';

const VALUE = 'pK9/w+zQ 4m?tR7uVx2';

it.each([
  ['API_TOKEN', VALUE],
  ['SERVICE_KEY', 'k3j4h5g6f7d8'],
  ['GITHUB_PAT', 'abcdefgh12345678'],
  ['DB_PASSWORD', 'swordfish22'],
  ['SESSION_SECRET', 'zkqjxvbnmwplfghtrdsc'],
  ['COOKIE_SALT', 'aB3dE5fG7h'],
])('takes the value of %s', (name, value) => {
  expect(secretValues({ [name]: value })).toEqual([value]);
});

it.each([
  ['TOKEN', 'development'],
  ['TOKEN', 'Development-Only'],
  ['POSTGRES_PASSWORD', 'postgres'],
  ['API_TOKEN', 'your-api-key-here'],
  ['API_TOKEN', 'changeme'],
  ['SECRET_KEY', '/run/secrets/key1'],
  ['SECRET_KEY', '~/keys/deploy2'],
  ['TOKEN', '1234567890'],
  ['TOKEN', 'true'],
  ['TOKEN', 'xxxxxxxxxxxxxxxx1'],
  ['TOKEN', 'abc1234'],
  ['API_TOKEN', 'version-12'],
  ['API_TOKEN', '$OTHER_TOKEN1'],
  ['HOSTNAME', VALUE],
  ['KEYBOARD', VALUE],
  ['GITHUB_SHA', '3f9c1b7e5a2d8064c9e1f7b3a5d2086412ab34cd'],
  ['PWD', '/home/someone/project1'],
  ['SSH_AUTH_SOCK', '/tmp/ssh-abc/agent.1'],
])('leaves %s=%s', (name, value) => {
  expect(secretValues({ [name]: value })).toEqual([]);
});

it('takes the password of an address, whatever the name', () => {
  expect(secretValues({ DATABASE_URL: 'postgres://app:k3j4h5g6@db/app?x=1' })).toEqual([
    'k3j4h5g6',
  ]);
  expect(secretValues({ HOMEPAGE_KEY: 'https://example.com/page1' })).toEqual([]);
});

it('reads what a file sets', () => {
  const text = [
    '# a comment',
    `export API_TOKEN="a b#c" # rest`,
    "OTHER='it''s'",
    'PLAIN = value # rest',
    'MANY="one',
    'two"',
    'EMPTY=',
    '__proto__=x',
    'not a line',
    'OPEN="never closed',
  ].join('\r\n');
  expect({ ...parseDotEnv(text) }).toEqual({
    API_TOKEN: 'a b#c',
    OTHER: 'it',
    PLAIN: 'value',
    MANY: 'one\ntwo',
    EMPTY: '',
    ['__proto__']: 'x',
    OPEN: 'never closed',
  });
});

it('reads a line of blanks in linear time, and one with odd line ends whole', () => {
  const blanks = ' \t'.repeat(500_000);
  expect({ ...parseDotEnv(`A=x${blanks}y\nB=${blanks}\u2028z # no\nC=a\rb`) }).toEqual({
    A: `x${blanks}y`,
    B: 'z',
    C: 'a\rb',
  });
});

const options = redactionOptions(withKnownSecrets(DEFAULT_CONFIGURATION, [VALUE]));
const base64 = (text: string) => Buffer.from(text).toString('base64');

it.each([
  ['plain', VALUE],
  ['in a URL', encodeURIComponent(VALUE)],
  ['in base64', base64(VALUE)],
  ['in base64 behind one letter', base64(`:${VALUE}`)],
  ['in base64 behind two letters', base64(`a:${VALUE}`)],
  ['in base64 among others', base64(`user:${VALUE}\n`)],
  ['in the base64 of URLs', Buffer.from(VALUE).toString('base64url')],
  ['in JSON', JSON.stringify(JSON.stringify({ a: VALUE }))],
])('finds a known value %s', (_, text) => {
  const redacted = redactText(`say ${text} here`, options);
  expect(redacted).toContain('[REDACTED:environment]');
  expect(redacted).not.toContain(text.slice(4, -4));
  expect(JSON.stringify(redactJson({ text }, options))).toContain('[REDACTED:environment]');
});

it('leaves ids by which events are paired, even when one is a known value', () => {
  const ids = {
    session_id: '0b2c6e5a-1c5f-4c8e-9d3e-2f1a7b6c5d4e',
    tool_use_id: 'toolu_01AbCdEfGhIjKlMnOpQrStUv',
    message: { id: 'msg_01AbCdEfGhIjKlMnOpQrStUv' },
    requestId: 'req_011CSHoEeqs5C35K2UUqR7Fy',
  };
  const known = [ids.session_id, ids.tool_use_id, ids.message.id, ids.requestId];
  expect(redactJson(ids, { known })).toEqual(ids);
  expect(redactJson({ note: ids.session_id }, { known })).toEqual({
    note: '[REDACTED:environment]',
  });
});

it('adds nothing where nothing is known', () => {
  expect(withKnownSecrets(DEFAULT_CONFIGURATION, [])).toBe(DEFAULT_CONFIGURATION);
  expect(redactionOptions(DEFAULT_CONFIGURATION)).not.toHaveProperty('known');
});
