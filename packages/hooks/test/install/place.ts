import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { onTestFinished } from 'vitest';
import type { HookContext } from '../../src/install/context.js';
import { hookSourceIn } from '../../src/install/hook-source.js';

/** A stand-in for the hook: copies stdin and what it sees of the environment into the data folder. */
const FAKE_HOOK = `
const fs = require('node:fs'), path = require('node:path');
const folder = process.env.SPOOR_DATA_DIR ?? path.join(process.env.HOME, '.local/share/spoor');
let text = '';
process.stdin.setEncoding('utf8').on('data', (part) => { text += part; }).on('end', () => {
  const { NODE_OPTIONS, NODE_V8_COVERAGE, SPOOR_DATA_DIR } = process.env;
  const seen = { text, NODE_OPTIONS, NODE_V8_COVERAGE, SPOOR_DATA_DIR };
  fs.appendFileSync(path.join(folder, 'seen.jsonl'), JSON.stringify(seen) + '\\n', { mode: 0o600 });
});
`;

/** A throw-away machine: a home folder, a project in it, and a built hook. */
export interface Place {
  readonly root: string;
  readonly context: HookContext;
  readonly settings: string;
  readonly dataDir: string;
  /** The same machine with some of it changed. */
  with(changes: Partial<HookContext>): HookContext;
}

/** Makes a throw-away machine; it goes with the test. */
export function makePlace(name = 'home'): Place {
  const root = mkdtempSync(join(tmpdir(), 'spoor-install-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const homeDir = join(root, name);
  const cwd = join(homeDir, 'project');
  const built = join(root, 'package', 'dist', 'hook');
  for (const folder of [join(homeDir, '.claude'), join(cwd, '.git'), built]) {
    mkdirSync(folder, { recursive: true });
  }
  const hookSource = hookSourceIn(built, '0.1.0');
  writeFileSync(hookSource.hook, FAKE_HOOK);
  writeFileSync(hookSource.recorder, '');
  writeFileSync(hookSource.configuration, '');
  writeFileSync(hookSource.transcripts, '');
  writeFileSync(hookSource.binding, 'binding');
  const context: HookContext = {
    env: {},
    homeDir,
    cwd,
    platform: 'linux',
    uid: process.getuid?.(),
    nodePath: process.execPath,
    nodeVersion: process.version,
    hookSource,
    now: () => Date.UTC(2026, 10, 21, 9, 24),
    managedSettings: join(root, 'managed-settings.json'),
  };
  return {
    root,
    context,
    settings: join(homeDir, '.claude', 'settings.json'),
    dataDir: join(homeDir, '.local/share/spoor'),
    with: (changes) => ({ ...context, ...changes }),
  };
}

/** Writes a file with its folders. */
export function put(path: string, content: string | Uint8Array, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, mode);
}

/** A file's bytes as text that differs when any byte does. */
export function bytesOf(path: string): string {
  return readFileSync(path).toString('latin1');
}

/** What changes when anybody writes a file, replaces it or changes its mode. */
export function stampOf(path: string): Record<string, bigint> {
  const { ino, size, mode, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
  return { ino, size, mode, mtimeNs, ctimeNs };
}
