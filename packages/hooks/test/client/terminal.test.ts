import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Availability } from './availability.ts';
import { readCounted } from './counting-hook.ts';
import { expectedRows } from './expected-rows.ts';
import { need } from './left-out.ts';
import { catchUpAsAListing } from './listing.ts';
import { readRecordedRows, readValue } from './recorded-rows.ts';
import { type ClientTools, findClientTools } from './run-client.ts';
import { runRecorded } from './spoor.ts';
import { findTmux, type TerminalStep } from './terminal.ts';

const BASIC: readonly TerminalStep[] = [
  { waitFor: '❯' },
  { submit: '[[bash]] begin' },
  { waitForEvent: 'Stop' },
  { pauseMs: 500 },
  { submit: '/clear' },
  { waitForEvent: 'SessionStart', times: 2 },
  { pauseMs: 500 },
  { submit: '[[text]] begin again' },
  { waitForEvent: 'Stop', times: 2 },
  { pauseMs: 500 },
  { submit: '/compact keep the names' },
  { waitForEvent: 'PostCompact' },
  { pauseMs: 500 },
  { submit: '/exit' },
];

const ESCAPE_FROM_A_TOOL: readonly TerminalStep[] = [
  { waitFor: '❯' },
  { submit: '[[bash-sleep]] begin' },
  { waitForEvent: 'PreToolUse' },
  { waitForFile: 'started' },
  { pauseMs: 500 },
  { key: 'Escape' },
  { waitFor: 'Interrupted' },
  { submit: '/exit' },
];

let tools: Availability<ClientTools>;
let tmux: Availability<string>;
beforeAll(async () => {
  tools = await findClientTools();
  tmux = findTmux();
}, 400_000);

describe('an interactive session of the real client', () => {
  it('is recorded with its prompts, a new session and a compaction', async (context) => {
    need(context, tmux);
    const run = await runInTerminal(need(context, tools), BASIC);

    expect(run.status).toBe(0);
    expect(readRecordedRows(run.databasePath)).toEqual(expectedRows(readCounted(run.counted)));
    expect(readValue(run.databasePath, 'SELECT count(*) FROM sessions')).toBe(2);
    expect(readValue(run.databasePath, 'SELECT count(*) FROM agent_invocations')).toBe(0);
    expect(readValue(run.databasePath, 'SELECT count(*) FROM checkpoints')).toBe(1);
  });

  it('is recorded when Escape ends a command, which then counts as cancelled', async (context) => {
    need(context, tmux);
    const run = await runInTerminal(need(context, tools), ESCAPE_FROM_A_TOOL);

    expect(run.status).toBe(0);
    expect(readRecordedRows(run.databasePath)).toEqual(expectedRows(readCounted(run.counted)));
    expect(readValue(run.databasePath, 'SELECT status FROM tool_calls')).toBe('cancelled');
  });
});

async function runInTerminal(client: ClientTools, terminalSteps: readonly TerminalStep[]) {
  const run = await runRecorded(client, { mode: 'tui', permissionMode: 'default', terminalSteps });
  onTestFinished(() => run.remove());
  catchUpAsAListing(run);
  return run;
}
