// `pnpm bench`: speed as ratios in one run on one machine; medians.
// `--only hook|redaction|client|storage|import|inspector`, `--rounds N`, `--client-rounds N`; `--rows N`: the
// largest store to be measured, 100,000 hook events by default, up to 10,000,000; `--mb N`: of
// transcripts to import, 200 by default; `--sessions N`: in the database that the inspector is
// measured on, 1,000 by default, each of 1,000 events; `--home FOLDER`: one that is filled already.
import { parseArgs } from 'node:util';
import { benchClient } from './client.mjs';
import { benchHook } from './hook.mjs';
import { benchImport } from './import.mjs';
import { benchInspector } from './inspector.mjs';
import { benchRedaction } from './redaction.mjs';
import { benchStorage } from './storage.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '61' },
    'client-rounds': { type: 'string', default: '9' },
    rows: { type: 'string', default: '100000' },
    mb: { type: 'string', default: '200' },
    sessions: { type: 'string', default: '1000' },
    home: { type: 'string' },
    only: { type: 'string' },
  },
});

const rounds = Number(values.rounds);
const parts = {
  hook: () => benchHook(rounds),
  redaction: () => benchRedaction(Math.min(rounds, 15)),
  storage: () => benchStorage({ rounds, rows: Number(values.rows) }),
  import: () => benchImport(Number(values.mb)),
  inspector: () => benchInspector({ home: values.home, sessions: Number(values.sessions) }),
  client: () => benchClient(Number(values['client-rounds'])),
};
if (values.only !== undefined && !(values.only in parts)) {
  throw new Error(`--only takes one of ${Object.keys(parts).join(', ')}`);
}
for (const [name, run] of Object.entries(parts)) {
  if (values.only === undefined || values.only === name) await run();
}
