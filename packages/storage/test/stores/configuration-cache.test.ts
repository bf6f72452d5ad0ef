import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { ConfigurationCache, SpoorDatabase } from '../../src/index.js';
import { openDatabase, temporaryDatabase, temporaryFolder } from '../support/temporary.js';

const LONG_AGO = new Date('2026-01-01T00:00:00.000Z');

function open(db = temporaryDatabase({ inMemory: true })) {
  const path = join(temporaryFolder(), 'config.json');
  const write = (text: string, changed = LONG_AGO) => {
    writeFileSync(path, text);
    utimesSync(path, changed, changed);
  };
  const parse = vi.fn((text: string) => JSON.parse(text) as unknown);
  return { db, path, write, parse, cache: new ConfigurationCache(db) };
}

test('a file is parsed once, by any process', () => {
  const { db, path, write, parse, cache } = open();
  write('{"a":[1]}');
  expect(cache.read(path, parse)).toEqual({ a: [1] });
  expect(cache.read(path, parse)).toEqual({ a: [1] });
  expect(new ConfigurationCache(db).read(path, parse)).toEqual({ a: [1] });
  expect(parse).toHaveBeenCalledTimes(1);
});

test('a changed file is parsed again', () => {
  const { path, write, parse, cache } = open();
  write('[1]');
  cache.read(path, parse);
  write('[12]');
  expect(cache.read(path, parse)).toEqual([12]);
  write('[34]', new Date(LONG_AGO.getTime() + 1));
  expect(cache.read(path, parse)).toEqual([34]);
  write('[34]', new Date(LONG_AGO.getTime() + 9));
  expect(cache.read(path, parse)).toEqual([34]);
  expect(parse).toHaveBeenCalledTimes(3);
});

test.each([
  ['now', 0],
  ['in the future', 3_600_000],
])('one changed %s, twice within a tick and to the same size, is not mistaken', (_name, ms) => {
  const { path, write, parse, cache } = open();
  const tick = new Date(Date.now() + ms);
  for (const text of ['[1]', '[2]', '[3]']) {
    write(text, tick);
    expect(cache.read(path, parse)).toEqual(JSON.parse(text));
    expect(cache.read(path, parse)).toEqual(JSON.parse(text));
  }
  expect(parse).toHaveBeenCalledTimes(3);
});

test('a file is forgotten', () => {
  const { path, write, parse, cache } = open();
  write('1');
  expect(cache.forget(path)).toBe(false);
  cache.read(path, parse);
  expect(cache.forget(path)).toBe(true);
  cache.read(path, parse);
  expect(parse).toHaveBeenCalledTimes(2);
});

test('what cannot be parsed, or come back as it is, is not cached', () => {
  const { db, path, write, parse, cache } = open();
  write('{');
  expect(() => cache.read(path, parse)).toThrow(SyntaxError);
  write('{"at":0}');
  const asDate = (text: string) => new Date(JSON.parse(text).at);
  expect(cache.read(path, asDate)).toEqual(new Date(0));
  expect(cache.read(path, asDate)).toEqual(new Date(0));
  expect(db.getDb().prepare('SELECT * FROM config_cache').all()).toEqual([]);
});

test('what holds a secret is never written', () => {
  const { db, path, write, parse, cache } = open();
  write('{"token":"correct horse"}');
  expect(cache.read(path, parse)).toEqual({ token: 'correct horse' });
  expect(cache.read(path, parse)).toEqual({ token: 'correct horse' });
  expect(db.getDb().prepare('SELECT * FROM config_cache').all()).toEqual([]);
});

test('a database that cannot be written is no obstacle', () => {
  const disk = temporaryDatabase();
  const { path, write, parse } = open(disk);
  write('[1]');
  const reader = openDatabase({ path: disk.getDb().name, readonly: true });
  expect(new ConfigurationCache(reader).read(path, parse)).toEqual([1]);
  const other = new SpoorDatabase({ path: disk.getDb().name, busyTimeoutMs: 10 });
  disk.getDb().exec('BEGIN IMMEDIATE');
  expect(new ConfigurationCache(other).read(path, parse)).toEqual([1]);
  disk.getDb().exec('COMMIT');
  other.close();
});

test('what is no small regular file is an error', () => {
  const { path, write, parse, cache } = open();
  const codeOf = () => {
    try {
      cache.read(path, parse);
    } catch (error) {
      return (error as { code?: string }).code;
    }
    return 'read';
  };
  expect(codeOf()).toBe('NOT_FOUND');
  mkdirSync(path);
  expect(codeOf()).toBe('INVALID');
  rmSync(path, { recursive: true });
  execFileSync('mkfifo', [path]);
  expect(codeOf()).toBe('INVALID');
  rmSync(path);
  write(`"${'x'.repeat(1024 * 1024)}"`);
  expect(statSync(path).size).toBeGreaterThan(1024 * 1024);
  expect(codeOf()).toBe('INVALID');
  expect(parse).not.toHaveBeenCalled();
});
