import { expect, test } from 'vitest';
import {
  agentDetail,
  agentFigures,
  type FigureChoice,
  listFailures,
  type SpoorDatabase,
  ToolCallStore,
  toolDetail,
  toolFigures,
  toolTrends,
  type UsageGrouping,
  usageFigures,
  usageSeries,
} from '../../src/index.js';
import { isFullScan, plansOf } from '../support/plans.js';
import { call } from '../support/records.js';
import { minute, putUsage, usage } from '../support/usage-rows.js';

const CHOICES: FigureChoice[] = [
  {},
  { from: minute(0) },
  { from: minute(1), until: minute(8) },
  { sessionId: 's1' },
  { projectId: '/p' },
];

const GROUPINGS: UsageGrouping[] = ['day', 'week', 'month', 'project', 'model', 'agent', 'session'];

/**
 * What goes wrong with lines of transcripts is rare; the names of tools are a list that is given, the
 * messages of a range one that was made.
 */
const isSmall = (detail: string) => /^SCAN (problem|tool|one|message)\b/.test(detail);

function scansOf(step: (db: SpoorDatabase) => void): string[] {
  return plansOf((db) => {
    putUsage(db.getDb(), usage('m1', { costUsd: null }));
    new ToolCallStore(db).put(call('c1'));
    step(db);
  }).filter((detail) => isFullScan(detail) && !isSmall(detail));
}

test.each(CHOICES)('figures of %j are read along indexes', (choice) => {
  expect(scansOf((db) => toolFigures(db, choice))).toEqual([]);
  expect(scansOf((db) => agentFigures(db, choice))).toEqual([]);
  expect(scansOf((db) => listFailures(db, choice))).toEqual([]);
  expect(scansOf((db) => listFailures(db, { ...choice, what: ['Bash'] }))).toEqual([]);
  expect(scansOf((db) => toolTrends(db, { ...choice, points: 4 }))).toEqual([]);
  for (const group of [{ tool: 'Bash' }, { server: 'github' }]) {
    expect(scansOf((db) => toolDetail(db, { ...choice, group }))).toEqual([]);
  }
  for (const agent of ['main', 'Explore', null]) {
    expect(scansOf((db) => agentDetail(db, { ...choice, agent }))).toEqual([]);
  }
  for (const by of ['day', 'month'] as const) {
    expect(scansOf((db) => usageFigures(db, { ...choice, by }))).toEqual([]);
  }
  for (const by of ['model', 'project', 'session'] as const) {
    expect(scansOf((db) => usageSeries(db, { ...choice, unit: 'hour', by }))).toEqual([]);
  }
});

test('days of a whole history are read from sums and indexes alone, never from rows', () => {
  const plans = plansOf((db) => {
    putUsage(db.getDb(), usage('m1', { costUsd: null }));
    new ToolCallStore(db).put(call('c1'));
    usageFigures(db, { by: 'day' });
  });
  const own = plans.filter((detail) => !/ u? ?USING (?:INTEGER )?PRIMARY KEY/.test(detail));
  const rows = own.filter((detail) =>
    /^(?:SEARCH|SCAN) (?:token_usage|tool_calls|t|c)\b/.test(detail),
  );
  expect(rows.length).toBeGreaterThan(0);
  // The fixtures above are written through the key of the message.
  expect(rows.filter((detail) => !/COVERING INDEX/.test(detail))).toEqual([]);
});

test('what went wrong is found along indexes that hold nothing else', () => {
  const plans = plansOf((db) => listFailures(db));
  for (const index of [
    'tool_calls_gone_wrong',
    'messages_of_errors',
    'execution_traces_gone_wrong',
    'agent_invocations_gone_wrong',
  ]) {
    expect(plans.some((detail) => detail.includes(`USING INDEX ${index} `))).toBe(true);
  }
  expect(plans.filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([]);
});

test.each(GROUPINGS)('by %s, a short range costs no more than what lies in it', (by) => {
  const scans = scansOf((db) => usageFigures(db, { by, from: minute(0), until: minute(15) }));
  expect(scans).toEqual([]);
});
