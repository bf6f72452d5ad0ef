import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/app/present/line.js';
import { runsScreen } from '../../../src/app/screens/agents/runs-screen.js';
import { callsScreen } from '../../../src/app/screens/calls/calls-screen.js';
import {
  firstPaged,
  PAGE_SIZE,
  wantsOlder,
  withNewest,
  withOlder,
} from '../../../src/app/screens/calls/paged-state.js';
import type { Screen } from '../../../src/app/state/screen.js';
import { answered, around } from '../figures/drive.js';
import { listedCall, listedRun } from '../figures/told.js';

const numbersFrom = (first: number, count: number) =>
  Array.from({ length: count }, (_, i) => first - i);

describe('pages put together', () => {
  it.each([
    ['the first one', null, numbersFrom(500, PAGE_SIZE), numbersFrom(500, PAGE_SIZE), false],
    ['all there is', null, [2, 1], [2, 1], true],
    ['nothing', null, [], [], true],
    [
      'some new rows before those that are known',
      numbersFrom(500, 2 * PAGE_SIZE),
      numbersFrom(503, PAGE_SIZE),
      numbersFrom(503, 2 * PAGE_SIZE + 3),
      null,
    ],
    [
      'so many new ones that a gap is left',
      numbersFrom(500, 2 * PAGE_SIZE),
      numbersFrom(900, PAGE_SIZE),
      numbersFrom(900, PAGE_SIZE),
      false,
    ],
  ])('%s', (_, known, page, rows, isWhole) => {
    expect(withNewest(known, page, String)).toEqual({ rows, isWhole });
  });

  it('go on behind the last row, and nowhere else', () => {
    const page = numbersFrom(300, PAGE_SIZE);
    const isBehind = (last: number) => last === 301;
    expect(withOlder([302, 301], page, isBehind)).toEqual({
      rows: numbersFrom(302, PAGE_SIZE + 2),
      isWhole: false,
    });
    expect(withOlder([302, 301], [300], isBehind)).toEqual({
      rows: [302, 301, 300],
      isWhole: true,
    });
    expect(withOlder([303, 302], page, isBehind)).toBeNull();
    expect(withOlder(null, page, isBehind)).toBeNull();
  });

  it('are asked for as their end comes near', () => {
    const state = { ...firstPaged<number, unknown>(null), rows: numbersFrom(900, 400) };
    const at = (top: number, more = {}) =>
      wantsOlder(
        { ...state, ...more, table: { ...state.table, list: { selected: null, top } } },
        400,
        20,
      );
    expect(at(0)).toBe(false);
    expect(at(330)).toBe(true);
    expect(at(330, { isWhole: true })).toBe(false);
    expect(at(0, { rows: null })).toBe(false);
  });
});

describe('a list of calls', () => {
  const place = around(140, 12);
  const all = Array.from({ length: 450 }, (_, i) =>
    listedCall(9_000 - i, { summary: i % 100 === 0 ? `needle ${i}` : `call ${i}` }),
  );
  const tell = (_: unknown, asked: unknown) => {
    const { before, limit = 0 } = asked as { before?: { seq: number }; limit?: number };
    return all.filter(({ seq }) => before === undefined || seq < before.seq).slice(0, limit);
  };
  const opened = answered(callsScreen({ title: 'Bash', toolName: 'Bash' }), tell, place);
  const press = (screen: Screen, command: string) => screen.pressed(command, place).screen;
  const texts = (screen: Screen) => screen.view(place).map(lineText);
  const kinds = (screen: Screen) => screen.queries(place).map(({ kind }) => kind);

  it('reads on as one goes down, to the last one', () => {
    expect(texts(opened)[0]).toContain('200 calls and more');
    const filtered = [...'zzz'].reduce(
      (screen, key) => screen.typed(key, place, false).screen,
      opened.pressed('filter', place).screen,
    );
    expect(texts(filtered)[0]).toContain('0 of 200 calls and more');
    expect(texts(filtered)[2]).toContain('Nothing among the newest 200 matches the filter.');
    expect(kinds(opened)).toEqual(['calls.newest']);
    let screen = opened;
    for (let round = 0; round < 5; round += 1) {
      screen = answered(press(screen, 'last'), tell, place);
    }
    expect(texts(screen)[0]).toMatch(/ 450 calls $/);
    expect(kinds(screen)).toEqual(['calls.newest']);
    expect(texts(screen).at(-1)).toContain('call 449');
  });

  it('opens the detail of the chosen one', () => {
    const { effects } = press(opened, 'down').pressed('open', place);
    expect(effects).toMatchObject([{ type: 'open', screen: { id: 'call' } }]);
  });

  it('shows only what went wrong, and says so', () => {
    const failed = press(opened, 'failed-only');
    expect(failed.queries(place)[0]?.asked).toMatchObject({ failedOnly: true });
    expect(texts(failed).join('\n')).toMatch(/only what went wrong[\s\S]*Reading…/);
    const none = answered(failed, () => [], place);
    expect(texts(none).join('\n')).toContain('Nothing went wrong.');
    // An answer to what was asked before comes too late.
    const late = opened.queries(place)[0];
    const kept = none.answered(
      { kind: 'calls.newest', asked: late?.asked, told: all } as never,
      place,
    );
    expect(texts(kept)).toEqual(texts(none));
  });

  it('filters what is read, and reads on for it', () => {
    let screen = press(opened, 'filter');
    for (const key of 'needle') screen = screen.typed(key, place, false).screen;
    expect(texts(screen).filter((text) => text.includes('needle'))).toHaveLength(3);
    screen = answered(screen, tell, place);
    expect(texts(screen).filter((text) => text.includes('needle '))).toHaveLength(5);
  });

  it('names the tools only where there are several', () => {
    expect(texts(opened)[1]).not.toContain('TOOL');
    const several = answered(callsScreen({ title: 'git', mcpServer: 'git' }), tell, place);
    expect(texts(several)[1]).toContain('TOOL');
  });

  it('tells an error before what the call was about', () => {
    const row = listedCall(1, {
      status: 'failure',
      error: 'Exit code 1\nmore',
      summary: 'npm test',
    });
    const screen = answered(callsScreen({ title: 'x' }), () => [row], around(200, 12));
    expect(screen.view(around(200, 12)).map(lineText).join('\n')).toContain('✗ failed');
    expect(screen.view(around(200, 12)).map(lineText).join('\n')).toContain(
      'Exit code 1 ↵ more — npm test',
    );
  });
});

describe('a list of runs', () => {
  const place = around(140, 12);
  const open = (run: ReturnType<typeof listedRun>) => {
    const screen = answered(runsScreen({ title: 'main', agent: 'main' }), () => [run], place);
    return screen.pressed('open', place).effects[0];
  };

  it.each([
    ['a turn', { agentId: null }, { type: 'open' }],
    ['a subagent', {}, { type: 'open' }],
    ['a run without a session', { sessionId: null }, { type: 'say' }],
  ])('leads from %s to its detail, where there is one', (_, more, effect) => {
    expect(open(listedRun('r1', more))).toMatchObject(effect);
  });

  it.each([
    ['open', null],
    ['done', 'success'],
    ['partial', 'partial'],
    ['failed', 'failure'],
  ] as const)('says %s of an outcome of %s', (word, outcome) => {
    const run = listedRun('r1', { outcome });
    const screen = answered(runsScreen({ title: 'x', agent: 'x' }), () => [run], place);
    expect(screen.view(place).map(lineText)[2]).toContain(` ${word} `);
  });
});
