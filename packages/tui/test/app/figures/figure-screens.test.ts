import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../../src/app/live/readers.js';
import { lineText } from '../../../src/app/present/line.js';
import { agentsScreen } from '../../../src/app/screens/agents/agents-screen.js';
import { runsScreen } from '../../../src/app/screens/agents/runs-screen.js';
import { callsScreen } from '../../../src/app/screens/calls/calls-screen.js';
import {
  type FigureColumn,
  nextSort,
  sortedRows,
} from '../../../src/app/screens/figures/figure-column.js';
import { findProject, nextProject } from '../../../src/app/screens/figures/project-choice.js';
import { toolRows, withMore } from '../../../src/app/screens/tools/tool-rows.js';
import { toolsScreen } from '../../../src/app/screens/tools/tools-screen.js';
import { usageScreen } from '../../../src/app/screens/usage/usage-screen.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { answered, around, drive, happenings } from './drive.js';
import { agentFigure, tellAnything, toolCount, toolShare, toolTrend } from './told.js';

const SCREENS: readonly [string, () => Screen][] = [
  ['agents', () => agentsScreen(undefined)],
  ['tools', () => toolsScreen(undefined)],
  ['usage', () => usageScreen(undefined)],
  ['calls', () => callsScreen({ title: 'Bash', toolName: 'Bash' })],
  ['runs', () => runsScreen({ title: 'main', agent: 'main' })],
];

it.each(SCREENS)('%s keep to their room, whatever happens', (_, begin) => {
  fc.assert(
    fc.property(happenings, (all) => drive(begin(), all, tellAnything)),
    { numRuns: 150 },
  );
});

it.each(SCREENS.slice(0, 3))('%s take up what is remembered, and nothing else', (_, begin) => {
  const make = { agents: agentsScreen, tools: toolsScreen, usage: usageScreen }[begin().id];
  fc.assert(
    fc.property(fc.anything(), (remembered) => {
      expect(make?.(remembered).view(around()).length).toBeGreaterThan(0);
    }),
  );
  let screen = begin();
  for (const command of ['range', 'sort', 'reverse', 'grouping', 'view', 'next-table']) {
    screen = screen.pressed(command, around()).screen;
  }
  expect(make?.(screen.remember()).remember()).toEqual(screen.remember());
  expect(screen.remember()).not.toEqual(begin().remember());
});

const tell = (kind: string) => {
  if (kind === 'tools.figures') {
    return [
      toolCount('Bash', { calls: 30, failures: 2 }),
      toolCount('mcp__git__log', { calls: 20, failures: 9, failureRate: null }),
      toolCount('Read', { calls: 5, failures: 0 }),
    ];
  }
  if (kind === 'tools.more') {
    return {
      shares: [toolShare('Bash', { costUsd: 2 }), toolShare('Read', { costUsd: 9 })],
      trends: [toolTrend('Bash', [1, 2])],
    };
  }
  if (kind === 'agents.figures') return [agentFigure('main'), agentFigure('Explore', { runs: 9 })];
  if (kind === 'figures.projects') {
    return ['/w/one', '/w/two'].map((projectId) => ({
      projectId,
      sessions: 1,
      lastActivityAt: '',
    }));
  }
  return { durations: [{ below: 10, count: 3 }], failures: [] };
};

const press = (screen: Screen, ...commands: readonly string[]) =>
  commands.reduce((now, command) => now.pressed(command, around()).screen, screen);
const texts = (screen: Screen) => screen.view(around()).map(lineText);
const names = (screen: Screen, pattern: RegExp) =>
  texts(screen)
    .slice(2)
    .flatMap((text) => pattern.exec(text.slice(2))?.[0] ?? []);

describe('the figures of tools', () => {
  const screen = answered(toolsScreen(undefined), tell, around());
  const NAME = /^(?:Bash|git: log|Read|git log)/;

  it('are sorted by calls, and otherwise as one likes', () => {
    expect(names(screen, NAME)).toEqual(['Bash', 'git: log', 'Read']);
    expect(texts(screen)[1]).toContain('CALLS↓');
    expect(names(press(screen, 'reverse'), NAME)).toEqual(['Read', 'git: log', 'Bash']);
    const byFailures = press(screen, 'sort');
    expect(texts(byFailures)[1]).toContain('FAILED↓');
    expect(names(byFailures, NAME)).toEqual(['git: log', 'Bash', 'Read']);
  });

  it('say what they are of, and what all of them come to', () => {
    expect(texts(screen)[0]).toMatch(
      /by tool · last 30 days · all projects.*55 calls · 37 % failed/,
    );
    const other = press(screen, 'range', 'project');
    expect(texts(answered(other, tell, around()))[0]).toMatch(/last 90 days · one .*55 calls/);
  });

  it('are there before what takes longer to be read', () => {
    const on = (of: Screen, kind: 'tools.figures' | 'tools.more') => {
      const { asked } = of.queries(around()).find((query) => query.kind === kind) ?? {};
      return of.answered({ kind, asked, told: tell(kind) } as Answer, around());
    };
    const begun = toolsScreen(undefined);
    const counted = on(begun, 'tools.figures');
    expect(names(counted, NAME)).toEqual(['Bash', 'git: log', 'Read']);
    expect(texts(counted)[2]).toMatch(/Bash .* 30 .*…/);
    expect(texts(counted)[2]).not.toContain('$');
    const costs = (of: Screen) => texts(of).flatMap((text) => /\$[\d.]+/.exec(text)?.[0] ?? []);
    const whole = on(counted, 'tools.more');
    expect(costs(whole)).toEqual(['$2.00', '$0.00', '$9.00']);
    // Counted anew, they keep what was added.
    expect(costs(on(whole, 'tools.figures'))).toEqual(costs(whole));
    expect(costs(on(on(begun, 'tools.more'), 'tools.figures'))).toEqual(costs(whole));
    expect(texts(on(begun, 'tools.more'))[2]).toContain('Reading…');
  });

  it('keep the column in sight that they are sorted by', () => {
    const narrow = { ...around(), columns: 40 };
    const head = () => byCost.view(narrow).map(lineText)[1];
    const byCost = answered(toolsScreen({ sort: 'cost' }), tell, around());
    expect(head()).toContain('COST↓');
  });

  it('say of what there is nothing', () => {
    const none = (projects: boolean) => (kind: string) => {
      if (kind === 'figures.projects') return projects ? tell(kind) : [];
      return kind === 'tools.more' ? { shares: [], trends: [] } : [];
    };
    const empty = answered(toolsScreen(undefined), none(false), around());
    expect(texts(empty)[0]?.trimEnd()).toMatch(/all projects$/);
    expect(texts(empty)[2]).toContain('Nothing is recorded yet.');
    expect(empty.idle(around())).toEqual(['open', 'open-failed']);
    const other = answered(toolsScreen(undefined), none(true), around());
    expect(texts(other)[2]).toContain('Nothing in this range. t: another one.');
    const narrowed = answered(press(other, 'project'), none(true), around());
    expect(texts(narrowed)[2]).toContain('p: another project');
  });

  it('remember their project', () => {
    const remembered = press(screen, 'project').remember();
    expect(toolsScreen(remembered).queries(around())[0]?.asked).toMatchObject({
      projectId: '/w/one',
    });
    expect(toolsScreen({ project: 3 }).queries(around())[0]?.asked).not.toHaveProperty(
      'projectId',
      3,
    );
  });

  it('are sorted by name from A on, which the mark says', () => {
    const turns = (of: Screen): Screen =>
      /TOOL[↑↓]/.test(texts(of)[1] ?? '') ? of : turns(press(of, 'sort'));
    expect(texts(turns(screen))[1]).toContain('TOOL↑');
    expect(texts(press(turns(screen), 'reverse'))[1]).toContain('TOOL↓');
  });

  it('keep the chosen tool while rows move', () => {
    const chosen = press(screen, 'down', 'sort', 'reverse');
    const selected = chosen.view(around()).find((line) => line.selected);
    expect(selected === undefined ? '' : lineText(selected)).toContain('git: log');
  });

  it('ask for what lies behind the chosen one, where there is room to show it', () => {
    const kinds = (rows: number) => screen.queries(around(120, rows)).map(({ kind }) => kind);
    expect(kinds(40)).toContain('tools.detail');
    expect(kinds(20)).not.toContain('tools.detail');
    const detailed = answered(screen, tell, around());
    expect(texts(detailed).join('\n')).toMatch(/how long they took.*what went wrong/);
  });

  it('lead to the calls behind them, in the same range and project', () => {
    const { effects } = press(screen, 'project').pressed('open', around());
    const [effect] = effects;
    const asked = effect?.type === 'open' ? effect.screen.queries(around())[0]?.asked : null;
    expect(asked).toMatchObject({ group: { tool: 'Bash' }, projectId: '/w/one', limit: 200 });
    expect(asked).toHaveProperty('from', expect.stringMatching(/^2026-10-2/));
  });

  it('lead to what went wrong alone', () => {
    const [effect] = screen.pressed('open-failed', around()).effects;
    const asked = effect?.type === 'open' ? effect.screen.queries(around())[0]?.asked : null;
    expect(asked).toMatchObject({ group: { tool: 'Bash' }, failedOnly: true });
  });

  it('keep what was read until the answer for another range is there', () => {
    const other = press(screen, 'range');
    expect(names(other, NAME)).toEqual(['Bash', 'git: log', 'Read']);
    expect(texts(other)[0]).toMatch(/last 90 days .* reading… $/);
    const late = other.answered(
      {
        kind: 'tools.figures',
        asked: screen.queries(around())[0]?.asked,
        told: [],
      } as never,
      around(),
    );
    expect(names(late, NAME)).toEqual(['Bash', 'git: log', 'Read']);
  });

  it('take clicks on rows and on titles', () => {
    const click = (row: number, column: number, double = false) =>
      screen.clicked({ row, column, double }, around());
    expect(names(click(1, texts(screen)[1]?.indexOf('TOOL') ?? 0).screen, NAME)).toEqual([
      'Bash',
      'git: log',
      'Read',
    ]);
    const byFailures = click(1, texts(screen)[1]?.indexOf('FAILED') ?? 0).screen;
    expect(texts(byFailures)[1]).toContain('FAILED↓');
    expect(names(byFailures, NAME)).toEqual(['git: log', 'Bash', 'Read']);
    expect(click(3, 5).screen.view(around())[3]?.selected).toBe(true);
    expect(click(3, 5, true).effects).toMatchObject([{ type: 'open' }]);
    expect(click(30, 5).screen).toBe(screen);
  });

  it('back takes the project away, then leaves', () => {
    const one = press(screen, 'project');
    const back = one.pressed('back', around()).screen;
    expect(texts(back)[0]).toContain('all projects');
    expect(back.pressed('back', around()).screen).toBe(back);
  });
});

it.each([
  ['open', 'runs.newest', { agent: 'main', failedOnly: false }],
  ['open-failed', 'runs.newest', { agent: 'main', failedOnly: true }],
  ['open-calls', 'calls.newest', { agent: 'main' }],
])('%s of agents leads to %s', (command, kind, asked) => {
  const screen = answered(agentsScreen(undefined), tell, around());
  const [effect] = screen.pressed(command, around()).effects;
  const query = effect?.type === 'open' ? effect.screen.queries(around())[0] : null;
  expect(query).toMatchObject({ kind, asked });
});

it.each([
  ['tool', ['Bash', 'git: log'], [null, 'git']],
  ['server and tool', ['Bash', 'log'], [null, 'git']],
])('by %s tools are called %j', (grouping, expected, servers) => {
  const counts = [toolCount('Bash'), toolCount('mcp__git__log')];
  const rows = toolRows(counts, grouping);
  expect(rows.map(({ name }) => name)).toEqual(expected);
  expect(rows.map(({ server }) => server)).toEqual(servers);
});

it('a server has the trends of its tools, and the client those of its own', () => {
  const counts = [toolCount('git'), toolCount(null)];
  const trends = [
    toolTrend('mcp__git__log', [1, 2]),
    toolTrend('mcp__git__show', [10, 20]),
    toolTrend('Bash', [5, 5]),
  ];
  const rows = withMore(toolRows(counts, 'server'), { shares: [], trends }, 'server');
  expect(rows.map(({ trend }) => trend)).toEqual([
    [11, 22],
    [5, 5],
  ]);
  expect(rows.map(({ group }) => group)).toEqual([{ server: 'git' }, { server: null }]);
});

describe('sorting', () => {
  const columns = ['name', 'size'].map((id) => ({
    id,
    title: id,
    min: 4,
    priority: 0,
    value: (row: readonly [string, number | null]) => (id === 'name' ? row[0] : row[1]),
    cell: () => ({ text: '', tone: 'plain' as const }),
  })) satisfies FigureColumn<readonly [string, number | null]>[];
  const rows = [
    ['b', 1],
    ['a', null],
    ['c', 7],
  ] as const;

  it.each([
    ['size', false, 'cba'],
    ['size', true, 'bca'],
    ['name', false, 'abc'],
    ['name', true, 'cba'],
    ['gone', false, 'bac'],
  ])('by %s, reversed: %s', (column, reversed, order) => {
    const sorted = sortedRows(rows, columns, { column, reversed });
    expect(sorted.map(([name]) => name).join('')).toBe(order);
  });

  it.each([
    ['name', 'size'],
    ['size', 'name'],
    ['gone', 'name'],
  ])('after %s comes %s', (column, next) => {
    expect(nextSort(columns, { column, reversed: true })).toEqual({
      column: next,
      reversed: false,
    });
  });
});

describe('projects', () => {
  const projects = ['/w/shop', '/w/shop/api', '/x/cart'].map((projectId) => ({
    projectId,
    sessions: 1,
    lastActivityAt: '',
  }));

  it.each([
    [null, '/w/shop'],
    ['/w/shop', '/w/shop/api'],
    ['/x/cart', null],
    ['/gone', null],
  ])('after %s comes %s', (projectId, next) => {
    expect(nextProject(projects, projectId)).toBe(next);
  });

  it.each([
    ['api', '/w/shop/api'],
    ['shop', '/w/shop'],
    ['x/', '/x/cart'],
    ['nowhere', null],
  ])('%s means %s', (text, found) => {
    expect(findProject(projects, text)).toBe(found);
  });
});
