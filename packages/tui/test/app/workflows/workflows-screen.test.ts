import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partScreen } from '../../../src/app/screens/workflows/part-screen.js';
import { workflowScreen } from '../../../src/app/screens/workflows/workflow-screen.js';
import { workflowsScreen } from '../../../src/app/screens/workflows/workflows-screen.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { at, START } from '../records.js';
import { scratchDatabase } from '../scratch-database.js';
import { anyEvent, aroundOf, ScreenWalk } from '../walk-screen.js';
import { HOSTILE, putWorkflows } from './workflow-data.js';

async function walkOn(screen: Screen, columns = 120, rows = 30): Promise<ScreenWalk> {
  const { db } = scratchDatabase();
  await putWorkflows(db);
  return new ScreenWalk(db, screen, aroundOf(columns, rows, START + 1_000_000)).answered();
}

const NAMES = ['evil', 'task-1', 'fix the build', 'what is new?'];

/** The tasks that are shown. */
function names(walk: ScreenWalk): string[] {
  const rows = walk.text().slice(2);
  return rows.flatMap((row) => NAMES.find((name) => row.includes(name)) ?? []);
}

describe('the list of tasks', () => {
  it.each([
    ['all, the last changed first', [], ['evil', 'task-1', 'fix the build', 'what is new?']],
    ['only those that are not over', ['only-live'], ['evil', 'task-1', 'fix the build']],
    ['without sessions', ['without-sessions'], ['evil', 'task-1']],
    ['both', ['only-live', 'without-sessions'], ['evil', 'task-1']],
    [
      'by the number of steps',
      ['sort', 'sort', 'sort', 'sort'],
      ['evil', 'fix the build', 'what is new?', 'task-1'],
    ],
    ['the other way round', ['reverse'], ['what is new?', 'fix the build', 'task-1', 'evil']],
  ])('shows %s', async (_, commands, shown) => {
    const walk = await walkOn(workflowsScreen(undefined));
    // What is saved stands under the time of its saving, which is now.
    const tasks = names(walk.press(...commands));
    const order = (list: readonly string[]) => (commands.includes('sort') ? list : list.toSorted());
    expect(order(tasks)).toEqual(order(shown));
  });

  it('is sorted by the title that is clicked', async () => {
    const walk = await walkOn(workflowsScreen(undefined));
    const column = (walk.text()[1] ?? '').indexOf('TASK');
    walk.do({ type: 'click', row: 1, column, double: false });
    expect(walk.text()[1]).toContain('TASK↑');
    expect(names(walk)).toEqual(['evil', 'fix the build', 'task-1', 'what is new?']);
    walk.do({ type: 'click', row: 1, column, double: false });
    expect(names(walk)).toEqual(['what is new?', 'task-1', 'fix the build', 'evil']);
  });

  it('back takes away what narrows it', async () => {
    const walk = await walkOn(workflowsScreen(undefined));
    expect(walk.press('only-live', 'without-sessions').text()[0]).toMatch(/^ only live · without/);
    expect(walk.press('back').text()[0]).toMatch(/^ all tasks +\d+ tasks ?$/);
  });

  it('filters by state, title, id and project', async () => {
    const walk = await walkOn(workflowsScreen(undefined));
    for (const [typed, shown] of [
      ['reviewing', ['task-1']],
      ['s2', ['what is new?']],
      ['build idle', ['fix the build']],
      ['nothing like this', []],
    ] as const) {
      walk.press('filter').do({ type: 'typed', key: typed, pasted: true });
      expect(names(walk.press('accept-filter'))).toEqual(shown);
      walk.press('clear-filter');
    }
  });

  it('opens a workflow and, of a session, that', async () => {
    const walk = await walkOn(workflowsScreen(undefined));
    walk.press('filter').do({ type: 'typed', key: 'fix the build', pasted: true });
    walk.press('accept-filter', 'open', 'session', 'yank');
    expect(walk.effects.map((e) => (e.type === 'open' ? e.screen.id : e.type))).toEqual([
      'workflow',
      'session',
      'yank',
    ]);
  });

  it('remembers how it is shown, and takes no nonsense for that', async () => {
    const walk = await walkOn(workflowsScreen(undefined));
    const remembered = walk.press('sort', 'only-live', 'without-sessions').screen.remember();
    expect(workflowsScreen(JSON.parse(JSON.stringify(remembered))).remember()).toEqual(remembered);
    const usual = workflowsScreen(undefined).remember();
    for (const bad of [null, 1, [], { sort: 'x', onlyLive: 'yes' }]) {
      expect(workflowsScreen(bad).remember()).toEqual(usual);
    }
  });

  it('says where tasks come from while there are none', () => {
    const { db } = scratchDatabase();
    const walk = new ScreenWalk(db, workflowsScreen(undefined), aroundOf(100, 10)).answered();
    expect(walk.text()[2]).toContain('No workflows yet');
  });
});

describe("a task's workflow", () => {
  it('shows its states, its checkpoints and its path', async () => {
    const text = (await walkOn(workflowScreen('task-1'))).text().join('\n');
    expect(text).toMatch(/reviewing +task-1 +2 steps {2}1 checkpoint/);
    expect(text).toMatch(/● coding +1 +1m00s █+\S* +1m00s → reviewing ×1/);
    expect(text).toMatch(/before the merge +● reviewing/);
    expect(text).toMatch(/planning +● coding +1m00s █+\S* +plan done/);
  });

  it('counts the time in the state that a live task is in', async () => {
    const walk = await walkOn(workflowScreen('s1'));
    const seconds = (START + 1_000_000 - Date.parse(at(140))) / 1_000;
    expect(walk.text().join('\n')).toMatch(/active +○ idle +14m20s/);
    expect(walk.text().join('\n')).toMatch(/○ idle +1 +14m20s/);
    expect(seconds).toBe(860);
    walk.do({ type: 'tick', ms: 60_000 });
    expect(walk.text().join('\n')).toMatch(/active +○ idle +15m20s/);
  });

  it('folds its parts, and goes from one to the next', async () => {
    const walk = await walkOn(workflowScreen('task-1'));
    walk.press('next');
    expect(walk.selected()).toMatch(/▾ STATES \(2\)/);
    walk.press('open');
    expect(walk.text().join('\n')).not.toContain('coding ×1');
    walk.press('next', 'next', 'fold');
    expect(walk.selected()).toMatch(/▸ PATH \(2\)/);
    expect(walk.text().join('\n')).not.toContain('plan done');
    walk.press('fold-all');
    expect(walk.text().join('\n')).toContain('plan done');
  });

  it('leads from a state to its last visit, from there to what is known of it', async () => {
    const walk = await walkOn(workflowScreen('task-1'));
    walk.press('next', 'down');
    expect(walk.selected()).toContain('● coding');
    walk.press('open');
    expect(walk.selected()).toContain('plan done');
    walk.press('open', 'first', 'open');
    const titles = walk.effects.map((e) => (e.type === 'open' ? e.screen.name() : e.type));
    expect(titles).toEqual(['to coding', 'context']);
  });

  it('reads more of a long path when its end is reached', async () => {
    const walk = await walkOn(workflowScreen(HOSTILE));
    expect(walk.text()[0]).toContain('300 steps, the last 200 below');
    walk.press('last');
    expect(walk.text()[0]).not.toContain('below');
  });

  it('says that nothing is known', async () => {
    const walk = await walkOn(workflowScreen('none'));
    expect(walk.text()).toEqual(['  Nothing is known of this task any more.']);
  });
});

describe('what a part of a workflow holds', () => {
  it('is a tree that can be folded', async () => {
    const walk = await walkOn(partScreen({ part: 'context', taskId: 'task-1' }, 'context'));
    expect(walk.text()).toContain('    ▸ deep: {1}');
    walk.press('down', 'down', 'fold', 'down', 'fold', 'down');
    expect(walk.selected()).toBe('▌         0: 1');
    walk.press('yank', 'page');
    expect(walk.effects).toMatchObject([
      { type: 'yank', text: '1' },
      { type: 'page', name: 'context.json', text: expect.stringContaining('"deeper": [') },
    ]);
    walk.press('fold-all');
    expect(walk.text().join('\n')).toContain('3: true');
    walk.press('fold-all');
    expect(walk.text().join('\n')).not.toContain('deep:');
  });
});

describe('whatever happens', () => {
  it.each([
    ['list', () => [workflowsScreen(undefined)]],
    ['workflow', () => ['s1', 'task-1', HOSTILE].map(workflowScreen)],
    [
      'part',
      () => ['task-1', HOSTILE].map((taskId) => partScreen({ part: 'context', taskId }, HOSTILE)),
    ],
  ] as const)('the %s holds', async (_, screens) => {
    const { db } = scratchDatabase();
    await putWorkflows(db);
    fc.assert(
      fc.property(
        fc.constantFrom(...screens()),
        fc.array(anyEvent(['x']), { maxLength: 25 }),
        (screen, events) => {
          const walk = new ScreenWalk(db, screen, aroundOf(100, 30));
          for (const event of events) walk.do(event).check();
          walk.answered().check();
          walk.do({ type: 'size', columns: 100, rows: 20 });
          const isEmpty = walk.text().some((row) => /No (?:task|workflows)/.test(row));
          expect(walk.selected() === undefined).toBe(isEmpty);
        },
      ),
      { numRuns: 30 },
    );
  });
});
