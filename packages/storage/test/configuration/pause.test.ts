import { lstatSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isoTime } from '@spoor/core';
import { describe, expect, test } from 'vitest';
import { endPause, pausedProject, readPause, startPause } from '../../src/index.js';
import { temporaryFolder } from '../support/temporary.js';
import { withUmask } from '../support/umask.js';

const NOW = Date.parse('2026-11-21T09:00:00.000Z');

describe('a pause', () => {
  test('goes on until it is ended, in a file for its owner alone', () => {
    withUmask(0);
    const dataDir = join(temporaryFolder(), 'data');
    expect(readPause(dataDir, NOW)).toBeNull();
    startPause(dataDir, NOW, null);
    expect(readPause(dataDir, NOW + 1e12)).toEqual({ since: isoTime(NOW), until: null });
    expect(lstatSync(join(dataDir, 'pause.json')).mode & 0o777).toBe(0o600);
    expect(lstatSync(dataDir).mode & 0o777).toBe(0o700);
    expect(readdirSync(dataDir)).toEqual(['pause.json']);
    endPause(dataDir);
    endPause(dataDir);
    expect(readPause(dataDir, NOW)).toBeNull();
  });

  test('ends by itself, and begins only once', () => {
    const dataDir = temporaryFolder();
    startPause(dataDir, NOW, NOW + 1_000);
    expect(readPause(dataDir, NOW + 999)?.until).toBe(isoTime(NOW + 1_000));
    expect(readPause(dataDir, NOW + 1_000)).toBeNull();
    expect(startPause(dataDir, NOW + 500, null)).toEqual({ since: isoTime(NOW), until: null });
    expect(startPause(dataDir, NOW + 900, NOW + 950).since).toBe(isoTime(NOW));
    expect(startPause(dataDir, NOW + 5_000, null).since).toBe(isoTime(NOW + 5_000));
  });

  test.each(['', '{', '[]', 'null', '{"until":"soon"}', '{"until":5}', '{}'])(
    'that says %j has no end',
    (text) => {
      const dataDir = temporaryFolder();
      writeFileSync(join(dataDir, 'pause.json'), text);
      expect(readPause(dataDir, NOW)).toEqual({ since: null, until: null });
    },
  );
});

describe('a project', () => {
  test('is paused with all below it, by its real path', () => {
    const folder = temporaryFolder();
    const project = join(folder, 'project');
    mkdirSync(join(project, 'deep'), { recursive: true });
    mkdirSync(`${project}-other`);
    symlinkSync(project, join(folder, 'link'));
    for (const named of [project, `${project}/`, join(folder, 'link')]) {
      expect(pausedProject([named], [project])).toBe(named);
      expect(pausedProject([named], [undefined, join(project, 'deep')])).toBe(named);
      expect(pausedProject([named], [join(folder, 'link', 'deep')])).toBe(named);
      expect(pausedProject([named], [`${project}-other`, folder])).toBeUndefined();
    }
    expect(pausedProject(['/'], [folder])).toBe('/');
    expect(pausedProject([], [folder])).toBeUndefined();
    expect(pausedProject([project], [undefined])).toBeUndefined();
    expect(pausedProject([join(folder, 'gone')], [join(folder, 'gone', 'x')])).toBeDefined();
  });
});
