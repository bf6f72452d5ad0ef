import { describe, expect, test } from 'vitest';
import {
  type CallEntry,
  type Entry,
  type EntryPlace,
  ExecutionRecords,
  ExecutionTracker,
  HookExecutionRecords,
  MessageStore,
  readEntry,
  SessionStore,
  type SpoorDatabase,
  type SubagentEntry,
  ToolCallStore,
  type TurnEntry,
} from '../src/index.js';
import { at, event } from './support/events.js';
import { isFullScan, plansOf } from './support/plans.js';
import { call, invocation, session, trace } from './support/records.js';
import { temporaryDatabase } from './support/temporary.js';

function store(): SpoorDatabase {
  const db = temporaryDatabase({ inMemory: true });
  new SessionStore(db).put(session('s1'));
  return db;
}

function read<E extends Entry>(db: SpoorDatabase, kind: EntryPlace['kind'], id: string): E {
  const { entry } = readEntry(db, { sessionId: 's1', kind, id });
  expect(entry).toBeTruthy();
  return entry as E;
}

describe('a call', () => {
  test('comes with its events, messages, turn, agents and neighbours', () => {
    const db = store();
    const calls = new ToolCallStore(db);
    calls.put(call('before', { startedAt: at(1) }));
    calls.put(
      call('t', {
        startedAt: at(10),
        completedAt: at(20),
        status: 'success',
        agentId: 'sub',
        traceId: 't1',
      }),
    );
    calls.put(call('after', { startedAt: at(11) }));
    const tracker = new ExecutionTracker(db);
    tracker.putTrace(trace('t1', { prompt: 'x'.repeat(900) }));
    tracker.putInvocation(invocation('i1', { agentId: 'sub', agent: 'Plan' }));
    tracker.putInvocation(
      invocation('i2', { agentId: 'started', agent: 'Explore', toolUseId: 't' }),
    );
    const log = new HookExecutionRecords(db);
    const told = { toolUseId: 't', payloadJson: '{"tool_input":{"a":1}}' };
    log.append(event('e2', { ...told, hookType: 'PostToolUse', createdAt: at(20.2) }));
    log.append(event('e1', { ...told, hookType: 'PreToolUse', createdAt: at(9.9) }));
    log.append(event('e3', { toolUseId: 'after', createdAt: at(12) }));
    log.append(event('e4', { ...told, sessionId: 's2', createdAt: at(12) }));
    new MessageStore(db).addMany([
      {
        sessionId: 's1',
        id: 'm1',
        type: 'assistant',
        kind: 'tool_call',
        toolUses: [{ id: 'x' }, { id: 't', name: 'Bash', input: { command: 'ls' } }],
        timestamp: at(9),
      },
      {
        sessionId: 's1',
        id: 'm2',
        type: 'user',
        kind: 'tool_output',
        toolUseId: 't',
        content: 'out',
        timestamp: at(21),
      },
    ]);
    const entry = read<CallEntry>(db, 'call', 't');
    expect(entry.call).toMatchObject({ toolUseId: 't', status: 'success' });
    expect(entry.events.map(({ id }) => id)).toEqual(['e1', 'e2']);
    expect(entry.events[0]).toMatchObject({ payload: { tool_input: { a: 1 } }, payloadBytes: 22 });
    expect(entry.asking).toEqual({ id: 'm1', timestamp: at(9), input: { command: 'ls' } });
    expect(entry.answering).toMatchObject({ id: 'm2', content: 'out', contentBytes: 3 });
    expect(entry.prompt).toHaveLength(400);
    expect(entry).toMatchObject({
      agent: 'Plan',
      started: { agentId: 'started', agent: 'Explore' },
      previousId: 'before',
      nextId: 'after',
    });
  });

  test('that only its end tells of is found around its end', () => {
    const db = store();
    new ToolCallStore(db).put(call('t', { startedAt: at(0), completedAt: at(7_200) }));
    const log = new HookExecutionRecords(db);
    log.append(event('start', { toolUseId: 't', createdAt: at(0) }));
    log.append(event('end', { toolUseId: 't', createdAt: at(7_200) }));
    expect(read<CallEntry>(db, 'call', 't').events.map(({ id }) => id)).toEqual(['start', 'end']);
  });

  test('whose texts retention took says so by what is left', () => {
    const db = store();
    new ToolCallStore(db).put(call('t', { completedAt: at(1) }));
    new HookExecutionRecords(db).append(event('e', { toolUseId: 't', payloadJson: null }));
    new MessageStore(db).add({
      sessionId: 's1',
      id: 'm',
      type: 'user',
      kind: 'tool_output',
      toolUseId: 't',
      timestamp: at(1),
    });
    const entry = read<CallEntry>(db, 'call', 't');
    expect(entry.events[0]).toMatchObject({ payload: null, payloadBytes: 0 });
    expect(entry.answering).toMatchObject({ content: null, contentBytes: 0 });
    expect(entry.asking).toBeNull();
  });

  test('with huge texts is read in part', () => {
    const db = store();
    new ToolCallStore(db).put(call('t', { completedAt: at(1) }));
    const payloadJson = JSON.stringify({ tool_input: 'x'.repeat(1_200_000) });
    new HookExecutionRecords(db).append(event('e', { toolUseId: 't', payloadJson }));
    new MessageStore(db).add({
      sessionId: 's1',
      id: 'm',
      type: 'user',
      kind: 'tool_output',
      toolUseId: 't',
      content: 'y'.repeat(300_000),
      timestamp: at(1),
    });
    const entry = read<CallEntry>(db, 'call', 't');
    expect(entry.events[0]).toMatchObject({ payload: null, payloadBytes: payloadJson.length });
    expect(entry.answering?.content).toHaveLength(200_000);
    expect(entry.answering?.contentBytes).toBe(300_000);
  });

  test('without times has no neighbours and no texts', () => {
    const db = store();
    new ToolCallStore(db).put(call('t', { startedAt: null }));
    expect(read<CallEntry>(db, 'call', 't')).toMatchObject({
      events: [],
      asking: null,
      answering: null,
      previousId: null,
      nextId: null,
    });
  });
});

describe('a turn', () => {
  test('comes with its prompts, answer, calls and events', () => {
    const db = store();
    const tracker = new ExecutionTracker(db);
    tracker.putTrace(trace('s1:p1', { startedAt: at(0), completedAt: at(9), success: 1 }));
    tracker.putTrace(trace('s1:p2', { startedAt: at(10) }));
    tracker.putInvocation(invocation('i', { traceId: 's1:p1' }));
    const records = new ExecutionRecords(db);
    records.addPrompt({ eventId: 'a', traceId: 's1:p1', capturedAt: at(0), text: 'first' });
    records.addPrompt({ eventId: 'b', traceId: 's1:p1', capturedAt: at(3), text: 'and this' });
    const calls = new ToolCallStore(db);
    calls.put(call('1', { traceId: 's1:p1', status: 'success', durationMs: 5 }));
    calls.put(call('2', { traceId: 's1:p1', status: 'failure', durationMs: 6 }));
    calls.put(call('3', { traceId: 's1:p1', toolName: 'Read', status: 'denied' }));
    calls.put(call('4', { traceId: 's1:p2' }));
    const log = new HookExecutionRecords(db);
    log.append(event('e1', { hookType: 'Stop', promptId: 'p0', createdAt: at(-0.5) }));
    log.append(event('e2', { hookType: 'UserPromptSubmit', promptId: 'p1', createdAt: at(0) }));
    log.append(event('e3', { hookType: 'PreToolUse', promptId: 'p1', createdAt: at(1) }));
    log.append(event('e4', { hookType: 'Stop', promptId: 'p1', createdAt: at(9) }));
    const answer = { sessionId: 's1', type: 'assistant', kind: 'answer' } as const;
    new MessageStore(db).addMany([
      { ...answer, id: 'm1', content: 'working', timestamp: at(1) },
      { ...answer, id: 'm2', content: 'done', timestamp: at(8) },
      { ...answer, id: 'm3', content: 'sub', timestamp: at(8.5), agentId: 'x' },
      { ...answer, id: 'm4', content: 'later', timestamp: at(12) },
    ]);
    const entry = read<TurnEntry>(db, 'turn', 's1:p1');
    expect(entry.prompts).toEqual(['first', 'and this']);
    expect(entry.answer?.content).toBe('done');
    expect(entry.calls).toEqual([
      { toolName: 'Bash', count: 2, failed: 1, denied: 0, durationMs: 11 },
      { toolName: 'Read', count: 1, failed: 0, denied: 1, durationMs: null },
    ]);
    expect(entry.events.map(({ id }) => id)).toEqual(['e2', 'e4']);
    expect(entry).toMatchObject({ number: 1, subagents: 1, previousId: null, nextId: 's1:p2' });
    expect(read<TurnEntry>(db, 'turn', 's1:p2')).toMatchObject({
      number: 2,
      prompts: ['do it'],
      answer: { content: 'later' },
      previousId: 's1:p1',
    });
  });

  test('of another session is none of this', () => {
    const db = store();
    new ExecutionTracker(db).putTrace(trace('t', { taskId: 's2' }));
    expect(readEntry(db, { sessionId: 's1', kind: 'turn', id: 't' }).entry).toBeNull();
  });
});

describe('a subagent', () => {
  test('comes with its whole task, answer, calls and events', () => {
    const db = store();
    const tracker = new ExecutionTracker(db);
    tracker.putInvocation(invocation('i0', { agentId: 'parent', agent: 'Plan', startedAt: at(0) }));
    tracker.putInvocation(
      invocation('i1', {
        agentId: 'x',
        parentAgentId: 'parent',
        toolUseId: 't',
        taskFragment: 'Look',
        startedAt: at(2),
        completedAt: at(9),
      }),
    );
    const calls = new ToolCallStore(db);
    calls.put(call('t', { toolName: 'Agent', startedAt: at(2), completedAt: at(9) }));
    calls.put(call('1', { agentId: 'x', startedAt: at(3), status: 'success', durationMs: 4 }));
    calls.put(call('2', { agentId: 'y', startedAt: at(3) }));
    const log = new HookExecutionRecords(db);
    log.append(
      event('e1', {
        toolUseId: 't',
        createdAt: at(2),
        payloadJson: '{"tool_input":{"prompt":"Look everywhere"}}',
      }),
    );
    log.append(event('e2', { hookType: 'SubagentStop', agentId: 'x', createdAt: at(9) }));
    log.append(event('e3', { hookType: 'SubagentStop', agentId: 'y', createdAt: at(9) }));
    new MessageStore(db).add({
      sessionId: 's1',
      id: 'm',
      type: 'assistant',
      kind: 'answer',
      content: 'found',
      agentId: 'x',
      timestamp: at(8),
    });
    const entry = read<SubagentEntry>(db, 'subagent', 'x');
    expect(entry).toMatchObject({
      parent: 'Plan',
      task: 'Look everywhere',
      answer: { content: 'found' },
      calls: [{ toolName: 'Bash', count: 1, failed: 0, denied: 0, durationMs: 4 }],
      previousId: 'parent',
      nextId: null,
    });
    expect(entry.events.map(({ id }) => id)).toEqual(['e2']);
    expect(read<SubagentEntry>(db, 'subagent', 'parent')).toMatchObject({
      task: null,
      nextId: 'x',
    });
  });
});

describe('no table is read whole by', () => {
  test.each(['call', 'turn', 'subagent'] as const)('a %s', (kind) => {
    const plans = plansOf((db) => {
      const tracker = new ExecutionTracker(db);
      tracker.putTrace(trace('x'));
      tracker.putInvocation(invocation('x', { toolUseId: 'x', parentAgentId: 'y' }));
      new ToolCallStore(db).put(call('x', { completedAt: at(1), traceId: 'x', agentId: 'x' }));
      expect(readEntry(db, { sessionId: 's1', kind, id: 'x' }).entry).not.toBeNull();
    });
    expect(plans.filter(isFullScan)).toEqual([]);
  });
});

describe('reading an entry again', () => {
  const place = { sessionId: 's1', kind: 'call', id: 't' } as const;

  test('reads its texts only when something came to its session', () => {
    const db = store();
    new ToolCallStore(db).put(call('t'));
    const first = readEntry(db, place);
    expect(first.session).toMatchObject({ id: 's1', workingDirectory: '/work' });
    expect(readEntry(db, place, first.version).entry).toBeUndefined();
    new HookExecutionRecords(db).append(event('other', { sessionId: 's2', createdAt: at(50) }));
    expect(readEntry(db, place, first.version).entry).toBeUndefined();
    new HookExecutionRecords(db).append(event('e', { toolUseId: 't', createdAt: at(0) }));
    const second = readEntry(db, place, first.version);
    expect(second.version).not.toBe(first.version);
    expect(second.entry).toMatchObject({ events: [{ id: 'e' }] });
  });

  test.each(['call', 'turn', 'subagent'] as const)('a %s that is not recorded is none', (kind) => {
    const reading = readEntry(store(), { sessionId: 'none', kind, id: 'x' });
    expect(reading).toMatchObject({ session: null, entry: null });
  });
});
