import { messageOf } from '@spoor/core';
import { type HookStatus, hookStatus, type LastEvent } from '@spoor/hooks';
import { HookExecutionLog, SpoorDatabase } from '@spoor/storage';
import type { Health } from '../app/state/screen.js';
import { hookContextOf } from './hook-context.js';
import type { CliIo } from './io.js';
import { pathsOf } from './paths.js';

/** Says whether hooks record; null while there is nothing to say. */
export async function readRecordingHealth(io: CliIo): Promise<Health | null> {
  try {
    const context = hookContextOf(io);
    const { recording } = await hookStatus({ context });
    if (recording.state !== 'stopped') return healthOf(recording);
    const told = await hookStatus({ context, lastEvent: () => lastEvent(io) });
    return healthOf(told.recording);
  } catch (error) {
    return { ok: false, message: `Whether hooks record can't be told: ${messageOf(error)}` };
  }
}

/** What the screen says of the recorder. */
export function healthOf({ state, since, reasons, until }: HookStatus['recording']): Health {
  if (state === 'recording') return { ok: true, message: 'Hooks record.', short: 'recording' };
  if (state === 'paused') {
    return { ok: false, message: pauseText(until ?? null, reasons[0]), short: 'paused' };
  }
  if (state === 'not-installed') {
    const message = 'Nothing is recorded: no hooks. Run `spoor hooks install`.';
    return { ok: false, message, short: 'no hooks' };
  }
  const when = since === null ? '' : ` since ${since}`;
  const why = reasons[0] === undefined ? '' : `: ${reasons[0]}`;
  const message = `Recording has stopped${when}${why}. Run \`spoor hooks doctor\`.`;
  return { ok: false, message, short: 'not recording' };
}

function pauseText(until: string | null, reason: string | undefined): string {
  const end = until === null ? '' : ` until ${until}`;
  return `Recording is paused${end}: ${reason ?? '`spoor resume` ends that'}.`;
}

function lastEvent(io: CliIo): LastEvent | null {
  const db = openQuietly(pathsOf(io).databasePath);
  if (db === null) return null;
  try {
    const event = new HookExecutionLog(db).latest();
    if (event === null) return null;
    return {
      at: event.createdAt,
      event: event.hookType ?? 'malformed',
      sessionId: event.sessionId,
    };
  } finally {
    db.close();
  }
}

/** A database that can't be opened is told of elsewhere on the screen. */
function openQuietly(path: string): SpoorDatabase | null {
  try {
    return new SpoorDatabase({ path, readonly: true, migrations: 'none', busyTimeoutMs: 100 });
  } catch {
    return null;
  }
}
