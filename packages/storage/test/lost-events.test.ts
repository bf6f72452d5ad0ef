import { lstatSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countLostEvent, readLostEvents, Spool } from '../src/index.js';
import { temporaryFolder } from './support/temporary.js';
import { withUmask } from './support/umask.js';

describe('lost events', () => {
  test('are counted in the first folder that takes them', () => {
    withUmask(0);
    const folder = temporaryFolder();
    const [dataDir, first, second] = ['data', 'a', 'b'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    expect(readLostEvents(dataDir, [first, second])).toBe(0);
    expect(countLostEvent(dataDir, [first, second])).toBe(true);
    expect(countLostEvent(dataDir, [first, second])).toBe(true);
    expect(lstatSync(join(dataDir, 'lost-events')).size).toBe(2);
    expect(lstatSync(join(dataDir, 'lost-events')).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, 'file'), '');
    expect(countLostEvent(join(folder, 'file'), [join(folder, 'file'), second])).toBe(true);
    expect(readLostEvents(dataDir, [first, second])).toBe(3);
    expect(new Spool([first, second]).depth().waiting).toBe(0);
  });

  test('are counted through no link, and nowhere without a folder', () => {
    const folder = temporaryFolder();
    const dataDir = join(folder, 'data');
    mkdirSync(dataDir);
    symlinkSync(join(folder, 'target'), join(dataDir, 'lost-events'));
    expect(countLostEvent(dataDir, [])).toBe(false);
    writeFileSync(join(folder, 'file'), '');
    expect(countLostEvent(join(folder, 'file', 'data'), [join(folder, 'file')])).toBe(false);
    // No folder can be made there, and Node's own way of making one would try for ever.
    expect(countLostEvent('/proc/nowhere', ['/proc/nowhere/spool'])).toBe(false);
    writeFileSync(join(folder, 'target'), 'many');
    expect(readLostEvents(dataDir, [])).toBe(0);
  });
});

describe('sweeping', () => {
  function left(folder: string, name: string, text: string, ageMs: number): void {
    writeFileSync(join(folder, name), text, { mode: 0o600 });
    const at = (Date.now() - ageMs) / 1000;
    utimesSync(join(folder, name), at, at);
  }

  test('makes entries of whole events, and removes pieces, when they are old', () => {
    const folder = join(temporaryFolder(), 'spool');
    const spool = new Spool([folder]);
    spool.put('0003', '{}');
    left(folder, '.0001.json', '{"whole":true}', 7_200_000);
    left(folder, '.0002.json', '{"half":', 7_200_000);
    left(folder, '.0004.json', '', 7_200_000);
    left(folder, '.0005.json', '{"half":', 1_000);
    left(folder, '.hidden', '{}', 7_200_000);
    expect(spool.sweep(3_600_000)).toEqual({ recovered: 1, removed: 2 });
    expect(spool.list().map(({ name }) => name)).toEqual(['0001.json', '0003.json']);
    expect(spool.sweep(3_600_000)).toEqual({ recovered: 0, removed: 0 });
    expect(spool.sweep(0)).toEqual({ recovered: 0, removed: 1 });
  });

  test('leaves folders alone that are not ours', () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'real'));
    left(join(folder, 'real'), '.0001.json', '{', 7_200_000);
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    expect(new Spool([join(folder, 'link')]).sweep(0)).toEqual({ recovered: 0, removed: 0 });
  });
});
