import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  listFailures,
  type SpoorDatabase,
  toolFigures,
  type UsageFigures,
  type UsageReport,
  usageFigures,
} from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { generateTranscripts } from '../../../../bench/transcripts/generate.mjs';
import { importHistory } from '../../src/index.js';
import {
  addTokens,
  type CountedCall,
  type CountedTokens,
  countIndependently,
  NO_TOKENS,
  nearestRank,
} from './independent-count.js';
import { SAMPLE_RUNS, sampleFolder } from './samples.js';
import { newStore, tempFolder } from './store.js';

async function imported(folder: string): Promise<SpoorDatabase> {
  const db = newStore();
  const path = db.getDb().name;
  await importHistory({
    database: { path, busyTimeoutMs: 5_000, synchronous: 'FULL' },
    places: [folder],
    threads: 0,
  });
  return db;
}

/** Sessions around the ends of summer time in Europe and America. */
function generated(seed: number): string {
  const folder = tempFolder();
  generateTranscripts({
    folder,
    seed,
    sessions: 20,
    weight: 0.4,
    days: 14,
    end: '2026-11-04T00:00:00.000Z',
  });
  return folder;
}

const tokensOf = ({
  messages,
  inputTokens,
  outputTokens,
  cacheReadTokens,
  cacheWriteTokens,
}: UsageFigures): CountedTokens => ({
  messages,
  inputTokens,
  outputTokens,
  cacheReadTokens,
  cacheWriteTokens,
});

const SUMMED = ['messages', 'totalTokens', 'turns', 'calls', 'failures', 'denied'] as const;

const only = (calls: readonly CountedCall[], status: CountedCall['status']) =>
  calls.filter((call) => call.status === status);

const PLACES = [
  ...SAMPLE_RUNS.map((run) => [`the sample ${run}`, () => sampleFolder(run)] as const),
  ...[3, 7].map((seed) => [`generated transcripts, ${seed}`, () => generated(seed)] as const),
];

describe.each(PLACES)('figures of %s', (_name, folderOf) => {
  it('are those that a plain count finds', async () => {
    const folder = folderOf();
    const db = await imported(folder);
    const counted = countIndependently(folder);
    const messages = db
      .prepare<[], { id: string; n: number }>(
        'SELECT session_id AS id, count(*) AS n FROM messages GROUP BY 1',
      )
      .all();
    expect(Object.fromEntries(messages.map(({ id, n }) => [id, n]))).toEqual(counted.messages);

    const { total } = usageFigures(db, { by: 'day', utc: true });
    expect(tokensOf(total)).toEqual(counted.tokens);
    expect(total).toMatchObject({
      turns: counted.turns.length,
      calls: counted.calls.length,
      failures: only(counted.calls, 'failure').length,
      denied: only(counted.calls, 'denied').length,
    });

    const turns = db
      .prepare<[], { session: string; promptId: string; at: string; durationMs: number | null }>(
        `SELECT task_id AS session, substr(id, length(task_id) + 2) AS promptId,
           started_at AS at, duration_ms AS durationMs FROM execution_traces ORDER BY id`,
      )
      .all();
    const known = new Map(counted.turns.map((turn) => [`${turn.session}:${turn.promptId}`, turn]));
    for (const { session, promptId, at, durationMs } of turns) {
      const turn = known.get(`${session}:${promptId}`);
      expect({ promptId, at }).toEqual({ promptId: turn?.promptId, at: turn?.at });
      expect(durationMs).toBe(turn?.closedMs ?? durationMs);
    }

    const failures = listFailures(db, { limit: 10_000 });
    const ofKind = (kind: string) => failures.filter((failure) => failure.kind === kind);
    expect(ofKind('call')).toHaveLength(only(counted.calls, 'failure').length);
    expect(ofKind('denied')).toHaveLength(only(counted.calls, 'denied').length);
    expect(
      ofKind('api')
        .map(({ sessionId, at }) => `${sessionId} ${at}`)
        .sort(),
    ).toEqual(counted.apiErrors.toSorted());
  });

  it('of tools are those that a plain count finds', async () => {
    const folder = folderOf();
    const db = await imported(folder);
    const { calls } = countIndependently(folder);
    const byTool = Map.groupBy(calls, ({ tool }) => tool);
    const figures = toolFigures(db, {});
    expect(figures.map(({ key }) => key).sort()).toEqual([...byTool.keys()].sort());
    for (const { key, ...found } of figures) {
      const own = byTool.get(key ?? '') ?? [];
      const durations = own.flatMap(({ durationMs }) => durationMs ?? []);
      expect({ key, ...found }).toMatchObject({
        key,
        calls: own.length,
        successes: only(own, 'success').length,
        failures: only(own, 'failure').length,
        denied: only(own, 'denied').length,
        cancelled: only(own, 'cancelled').length,
        finished: own.length - only(own, 'open').length,
        p50DurationMs: nearestRank(durations, 50),
        p95DurationMs: nearestRank(durations, 95),
        totalDurationMs: durations.reduce((sum, ms) => sum + ms, 0),
      });
    }
  });
});

describe('figures by day', () => {
  it.each(['America/New_York', 'Europe/Berlin', 'Pacific/Apia', 'Asia/Kathmandu', 'UTC'])(
    'are those of %s',
    async (zone) => {
      const folder = generated(11);
      const db = await imported(folder);
      const script = join(import.meta.dirname, 'figures-in-zone.mjs');
      const env = { ...process.env, TZ: zone };
      const output = execFileSync(process.execPath, [script, db.getDb().name], { env });
      const { rows, total } = JSON.parse(output.toString()) as UsageReport;
      const counted = countIndependently(folder);
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
      const dayOf = ({ at }: { at: string }) => format.format(new Date(at));
      const [tokens, turns, calls] = [
        Map.groupBy(counted.tokensAt, dayOf),
        Map.groupBy(counted.turns, dayOf),
        Map.groupBy(counted.calls, dayOf),
      ];
      const days = [...new Set([tokens, turns, calls].flatMap((by) => [...by.keys()]))].sort();
      expect(rows.map(({ key }) => key)).toEqual(days);
      for (const { key, ...figures } of rows) {
        const day = key ?? '';
        expect(tokensOf(figures)).toEqual((tokens.get(day) ?? []).reduce(addTokens, NO_TOKENS));
        expect(figures.turns).toBe(turns.get(day)?.length ?? 0);
        expect(figures.calls).toBe(calls.get(day)?.length ?? 0);
        expect(figures.failures).toBe(only(calls.get(day) ?? [], 'failure').length);
      }
      for (const name of SUMMED) {
        const sum = rows.reduce((all, row) => all + (row[name] ?? 0), 0);
        expect([name, sum]).toEqual([name, total[name]]);
      }
    },
  );

  it('sum up to the total, by whatever they are grouped', async () => {
    const db = await imported(generated(3));
    const { total } = usageFigures(db, { by: 'day', utc: true });
    for (const by of ['week', 'month', 'project', 'session', 'agent', 'model'] as const) {
      const report = usageFigures(db, { by });
      expect(report.total).toEqual(total);
      const summed = SUMMED.filter((name) => by !== 'model' || name !== 'turns');
      for (const name of summed) {
        const sum = report.rows.reduce((all, row) => all + (row[name] ?? 0), 0);
        expect([by, name, sum]).toEqual([by, name, total[name]]);
      }
    }
  });
});
