import type { SpoorDatabase } from '../database/spoor-database.js';
import type { HookExecution } from './hook-execution.js';
import {
  countHookTypes,
  type HookExecutionQuery,
  readHookExecutions,
} from './hook-execution-page.js';
import { HookExecutionRecords } from './hook-execution-records.js';

/** Every hook event received, once each; `seq` grows with each new row and is a change cursor only. */
export class HookExecutionLog extends HookExecutionRecords {
  readonly #db: SpoorDatabase;

  constructor(db: SpoorDatabase) {
    super(db);
    this.#db = db;
  }

  /** Reads a page of events: the last received first, or upwards from `afterSeq`. */
  list(query: HookExecutionQuery = {}): HookExecution[] {
    return readHookExecutions(this.#db, query);
  }

  /** How many events there are, by type, the most first. */
  countByType(): { hookType: string | null; count: number }[] {
    return countHookTypes(this.#db);
  }
}
