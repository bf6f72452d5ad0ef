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
  const status = await hookStatus({ context: hookContext(io), lastEvent: () => askLastEvent(io) });
  if (json === true) {
    printJson(io, status);
    return;
  }
  printWarnings(io, status.warnings);
  printLines(io, describe(status));
}

/** A database that can't be read is no reason to keep the rest to oneself. */
async function askLastEvent(io: HookCliIo): Promise<LastEvent | null> {
  try {
    return await databaseStore(io).lastEvent();
  } catch (error) {
    printWarnings(io, [`the database can't be read: ${messageOf(error)}`]);
    return null;
  }
}

function describe(status: HookStatus): string[] {
  const { recording, lastEvent, hook, node, launcher } = status;
  const last = lastEvent === null ? 'none yet' : `${lastEvent.event} at ${lastEvent.at}`;
  return [
    headline(recording),
    ...recording.reasons.map((reason) => `  because ${reason}`),
    '',
    ...status.scopes.map(describeScope),
    '',
    part('Launcher', launcher.path, launcher.problem),
    part('Hook', hook.path, hook.problem, hook.version ?? undefined),
    part('Node', node.path, node.problem),
    `Last event: ${last}`,
  ];
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

function describeScope(scope: ScopeStatus): string {
  const { path, events, profile, missing, extra, outdated, problem } = scope;
  const name = scope.scope.padEnd(8);
  if (problem !== null) return `${name}${problem}`;
  if (!scope.installed) return `${name}not installed (${path})`;
  const notes = [
    ...(missing.length > 0 ? [`missing ${missing.join(', ')}`] : []),
    ...(extra.length > 0 ? [`not of the profile: ${extra.join(', ')}`] : []),
    ...(outdated.length > 0 ? [`of another version: ${outdated.join(', ')}`] : []),
  ];
  const what = `${profile}, ${events.length} events (${path}): ${events.join(', ')}`;
  return [`${name}${what}`, ...notes].join('; ');
}

function part(name: string, path: string | null, problem: string | null, note?: string): string {
  const state = problem === null ? (note ?? 'ok') : problem;
  return path === null ? `${name}: none` : `${name}: ${path} (${state})`;
}
