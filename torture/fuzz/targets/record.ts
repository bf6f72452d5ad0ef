import { newEventId } from '@spoor/core';
import { createRecorder, parseHookEvent } from '@spoor/hooks';
import { hookPayloads } from '../corpora.ts';
import { must, type Target } from '../target.ts';
import { faultsIn, openStore } from './store.ts';

/** Recording it in a real database. */
export function record(): Target {
  const store = openStore();
  const recorder = createRecorder({ db: store.db });
  const from = Date.UTC(2026, 10, 21);
  let count = 0;
  return {
    name: 'record',
    share: 3,
    isGuided: true,
    corpus: hookPayloads(),
    take: (input) => {
      count++;
      const event = parseHookEvent(input.toString('utf8'), {
        id: newEventId(from + count),
        capturedAt: new Date(from + count).toISOString(),
      });
      const { isNew, error } = recorder.record(event);
      must(isNew, 'the event is not kept');
      must(error === undefined, `a handler failed: ${error}`);
      must(!recorder.record(event).isNew, 'the event is kept twice');
      const sql =
        'SELECT status, json_valid(payload_json) AS valid FROM hook_executions WHERE id = ?';
      const row = store.db.prepare<[string], { status: string; valid: number }>(sql).get(event.id);
      must(row !== undefined, 'the event has no row');
      must(row.valid === 1, 'its payload is no JSON');
      must((row.status === 'malformed') === (event.kind === 'malformed'), `status ${row.status}`);
    },
    finish: () => {
      const faults = faultsIn(store.db);
      must(faults.length === 0, faults.join('; '));
      const { rows } = store.db
        .prepare<[], { rows: number }>('SELECT count(*) AS rows FROM hook_executions')
        .get() ?? { rows: -1 };
      must(rows === count, `${rows} rows of ${count} events`);
    },
    close: store.close,
  };
}
