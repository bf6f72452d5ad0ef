import type { ConfiguredOptions, LoadedConfiguration } from '@spoor/storage';
import type { IngestConfiguration } from '../ingest-context.js';

/** What all readers of one import need to know; plain data, for it goes to threads. */
export interface HistoryWork {
  readonly database: ConfiguredOptions['database'];
  readonly configuration: IngestConfiguration;
  /** Where projects may add to the configuration, and be left out; absent: they are not asked. */
  readonly settings?: LoadedConfiguration | undefined;
  /** When the import began; milliseconds since 1970. */
  readonly nowMs: number;
  /** Files that were changed last before this time end as they are. */
  readonly finalBefore: number;
}
