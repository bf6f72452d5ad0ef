import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { SpoorError } from '@spoor/core';
import { findHookSource, type HookContext, installHooks, uninstallHooks } from '@spoor/hooks';
import { makePlace, removePlace } from '../../support/place.ts';
import { settingsFiles } from '../corpora.ts';
import { must, type Target } from '../target.ts';

/** `spoor hooks install` and `uninstall` on somebody's settings. */
export async function settings(): Promise<Target> {
  const place = makePlace();
  const context = contextIn(place.home);
  const path = join(place.home, '.claude', 'settings.json');
  mkdirSync(dirname(path), { recursive: true });
  // While somebody needs the launcher it stays where it is: making it takes a second.
  await installHooks({ context, file: join(place.home, 'others.json') });
  return {
    name: 'settings',
    share: 2,
    corpus: settingsFiles(),
    take: async (input) => {
      rmSync(path, { force: true });
      writeFileSync(path, input);
      if (!(await isDone(() => installHooks({ context })))) {
        must(readFileSync(path).equals(input), 'refused, and changed');
        return;
      }
      must(
        readdirSync(dirname(path)).join() === 'settings.json',
        'something is left beside the file',
      );
      const installed = readFileSync(path);
      must(holdsInOrder(installed, input), 'what was there is not there any more');
      await installHooks({ context });
      must(readFileSync(path).equals(installed), 'installing twice is not the same as once');
      must(await isDone(() => uninstallHooks({ context })), 'installed, and not to be uninstalled');
      must(readFileSync(path).equals(input), 'not the same bytes after uninstalling');
    },
    close: () => removePlace(place),
  };
}

/** Whether something was done; else it was refused, in one line. */
async function isDone(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof SpoorError)) throw error;
    must(!error.message.includes('\n'), `refused in more than a line: ${error.message}`);
    return false;
  }
}

/** Whether all bytes but white space stand in another text, in their order. */
function holdsInOrder(whole: Buffer, part: Buffer): boolean {
  let at = 0;
  for (const byte of part) {
    if (byte <= 32) continue;
    at = whole.indexOf(byte, at);
    if (at === -1) return false;
    at++;
  }
  return true;
}

function contextIn(homeDir: string): HookContext {
  return {
    env: {},
    homeDir,
    cwd: homeDir,
    platform: process.platform,
    uid: process.getuid?.(),
    nodePath: process.execPath,
    nodeVersion: process.version,
    hookSource: hookOfNothing(homeDir),
    now: Date.now,
    managedSettings: join(homeDir, 'managed-settings.json'),
  };
}

/** A hook that is nothing but files, so that copying it costs nothing. */
function hookOfNothing(homeDir: string): HookContext['hookSource'] {
  const folder = join(homeDir, 'hook');
  mkdirSync(folder);
  const source = findHookSource(import.meta.url);
  const names = ['hook', 'recorder', 'configuration', 'transcripts', 'binding'] as const;
  const paths = Object.fromEntries(names.map((name) => [name, join(folder, name)]));
  for (const path of Object.values(paths)) writeFileSync(path, '');
  return { ...source, ...paths };
}
