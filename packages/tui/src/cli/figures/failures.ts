import { FAILURE_KINDS, type FailureKind, groupFailures, listFailures } from '@spoor/storage';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { noticesAbove } from '../pause/notice.js';
import { type ChoiceOptions, isNarrowed, withFigures } from './choice.js';
import { failureLines } from './failure-lines.js';

/** What the user asked for. */
export interface FailuresOptions extends ChoiceOptions {
  readonly kind?: FailureKind;
  readonly limit: number;
  readonly json?: true;
}

/** Equal failures are put together among so many of the newest. */
const MOST_GROUPED = 1_000;

/** Shows what went wrong, the newest first. */
export async function showFailures(io: CliIo, options: FailuresOptions): Promise<void> {
  const { kind, limit, json } = options;
  const kinds = kind === undefined ? FAILURE_KINDS : [kind];
  const most = json === true ? limit : Math.max(limit + 1, MOST_GROUPED);
  const failures =
    (await withFigures(io, options, (db, choice) =>
      listFailures(db, { ...choice, kinds, limit: most }),
    )) ?? [];
  const notices = noticesAbove(io, json);
  if (json === true) {
    printJson(io, failures);
    return;
  }
  if (failures.length === 0) {
    const isPart = isNarrowed(options) || kind !== undefined;
    printLines(io, [
      ...notices,
      isPart ? 'Nothing of that went wrong.' : 'Nothing went wrong yet.',
    ]);
    return;
  }
  const groups = groupFailures(failures);
  const look = { width: widthOf(io), paint: createPaint(io), nowMs: io.now() };
  printLines(io, [
    ...notices,
    ...failureLines(groups.slice(0, limit), look),
    ...(groups.length > limit ? [`There are more: spoor failures --limit ${limit * 2}`] : []),
  ]);
}
