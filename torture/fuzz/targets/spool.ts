import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newEventId } from '@spoor/core';
import { catchUp, parseHookEvent } from '@spoor/hooks';
import { SpoorDatabase } from '@spoor/storage';
import { makePlace, removePlace } from '../../support/place.ts';
import { hookPayloads } from '../corpora.ts';
import { must, type Target } from '../target.ts';
import { faultsIn } from './store.ts';

/** Events that lie in a spool, damaged. */
export function spool(): Target {
  const place = makePlace();
  const { databasePath, spoolDir } = place;
  mkdirSync(spoolDir, { recursive: true, mode: 0o700 });
  let count = 0;
  return {
    name: 'spool',
    share: 2,
    corpus: entries(),
    take: (input) => {
      count++;
      const name = `${newEventId(Date.UTC(2026, 10, 21) + count)}.json`;
      writeFileSync(join(spoolDir, name), input, { mode: 0o600 });
      const report = catchUp({ databasePath, spoolDirs: [spoolDir] });
      must(report.failed === 0, `neither recorded nor set aside: ${report.failure}`);
      must(report.drained + report.rejected === 1, 'the file was not seen');
      const left = readdirSync(spoolDir).filter((file) => file.endsWith('.json'));
      must(left.length === 0, `${left.length} files are left`);
    },
    finish: () => {
      const db = new SpoorDatabase({ path: databasePath });
      const faults = faultsIn(db);
      db.close();
      must(faults.length === 0, faults.join('; '));
    },
    close: () => removePlace(place),
  };
}

/** Events in the form in which hooks spool them. */
function entries(): Buffer[] {
  return hookPayloads().map((payload, index) => {
    const at = Date.UTC(2026, 10, 21) + index;
    const event = parseHookEvent(payload.toString('utf8'), {
      id: newEventId(at),
      capturedAt: new Date(at).toISOString(),
    });
    return Buffer.from(`${JSON.stringify({ spoor: 1, event })}\n`);
  });
}
