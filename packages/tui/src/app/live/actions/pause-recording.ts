import { endPause, readPause, resolveStore, startPause } from '@spoor/storage';
import { timeText } from '../../../present/relative-time.js';
import type { ActionContext } from '../actions.js';
import { needSite } from '../need-site.js';
import { noteOperation } from '../note-operation.js';

/** For how long nothing is to be recorded, ms; null: until it is resumed. */
export interface PauseInput {
  readonly forMs: number | null;
}

/** Stops recording everywhere. */
export function pauseRecordingAction(
  { databasePath, site }: ActionContext,
  { forMs }: PauseInput,
): string {
  const nowMs = Date.now();
  const untilMs = forMs === null ? null : nowMs + forMs;
  const { until } = startPause(dataDirOf(site), nowMs, untilMs);
  const note = noteOperation(databasePath, { action: 'recording.pause', details: { until } });
  const end = until === null ? 'until it is resumed' : `until ${timeText(until)}`;
  return `Nothing is recorded ${end}.${note}`;
}

/** Lets recording go on everywhere. */
export function resumeRecordingAction({ databasePath, site }: ActionContext, _input: null): string {
  const dataDir = dataDirOf(site);
  const pause = readPause(dataDir, Date.now());
  endPause(dataDir);
  if (pause === null) return 'Recording was not paused.';
  const details = { since: pause.since };
  const note = noteOperation(databasePath, { action: 'recording.resume', details });
  return `Recording goes on.${note}`;
}

function dataDirOf(site: ActionContext['site']): string {
  return resolveStore(needSite(site).host).paths.dataDir;
}
