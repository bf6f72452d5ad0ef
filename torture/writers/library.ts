import { join } from 'node:path';
import { read } from '../support/kept.ts';
import { startNode } from '../support/running.ts';
import type { Site, Writer } from './writer.ts';

const SCRIPT = join(import.meta.dirname, '../processes/write-through-library.ts');

/** A program of one's own that writes through `@spoor/storage` and says what it was told is kept. */
export function writingThroughLibrary(): Writer {
  const acknowledged = { audit: [] as string[], counted: 0 };
  return {
    name: 'library',
    start: ({ place }) => startNode(place, [SCRIPT, place.databasePath]),
    lifeMs: 1_500,
    afterKill: (_, stdout) => {
      // The last line may be half a line.
      for (const line of stdout.split('\n').slice(0, -1)) {
        if (line === 'counted') acknowledged.counted += 1;
        else acknowledged.audit.push(line);
      }
      return [];
    },
    afterAll: async (site) => faultsOf(site, acknowledged),
  };
}

function faultsOf({ place }: Site, { audit, counted }: { audit: string[]; counted: number }) {
  const rows = read<{ action: string; times: number }>(
    place.databasePath,
    `SELECT action, count(*) AS times FROM audit_logs WHERE action LIKE 'torture.%' GROUP BY action`,
  );
  const kept = new Set(rows.map(({ action }) => action));
  const [counter] = read<{ value: number }>(
    place.databasePath,
    `SELECT value FROM counters WHERE scope = 'global' AND name = 'torture'`,
  );
  const value = counter?.value ?? 0;
  return [
    ...audit.filter((action) => !kept.has(action)).map((action) => `${action} is missing`),
    ...rows.filter(({ times }) => times > 1).map(({ action }) => `${action} is there twice`),
    ...(value >= counted ? [] : [`the counter is ${value}, ${counted} were acknowledged`]),
  ];
}
