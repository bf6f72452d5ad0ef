import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { SpoorDatabase } from '@spoor/storage';
import { beforeEach, describe, expect, it } from 'vitest';
import { builtPrograms } from './build.js';
import { expectRestored, openIn as openProgram, pidOf } from './opened.js';
import { callRecord, putSession, sessionRecord, turnRecord } from './records.js';
import { scratchFolder } from './scratch.js';
import { needTmux } from './tmux.js';

const programs = builtPrograms();

beforeEach(needTmux);

const openIn = (columns: number, rows: number, path: string, env = {}) =>
  openProgram(programs.inspect, [columns, rows], path, env);

function record(path: string, calls: number): void {
  execFileSync(process.execPath, [programs.grow, path, String(calls)]);
}

describe('the inspector in a terminal', () => {
  it.each([
    [80, 24],
    [120, 40],
  ])('shows a session that another process records, growing live, at %i×%i', async (w, h) => {
    const path = join(scratchFolder(), 'spoor.db');
    const terminal = openIn(w, h, path);
    await terminal.see(/Nothing is recorded yet/);
    record(path, 1);
    await terminal.see(/● working +spoor +.*Grow/);
    terminal.type('Enter');
    await terminal.see(/✓ Read {2}file-0\.ts/);
    // The fastest of three: other processes may have the machine.
    let text = '';
    let fastestMs = Infinity;
    for (const [calls, last] of [
      [60, /✓ Read {2}file-9\.ts/],
      [100, /✓ Read {2}file-99\.ts/],
      [1_000, /✓ Read {2}file-999\.ts/],
    ] as const) {
      record(path, calls);
      const committed = performance.now();
      text = await terminal.see(last);
      fastestMs = Math.min(fastestMs, performance.now() - committed);
      if (fastestMs < 500) break;
    }
    expect(fastestMs).toBeLessThan(500);
    expect(text.split('\n').at(-1)).toContain('q quit');
    expect(text).toContain('following');
    terminal.type('Escape');
    await terminal.see(/ACTIVE/);
    terminal.type('?');
    await terminal.see(/Keys of Sessions/);
    terminal.type('?');
    await terminal.see(/ACTIVE/);
    terminal.type('q');
    await expectRestored(terminal, '0');
  });

  it('takes another size', async () => {
    const path = join(scratchFolder(), 'spoor.db');
    record(path, 3);
    const terminal = openIn(80, 24, path);
    await terminal.see(/Grow/);
    for (const [columns, rows] of [
      [120, 40],
      [50, 12],
      [20, 5],
      [200, 60],
    ] as const) {
      terminal.resize(columns, rows);
      // The list's last column stands at the right edge.
      await terminal.see(columns > 100 ? new RegExp(`^.{${columns - 10},}ACTIVE`, 'm') : /q quit/);
    }
    const lines = terminal.screen().split('\n');
    expect(lines).toHaveLength(60);
    expect(lines.filter((line) => line.includes('Grow'))).toHaveLength(1);
    terminal.type('q');
    await expectRestored(terminal, '0');
  });

  it('shows what would drive the terminal, and does not obey it', async () => {
    const path = join(scratchFolder(), 'spoor.db');
    const db = new SpoorDatabase({ path });
    const evil = '\u001b]52;c;aGFja2Vk\u0007\u001b[2J\u001b]0;owned\u0007\u001b[?1049l\u202Egnp';
    putSession(db, sessionRecord('evil', { gitBranch: evil, title: evil, model: evil }), {
      turns: [turnRecord('evil', 't', { prompt: evil })],
      calls: [
        callRecord('evil', 'c', { traceId: 't', toolName: evil, summary: evil, error: evil }),
      ],
    });
    db.close();
    const terminal = openIn(120, 40, path);
    await terminal.see(/␛\]52;c;/);
    expect(terminal.value('#{alternate_on} #{pane_title}')).not.toContain('owned');
    terminal.type('Enter', 'j');
    const text = await terminal.see(/Call ␛/);
    expect(text).toContain('\\u{202E}');
    expect(text.split('\n')[0]).toMatch(/^ Spoor/);
    expect(terminal.value('#{alternate_on}')).toBe('1');
    expect(terminal.value('#{buffer_size}')).toBe('');
    terminal.type('q');
    await expectRestored(terminal, '0');
  });

  it('leaves on ctrl-c', async () => {
    const terminal = openIn(80, 24, join(scratchFolder(), 'spoor.db'));
    await terminal.see(/Nothing is recorded/);
    terminal.type('C-c');
    await expectRestored(terminal, '0');
  });

  it.each([
    ['SIGTERM', '143'],
    ['SIGHUP', '129'],
    ['SIGINT', '130'],
  ] as const)('puts the terminal right on %s', async (signal, code) => {
    const path = join(scratchFolder(), 'spoor.db');
    const terminal = openIn(80, 24, path);
    await terminal.see(/Nothing is recorded/);
    process.kill(pidOf(path), signal);
    await expectRestored(terminal, code);
  });

  it('puts the terminal right when it crashes, and says why', async () => {
    const path = join(scratchFolder(), 'spoor.db');
    const terminal = openIn(80, 24, path, { SPOOR_TEST_CRASH: '1' });
    await terminal.see(/the test made it crash/);
    await expectRestored(terminal, '1');
  });

  it('uses no colours when NO_COLOR says so', async () => {
    const path = join(scratchFolder(), 'spoor.db');
    record(path, 3);
    const colours = /\u001b\[[0-9;]*(?:3[0-7]|9[0-7])m/;
    for (const [env, expected] of [
      [{ NO_COLOR: '1' }, false],
      [{ TERM: 'tmux-256color' }, true],
    ] as const) {
      const terminal = openIn(80, 24, path, env);
      await terminal.see(/Grow/);
      expect(colours.test(terminal.coloured())).toBe(expected);
    }
  });
});
