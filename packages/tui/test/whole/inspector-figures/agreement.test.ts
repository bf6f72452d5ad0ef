import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ToolCounts } from '@spoor/storage';
import * as spoor from '@spoor/storage';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READERS } from '../../../src/app/live/readers.js';
import { agentsScreen } from '../../../src/app/screens/agents/agents-screen.js';
import type { MoreOfTools } from '../../../src/app/screens/tools/readers.js';
import { toolsScreen } from '../../../src/app/screens/tools/tools-screen.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { makeUser, runSpoor, type TestUser } from '../../cli/spoor-process.js';
import { type Corpus, importedCorpus } from './corpus.js';
import { sum } from './plain-count.js';
import { opened } from './screen-table.js';

let corpus: Corpus;
let user: TestUser;
beforeAll(async () => {
  corpus = await importedCorpus();
  user = makeUser();
  mkdirSync(dirname(user.databasePath), { recursive: true });
  corpus.db.getDb().pragma('wal_checkpoint(TRUNCATE)');
  copyFileSync(corpus.path, user.databasePath);
}, 60_000);
afterAll(() => {
  corpus.remove();
  user.remove();
});

/** What a command prints as JSON. */
async function printed(...args: string[]): Promise<Record<string, unknown>[]> {
  const { code, stdout, stderr } = await runSpoor(user, [...args, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** What a screen is told by its first questions. */
function toldTo(screen: Screen): readonly unknown[] {
  const walk = opened(corpus.db, screen);
  const queries = walk.screen.queries(walk.around);
  expect(queries).not.toEqual([]);
  return queries.map((query) => walk.answerTo(query).told);
}

const only = (rows: readonly object[], names: readonly string[]) =>
  rows.map((row) => names.map((name) => (row as Record<string, unknown>)[name]));

describe('commands and screens', () => {
  it('tell the same of agents and of tools', async () => {
    const agents = ['agent', 'runs', 'failures', 'p50DurationMs', 'p95DurationMs', 'totalTokens'];
    const tools = ['key', 'calls', 'failures', 'denied', 'p50DurationMs', 'outputTokens'];
    const [runs] = toldTo(agentsScreen({ range: 'all' }));
    expect(only(await printed('agents'), [...agents, 'costUsd'])).toEqual(
      only(runs as object[], [...agents, 'costUsd']),
    );
    const [counts, more] = toldTo(toolsScreen({ range: 'all' }));
    const { shares } = more as MoreOfTools;
    const rows = (counts as ToolCounts[]).map((row) => ({
      ...shares.find(({ key }) => key === row.key),
      ...row,
    }));
    expect(only(await printed('tools'), tools)).toEqual(only(rows, tools));
  });

  it('tell the same of sessions', async () => {
    const names = ['id', 'turns', 'toolCalls', 'failedCalls', 'deniedCalls', 'subagents'];
    const asked = { after: null, limit: 1_000 };
    const rows = await READERS['sessions.all'].read(corpus.db, spoor, asked);
    const listed = await printed('sessions', 'list', '--limit', '100');
    expect(only(listed, [...names, 'durationMs'])).toEqual(only(rows, [...names, 'durationMs']));
    const usages = listed.map(({ usage }) => usage as Readonly<Record<string, number>>);
    const kinds = ['inputTokens', 'outputTokens', 'cacheReadTokens', 'cacheWriteTokens'];
    expect(usages.map((usage) => sum(kinds.map((kind) => usage[kind] ?? 0)))).toEqual(
      rows.map(({ tokens }) => tokens),
    );
    expect(usages.map(({ costUsd }) => costUsd)).toEqual(rows.map(({ costUsd }) => costUsd));
  });
});

describe('the audit log', () => {
  it.each([
    [{}],
    [{ category: 'agent' as const }],
    [{ startDate: '2026-10-28T00:00:00.000Z', endDate: '2026-11-02T00:00:00.000Z' }],
  ])('has as many entries of %j in its counts as in its export', async (filter) => {
    const counts = await READERS['audit.counts'].read(corpus.db, spoor, { filter });
    let text = '';
    for await (const piece of spoor.exportAudit(corpus.db, 'jsonl', { filter })) text += piece;
    const lines = text.split('\n').filter((line) => line !== '');
    expect(sum(counts.map(({ count }) => count))).toBe(lines.length);
    expect(lines.length).toBeGreaterThan(0);
  });
});
