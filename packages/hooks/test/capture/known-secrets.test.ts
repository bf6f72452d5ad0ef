import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_CONFIGURATION, redactionOptions } from '@spoor/core';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { withSecretsOf } from '../../src/capture/known-secrets.js';

const VALUE = 'k3j4h5g6f7d8s9a0';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spoor-known-'));
  const made = folder;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
});

function known(env: Record<string, string> = {}, folders = [folder, folder]) {
  return redactionOptions(withSecretsOf(DEFAULT_CONFIGURATION, { env, folders })).known ?? [];
}

const put = (name: string, text = `API_TOKEN=${VALUE}\n`) =>
  writeFileSync(join(folder, name), text);

it('takes the values of the environment', () => {
  expect(known({ API_TOKEN: VALUE, HOME: '/home/x', TERM: 'xterm-256color' })).toEqual([VALUE]);
});

it.each(['.env', '.env.local', '.env.production', '.env.test.local', '.dev.vars', '.envrc'])(
  'takes the values in %s',
  (name) => {
    put(name);
    expect(known()).toEqual([VALUE]);
  },
);

it.each([
  '.env.example',
  '.env.sample',
  '.env.template',
  '.env.dist',
  'env',
  'x.env',
  '.environment',
])('leaves %s alone', (name) => {
  put(name);
  expect(known()).toEqual([]);
});

it('follows a link in the folder, but none out of it', () => {
  const outside = mkdtempSync(join(tmpdir(), 'spoor-outside-'));
  onTestFinished(() => rmSync(outside, { recursive: true, force: true }));
  writeFileSync(join(outside, 'secrets'), `API_TOKEN=${VALUE}`);
  symlinkSync(join(outside, 'secrets'), join(folder, '.env'));
  symlinkSync(outside, join(folder, '.env.local'));
  expect(known()).toEqual([]);
  mkdirSync(join(folder, 'conf'));
  put('conf/shared');
  symlinkSync('conf/shared', join(folder, '.env.test'));
  expect(known()).toEqual([VALUE]);
});

it('is held up by nothing that stands in place of a file', () => {
  execFileSync('mkfifo', [join(folder, '.env')]);
  mkdirSync(join(folder, '.env.local'));
  symlinkSync('/dev/zero', join(folder, '.env.test'));
  symlinkSync('nowhere', join(folder, '.env.stage'));
  put('.env.big', `API_TOKEN=${VALUE}\n${'#'.repeat(70_000)}`);
  expect(known()).toEqual([]);
  expect(known({}, [join(folder, 'gone'), '/dev/null'])).toEqual([]);
});

it('reads no more than a few files', () => {
  for (let i = 10; i < 40; i++) put(`.env.${i}`, `API_TOKEN=${VALUE}${i}`);
  expect(known()).toHaveLength(8);
});

it('can be switched off by the user', () => {
  put('.env');
  const { redaction } = DEFAULT_CONFIGURATION;
  const off = { ...DEFAULT_CONFIGURATION, redaction: { ...redaction, environment: false } };
  expect(withSecretsOf(off, { env: { API_TOKEN: VALUE }, folders: [folder] })).toBe(off);
});
