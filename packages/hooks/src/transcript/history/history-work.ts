import type { ConfiguredOptions } from '@spoor/storage';
import type { IngestConfiguration } from '../ingest-context.js';

/** What all readers of one import need to know; plain data, for it goes to threads. */
export interface HistoryWork {
  readonly database: ConfiguredOptions['database'];
  readonly configuration: IngestConfiguration;
  /** When the import began; milliseconds since 1970. */
  readonly nowMs: number;
  /** Files that were changed last before this time end as they are. */
  readonly finalBefore: number;
}
