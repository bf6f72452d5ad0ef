import { UsageError } from '@spoor/core';
import { type Counter, CounterStore, type SpoorDatabase } from '@spoor/storage';
import { cutMiddle } from '../../present/fit-text.js';
import { relativeTime } from '../../present/relative-time.js';
import { excerpt, safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { createPaint, widthOf } from '../output/paint.js';
import { printJson, printLines } from '../output/print.js';
import { type Column, tableLines } from '../output/table.js';
import { withStore } from '../store.js';
import { counterScope, projectScope } from './counter-scope.js';

/** Which counters to list, and how. */
export interface CounterListing {
  readonly scope?: string;
  readonly project?: string;
  readonly limit: number;
  readonly offset?: number;
  readonly json?: true;
}

/** Lists counters by scope and name. */
export async function listCounters(io: CliIo, options: CounterListing): Promise<void> {
  if (options.scope !== undefined && options.project !== undefined) {
    throw new UsageError('`--scope` and `--project` exclude each other');
  }
  const { limit, offset } = options;
  const counters = await withStore(io, (db) =>
    db === null
      ? []
      : new CounterStore(db).list({ scope: scopeOf(io, db, options), limit, offset }),
  );
  if (options.json === true) {
    printJson(io, counters);
    return;
  }
  if (counters.length === 0) {
    printLines(io, ['No such counters yet.']);
    return;
  }
  const look = { width: widthOf(io), paint: createPaint(io) };
  printLines(io, tableLines(columnsAt(io.now()), counters, look));
}

function scopeOf(
  io: CliIo,
  db: SpoorDatabase,
  { scope, project }: CounterListing,
): string | undefined {
  if (project !== undefined) return projectScope(io, project);
  return scope === undefined ? undefined : counterScope(io, db, scope);
}

function columnsAt(nowMs: number): Column<Counter>[] {
  return [
    {
      title: 'SCOPE',
      text: ({ scope }) => safeText(excerpt(scope, 400)),
      tone: () => 'accent',
      min: 12,
      cut: cutMiddle,
    },
    { title: 'NAME', text: ({ name }) => safeText(excerpt(name, 400)), min: 8 },
    { title: 'VALUE', text: ({ value }) => String(value), align: 'right' },
    { title: 'CHANGED', text: ({ updatedAt }) => relativeTime(updatedAt, nowMs), drop: 1 },
  ];
}
