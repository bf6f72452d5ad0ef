import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nearestRank } from '../../../../hooks/test/transcript/independent-count.js';
import { agentsScreen } from '../../../src/app/screens/agents/agents-screen.js';
import { toolsScreen } from '../../../src/app/screens/tools/tools-screen.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { formatCost, formatShare, shortNumber } from '../../../src/present/amounts.js';
import { formatDuration } from '../../../src/present/duration.js';
import type { ScreenWalk } from '../../app/walk-screen.js';
import { type Corpus, importedCorpus, NOW } from './corpus.js';
import { costOf, type PlainMessage, sum, tokensOf } from './plain-count.js';
import { cellsOf, opened, openedBy } from './screen-table.js';

let corpus: Corpus;
const zone = process.env['TZ'];
beforeAll(async () => {
  process.env['TZ'] = 'UTC';
  corpus = await importedCorpus();
});
afterAll(() => {
  corpus.remove();
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const DAY_MS = 86_400_000;
const TODAY = Math.floor(NOW / DAY_MS) * DAY_MS;

/** Where the first of the days begins that a range shows; today is the last of them. */
const RANGES = [
  ['today', TODAY],
  ['7d', TODAY - 6 * DAY_MS],
  ['all', 0],
] as const;

const since =
  (fromMs: number) =>
  ({ at }: { readonly at: string }) =>
    Date.parse(at) >= fromMs;
const number = (value: number) => (value === 0 ? '·' : shortNumber(value));
const isRow = (line: string) => line.trim() !== '' && !line.startsWith('──');
const serverOf = (tool: string) => /^mcp__(.+?)__/.exec(tool)?.[1] ?? null;

/** How many rows the list of a screen says that it has, once all of them are read. */
function countedRows(walk: ScreenWalk): number {
  for (let page = 0; page < 5; page += 1) walk.press('last');
  const said = /([\d,]+) \w+$/.exec(walk.text()[0] ?? '')?.[1];
  if (said === undefined) throw new Error(`the list isn't whole: ${walk.text()[0]?.trim()}`);
  return Number(said.replaceAll(',', ''));
}

/** How many rows lie behind each row of a table, by what opens them. */
function behind(screen: Screen, rows: number, command: string): number[] {
  return Array.from({ length: rows }, (_, row) => {
    const walk = opened(corpus.db, screen);
    walk.press('first', ...new Array<string>(row).fill('down'));
    return countedRows(openedBy(corpus.db, walk, command));
  });
}

describe.each(RANGES)('tools, %s', (range, fromMs) => {
  const callsOf = () => corpus.counted.calls.filter(since(fromMs));
  const screenOf = (grouping: string) => toolsScreen({ range, grouping, sort: 'name' });

  it.each(['tool', 'server'])('by %s are those that a plain count finds', (grouping) => {
    const groups = [
      ...Map.groupBy(callsOf(), ({ tool }) => (grouping === 'tool' ? tool : serverOf(tool))),
    ];
    const titles = ['CALLS', 'FAILED', 'RATE', 'OK', 'DENIED', 'CANCELLED', 'P50', 'P95', 'TIME'];
    const walk = opened(corpus.db, screenOf(grouping));
    if (groups.length === 0) {
      expect(walk.text().join('\n')).toContain('Nothing');
      return;
    }
    const rows = cellsOf(walk, [...titles, 'TOKENS', 'COST'], isRow);
    expect(rows).toHaveLength(groups.length);
    for (const { line, ...cells } of rows) {
      const name = (line ?? '').slice(2).split('  ')[0]?.trim() ?? '';
      const calls =
        groups.find(([key]) => shownAs(key, grouping) === name)?.[1] ??
        expect.fail(`no group is ${name}`);
      const only = (status: string) => calls.filter((call) => call.status === status).length;
      const finished = calls.length - only('open');
      const durations = calls.flatMap(({ durationMs }) => durationMs ?? []);
      const time = sum(durations);
      expect({ name, ...cells }).toEqual({
        name,
        CALLS: number(calls.length),
        FAILED: number(only('failure')),
        RATE: formatShare(finished === 0 ? null : only('failure') / finished),
        OK: formatShare(finished === 0 ? null : only('success') / finished),
        DENIED: number(only('denied')),
        CANCELLED: number(only('cancelled')),
        P50: formatDuration(nearestRank(durations, 50)),
        P95: formatDuration(nearestRank(durations, 95)),
        TIME: formatDuration(time > 0 ? time : null),
        ...sharesOf(new Set(calls.map(({ id }) => id)), fromMs),
      });
    }
  });

  it('open as many calls as they say', () => {
    const walk = opened(corpus.db, screenOf('tool'));
    if (callsOf().length === 0) return;
    const rows = cellsOf(walk, ['CALLS', 'FAILED', 'DENIED'], isRow);
    const value = (text: string | undefined) => (text === '·' ? 0 : Number(text));
    expect(behind(screenOf('tool'), rows.length, 'open')).toEqual(
      rows.map(({ CALLS }) => value(CALLS)),
    );
    expect(behind(screenOf('tool'), rows.length, 'open-failed')).toEqual(
      rows.map(({ FAILED, DENIED }) => value(FAILED) + value(DENIED)),
    );
  });
});

describe.each(RANGES)('agents, %s', (range, fromMs) => {
  const screenOf = () => agentsScreen({ range, sort: 'name' });

  it('are those that a plain count finds', () => {
    const { counted, truth, db } = corpus;
    const walk = opened(db, screenOf());
    const typeOf = (agent: string | null) =>
      counted.runs.find((run) => run.agent === agent)?.type ?? 'main';
    const runs = counted.runs.filter(since(fromMs));
    const turns = counted.turns.filter(since(fromMs));
    const messages = counted.messages.filter(since(fromMs));
    const types = new Set([
      ...(turns.length > 0 ? ['main'] : []),
      ...runs.map(({ type }) => type),
      ...messages.map(({ agent }) => typeOf(agent)),
    ]);
    if (types.size === 0) {
      expect(walk.text().join('\n')).toContain('Nothing');
      return;
    }
    const rows = cellsOf(walk, ['RUNS', 'SUCCESS', 'FAILED', 'TOKENS', 'OUTPUT', 'COST'], isRow);
    expect(rows).toHaveLength(types.size);
    for (const { line, SUCCESS, ...cells } of rows) {
      const name = (line ?? '').slice(2).split('  ')[0]?.trim() ?? '';
      const own = messages.filter(({ agent }) => typeOf(agent) === name);
      const ran = name === 'main' ? turns.length : runs.filter(({ type }) => type === name).length;
      const failed =
        name === 'main'
          ? turns.filter(({ hasFailed }) => hasFailed).length
          : truth.subagents.filter(
              ({ agentId, type, outcome }) =>
                type === name &&
                outcome === 'failure' &&
                runs.some(({ agent }) => agent === agentId),
            ).length;
      expect({ name, ...cells }).toEqual({
        name,
        RUNS: String(ran),
        FAILED: number(failed),
        TOKENS: shortNumber(tokensOf(own)),
        OUTPUT: shortNumber(sum(own.map(({ output }) => output))),
        COST: formatCost(costOf(own), own.some(isUnpriced)),
      });
      expect(SUCCESS).toMatch(/%|–/);
    }
  });

  it('open as many runs, failed ones and calls as there are', () => {
    const { counted, db } = corpus;
    const walk = opened(db, screenOf());
    if (!walk.text().join('\n').includes(' main ')) return;
    const rows = cellsOf(walk, ['RUNS', 'FAILED', 'P50', 'P95'], isRow);
    const value = (text: string | undefined) => (text === '·' ? 0 : Number(text));
    expect(behind(screenOf(), rows.length, 'open')).toEqual(rows.map(({ RUNS }) => value(RUNS)));
    expect(behind(screenOf(), rows.length, 'open-failed')).toEqual(
      rows.map(({ FAILED }) => value(FAILED)),
    );
    const calls = counted.calls.filter(since(fromMs));
    const typeOf = (agent: string | null) =>
      counted.runs.find((run) => run.agent === agent)?.type ?? 'main';
    expect(behind(screenOf(), rows.length, 'open-calls')).toEqual(
      rows.map(({ line }) => {
        const name = (line ?? '').slice(2).split('  ')[0]?.trim();
        return calls.filter(({ agent }) => typeOf(agent) === name).length;
      }),
    );
    for (const [row, { P50, P95 }] of rows.entries()) {
      const at = opened(db, screenOf()).press('first', ...new Array<string>(row).fill('down'));
      const list = openedBy(db, at, 'open');
      const query = list.screen.queries(list.around)[0];
      const answer = query === undefined ? null : list.answerTo(query);
      if (answer?.kind !== 'runs.newest') throw new Error('no runs are asked for');
      const durations = answer.told.flatMap(({ durationMs }) => durationMs ?? []);
      expect([P50, P95]).toEqual(
        [50, 95].map((percent) => formatDuration(nearestRank(durations, percent))),
      );
    }
  });
});

const isUnpriced = ({ costUsd }: PlainMessage) => costUsd === null;

function shownAs(key: string | null, grouping: string): string {
  if (grouping === 'server') return key ?? "the client's own";
  const server = serverOf(key ?? '');
  return server === null ? (key ?? '') : `${server}: ${key?.slice(`mcp__${server}__`.length)}`;
}

/** Each message's tokens and price are shared by the calls that it asked for. */
function sharesOf(ids: ReadonlySet<string>, fromMs: number): { TOKENS: string; COST: string } {
  const { counted } = corpus;
  let [output, usd, priced, unpriced] = [0, 0, 0, 0];
  for (const message of counted.messages.filter(since(fromMs))) {
    const calls = counted.callsOfMessage.get(message.id) ?? [];
    const own = calls.filter((id) => ids.has(id)).length;
    if (own === 0) continue;
    output += (message.output * own) / calls.length;
    if (message.costUsd === null) unpriced += own;
    else {
      usd += (message.costUsd * own) / calls.length;
      priced += own;
    }
  }
  return {
    TOKENS: shortNumber(Math.round(output)),
    COST: formatCost(unpriced > 0 && priced === 0 ? null : usd, unpriced > 0),
  };
}
