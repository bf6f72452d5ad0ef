import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isNodeSupported } from '@spoor/core';
import { networkFileSystem, networkReason, type TranscriptFigures } from '@spoor/storage';
import type { DoctorCheck } from './doctor.js';
import { HOOK_FILES } from './hook-source.js';
import type { HookStatus } from './status.js';

const MANY_WAITING = 100;
const MAX_NAMED = 5;

/** Whether the Node that hooks run with is there and new enough. */
export function nodeCheck({ node }: HookStatus): DoctorCheck {
  const name = 'Node';
  const advice = 'Run `spoor hooks install` with a Node that stays where it is.';
  if (node.path === null) return { name, ok: false, detail: 'none is set up', advice };
  if (node.problem !== null) {
    return { name, ok: false, detail: `${node.path} ${node.problem}`, advice };
  }
  const version = nodeSays(node.path, ['--version']).stdout.trim();
  const ok = isNodeSupported(version);
  const detail = `${node.path} ${version === '' ? "doesn't start" : version}`;
  return { name, ok, detail, advice: ok ? null : advice };
}

/** Whether that Node can load the hook's SQLite. */
export function bindingCheck({ node, hook }: HookStatus): DoctorCheck {
  const name = 'binding';
  const advice = 'Run `spoor hooks install` again, with the Node that shall run the hooks.';
  if (hook.path === null || node.path === null || node.problem !== null) {
    return { name, ok: false, detail: 'no hook is set up', advice };
  }
  const path = join(dirname(hook.path), HOOK_FILES.binding);
  if (!existsSync(path)) return { name, ok: false, detail: `${path} is gone`, advice };
  const script = 'process.dlopen({ exports: {} }, process.argv[1])';
  const { status, stderr } = nodeSays(node.path, ['-e', script, path]);
  if (status === 0) return { name, ok: true, detail: `${path} loads`, advice: null };
  const reason = /Error: (.*)/.exec(stderr)?.[1] ?? 'unknown reason';
  return { name, ok: false, detail: `${path} doesn't load: ${reason}`, advice };
}

/** Whether the data folder and all in it are for this user alone. */
export function permissionCheck(dataDir: string, uid: number | undefined): DoctorCheck {
  const name = 'permissions';
  if (!existsSync(dataDir)) {
    return { name, ok: true, detail: `${dataDir} is not there yet`, advice: null };
  }
  const open = [dataDir, ...below(dataDir)].filter((path) => !isPrivate(path, uid));
  if (open.length === 0) {
    return { name, ok: true, detail: `${dataDir} is private`, advice: null };
  }
  const more = open.length > MAX_NAMED ? ` and ${open.length - MAX_NAMED} more` : '';
  return {
    name,
    ok: false,
    detail: `others can reach ${open.slice(0, MAX_NAMED).join(', ')}${more}`,
    advice: `chmod -R go-rwx '${dataDir}'`,
  };
}

/** Whether the database lies on a disk of this machine. */
export function placeCheck(databasePath: string): DoctorCheck {
  const name = 'place';
  const fileSystem = networkFileSystem(databasePath);
  if (fileSystem === null) {
    return { name, ok: true, detail: 'no network file system is known of', advice: null };
  }
  const { what, advice } = networkReason('database', fileSystem);
  return { name, ok: false, detail: what, advice };
}

/** How many transcripts were read; lines that could not be are no fault of this machine's. */
export function transcriptsCheck(figures: TranscriptFigures | null): DoctorCheck {
  const { files, badLines } = figures ?? { files: 0, badLines: 0 };
  const bad =
    badLines === 0 ? '' : `; ${badLines} line${badLines === 1 ? '' : 's'} could not be read`;
  const detail = files === 0 ? 'none read yet' : `${files} read${bad}`;
  return { name: 'transcripts', ok: true, detail, advice: null };
}

/** How many events wait for the database. */
export function spoolCheck(folders: readonly string[]): DoctorCheck {
  const waiting = folders.map(countFiles).reduce((sum, count) => sum + count, 0);
  const ok = waiting < MANY_WAITING;
  const detail = waiting === 0 ? 'empty' : `${waiting} events wait for the database`;
  const advice = ok ? null : '`spoor sessions list` brings them in, or says why it can’t.';
  return { name: 'spool', ok, detail, advice };
}

function nodeSays(
  node: string,
  args: readonly string[],
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(node, args, { encoding: 'utf8', env: {}, timeout: 10_000 });
}

function below(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    join(folder, name),
  );
}

function isPrivate(path: string, uid: number | undefined): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined || stat.isSymbolicLink()) return true;
  return (stat.mode & 0o077) === 0 && (uid === undefined || stat.uid === uid);
}

function countFiles(folder: string): number {
  if (!existsSync(folder)) return 0;
  return readdirSync(folder).filter((name) => name.endsWith('.json')).length;
}
