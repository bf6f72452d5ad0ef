import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installHooks } from '../../src/install/install.js';
import { uninstallHooks } from '../../src/install/uninstall.js';
import { bytesOf, makePlace, put, stampOf } from './place.js';

const FIXTURES = join(import.meta.dirname, '../fixtures/settings');
const names = readdirSync(FIXTURES);
const good = names.filter((name) => !name.startsWith('malformed-'));

describe.each(good)('%s', (name) => {
  const before = readFileSync(join(FIXTURES, name));

  it('is byte-identical after install and uninstall, with its mode', () => {
    const { context, settings } = makePlace();
    put(settings, before, 0o640);
    expect(installHooks({ context }).changed).toBe(true);
    expect(statSync(settings).mode & 0o777).toBe(0o640);
    expect(uninstallHooks({ context })).toMatchObject({ changed: true, restored: true });
    expect(bytesOf(settings)).toBe(before.toString('latin1'));
    expect(statSync(settings).mode & 0o777).toBe(0o640);
  });

  it('only gains text, laid out with its own line ends', () => {
    const { context, settings } = makePlace();
    put(settings, before);
    installHooks({ context });
    const after = readFileSync(settings, 'utf8');
    expect(holdsInOrder(after, flat(before.toString('utf8')))).toBe(true);
    if (before.includes('\r\n')) expect(after).not.toMatch(/[^\r]\n/);
    else expect(after).not.toContain('\r');
  });

  it('is not changed by a second install', () => {
    const { context, settings } = makePlace();
    put(settings, before);
    installHooks({ context });
    const [once, stat] = [bytesOf(settings), stampOf(settings)];
    expect(installHooks({ context })).toMatchObject({ changed: false, changes: [], diff: '' });
    expect(bytesOf(settings)).toBe(once);
    expect(stampOf(settings)).toEqual(stat);
  });

  it('is not touched by a dry run', () => {
    const { context, settings, dataDir } = makePlace();
    put(settings, before);
    const stat = stampOf(settings);
    expect(installHooks({ context, dryRun: true }).diff).toContain('spoor-hook');
    expect(bytesOf(settings)).toBe(before.toString('latin1'));
    expect(stampOf(settings)).toEqual(stat);
    expect(() => statSync(dataDir)).toThrow('ENOENT');
  });

  it('loses only the entries of Spoor when it was edited in between', () => {
    const { context, settings, dataDir } = makePlace();
    put(settings, before);
    installHooks({ context });
    put(settings, `${readFileSync(settings, 'utf8')}\n`);
    expect(uninstallHooks({ context })).toMatchObject({ changed: true, restored: false });
    expect(flat(readFileSync(settings, 'utf8'))).toBe(flat(before.toString('utf8')) || '{}');
    expect(readdirSync(join(dataDir, 'hook', 'settings-backups'))).not.toEqual([]);
  });
});

describe('malformed', () => {
  it.each([
    ['cut-off', 'line 4, column 1'],
    ['comma', 'line 3, column 3'],
    ['two-values', 'line 2, column 1'],
    ['list', 'line 1, column 1'],
    ['text', 'line 1, column 1'],
    ['words', 'line 1, column 1'],
    ['hooks-list', 'line 2, column 12'],
    ['hooks-null', 'line 2, column 12'],
    ['event-object', 'line 3, column 13'],
    ['group-text', 'line 4, column 7'],
    ['group-without-hooks', 'line 3, column 5'],
    ['group-hooks-object', 'line 3, column 16'],
    ['handler-text', 'line 3, column 17'],
    ['hooks-twice', 'line 3, column 3'],
    ['event-twice', 'line 4, column 5'],
    ['latin1', 'not UTF-8'],
    ['utf16', 'not UTF-8'],
  ])('%s is refused at %s and not touched', (name, where) => {
    const { context, settings, dataDir } = makePlace();
    put(settings, readFileSync(join(FIXTURES, `malformed-${name}.json`)));
    const stat = stampOf(settings);
    expect(() => installHooks({ context })).toThrow(where);
    expect(() => uninstallHooks({ context })).toThrow(where);
    expect(stampOf(settings)).toEqual(stat);
    expect(() => statSync(dataDir)).toThrow('ENOENT');
  });

  it.each(['\ufeff\ufeff \n', '\u2028', ' \u00a0'])(
    'blanks that JSON has not are refused: %j',
    (text) => {
      const { context, settings } = makePlace();
      put(settings, text);
      expect(() => installHooks({ context })).toThrow('malformed JSON');
      expect(readFileSync(settings, 'utf8')).toBe(text);
    },
  );

  it('has a test for every fixture', () => {
    expect(names.length - good.length).toBe(17);
  });
});

/** Without layout, so that only what is said counts. */
function flat(text: string): string {
  return text.replaceAll(/\s/g, '').replace(/^\u{feff}/u, '');
}

function holdsInOrder(text: string, characters: string): boolean {
  let at = -1;
  return [...characters].every((character) => {
    at = text.indexOf(character, at + 1);
    return at !== -1;
  });
}
