import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sessionScreen } from '../../../src/app/screens/session/session-screen.js';
import { sessionsScreen } from '../../../src/app/screens/sessions/sessions-screen.js';
import { formatCost, shortNumber } from '../../../src/present/amounts.js';
import { formatDuration } from '../../../src/present/duration.js';
import { type Corpus, importedCorpus, ODD } from './corpus.js';
import {
  contextOf,
  costOf,
  type PlainMessage,
  type PlainSession,
  sum,
  tokensOf,
} from './plain-count.js';
import { cellsOf, opened } from './screen-table.js';

let corpus: Corpus;
beforeAll(async () => {
  corpus = await importedCorpus();
});
afterAll(() => corpus.remove());

const number = (value: number | null) => (value === null || value === 0 ? '·' : shortNumber(value));
const isUnpriced = ({ costUsd }: PlainMessage) => costUsd === null;

/** All that belongs to a session. */
function partsOf({ id }: PlainSession) {
  const { counted } = corpus;
  const own = <Part extends { readonly session: string }>(parts: readonly Part[]) =>
    parts.filter(({ session }) => session === id);
  return {
    calls: own(counted.calls),
    turns: own(counted.turns).toSorted((a, b) => (a.at < b.at ? -1 : 1)),
    runs: own(counted.runs),
    messages: own(counted.messages),
  };
}

describe('the list of sessions', () => {
  it('shows of each what its transcripts hold', () => {
    const { db, counted } = corpus;
    const titles = ['TURNS', 'CALLS', 'FAILS', 'AGENTS', 'CTX', 'TOKENS', 'COST', 'TIME'];
    const rows = cellsOf(opened(db, sessionsScreen({})), titles);
    const newest = counted.sessions.toSorted(
      (a, b) => Date.parse(b.lastAt) - Date.parse(a.lastAt) || (a.id < b.id ? 1 : -1),
    );
    expect(rows).toHaveLength(newest.length);
    const expected = newest.map((session) => {
      const { calls, turns, runs, messages } = partsOf(session);
      return {
        TURNS: number(turns.length),
        CALLS: number(calls.length),
        FAILS: number(calls.filter(({ status }) => status === 'failure').length),
        AGENTS: number(runs.length),
        CTX: number(contextOf(session, messages)),
        TOKENS: number(tokensOf(messages)),
        COST: messages.length === 0 ? '·' : formatCost(costOf(messages), messages.some(isUnpriced)),
        TIME: formatDuration(Date.parse(session.lastAt) - Date.parse(session.startedAt)),
      };
    });
    expect(rows.map(({ line: _, ...cells }) => cells)).toEqual(expected);
  });

  it('shows of a project the sums of its sessions', () => {
    const { db, counted } = corpus;
    const titles = ['TURNS', 'CALLS', 'FAILS', 'AGENTS', 'TOKENS', 'COST', 'TIME'];
    const walk = opened(db, sessionsScreen({})).press('group', 'fold-all');
    const rows = cellsOf(walk, titles);
    const byProject = Map.groupBy(counted.sessions, ({ project }) => project);
    expect(rows).toHaveLength(byProject.size);
    const expected = [...byProject.values()].map((sessions) => {
      const parts = sessions.map(partsOf);
      const messages = parts.flatMap((one) => one.messages);
      const calls = parts.flatMap((one) => one.calls);
      return {
        TURNS: number(sum(parts.map(({ turns }) => turns.length))),
        CALLS: number(calls.length),
        FAILS: number(calls.filter(({ status }) => status === 'failure').length),
        AGENTS: number(sum(parts.map(({ runs }) => runs.length))),
        TOKENS: number(tokensOf(messages)),
        COST: messages.length === 0 ? '·' : formatCost(costOf(messages), messages.some(isUnpriced)),
        TIME: formatDuration(
          sum(sessions.map((one) => Date.parse(one.lastAt) - Date.parse(one.startedAt))),
        ),
      };
    });
    const sorted = (all: readonly object[]) => all.map((one) => JSON.stringify(one)).sort();
    expect(sorted(rows.map(({ line: _, ...cells }) => cells))).toEqual(sorted(expected));
  });

  it('shows in its last hour as many beginnings as there were, stretch by stretch', () => {
    const { db, counted } = corpus;
    const busiest = counted.calls.toSorted((a, b) => (a.at < b.at ? 1 : -1))[0];
    const nowMs = Date.parse(busiest?.at ?? '') + 20 * 60_000;
    const walk = opened(db, sessionsScreen({}), nowMs);
    const query = walk.screen.queries(walk.around).find(({ kind }) => kind === 'sessions.recent');
    if (query?.kind !== 'sessions.recent') throw new Error('no activity is asked for');
    const answer = walk.answerTo(query);
    if (answer.kind !== 'sessions.recent') throw new Error('another question is answered');
    const fromMs = (Math.floor(nowMs / 300_000) - 11) * 300_000;
    const expected = new Map<string, number[]>();
    for (const { session, at } of [...counted.calls, ...counted.turns]) {
      const stretch = Math.floor((Date.parse(at) - fromMs) / 300_000);
      if (stretch < 0 || stretch > 11) continue;
      const counts = expected.get(session) ?? new Array<number>(12).fill(0);
      counts[stretch] = (counts[stretch] ?? 0) + 1;
      expected.set(session, counts);
    }
    expect(expected.size).toBeGreaterThan(0);
    expect(answer.told.activity).toEqual(Object.fromEntries(expected));
  });
});

describe('a session', () => {
  it('has in its header and on its lines what its transcripts hold', () => {
    const { db, counted } = corpus;
    for (const session of counted.sessions) {
      const { calls, turns, runs, messages } = partsOf(session);
      const walk = opened(db, sessionScreen({ id: session.id }));
      const header = walk.text()[2] ?? '';
      const only = (status: string) => calls.filter((call) => call.status === status).length;
      const kinds = [
        ['in', sum(messages.map(({ input }) => input))],
        ['out', sum(messages.map(({ output }) => output))],
        ['from cache', sum(messages.map(({ cacheRead }) => cacheRead))],
        ['into cache', sum(messages.map(({ cacheWrite }) => cacheWrite))],
      ] as const;
      const context = contextOf(session, messages);
      const expected = [
        some(turns.length, 'turn'),
        some(calls.length, 'call'),
        ...(only('failure') === 0 ? [] : [`${only('failure')} failed`]),
        ...(only('denied') === 0 ? [] : [`${only('denied')} denied`]),
        ...(runs.length === 0 ? [] : [some(runs.length, 'subagent')]),
        ...(messages.length === 0
          ? []
          : [
              ...kinds.map(([kind, count]) => `${shortNumber(count)} ${kind}`),
              formatCost(costOf(messages), messages.some(isUnpriced)),
            ]),
        ...(context === null ? [] : [`context ${shortNumber(context)}`]),
      ];
      expect(header.trim().split(' · ')).toEqual(expected);

      if (messages.length === 0) continue;
      const rows = cellsOf(walk, ['TOKENS'], (line) => !/^─/.test(line) && line.trim() !== '');
      const turnRows = rows.filter(({ line }) => /^[▌ ] [▾▸ ] . \d+ /.test(line ?? ''));
      expect(turnRows.map(({ TOKENS }) => TOKENS)).toEqual(
        turns.map(({ promptId }) => {
          const own = messages.filter(({ turn }) => turn === promptId);
          return own.length === 0 ? '' : shortNumber(tokensOf(own));
        }),
      );
      const agentRows = rows.filter(({ line }) =>
        / agent (?:Explore|Plan|general-purpose) {2}/.test(line ?? ''),
      );
      expect(agentRows.map(({ TOKENS }) => TOKENS).sort()).toEqual(
        runs
          .map(({ agent }) =>
            shortNumber(tokensOf(messages.filter((message) => message.agent === agent))),
          )
          .sort(),
      );
    }
  });

  it('has at the end of its scrubber the figures of its header, and when its last turn began those of then', () => {
    const { db, counted } = corpus;
    for (const session of counted.sessions) {
      const parts = partsOf(session);
      const walk = opened(db, sessionScreen({ id: session.id }));
      const header = walk.text()[2];
      walk.press('scrub', 'step-last');
      expect(walk.text()[2]).toBe(header);
      const last = parts.turns.at(-1);
      if (last === undefined || parts.turns.length < 2) continue;
      walk.press('turn-back');
      const until = <Part extends { readonly at: string }>(all: readonly Part[]) =>
        all.filter(({ at }) => at <= last.at);
      const messages = until(parts.messages);
      const header2 = walk.text()[2] ?? '';
      expect(header2).toContain(` ${some(parts.turns.length, 'turn')} · `);
      expect(header2).toContain(` · ${some(until(parts.calls).length, 'call')} · `);
      expect(header2).toContain(` · ${shortNumber(sum(messages.map((one) => one.output)))} out · `);
      expect(header2).toContain(
        ` · ${formatCost(costOf(messages), messages.some(isUnpriced))} · context `,
      );
    }
  });

  it.each([
    [ODD.failed, /✗ failed$/],
    [ODD.interrupted, /╳ abandoned$/],
    [ODD.compacted, /╳ abandoned$/],
  ])('%s stands in the list as it ended', (id, standing) => {
    const { db, counted } = corpus;
    const places = opened(db, sessionsScreen({}));
    const newest = counted.sessions.toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1));
    const line = places.text()[2 + newest.findIndex((session) => session.id === id)] ?? '';
    expect(line.slice(2, 13).trim()).toMatch(standing);
  });
});

const some = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`;
