import * as spoor from '@spoor/storage';
import { SessionStore, SpoorDatabase, ToolCallStore } from '@spoor/storage';
import { expect, it, onTestFinished } from 'vitest';
import { type Query, READERS } from '../../../src/app/live/readers.js';
import { sessionRecord } from '../records.js';
import { NOW } from './drive.js';

const FIGURES = {
  from: new Date(0).toISOString(),
  projectId: undefined,
  grouping: 'tool',
  points: 3,
};
const SPAN = { from: new Date(NOW).toISOString(), until: new Date(NOW + 1).toISOString() };

const QUERIES: readonly Query[] = [
  { kind: 'tools.figures', asked: FIGURES },
  { kind: 'tools.more', asked: FIGURES },
  { kind: 'tools.figures', asked: { ...FIGURES, grouping: 'server', projectId: '/p' } },
  { kind: 'tools.detail', asked: { key: '', group: { server: null }, figures: FIGURES } },
  { kind: 'agents.figures', asked: FIGURES },
  { kind: 'agents.detail', asked: { agent: 'main', figures: FIGURES } },
  { kind: 'runs.newest', asked: { agent: null, limit: 3 } },
  { kind: 'runs.older', asked: { agent: 'main', before: { startedAt: SPAN.from, id: 'x' } } },
  { kind: 'calls.newest', asked: { limit: 3 } },
  { kind: 'calls.older', asked: { before: { startedAt: SPAN.from, seq: 2 } } },
  { kind: 'usage.models', asked: { unit: 'hour', by: 'model' } },
  { kind: 'usage.projects', asked: { unit: 'month', by: 'project' } },
  { kind: 'usage.spent', asked: { day: SPAN, week: SPAN, month: SPAN } },
];

it.each(QUERIES)(
  '$kind is answered by its text alone, with plain data',
  async ({ kind, asked }) => {
    const db = new SpoorDatabase({ inMemory: true });
    onTestFinished(() => db.close());
    new SessionStore(db).put(sessionRecord('s1'));
    new ToolCallStore(db).put({
      ...{ sessionId: 's1', toolUseId: 'c1', traceId: null, agentId: null, toolName: 'Bash' },
      ...{ summary: null, filePath: null, status: 'failure', startedAt: SPAN.from, error: 'lost' },
      ...{ completedAt: null, durationMs: 12, origin: 'hook', messageId: null, resultBytes: 3 },
      facts: '{}',
    });
    const { read, where } = READERS[kind];
    expect(where).toBe('pool');
    // As a thread gets it: nothing of this module is around it.
    const alone = new Function(`return (${read.toString()})`)() as (
      ...args: readonly unknown[]
    ) => unknown;
    const told = await alone(db, spoor, asked);
    expect(structuredClone(told)).toEqual(told);
    expect(told).toEqual(await (read as typeof alone)(db, spoor, asked));
  },
);
