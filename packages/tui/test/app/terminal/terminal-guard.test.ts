import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { guardTerminal } from '../../../src/app/terminal/terminal-guard.js';

/** A process that only notes by what it was killed. */
class Host extends EventEmitter {
  readonly pid = 7;
  readonly env = {};
  readonly killed: string[] = [];

  kill(pid: number, signal: string): void {
    this.killed.push(`${pid} ${signal}`);
  }
}

function makeGuard() {
  const host = new Host();
  const written: string[] = [];
  const stdout = { write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  const guard = guardTerminal({
    host,
    stdout,
    modes: { on: 'on', off: 'off' },
    leave: () => undefined,
    lend: (job) => job(),
  });
  return { host, guard, written };
}

describe('while another program has the terminal', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it.each(['SIGINT', 'SIGQUIT'])('%s is for that program', async (signal) => {
    const { host, guard, written } = makeGuard();
    await guard.away(async () => void host.emit(signal));
    expect(host.killed).toEqual([]);
    expect(written).toEqual(['on', 'off', 'on']);
  });

  it.each(['SIGINT', 'SIGQUIT'])('%s is so when it comes behind its end', async (signal) => {
    const { host, guard } = makeGuard();
    await guard.away(async () => undefined);
    host.emit(signal);
    expect(host.killed).toEqual([]);
    vi.advanceTimersByTime(1_000);
    host.emit(signal);
    expect(host.killed).toEqual([`7 ${signal}`]);
  });

  it('SIGTERM ends both', async () => {
    const { host, guard, written } = makeGuard();
    let isEnding = false;
    await guard.away(async (ending) => {
      host.emit('SIGTERM');
      isEnding = ending.aborted;
    });
    expect(isEnding).toBe(true);
    expect(host.killed).toEqual(['7 SIGTERM']);
    expect(written).toEqual(['on', 'off', 'off']);
  });
});

it('a terminal that was never given away is put right at SIGINT', () => {
  const { host, written } = makeGuard();
  host.emit('SIGINT');
  expect(host.killed).toEqual(['7 SIGINT']);
  expect(written).toEqual(['on', 'off']);
});
