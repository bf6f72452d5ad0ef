import type { CapturedEvent } from '@spoor/core';
import { SpoorDatabase } from '@spoor/storage';
import { onTestFinished } from 'vitest';
import { createRecorder, type HandlerTable } from '../../src/index.js';

/** A database in memory that goes with the test, with ways to fill and read it. */
export interface Stage {
  readonly db: SpoorDatabase;
  /** Records events in the order given. */
  readonly play: (...events: CapturedEvent[]) => void;
  /** Rows of a query. */
  readonly rows: (sql: string) => Record<string, unknown>[];
  /** The first row of a query. */
  readonly row: (sql: string) => Record<string, unknown> | undefined;
}

/** Makes a database with a recorder. */
export function makeStage(handlers: HandlerTable = {}): Stage {
  const db = new SpoorDatabase({ inMemory: true });
  onTestFinished(() => db.close());
  const recorder = createRecorder({ db, handlers });
  const rows: Stage['rows'] = (sql) => db.getDb().prepare<[], Record<string, unknown>>(sql).all();
  return {
    db,
    play: (...events) => {
      for (const event of events) recorder.record(event);
    },
    rows,
    row: (sql) => rows(sql)[0],
  };
}
