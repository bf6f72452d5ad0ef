import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Availability, available, unavailable } from './availability.ts';
import { withFolderLock } from './folder-lock.ts';

/** The client version that the scenarios are written for. */
export const CLIENT_VERSION = '2.1.329';

const PACKAGE = '@anthropic-ai/claude-code-linux-x64';

/** Path of the real client's executable, installed from the npm registry on first use. */
export async function findClient(): Promise<Availability<string>> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return unavailable(
      `the client is run on linux-x64 only, not on ${process.platform}-${process.arch}`,
    );
  }
  const cache = cacheFolder();
  if (!cache.available) {
    return cache;
  }
  const folder = join(cache.value, `client-${CLIENT_VERSION}`);
  const executable = join(folder, 'node_modules', PACKAGE, 'claude');
  if (existsSync(executable)) {
    return available(executable);
  }
  return withFolderLock(join(cache.value, 'install.lock'), () =>
    existsSync(executable) ? available(executable) : install(cache.value, folder, executable),
  );
}

function cacheFolder(): Availability<string> {
  const chosen = process.env['SPOOR_CLIENT_DIR'];
  if (chosen) {
    mkdirSync(chosen, { recursive: true });
    return available(chosen);
  }
  const folder = join(tmpdir(), `spoor-client-${process.getuid?.() ?? 'any'}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === process.getuid?.()
    ? available(folder)
    : unavailable(`${folder} is not a folder of this user`);
}

/** Installs beside the final place and renames, so that an install that was cut off leaves nothing. */
function install(cache: string, folder: string, executable: string): Availability<string> {
  const fresh = mkdtempSync(join(cache, 'install-'));
  try {
    writeFileSync(join(fresh, 'package.json'), '{"private":true}');
    const npm = spawnSync(
      'npm',
      [
        'install',
        '--no-save',
        '--ignore-scripts',
        '--no-audit',
        '--no-fund',
        `${PACKAGE}@${CLIENT_VERSION}`,
      ],
      { cwd: fresh, encoding: 'utf8', timeout: 300_000 },
    );
    if (npm.status !== 0) {
      return unavailable(`npm can't install ${PACKAGE}@${CLIENT_VERSION}: ${reasonOf(npm)}`);
    }
    rmSync(folder, { recursive: true, force: true });
    renameSync(fresh, folder);
    return existsSync(executable)
      ? available(executable)
      : unavailable(`${PACKAGE}@${CLIENT_VERSION} holds no executable named claude`);
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function reasonOf({ error, stderr }: Pick<SpawnSyncReturns<string>, 'error' | 'stderr'>): string {
  const lines = stderr?.split('\n').filter((line) => line.startsWith('npm error')) ?? [];
  return error?.message ?? lines.slice(0, 2).join('; ');
}
