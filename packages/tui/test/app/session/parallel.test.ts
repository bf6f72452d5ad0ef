import { join } from 'node:path';
import process from 'node:process';
import { type InvocationRecord, SpoorDatabase, type ToolCallRecord } from '@spoor/storage';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { callRecord, putSession, sessionRecord, turnRecord } from '../records.js';
import { scratchFolder } from '../scratch.js';
import { needTmux, startTerminal, type Terminal } from '../tmux.js';
import { agent } from './histories.js';

const SPOOR = join(import.meta.dirname, '../../../dist/spoor.js');

beforeEach(needTmux);

const iso = (ms: number) => new Date(ms).toISOString();

/** Records a session as a hook would, in this process, while the inspector shows it in its own. */
function recording() {
  const root = scratchFolder();
  const db = new SpoorDatabase({ path: join(root, 'data', 'spoor.db') });
  onTestFinished(() => db.close());
  const startMs = Date.now() - 1_000;
  const write = (calls: ToolCallRecord[], agents: InvocationRecord[] = []) => {
    const session = sessionRecord('live', {
      status: 'active',
      title: 'At the same time',
      startedAt: iso(startMs),
      lastActivityAt: iso(Date.now()),
    });
    putSession(db, session, {
      turns: [turnRecord('live', 't1', { prompt: 'Do it all', startedAt: iso(startMs) })],
      calls,
      agents,
    });
  };
  return { root, startMs, write };
}

/** The inspector on the one session that is recorded. */
async function inspecting(root: string): Promise<Terminal> {
  const env = { HOME: root, SPOOR_DATA_DIR: join(root, 'data'), SPOOR_MAINTENANCE: 'off' };
  const terminal = startTerminal(120, 30, env);
  terminal.type(`'${process.execPath}' '${SPOOR}'`, 'Enter');
  await terminal.see(/At the same time/);
  terminal.type('Enter');
  return terminal;
}

const call = (id: string, startMs: number, more: Partial<ToolCallRecord> = {}): ToolCallRecord =>
  callRecord('live', id, {
    traceId: 't1',
    summary: `sleep ${id}`,
    status: 'running',
    startedAt: iso(startMs),
    completedAt: null,
    durationMs: null,
    ...more,
  });

const done = (startMs: number, durationMs: number): Partial<ToolCallRecord> => ({
  status: 'success',
  completedAt: iso(startMs + durationMs),
  durationMs,
});

describe('a session that is recorded meanwhile', () => {
  it('shows calls that run at the same time, how long they have, and their ends', async () => {
    const { root, startMs, write } = recording();
    write([call('one', startMs + 100), call('two', startMs + 200), call('three', startMs + 400)]);
    const terminal = await inspecting(root);
    await terminal.see(
      /╭ ● Bash {2}sleep one .*running.*\n.*├ ● Bash {2}sleep two .*\n.*╰ ● Bash {2}sleep three /,
    );
    await terminal.see(/3 calls · 3 running/);
    // It ticks: after two seconds from the turn's begin its bars have grown.
    await terminal.see(/sleep one +running +[2-9]s +.*█/);

    write([
      call('one', startMs + 100, done(startMs + 100, 2_500)),
      call('two', startMs + 200),
      call('three', startMs + 400, { ...done(startMs + 400, 600), status: 'failure', error: 'no' }),
      call('four', startMs + 4_000),
    ]);
    await terminal.see(/✓ Bash {2}sleep one +done +2\.5s/);
    const text = await terminal.see(/✗ Bash {2}sleep three {2}no +failed +600ms/);
    expect(text).toMatch(/● Bash {2}sleep two +running/);

    write(
      ['one', 'two', 'three', 'four'].map((id, index) =>
        call(id, startMs + index * 5_000, done(startMs + index * 5_000, 4_000)),
      ),
    );
    const over = await terminal.see(/✓ Bash {2}sleep four +done +4\.0s/);
    expect(over).not.toMatch(/[╭├╰│]/);
    terminal.type('q');
  });

  it('shows subagents that run at the same time, each with its calls', async () => {
    const { root, startMs, write } = recording();
    const run = (id: string, more: Partial<InvocationRecord>): InvocationRecord => {
      const { qualityScore: _, tokenUsage: __, ...told } = agent(id, 0);
      return {
        ...told,
        sessionId: 'live',
        startedAt: iso(startMs + 300),
        completedAt: null,
        durationMs: null,
        outcome: null,
        toolUseId: `spawn-${id}`,
        facts: '{}',
        ...more,
      };
    };
    const spawn = (id: string, more: Partial<ToolCallRecord> = {}) =>
      call(`spawn-${id}`, startMs + 200, { toolName: 'Agent', summary: `the ${id}`, ...more });
    const inner = (id: string, more: Partial<ToolCallRecord> = {}) =>
      call(`in-${id}`, startMs + 500, { agentId: id, ...more });
    const ids = ['first', 'second'];
    write(
      [...ids.map((id) => spawn(id)), ...ids.map((id) => inner(id))],
      [...ids.map((id) => run(id, { taskFragment: `task of the ${id}` }))],
    );
    const terminal = await inspecting(root);
    const lines = [
      /╭ ● Agent {2}the first +running/,
      /│ {3}● agent Explore {2}task of the first +running/,
      /│ {5}● Bash {2}sleep in-first +running/,
      /╰ ● Agent {2}the second +running/,
      / {4}● agent Explore {2}task of the second +running/,
      / {6}● Bash {2}sleep in-second +running/,
    ];
    await terminal.see(new RegExp(lines.map(({ source }) => source).join('.*\\n.*')));

    const ended = { completedAt: iso(startMs + 2_300), durationMs: 2_000 };
    write(
      [
        spawn('first', done(startMs + 200, 2_200)),
        inner('first', done(startMs + 500, 1_000)),
        spawn('second'),
        inner('second'),
      ],
      [run('first', { ...ended, outcome: 'success', taskFragment: 'task of the first' })],
    );
    const text = await terminal.see(/✓ agent Explore {2}task of the first +done +2\.0s/);
    expect(text).toMatch(/● Agent {2}the second +running/);
    terminal.type('q');
  });
});
