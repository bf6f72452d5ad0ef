import { SpoorError } from '@spoor/core';
import { endPause, readPause } from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import { changeKey } from '../config/change-key.js';
import type { CliIo } from '../io.js';
import { noteOperation } from '../note-operation.js';
import { printJson, printLines } from '../output/print.js';
import { settingsOf } from '../settings.js';
import { recordingNotices } from './notice.js';
import { ownPausedProjects, projectRoot } from './project-root.js';

/** Lets recording go on, everywhere or in a project. */
export async function resumeRecording(
  io: CliIo,
  { project, json }: { project?: string | true; json?: true },
): Promise<void> {
  if (project !== undefined) {
    await resumeProject(io, project, json);
    return;
  }
  const { dataDir } = settingsOf(io).paths;
  const pause = readPause(dataDir, io.now());
  endPause(dataDir);
  if (pause !== null) {
    await noteOperation(io, { action: 'recording.resume', details: { since: pause.since } });
  }
  if (json === true) {
    printJson(io, { resumed: pause !== null });
    return;
  }
  const done = pause === null ? 'Recording was not paused.' : 'Recording goes on.';
  // What is still left out for another reason is said too.
  printLines(io, [done, ...recordingNotices(io)]);
}

async function resumeProject(
  io: CliIo,
  project: string | true,
  json: true | undefined,
): Promise<void> {
  const root = projectRoot(io, project);
  const before = ownPausedProjects(io);
  const after = before.filter((path) => path !== root && path !== project);
  if (after.length === before.length) {
    const above = before.find((path) => root.startsWith(`${path}/`));
    if (above !== undefined) {
      throw new SpoorError(`${safeText(above)} is paused; resume that with \`--project\``);
    }
  } else {
    changeKey(io, 'pause.projects', after.length === 0 ? undefined : after);
    await noteOperation(io, { action: 'recording.resume', details: { project: root } });
  }
  if (json === true) printJson(io, { project: root, resumed: after.length < before.length });
  else if (after.length < before.length) {
    printLines(io, [`Recording goes on in ${safeText(root)}.`]);
  } else printLines(io, [`Recording was not paused in ${safeText(root)}.`]);
}
