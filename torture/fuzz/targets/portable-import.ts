import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { newEventId } from '@spoor/core';
import { createReconciler, createRecorder, ingestTranscript, parseHookEvent } from '@spoor/hooks';
import { exportRows, importRows, LessonsStore, StorageError } from '@spoor/storage';
import { hookPayloads, transcripts } from '../corpora.ts';
import { must, type Target } from '../target.ts';
import { countRows, faultsIn, openStore } from './store.ts';

/** Rows of an export that are tried together, behind its header. */
const ROWS = 6;

/** `spoor import` of what `spoor export` wrote. */
export async function portableImport(): Promise<Target> {
  const store = openStore();
  const reconciler = createReconciler(store.db);
  const take = async (input: Buffer) => {
    try {
      await importRows(store.db, parts(input), { reconciler });
    } catch (error) {
      if (!(error instanceof StorageError)) throw error;
      must(error.code === 'BAD_FORMAT', `${error.code}: ${error.message}`);
      must(!error.message.includes('\n'), 'more than a line of refusal');
      return;
    }
    const rows = countRows(store.db);
    await importRows(store.db, parts(input), { reconciler });
    must(rows === countRows(store.db), `importing again made other rows of ${rows}`);
  };
  return {
    name: 'import of an export',
    share: 3,
    corpus: await exportParts(),
    take,
    finish: () => {
      const faults = faultsIn(store.db);
      must(faults.length === 0, faults.join('; '));
    },
    close: store.close,
  };
}

async function* parts(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** An export of all kinds of rows: whole, and some rows at a time. */
async function exportParts(): Promise<Buffer[]> {
  const { db, folder, close } = openStore();
  try {
    const recorder = createRecorder({ db });
    for (const [index, payload] of hookPayloads().entries()) {
      const at = Date.UTC(2026, 10, 21) + index;
      const capture = { id: newEventId(at), capturedAt: new Date(at).toISOString() };
      recorder.record(parseHookEvent(payload.toString('utf8'), capture));
    }
    for (const [index, bytes] of transcripts().slice(0, 4).entries()) {
      const path = join(folder, `session-${index}.jsonl`);
      writeFileSync(path, bytes);
      ingestTranscript(db, path);
    }
    new LessonsStore(db).create({ category: 'bug', title: 'One', summary: 'Two', tags: ['three'] });
    let text = '';
    for await (const part of exportRows(db)) text += part;
    const [header = '', ...rows] = text.trimEnd().split('\n');
    const some = rows.map((_, at) => [header, ...rows.slice(at, at + ROWS)].join('\n'));
    return some.map((part) => Buffer.from(`${part}\n`));
  } finally {
    close();
  }
}
