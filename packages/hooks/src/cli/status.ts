import { messageOf } from '@spoor/core';
import {
  type HookStatus,
  hookStatus,
  type LastEvent,
  type ScopeStatus,
} from '../install/status.js';
import { hookContext } from './context.js';
import type { HookCliIo } from './io.js';
import { printJson, printLines, printWarnings } from './print.js';
import { databaseStore } from './store.js';

/** Says where the hooks are installed, which events they record, and what came in last. */
export async function runStatus(io: HookCliIo, { json }: { json?: true }): Promise<void> {
  let known = true;
  const lastEvent = async () => {
    try {
      return await databaseStore(io).lastEvent();
    } catch (error) {
      // A database that can't be read is no reason to keep the rest to oneself.
      printWarnings(io, [`the database can't be read: ${messageOf(error)}`]);
      known = false;
      return null;
    }
  };
  const status = await hookStatus({ context: hookContext(io), lastEvent });
  if (json === true) {
    printJson(io, status);
    return;
  }
  printWarnings(io, status.warnings);
  printLines(io, describe(status, known));
}

function describe(status: HookStatus, known: boolean): string[] {
  const { recording, lastEvent, hook, node, launcher } = status;
  const head = [
    headline(recording),
    ...recording.reasons.map((reason) => `  because ${reason}`),
    '',
    ...status.scopes.flatMap(describeScope),
    '',
  ];
  if (recording.state === 'not-installed') {
    return [...head, 'Record Claude Code from now on: spoor hooks install'];
  }
  return [
    ...head,
    part('Launcher', launcher.path, launcher.problem),
    part('Hook', hook.path, hook.problem, hook.version ?? undefined),
    part('Node', node.path, node.problem),
    `Last event: ${known ? lastText(lastEvent) : "can't be told"}`,
  ];
}

function lastText(event: LastEvent | null): string {
  return event === null ? 'none yet' : `${event.event} at ${event.at}`;
}

function headline({ state, since, until }: HookStatus['recording']): string {
  if (state === 'recording') return 'Recording.';
  if (state === 'paused') {
    const end = until === undefined || until === null ? '' : ` until ${until}`;
    return `RECORDING IS PAUSED${end}`;
  }
  if (state === 'not-installed') return 'Not installed: nothing is recorded.';
  return since === null ? 'RECORDING HAS STOPPED' : `RECORDING HAS STOPPED since ${since}`;
}

function describeScope(scope: ScopeStatus): string[] {
  const { path, events, profile, missing, extra, outdated, problem } = scope;
  const name = scope.scope.padEnd(9);
  if (problem !== null) return [`${name}${problem}`];
  if (!scope.installed) return [`${name}not installed (${path})`];
  return [
    `${name}${profile}, ${events.length} events (${path})`,
    ...list('records', events),
    ...list('missing', missing),
    ...list('not of the profile', extra),
    ...list('of another version', outdated),
  ];
}

/** The narrowest terminal that is common. */
const WIDTH = 80;
const INDENT = ' '.repeat(9);

function list(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const lines = [`${INDENT}${what}`];
  for (const [index, name] of names.entries()) {
    const word = index === names.length - 1 ? name : `${name},`;
    const line = lines.at(-1) ?? '';
    if (line.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(`${INDENT}  ${word}`);
  }
  return lines;
}

function part(name: string, path: string | null, problem: string | null, note?: string): string {
  const state = problem === null ? (note ?? 'ok') : problem;
  return path === null ? `${name}: none` : `${name}: ${path} (${state})`;
}
