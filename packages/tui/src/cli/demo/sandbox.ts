import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { resolvePaths, type SpoorPaths } from '@spoor/core';
import type { CliIo } from '../io.js';
import { DEMO_CLIENT_ENV } from './session.js';

/** A place of its own for a demonstration: nothing outside it is written. */
export interface Sandbox {
  readonly paths: SpoorPaths;
  /** Where a copy of the hook goes. */
  readonly hookDir: string;
  /** The whole environment of the hooks that run in it. */
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

/** Makes the place, for this user only. */
export function makeSandbox(io: CliIo): Sandbox {
  const root = mkdtempSync(join(io.tmpDir, 'spoor-demo-'));
  const folder = (name: string) => {
    const path = join(root, name);
    mkdirSync(path, { mode: 0o700 });
    return path;
  };
  const own = { HOME: folder('home'), SPOOR_DATA_DIR: folder('data'), TMPDIR: folder('tmp') };
  const { platform, uid } = io;
  return {
    paths: resolvePaths({ env: own, homeDir: own.HOME, platform, uid }),
    hookDir: join(root, 'hook'),
    env: { PATH: io.env['PATH'] ?? '', ...own, ...DEMO_CLIENT_ENV },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 3 }),
  };
}
