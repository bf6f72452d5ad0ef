import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ingestTranscript } from '@spoor/hooks';
import { TranscriptCursors } from '@spoor/storage';
import { transcripts } from '../corpora.ts';
import { must, type Target } from '../target.ts';
import { countRows, faultsIn, openStore } from './store.ts';

/** Taking in a transcript, at once and in small parts. */
export function transcript(): Target {
  const store = openStore();
  let count = 0;
  return {
    name: 'transcript',
    share: 4,
    isGuided: true,
    corpus: transcripts(),
    take: (input) => {
      count++;
      const path = join(store.folder, `session-${count}.jsonl`);
      writeFileSync(path, input);
      const batchBytes = count % 2 === 0 ? 4_096 : 1024 * 1024;
      const report = ingestTranscript(store.db, path, { batchBytes, takesUnended: true });
      must(report.problem === null, `not read: ${report.problem}`);
      must(report.isComplete, 'not read to its end');
      const offset = new TranscriptCursors(store.db).get(path)?.offset ?? 0;
      must(offset <= input.length, `read up to ${offset} of ${input.length}`);
      const rows = countRows(store.db);
      const again = ingestTranscript(store.db, path, { takesUnended: true });
      must(again.messages === 0, `reading again gave ${again.messages} messages`);
      must(rows === countRows(store.db), `rows became other ones: ${rows}`);
      rmSync(path);
    },
    finish: () => {
      const faults = faultsIn(store.db);
      must(faults.length === 0, faults.join('; '));
    },
    close: store.close,
  };
}
