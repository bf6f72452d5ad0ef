import { listSessionOverviews } from '@spoor/storage';
import { sinceOf, untilOf } from '../../input/moment.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { noticesAbove } from '../pause/notice.js';
import { projectOf } from '../project-option.js';
import { withStore } from '../store.js';
import { sessionTable } from './session-table.js';

/** Which sessions the user wants. */
export interface ListOptions {
  readonly project?: string;
  readonly since?: string;
  readonly until?: string;
  readonly limit: number;
  readonly json?: true;
}

/** Lists sessions, the last active first. */
export async function listSessions(io: CliIo, options: ListOptions): Promise<void> {
  const { limit, json, project } = options;
  const choice = {
    projectId: project === undefined ? undefined : projectOf(io, project),
    since: sinceOf(options.since, io.now()),
    until: untilOf(options.until, io.now()),
  };
  const isPart = Object.values(choice).some((condition) => condition !== undefined);
  const found = await withStore(io, (db) =>
    db === null ? [] : listSessionOverviews(db, { ...choice, limit: limit + 1 }),
  );
  const sessions = found.slice(0, limit);
  const notices = noticesAbove(io, json);
  if (json === true) {
    printJson(io, sessions);
    return;
  }
  if (sessions.length === 0 && isPart) {
    printLines(io, [...notices, 'No such sessions. All there are: spoor sessions list']);
    return;
  }
  if (sessions.length === 0) {
    printLines(io, [
      'No sessions yet. Record Claude Code from now on: spoor hooks install',
      'Bring in what it has kept of earlier ones: spoor import',
      ...notices,
    ]);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io), nowMs: io.now() };
  const more =
    found.length > limit ? [`There are more: spoor sessions list --limit ${limit * 2}`] : [];
  printLines(io, [...notices, ...sessionTable(sessions, look), ...more]);
}
