import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importPayloads } from '@spoor/hooks';
import { captureLines } from '../corpora.ts';
import { must, type Target } from '../target.ts';
import { faultsIn, openStore } from './store.ts';

/** Lines of a capture that are tried together. */
const LINES = 4;

/** `spoor import` of a capture of payloads. */
export function payloadImport(): Target {
  const store = openStore();
  const lines = captureLines();
  const corpus = lines.map((_, index) =>
    Buffer.from(`${lines.slice(index, index + LINES).join('\n')}\n`),
  );
  return {
    name: 'payload import',
    share: 2,
    corpus,
    take: async (input) => {
      const path = join(store.folder, 'capture.jsonl');
      writeFileSync(path, input);
      const report = await importPayloads(store.db, path);
      must(report.failed === 0, `${report.failed} events without what follows from them`);
      const told = report.new + report.known + report.forgotten;
      must(told === report.events, `${told} of ${report.events} events are told of`);
      const again = await importPayloads(store.db, path);
      must(again.new === 0, `importing again gave ${again.new} events`);
      rmSync(path);
    },
    finish: () => {
      const faults = faultsIn(store.db);
      must(faults.length === 0, faults.join('; '));
    },
    close: store.close,
  };
}
