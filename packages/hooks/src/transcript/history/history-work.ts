import type { RedactOptions } from '@spoor/core';
import type { ConfiguredOptions } from '@spoor/storage';

/** What all readers of one import need to know; plain data, for it goes to threads. */
export interface HistoryWork {
  readonly database: ConfiguredOptions['database'];
  readonly redaction: RedactOptions;
}
