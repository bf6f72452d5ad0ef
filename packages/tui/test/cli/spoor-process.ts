import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built command. */
export const SPOOR = fileURLToPath(new URL('../../dist/spoor.js', import.meta.url));

/** A user of their own: an empty home in a folder that goes with the test. */
export interface TestUser {
  readonly root: string;
  readonly home: string;
  readonly dataDir: string;
  readonly databasePath: string;
  readonly env: Readonly<Record<string, string>>;
  readonly remove: () => void;
}

/** How a command ended. */
export interface SpoorResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Makes a user who has nothing yet. */
export function makeUser(): TestUser {
  const root = mkdtempSync(join(tmpdir(), 'spoor-cli-'));
  const home = join(root, 'home');
  const temporary = join(root, 'tmp');
  mkdirSync(home);
  mkdirSync(temporary);
  const dataDir = join(home, '.local', 'share', 'spoor');
  return {
    root,
    home,
    dataDir,
    databasePath: join(dataDir, 'spoor.db'),
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      TMPDIR: temporary,
      SPOOR_DATA_DIR: dataDir,
      // It would go on when the folder is removed.
      SPOOR_MAINTENANCE: 'off',
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** How to run a command. */
export interface RunOptions {
  readonly umask?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Sends SIGINT, once, when stderr shows this. */
  readonly interruptAt?: RegExp;
}

/** Runs the built `spoor` as a process of its own, without a terminal. */
export function runSpoor(
  user: Pick<TestUser, 'env'>,
  args: readonly string[],
  options: RunOptions = {},
): Promise<SpoorResult> {
  if (!existsSync(SPOOR)) throw new Error(`${SPOOR} is missing: build first`);
  // A shell sets the mask for this process alone.
  const script = `umask ${options.umask ?? '022'}; exec "$0" "$@"`;
  const child = spawn('/bin/sh', ['-c', script, process.execPath, SPOOR, ...args], {
    env: { ...user.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    const seen = options.interruptAt?.test(stderr) ?? true;
    stderr += text;
    if (!seen && options.interruptAt?.test(stderr)) child.kill('SIGINT');
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}
