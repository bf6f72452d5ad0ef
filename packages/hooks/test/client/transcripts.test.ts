import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { discoverTranscripts, ingestTranscript } from '../../src/index.ts';
import type { Availability } from './availability.ts';
import type { ClientRun } from './client-run.ts';
import { need } from './left-out.ts';
import { catchUpAsAListing } from './listing.ts';
import { readRecordedRows, readValue } from './recorded-rows.ts';
import { type ClientTools, findClientTools, type RunOptions } from './run-client.ts';
import type { Scratch } from './scratch.ts';
import { runRecorded } from './spoor.ts';
import { findTmux, type TerminalStep } from './terminal.ts';
import { readTranscriptRows } from './transcript-rows.ts';
import { readTruth } from './transcript-truth.ts';

const HEADLESS: readonly (RunOptions & { readonly scenario: string })[] = [
  { scenario: 'all' },
  { scenario: 'parallel' },
  { scenario: 'bash-fail' },
  { scenario: 'agent-nested' },
  { scenario: 'agent-error' },
  { scenario: 'two-agents' },
  { scenario: 'agent-bg' },
  { scenario: 'danger', allowedTools: [], permissionMode: 'auto' },
  { scenario: 'bash', allowedTools: ['Read'] },
  { scenario: 'api-500' },
  { scenario: 'maxtok' },
  { scenario: 'bash-kill', killOnFile: { name: 'started', signal: 'SIGTERM' } },
  {
    scenario: 'bash-kill',
    // A client that is killed takes with it what it has not written of the call that hooks saw.
    killOnFile: { name: 'started', signal: 'SIGKILL', transcriptHolds: '"tool_use"' },
  },
];

/** At the terminal: Esc in a command, Esc in an answer, a refusal, a branch and a compaction. */
const TERMINAL: Readonly<Record<string, readonly TerminalStep[]>> = {
  interrupted: [
    { waitFor: '❯' },
    { submit: '[[bash-sleep]] begin' },
    { waitForFile: 'started' },
    { pauseMs: 500 },
    { key: 'Escape' },
    { waitFor: 'Interrupted' },
    { submit: '[[slow-text]] answer' },
    { waitForEvent: 'UserPromptSubmit', times: 2 },
    { pauseMs: 1_500 },
    { key: 'Escape' },
    { pauseMs: 1_500 },
    { submit: '[[text]] go on' },
    { waitForEvent: 'Stop' },
    { pauseMs: 500 },
    { submit: '/exit' },
  ],
  refused: [
    { waitFor: '❯' },
    { submit: '[[write]] begin' },
    { waitForEvent: 'PermissionRequest' },
    { pauseMs: 1_000 },
    { key: 'Escape' },
    { pauseMs: 1_000 },
    { submit: '/exit' },
  ],
  'branched and compacted': [
    { waitFor: '❯' },
    { submit: '[[bash]] begin' },
    { waitForEvent: 'Stop' },
    { pauseMs: 500 },
    { submit: '/branch other' },
    { waitForEvent: 'SessionStart', times: 2 },
    { pauseMs: 1_000 },
    { submit: '[[text]] in the branch' },
    { waitForEvent: 'Stop', times: 2 },
    { pauseMs: 500 },
    { submit: '/compact' },
    { waitForEvent: 'PostCompact' },
    { pauseMs: 500 },
    { submit: '/exit' },
  ],
};

let tools: Availability<ClientTools>;
let tmux: Availability<string>;
beforeAll(async () => {
  tools = await findClientTools();
  tmux = findTmux();
}, 400_000);

describe('what the database says is what the transcripts say', () => {
  it.for(HEADLESS)('headless: $scenario, ended by $killOnFile.signal', async (options, context) => {
    const run = await record(need(context, tools), options);
    expectTruth(run);
  });

  it.for(Object.entries(TERMINAL))('at the terminal: %s', async ([, terminalSteps], context) => {
    need(context, tmux);
    const mode = { mode: 'tui', permissionMode: 'default', terminalSteps } as const;
    const allowedTools = ['Bash', 'Read', 'Agent'];
    const run = await record(need(context, tools), { ...mode, allowedTools });
    expect(run.status).toBe(0);
    expectTruth(run);
  });

  it('resumed, and forked from', async (context) => {
    const client = need(context, tools);
    const first = await record(client, { scenario: 'bash' });
    const session = String(readValue(first.databasePath, 'SELECT id FROM sessions'));
    const { folder } = first;
    await runRecorded(client, { folder, scenario: 'text', args: ['--resume', session] });
    const args = ['--resume', session, '--fork-session'];
    const run = await runRecorded(client, { folder, scenario: 'bash-fail', args });
    expectTruth(run);
    expect(readValue(run.databasePath, 'SELECT count(*) FROM sessions')).toBe(2);
  });
});

/** With subagents, nested ones too. */
const BY_HOOKS: readonly RunOptions[] = [
  { scenario: 'parallel' },
  { scenario: 'agent-nested' },
  { scenario: 'two-agents' },
  { scenario: 'bash-fail' },
];

describe('what hooks have read by the end of a headless run', () => {
  it.for(BY_HOOKS)('is all that the transcripts say: $scenario', async (options, context) => {
    const run = await record(need(context, tools), options);
    const truth = readTruth(join(run.home, '.claude/projects'));
    expect(readTranscriptRows(run.databasePath)).toEqual(truth);
  });

  it('may lack the last lines where it never says goodbye; a listing has them', async (context) => {
    const run = await record(need(context, tools), { scenario: 'bash', prepare: withoutGoodbye });
    const hooks = 'SELECT group_concat(hook_type) FROM hook_executions';
    expect(readValue(run.databasePath, hooks)).not.toContain('SessionEnd');
    const truth = readTruth(join(run.home, '.claude/projects'));
    // The client writes its lines up to 100 ms late, Stop or not.
    const read = readTranscriptRows(run.databasePath);
    expect(read.messages.length).toBeGreaterThan(0);
    expect(truth.messages).toEqual(expect.arrayContaining([...read.messages]));
    catchUpAsAListing(run);
    expect(readTranscriptRows(run.databasePath)).toEqual(truth);
  });
});

/** Takes the hook at a session's end out of the settings. */
function withoutGoodbye({ home }: Scratch): void {
  const path = join(home, '.claude/settings.json');
  const settings = JSON.parse(readFileSync(path, 'utf8'));
  delete settings.hooks.SessionEnd;
  writeFileSync(path, JSON.stringify(settings));
}

async function record(client: ClientTools, options: RunOptions): Promise<ClientRun> {
  const run = await runRecorded(client, options);
  onTestFinished(() => run.remove());
  return run;
}

/** Recorded by hooks, then imported; and imported alone. */
function expectTruth(run: ClientRun): void {
  const projects = join(run.home, '.claude/projects');
  const truth = readTruth(projects);
  catchUpAsAListing(run);
  const recorded = readRecordedRows(run.databasePath);

  importAll(projects, run.databasePath);
  expect(readTranscriptRows(run.databasePath)).toEqual(truth);
  const after = readRecordedRows(run.databasePath);
  expect(after.sessions).toHaveLength(recorded.sessions.length);
  expect(after.rounds).toEqual(recorded.rounds);

  const alone = join(dirname(run.databasePath), 'alone.db');
  importAll(projects, alone);
  expect(readTranscriptRows(alone)).toEqual(truth);
}

function importAll(projects: string, path: string): void {
  const db = new SpoorDatabase({ path });
  try {
    for (const file of discoverTranscripts([projects]).transcripts) {
      const { sessionId, agentId } = file;
      ingestTranscript(db, file.path, { owner: { sessionId, agentId } });
    }
  } finally {
    db.close();
  }
}
