import { readdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  exportToFile,
  removeUnfinished,
  unfinishedPath,
  writePrivateFile,
} from '../../src/index.js';
import { temporaryDatabase, temporaryFolder } from '../support/temporary.js';

const HOURS_AGO = Date.now() / 1_000 - 2 * 3_600;

describe('what a killed writer has left of a file', () => {
  const WRITERS = {
    'a small file': async (path: string) => writePrivateFile(path, 'text'),
    'an export': (path: string) => exportToFile(temporaryDatabase(), path),
  };

  test.each(Object.entries(WRITERS))('goes with the next writing of %s', async (_, write) => {
    const path = join(temporaryFolder(), 'out.json');
    leave(path, HOURS_AGO);
    await write(path);
    expect(readdirSync(join(path, '..'))).toEqual(['out.json']);
  });

  test('is told from what is being written, and from all other files', () => {
    const path = join(temporaryFolder(), 'out');
    leave(path, HOURS_AGO);
    const young = leave(path, Date.now() / 1_000);
    const others = ['.out.tmp', '.out.json.mine.tmp', 'out', '.outer.tmp'].map((name) =>
      leave(path, HOURS_AGO, join(path, '..', name)),
    );
    const ofAnother = leave(join(path, '..', 'out.d'), HOURS_AGO);
    removeUnfinished(path);
    const left = readdirSync(join(path, '..')).map((name) => join(path, '..', name));
    expect(left.sort()).toEqual([young, ...others, ofAnother].sort());
  });
});

function leave(path: string, time: number, file = unfinishedPath(path)): string {
  writeFileSync(file, 'half of');
  utimesSync(file, time, time);
  return file;
}
