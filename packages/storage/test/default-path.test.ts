import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { SpoorDatabase } from '../src/index.js';

it("opens Spoor's own database when no path is given", () => {
  const folder = mkdtempSync(join(tmpdir(), 'spoor-default-'));
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
  vi.stubEnv('SPOOR_DATA_DIR', join(folder, 'data'));
  const db = new SpoorDatabase({});
  expect(db.getDb().name).toBe(join(folder, 'data', 'spoor.db'));
  db.close();
});

it('says so when there is no home folder', () => {
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  vi.stubEnv('SPOOR_DATA_DIR', '');
  vi.stubEnv('XDG_DATA_HOME', '');
  vi.stubEnv('HOME', 'relative');
  expect(() => new SpoorDatabase({})).toThrow(expect.objectContaining({ code: 'NO_HOME' }));
});
