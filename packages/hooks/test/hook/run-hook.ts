import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonObject } from '@spoor/core';
import { SpoorDatabase } from '@spoor/storage';
import { onTestFinished } from 'vitest';
import { catchUp } from '../../src/index.js';

/** The hook as it is built. */
export const HOOK = join(import.meta.dirname, '../../dist/hook/hook.cjs');

/** A data folder of a test's own, with what other places a hook may write to. */
export interface Place {
  readonly root: string;
  readonly dataDir: string;
  readonly databasePath: string;
  readonly spoolDir: string;
  readonly env: Record<string, string>;
}

/** Makes a place that goes with the test. */
export function makePlace(): Place {
  const root = mkdtempSync(join(tmpdir(), 'spoor-hook-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const dataDir = join(root, 'data');
  return {
    root,
    dataDir,
    databasePath: join(dataDir, 'spoor.db'),
    spoolDir: join(dataDir, 'spool'),
    env: { HOME: root, TMPDIR: root, SPOOR_DATA_DIR: dataDir, PATH: process.env['PATH'] ?? '' },
  };
}

/** How a hook's process ended. */
export interface HookRun {
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly elapsedMs: number;
}

/** What a hook is run with. */
export interface HookOptions {
  readonly env?: Record<string, string>;
  /** The pipe of its standard input is never closed. */
  readonly keepOpen?: boolean;
  readonly uid?: number;
  /** Another one than the built one. */
  readonly hook?: string;
  readonly onSpawn?: (pid: number) => void;
}

/** Runs the hook's executable as the client does, with an event on its standard input. */
export function runHook(
  place: Place,
  input: JsonObject | string | Buffer,
  options: HookOptions = {},
): Promise<HookRun> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(process.execPath, [options.hook ?? HOOK], {
      env: { ...place.env, ...options.env },
      ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
      cwd: '/',
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('error', reject);
    child.stdin.on('error', () => {});
    child.stdin.write(
      typeof input === 'string' || Buffer.isBuffer(input) ? input : `${JSON.stringify(input)}\n`,
    );
    if (options.keepOpen !== true) child.stdin.end();
    if (child.pid !== undefined) options.onSpawn?.(child.pid);
    child.on('close', (status, signal) => {
      resolve({ status, signal, stdout, stderr, elapsedMs: performance.now() - started });
    });
  });
}

/** What a good end of a hook looks like, whatever happened. */
export const QUIET_END = { status: 0, signal: null, stdout: '', stderr: '' };

/** Drains the spool as a listing does, over all its folders. */
export function listLike(place: Place) {
  const spoolDirs = [place.spoolDir, ...fallbackSpools(place)];
  return catchUp({ databasePath: place.databasePath, spoolDirs });
}

/** Where events lie that could not be written to the data folder. */
export function fallbackSpools(place: Place): string[] {
  return [process.getuid?.() ?? 0, 65534].map((uid) => join(place.root, `spoor-${uid}`, 'spool'));
}

/** Names of the events that wait in all spools. */
export function spooled(place: Place): string[] {
  return [place.spoolDir, ...fallbackSpools(place)].flatMap((folder) => {
    try {
      return readdirSync(folder).filter((name) => name.endsWith('.json'));
    } catch {
      return [];
    }
  });
}

/** Reads rows of the place's database. */
export function query<Row = Record<string, unknown>>(place: Place, sql: string): Row[] {
  const db = new SpoorDatabase({ path: place.databasePath, readonly: true });
  try {
    return db.getDb().prepare(sql).all() as Row[];
  } finally {
    db.close();
  }
}

/** A real payload of the client, as it was sent. */
export interface Example {
  readonly event: string;
  readonly variant: string;
  readonly mode: string;
  readonly run: string;
  readonly stdin: JsonObject;
}

/** Every real payload of the fixtures. */
export function readExamples(): Example[] {
  const path = join(import.meta.dirname, '../fixtures/payloads.jsonl');
  return readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Example);
}
