import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { isoTime, newEventId } from '@spoor/core';
import { createRecorder, parseHookEvent } from '@spoor/hooks';
import { SpoorDatabase } from '@spoor/storage';
import { beforeEach, it } from 'vitest';
import { scratchFolder } from './scratch.js';
import { needTmux, startTerminal } from './tmux.js';

const SPOOR = join(import.meta.dirname, '../../dist/spoor.js');
const SESSION = '6f0e8a7e-0000-4000-8000-000000000001';

beforeEach(needTmux);

it('shows what a running session writes, though no hook tells of it any more', async () => {
  const root = scratchFolder();
  const path = join(root, `${SESSION}.jsonl`);
  const at = isoTime(Date.now());
  const write = (line: object) => appendFileSync(path, `${JSON.stringify(line)}\n`);
  write({ type: 'user', uuid: 'u1', timestamp: at, message: { content: 'The first prompt' } });

  const db = new SpoorDatabase({ path: join(root, 'data', 'spoor.db') });
  const stop = { session_id: SESSION, transcript_path: path, hook_event_name: 'Stop' };
  const capture = { id: newEventId(Date.now()), capturedAt: at };
  createRecorder({ db }).record(parseHookEvent(JSON.stringify(stop), capture));
  db.close();

  const env = { HOME: root, SPOOR_DATA_DIR: join(root, 'data'), SPOOR_MAINTENANCE: 'off' };
  const terminal = startTerminal(100, 24, env);
  terminal.type(`'${process.execPath}' '${SPOOR}'`, 'Enter');
  await terminal.see(/idle .*The first prompt/);
  write({ type: 'ai-title', aiTitle: 'A title of later' });
  await terminal.see(/idle .*A title of later/);
  terminal.type('q');
});
