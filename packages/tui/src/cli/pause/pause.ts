import { UsageError } from '@spoor/core';
import { startPause } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import { changeKey } from '../config/change-key.js';
import type { CliIo } from '../io.js';
import { noteOperation } from '../note-operation.js';
import { printJson, printLines } from '../output/print.js';
import { settingsOf } from '../settings.js';
import { everywhereText } from './notice.js';
import { ownPausedProjects, projectRoot } from './project-root.js';
import { parseDuration, parseMoment } from './when.js';

/** What `spoor pause` was asked. */
export interface PauseOptions {
  readonly for?: string;
  readonly until?: string;
  readonly project?: string | true;
  readonly json?: true;
}

/** Stops recording: everywhere for a time or until `resume`, or in a project until `resume`. */
export async function pauseRecording(io: CliIo, options: PauseOptions): Promise<void> {
  if (options.project !== undefined) await pauseProject(io, options, options.project);
  else await pauseEverywhere(io, options);
}

async function pauseEverywhere(io: CliIo, options: PauseOptions): Promise<void> {
  const pause = startPause(settingsOf(io).paths.dataDir, io.now(), endOf(options, io.now()));
  await noteOperation(io, { action: 'recording.pause', details: { until: pause.until } });
  if (options.json === true) printJson(io, pause);
  else printLines(io, [everywhereText(pause)]);
}

function endOf({ for: length, until }: PauseOptions, nowMs: number): number | null {
  if (length !== undefined && until !== undefined) {
    throw new UsageError('use one of `--for` and `--until`');
  }
  if (length !== undefined) return nowMs + parseDuration(length);
  return until === undefined ? null : parseMoment(until, nowMs);
}

async function pauseProject(
  io: CliIo,
  options: PauseOptions,
  project: string | true,
): Promise<void> {
  if (options.for !== undefined || options.until !== undefined) {
    throw new UsageError('a project is paused until `spoor resume --project`, not for a time');
  }
  const root = projectRoot(io, project);
  const before = ownPausedProjects(io);
  if (!before.includes(root)) {
    changeKey(io, 'pause.projects', [...before, root]);
    await noteOperation(io, { action: 'recording.pause', details: { project: root } });
  }
  if (options.json === true) printJson(io, { project: root });
  else printLines(io, [`Nothing is recorded in ${safeText(root)} from now on.`]);
}
