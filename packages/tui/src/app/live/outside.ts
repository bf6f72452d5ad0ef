import type { OutsideReader } from './reader.js';
import { type Query, READERS } from './readers.js';
import type { RecorderSite } from './recorder-site.js';

/** Answers questions about what is around the database. */
export interface Outside {
  readonly ask: (query: Query) => Promise<unknown>;
}

/** What can be told from where the recorder is looked at. */
export function createOutside(site: RecorderSite): Outside {
  return {
    ask: async (query) => {
      const { read } = READERS[query.kind] as unknown as OutsideReader<unknown, unknown>;
      return await read(site, query.asked);
    },
  };
}
