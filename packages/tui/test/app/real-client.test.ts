import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Availability } from '../../../hooks/test/client/availability.ts';
import { need } from '../../../hooks/test/client/left-out.ts';
import {
  type ClientTools,
  findClientTools,
  runClient,
} from '../../../hooks/test/client/run-client.ts';
import { scratchIn } from '../../../hooks/test/client/scratch.ts';
import { INSTALL_SPOOR } from '../../../hooks/test/client/spoor.ts';
import { findTmux } from '../../../hooks/test/client/terminal.ts';
import { builtPrograms } from './build.js';
import { openIn } from './opened.js';

const programs = builtPrograms();
let tools: Availability<ClientTools>;

beforeAll(async () => {
  tools = await findClientTools();
}, 400_000);

/** How often something stands in a frame. */
function count(frame: string, pattern: RegExp): number {
  return frame.split('\n').filter((line) => pattern.test(line)).length;
}

/** On a busy machine a hook may take seconds. */
const LIMIT_MS = 120_000;

const RUNNING = /● (?:Bash|Agent|agent) .*running/;
const DONE = /✓ Bash .*done/;

describe('the session screen, while the real client works', () => {
  it.for([
    ['p10', [120, 40], 10, 0],
    ['p10', [80, 24], 10, 0],
    ['two-agents', [120, 40], 1, 1],
  ] as const)(
    'shows %s side by side, then how they end, at %j',
    { timeout: LIMIT_MS },
    async (run, context) => {
      const [scenario, size, done, failed] = run;
      const client = need(context, tools);
      need(context, findTmux());
      const scratch = scratchIn(mkdtempSync(join(tmpdir(), 'spoor-run-')));
      const terminal = openIn(programs.inspect, size, join(scratch.dataDir, 'spoor.db'));
      await terminal.see(/Nothing is recorded yet/);

      const frames: string[] = [];
      let opened = false;
      let ended = false;
      const working = runClient(client, {
        scenario,
        folder: scratch.folder,
        setup: [INSTALL_SPOOR],
      }).finally(() => {
        ended = true;
      });
      onTestFinished(async () => (await working).remove(), LIMIT_MS);
      while (!ended) {
        const frame = terminal.screen();
        frames.push(frame);
        if (!opened && /▌ . \w+ +repo/.test(frame)) {
          terminal.type('Enter');
          opened = true;
        }
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      await working;
      expect(opened).toBe(true);

      expect(Math.max(...frames.map((frame) => count(frame, RUNNING)))).toBeGreaterThan(1);
      const last = await terminal.see(/· ended/);
      expect(last).toContain('1 turn');
      expect(count(last, RUNNING)).toBe(0);
      expect(count(last, DONE)).toBe(done);
      expect(count(last, /✗ Bash .*failed/)).toBe(failed);
      terminal.type('q');
      await terminal.see(/code 0/);
    },
  );
});
