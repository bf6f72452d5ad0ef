import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
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

/** Old clients' subagents, results of no call, calls told twice, and answers in another file. */
function handMade(): string {
  const folder = tempFolder();
  const write = (session: string, lines: readonly object[]) => {
    const texts = lines.map((line, n) => {
      const timestamp = new Date(Date.UTC(2026, 9, 25, 0, 59, n)).toISOString();
      return `${JSON.stringify({ timestamp, version: '1.0.43', ...line })}\n`;
    });
    writeFileSync(join(folder, `${session}.jsonl`), texts.join(''));
  };
  const said = (uuid: string, content: unknown, rest: object = {}) => ({
    type: 'user',
    uuid,
    parentUuid: null,
    message: { content },
    ...rest,
  });
  const answered = (uuid: string, parentUuid: string, content: object[], rest: object = {}) => ({
    type: 'assistant',
    uuid,
    parentUuid,
    message: {
      id: `m-${uuid}`,
      model: 'claude-sonnet-4-20250514',
      content,
      usage: { input_tokens: 5, output_tokens: 7, cache_creation_input_tokens: 3 },
    },
    ...rest,
  });
  const use = (id: string, name = 'Bash', input: object = { command: id }, type = 'tool_use') => ({
    type,
    id,
    name,
    input,
  });
  const gave = (id: string, rest: object = {}) => [
    { type: 'tool_result', tool_use_id: id, content: 'x', ...rest },
  ];
  const side = { isSidechain: true };
  const search = { type: 'web_search_tool_result_error', error_code: 'unavailable' };
  const asked = [
    said('u1', 'one'),
    answered('a1', 'u1', [use('t1', 'Task', { prompt: 'look', subagent_type: 'Explore' })]),
  ];
  write('00000000-0000-4000-8000-00000000000b', [
    ...asked,
    said('s1', 'look', side),
    answered('s2', 's1', [use('t2'), use('t3')], side),
    said('s3', [...gave('t2', { is_error: true }), ...gave('t3')], { ...side, parentUuid: 's2' }),
    answered('s4', 's3', [{ type: 'text', text: 'found' }], side),
    said('u2', gave('t1'), { parentUuid: 'a1' }),
    // Told twice, and of no call at all.
    said('u3', gave('t1'), { parentUuid: 'u2' }),
    said('u4', gave('nobody', { is_error: true }), { parentUuid: 'u3' }),
    answered('a2', 'u4', [use('t4')]),
    answered('a3', 'a2', [
      use('w1', 'web_search', { query: 'x' }, 'server_tool_use'),
      { type: 'web_search_tool_result', tool_use_id: 'w1', content: search, is_error: true },
      use('w2', 'web_search', { query: 'y' }, 'server_tool_use'),
    ]),
    answered('a4', 'a3', [use('t4', 'Bash', { command: 'again' })]),
    said('u5', gave('t4'), { parentUuid: 'a4' }),
    { ...answered('e1', 'u5', [{ type: 'text', text: 'API Error' }]), isApiErrorMessage: true },
  ]);
  // Goes on with a call that the first session asked for, and ended after it.
  write('00000000-0000-4000-8000-00000000000a', [
    ...asked,
    ...Array.from({ length: 20 }, (_, n) => said(`x${n}`, `more ${n}`)),
    said('b1', gave('t1', { is_error: true }), { parentUuid: 'a1' }),
  ]);
  return folder;
}

const PLACES = [
  ['hand-made transcripts', handMade] as const,
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
