import { MODEL_PRICES } from '@spoor/core';
import { costBy, ExecutionTracker, SpoorDatabase } from '@spoor/storage';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStores, type RecordStores } from '../../src/record/context.js';
import { invocationId } from '../../src/record/subagent-facts.js';
import { turnId } from '../../src/record/turn-facts.js';
import type { AnswerBody, LineBody, LineUsage, TranscriptLine } from '../../src/transcript/line.js';
import { UsageReducer } from '../../src/transcript/usage-reducer.js';

const at = (second: number) => `2026-11-21T09:00:${String(second).padStart(2, '0')}.000Z`;

const USAGE: LineUsage = {
  inputTokens: 100,
  outputTokens: 20,
  cacheReadTokens: 500,
  cacheWriteTokens: 10,
  cacheWrite1hTokens: 0,
  thinkingTokens: 0,
  webSearchRequests: 0,
  webFetchRequests: 0,
  speed: 'standard',
  serviceTier: 'standard',
  inferenceGeo: '',
};

function line(
  second: number,
  body: LineBody,
  fields: Partial<TranscriptLine> = {},
): TranscriptLine {
  return {
    type: body.kind,
    subtype: null,
    uuid: `line-${second}`,
    parentUuid: second === 0 ? null : `line-${second - 1}`,
    timestamp: at(second),
    sessionId: 's1',
    agentId: null,
    promptId: null,
    cwd: null,
    gitBranch: null,
    clientVersion: null,
    entrypoint: null,
    forkedFrom: null,
    isMeta: false,
    body,
    ...fields,
  };
}

function prompt(second: number, promptId: string | null, fields: Partial<TranscriptLine> = {}) {
  const body: LineBody = { kind: 'prompt', text: 'do it', origin: null, isSummary: false };
  return line(second, body, { promptId, ...fields });
}

function answer(
  second: number,
  messageId: string | null,
  {
    usage = {},
    ...body
  }: Partial<Omit<AnswerBody, 'usage'>> & {
    usage?: Partial<LineUsage> | null;
  } = {},
  fields: Partial<TranscriptLine> = {},
) {
  return line(
    second,
    {
      kind: 'answer',
      messageId,
      requestId: 'req',
      model: 'claude-opus-5-5',
      isSynthetic: false,
      text: '',
      thinking: '',
      toolUses: [],
      usage: usage === null ? null : { ...USAGE, ...usage },
      stopReason: null,
      apiError: null,
      ...body,
    },
    fields,
  );
}

function started(second: number, agentId: string, promptId: string | null = null) {
  const result = {
    toolUseId: 'call',
    status: 'success',
    text: '',
    bytes: 0,
    durationMs: null,
    startedAgentId: agentId,
    isAsync: true,
  } as const;
  return line(second, { kind: 'tool_results', results: [result], text: '' }, { promptId });
}

interface Batch {
  readonly lines: readonly TranscriptLine[];
  readonly sessionId?: string;
  readonly agentId?: string | null;
  readonly isCopy?: boolean;
}

function makeStage() {
  const db = new SpoorDatabase({ inMemory: true });
  onTestFinished(() => db.close());
  const stores = openStores(db);
  const tracker = new ExecutionTracker(db);
  const read = ({ lines, sessionId = 's1', agentId = null, isCopy = false }: Batch) => {
    db.transaction(() => {
      const file = { path: '/t.jsonl', sessionId, agentId, changedAt: at(59) };
      const reducer = new UsageReducer({ db, stores, file }, costBy(MODEL_PRICES));
      for (const one of lines) reducer.add(one, isCopy);
      writeAround(db, stores, lines, sessionId);
      reducer.flush();
    });
  };
  return {
    db,
    stores,
    read,
    rows: () => db.prepare<[], object>('SELECT * FROM token_usage ORDER BY message_id').all(),
    turn: (promptId: string, sessionId = 's1') =>
      tracker.getTrace(turnId(sessionId, promptId))?.tokenUsage,
    agent: (agentId: string) =>
      tracker.invocationsOf('s1').find((run) => run.agentId === agentId)?.tokenUsage,
  };
}

/** What other reducers write of the same lines, as far as it plays a part here. */
function writeAround(
  db: SpoorDatabase,
  stores: RecordStores,
  lines: readonly TranscriptLine[],
  sessionId: string,
): void {
  for (const { uuid, timestamp, promptId, agentId, body } of lines) {
    const messageId = body.kind === 'answer' ? body.messageId : null;
    db.prepare<object>(
      `INSERT INTO messages (session_id, id, agent_id, message_id, type, kind, prompt_id, timestamp)
       VALUES (@sessionId, @uuid, @agentId, @messageId, @kind, @kind, @promptId, @timestamp)
       ON CONFLICT DO NOTHING`,
    ).run({
      sessionId,
      uuid,
      agentId,
      messageId,
      kind: body.kind,
      promptId,
      timestamp: timestamp ?? at(59),
    });
    if (body.kind !== 'prompt' || agentId !== null) continue;
    stores.executions.putTrace({
      id: turnId(sessionId, promptId ?? uuid ?? ''),
      projectId: null,
      taskId: sessionId,
      prompt: null,
      startedAt: timestamp ?? at(0),
      completedAt: null,
      success: null,
      durationMs: null,
      origin: 'transcript',
      facts: '{}',
    });
  }
}

function startSession(stores: RecordStores, id: string, second: number): void {
  stores.sessions.put({
    id,
    title: null,
    status: 'idle',
    projectId: null,
    workingDirectory: null,
    gitBranch: null,
    source: null,
    model: null,
    clientVersion: null,
    transcriptPath: null,
    startedAt: at(second),
    lastActivityAt: at(second),
    endedAt: null,
    endReason: null,
    durationMs: 0,
    origin: 'transcript',
    forkedFrom: null,
    forkPoint: null,
    entrypoint: null,
    clientCostUsd: null,
    clientUsage: null,
    facts: '{}',
  });
}

function startAgent(stores: RecordStores, agentId: string, traceId: string | null): void {
  stores.executions.putInvocation({
    id: invocationId('s1', agentId),
    traceId,
    sessionId: 's1',
    agentId,
    agent: 'Explore',
    parentAgentId: null,
    toolUseId: null,
    taskFragment: null,
    startedAt: at(0),
    completedAt: null,
    durationMs: null,
    outcome: null,
    outputSummary: null,
    error: null,
    transcriptPath: null,
    origin: 'transcript',
    model: null,
    depth: 1,
    facts: '{}',
  });
}

describe('the tokens of a transcript', () => {
  it('count once a message, in the turn of the prompt before it', () => {
    const { read, rows, turn } = makeStage();
    const lines = [
      prompt(0, 'p1'),
      answer(1, 'm1', { usage: { outputTokens: 3 } }),
      answer(2, 'm1'),
      started(3, 'x', 'p1'),
      answer(4, 'm2'),
      prompt(5, 'p2'),
      answer(6, 'm3', { usage: { webSearchRequests: 1 } }),
    ];
    read({ lines });
    read({ lines });
    expect(rows()).toMatchObject([
      {
        message_id: 'm1',
        session_id: 's1',
        trace_id: 's1:p1',
        output_tokens: 20,
        timestamp: at(1),
      },
      { message_id: 'm2', trace_id: 's1:p1', cost_usd: 0.00095 },
      { message_id: 'm3', trace_id: 's1:p2', cost_usd: 0.01095 },
    ]);
    expect(turn('p1')).toMatchObject({ outputTokens: 40, totalTokens: 1_260, costUsd: 0.0019 });
    expect(turn('p2')).toMatchObject({ outputTokens: 20, totalTokens: 630, costUsd: 0.01095 });
  });

  it.each([
    ['a message without usage', answer(1, 'm1', { usage: null })],
    ['a message without an id', answer(1, null)],
    ['a synthetic message', answer(1, 'm1', { isSynthetic: true, model: null })],
    ['an error of the API', answer(1, 'm1', { apiError: 'rate_limit' })],
  ])('do not come from %s', (_, one) => {
    const { read, rows } = makeStage();
    read({ lines: [prompt(0, 'p1'), one] });
    expect(rows()).toEqual([]);
  });

  it('do not come from copies, which change no total', () => {
    const { read, rows, turn } = makeStage();
    read({ lines: [prompt(0, 'p1'), answer(1, 'm1')] });
    read({
      lines: [prompt(0, 'p1'), answer(1, 'm1'), answer(2, 'm2')],
      sessionId: 'fork',
      isCopy: true,
    });
    expect(rows()).toMatchObject([{ message_id: 'm1', session_id: 's1' }]);
    expect(turn('p1', 'fork')).toBeNull();
  });

  it('of a message that lines give no time have that of the file', () => {
    const { read, rows } = makeStage();
    read({ lines: [answer(1, 'm1', {}, { timestamp: null })] });
    expect(rows()).toMatchObject([{ timestamp: at(59), trace_id: null }]);
  });

  it('belong to prompts of clients that gave them no ids', () => {
    const { read, rows, turn } = makeStage();
    const meta = prompt(2, null, { isMeta: true, uuid: 'meta' });
    read({ lines: [prompt(0, null, { uuid: 'first' }), answer(1, 'm1'), meta, answer(3, 'm2')] });
    expect(rows()).toMatchObject([{ trace_id: 's1:first' }, { trace_id: 's1:first' }]);
    expect(turn('first')).toMatchObject({ outputTokens: 40 });
  });
});

describe('the tokens of a subagent', () => {
  const inAgent = { agentId: 'x' };
  const own = [
    prompt(0, 'p1', inAgent),
    answer(1, 'm1', {}, inAgent),
    answer(2, 'm2', {}, inAgent),
  ];
  const parents = [
    prompt(0, 'p1', { uuid: 'top' }),
    answer(3, 'm3', {}, { uuid: 'top-3' }),
    started(4, 'x'),
  ];

  it.each([
    ['after', [{ lines: parents }, { lines: own, agentId: 'x' }]],
    ['before', [{ lines: own, agentId: 'x' }, { lines: parents }]],
  ])('are in its own total and its turn’s, read %s its session', (_, batches) => {
    const { read, stores, turn, agent } = makeStage();
    startAgent(stores, 'x', null);
    for (const batch of batches) read(batch);
    expect(agent('x')).toMatchObject({ outputTokens: 40, costUsd: 0.0019 });
    expect(turn('p1')).toMatchObject({ outputTokens: 60, costUsd: 0.00285 });
  });

  it('belong to the turn of its call when its lines name none', () => {
    const { read, stores, rows, turn, agent } = makeStage();
    const nameless = own.map((one) => ({ ...one, promptId: null }));
    read({ lines: nameless, agentId: 'x' });
    expect(rows()).toMatchObject([{ trace_id: null }, { trace_id: null }]);
    startAgent(stores, 'x', 's1:p1');
    read({ lines: parents });
    expect(rows()).toMatchObject([
      { trace_id: 's1:p1' },
      { trace_id: 's1:p1' },
      { agent_id: null },
    ]);
    expect(turn('p1')).toMatchObject({ outputTokens: 60 });
    expect(agent('x')).toMatchObject({ outputTokens: 40 });
  });
});

describe('a session that another one holds too', () => {
  const lines = [prompt(0, 'p1'), answer(1, 'm1'), answer(2, 'm2')];

  it('has the tokens when it started first, whichever was read first', () => {
    for (const order of [
      ['old', 'new'],
      ['new', 'old'],
    ]) {
      const { read, stores, rows, turn } = makeStage();
      startSession(stores, 'old', 0);
      startSession(stores, 'new', 30);
      for (const sessionId of order) read({ lines, sessionId });
      expect(rows()).toMatchObject([{ session_id: 'old' }, { session_id: 'old' }]);
      expect(turn('p1', 'old')).toMatchObject({ outputTokens: 40 });
      expect(turn('p1', 'new')).toBeNull();
    }
  });

  it('takes them over when its first lines are read last', () => {
    const { db, stores, read, rows, turn } = makeStage();
    startSession(stores, 'a', 20);
    read({ lines, sessionId: 'a' });
    startSession(stores, 'b', 30);
    read({ lines, sessionId: 'b' });
    expect(rows()).toMatchObject([{ session_id: 'a' }, { session_id: 'a' }]);
    db.transaction(() => {
      const file = { path: '/b', sessionId: 'b', agentId: null, changedAt: at(59) };
      const reducer = new UsageReducer({ db, stores, file }, costBy(MODEL_PRICES));
      startSession(stores, 'b', 10);
      reducer.flush();
    });
    expect(rows()).toMatchObject([
      { session_id: 'b', trace_id: 'b:p1' },
      { session_id: 'b', trace_id: 'b:p1' },
    ]);
    expect(turn('p1', 'b')).toMatchObject({ outputTokens: 40 });
    expect(turn('p1', 'a')).toBeNull();
  });
});

describe('any batching of lines', () => {
  it('gives the same rows and totals', () => {
    const inX = { agentId: 'x' };
    const main = [
      prompt(0, 'p1'),
      answer(1, 'm1', { usage: { outputTokens: 1 } }),
      answer(2, 'm1'),
      answer(3, 'm2'),
      started(4, 'x', 'p1'),
      answer(5, 'm3'),
      prompt(6, 'p2'),
      answer(7, 'm4', { model: 'unheard-of' }),
      prompt(8, null),
      answer(9, 'm5'),
      answer(10, 'm6'),
    ];
    const ofX = [
      prompt(20, 'p1', { ...inX, parentUuid: null }),
      answer(21, 'm7', {}, inX),
      answer(22, 'm8', {}, inX),
      prompt(23, 'p2', inX),
      answer(24, 'm9', {}, inX),
    ];
    const cuts = (count: number) => fc.array(fc.nat(count), { maxLength: 4 });
    const outcome = (batches: readonly Batch[]) => {
      const { db, stores, read, rows, turn, agent } = makeStage();
      startSession(stores, 's1', 0);
      startAgent(stores, 'x', 's1:p1');
      for (const batch of batches) read(batch);
      const result = [rows(), turn('p1'), turn('p2'), turn('line-8'), agent('x')];
      db.close();
      return result;
    };
    const expected = outcome([{ lines: main }, { lines: ofX, agentId: 'x' }]);
    expect(expected.slice(1)).toMatchObject([
      { outputTokens: 100 },
      { outputTokens: 40, costUsd: null },
      { outputTokens: 40 },
      { outputTokens: 60 },
    ]);
    fc.assert(
      fc.property(cuts(main.length), cuts(ofX.length), fc.boolean(), fc.boolean(), (a, b, c, d) => {
        const mains = cut(main, a).map((lines) => ({ lines }));
        const agents = cut(ofX, b).map((lines) => ({ lines, agentId: 'x' }));
        const batches = c ? [...mains, ...agents] : [...agents, ...mains];
        expect(outcome(d ? [...batches, ...batches] : batches)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  function cut(lines: readonly TranscriptLine[], places: readonly number[]) {
    const ends = [...places, lines.length].sort((x, y) => x - y);
    return ends.map((end, i) => lines.slice(ends[i - 1] ?? 0, end));
  }
});
