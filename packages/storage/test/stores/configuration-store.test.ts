import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AuditLogger, ConfigurationStore, SpoorDatabase } from '../../src/index.js';
import { temporaryDatabase } from '../support/temporary.js';

function open() {
  const db = temporaryDatabase({ inMemory: true });
  return { db, settings: new ConfigurationStore(db) };
}

test("a project's own value comes before the global one", () => {
  const { settings } = open();
  const projectId = '/work';
  expect(settings.get('theme')).toBeNull();
  settings.set('theme', 'dark');
  expect(settings.get('theme', { projectId })).toBe('dark');
  settings.set('theme', { name: 'light', contrast: 2 }, { projectId });
  expect(settings.get('theme', { projectId })).toEqual({ name: 'light', contrast: 2 });
  expect(settings.get('theme')).toBe('dark');
  expect(settings.get('theme', { projectId: '/other' })).toBe('dark');
  expect(settings.find('theme', { projectId })).toMatchObject({ source: 'project' });
  expect(settings.find('theme', { projectId: '/other' })).toMatchObject({ source: 'global' });
  expect(settings.unset('theme', { projectId })).toBe(true);
  expect(settings.unset('theme', { projectId })).toBe(false);
  expect(settings.get('theme', { projectId })).toBe('dark');
});

test('the list tells where each value comes from', () => {
  const { settings } = open();
  settings.set('b', 1);
  settings.set('a', 1);
  settings.set('a', null, { projectId: '/work' });
  settings.set('c', [2], { projectId: '/work' });
  const list = (scope = {}) =>
    settings.list(scope).map(({ key, value, source }) => [key, value, source]);
  expect(list()).toEqual([
    ['a', 1, 'global'],
    ['b', 1, 'global'],
  ]);
  expect(list({ projectId: '/work' })).toEqual([
    ['a', null, 'project'],
    ['b', 1, 'global'],
    ['c', [2], 'project'],
  ]);
});

describe('what is not JSON', () => {
  const cycle: unknown[] = [];
  cycle.push({ cycle });
  test.each<[string, unknown]>([
    ['value', undefined],
    ['value', () => 1],
    ['value', 1n],
    ['value', Symbol('x')],
    ['value', Number.NaN],
    ['value', new Date(0)],
    ['value', new Map()],
    ['value', cycle],
    ['value.a.b', { a: { b: undefined } }],
    ['value.list[1]', { list: [1, Number.POSITIVE_INFINITY] }],
  ])('is refused: %s', (place, value) => {
    const { settings } = open();
    expect(() => settings.set('key', value)).toThrow(
      expect.objectContaining({
        code: 'INVALID',
        message: expect.stringContaining(`\`${place}\``),
      }),
    );
    expect(settings.list()).toEqual([]);
  });

  test('nor is a blank text a key', () => {
    expect(() => open().settings.set(' ', 1)).toThrow(/`key`/);
  });
});

test('secrets are not kept, whether their form or their key tells them', () => {
  const { db, settings } = open();
  const secret = `ghp_${'a1B2'.repeat(9)}`;
  settings.set('note', `use ${secret}`);
  settings.set('github.token', 'correct horse');
  settings.set('nested', { password: 'battery staple' });
  const rows = db.getDb().prepare('SELECT * FROM configurations').all();
  expect(JSON.stringify(rows)).not.toMatch(/ghp_|horse|staple/);
  expect(settings.get('github.token')).toBe('[REDACTED:named-key]');
});

test('changes are audited, without their values', () => {
  const { db, settings } = open();
  settings.set('a', 'the value');
  settings.unset('a');
  settings.unset('a');
  const entries = new AuditLogger(db).query();
  expect(entries.map(({ action }) => action).toSorted()).toEqual(['config.set', 'config.unset']);
  expect(JSON.stringify(entries)).not.toContain('the value');
});

test('any JSON comes back as it is', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const db = new SpoorDatabase({ inMemory: true });
      const settings = new ConfigurationStore(db);
      const plain = JSON.parse(JSON.stringify(value));
      settings.set('k', plain);
      expect(settings.get('k')).toEqual(plain);
      db.close();
    }),
    { numRuns: 50 },
  );
});
