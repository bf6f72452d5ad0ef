import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { watchDatabase } from '../../../src/app/live/folder-watch.js';
import { startRhythm } from '../../../src/app/live/rhythm.js';

beforeEach(() => {
  vi.useFakeTimers();
  onTestFinished(() => {
    vi.useRealTimers();
  });
});

type Listener = Parameters<typeof watchDatabase>[1];

function start({ canWatch = true, ready = true } = {}) {
  let listener: Listener | null = null;
  const stopped = vi.fn();
  const poll = vi.fn(() => false);
  const tick = vi.fn();
  const checkHealth = vi.fn();
  const stop = startRhythm({
    databasePath: '/data/spoor.db',
    poll,
    isReady: () => ready,
    tick,
    checkHealth,
    watch: (_, given) => {
      if (!canWatch) return null;
      listener = given;
      return { stop: stopped };
    },
  });
  onTestFinished(stop);
  return {
    poll,
    tick,
    checkHealth,
    stop,
    stopped,
    written: () => listener?.written(),
    fail: () => listener?.failed(),
  };
}

describe('startRhythm', () => {
  it('looks soon after the files were written, and once more for the end of the commit', () => {
    const { poll, written } = start();
    vi.advanceTimersByTime(500);
    expect(poll).not.toHaveBeenCalled();
    for (let n = 0; n < 20; n += 1) written();
    vi.advanceTimersByTime(20);
    expect(poll).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(200);
    expect(poll).toHaveBeenCalledTimes(2);
  });

  it('looks slowly where the file system tells of commits, else often', () => {
    const told = start();
    const untold = start({ canWatch: false });
    const missing = start({ ready: false });
    vi.advanceTimersByTime(3_000);
    expect(told.poll).toHaveBeenCalledTimes(3);
    expect(untold.poll.mock.calls.length).toBeGreaterThan(20);
    expect(missing.poll.mock.calls.length).toBeGreaterThan(20);
  });

  it('trusts a silent file system no longer once looks have found commits by themselves', () => {
    const { poll, written } = start();
    poll.mockReturnValue(true);
    vi.advanceTimersByTime(3_000);
    poll.mockClear();
    vi.advanceTimersByTime(1_000);
    expect(poll.mock.calls.length).toBeGreaterThan(5);
    written();
    vi.advanceTimersByTime(500);
    poll.mockReturnValue(false).mockClear();
    vi.advanceTimersByTime(2_000);
    expect(poll).toHaveBeenCalledTimes(2);
  });

  it('listens anew when its watch has ended', () => {
    const { poll, fail } = start();
    fail();
    vi.advanceTimersByTime(900);
    expect(poll.mock.calls.length).toBeGreaterThan(5);
    vi.advanceTimersByTime(200);
    poll.mockClear();
    vi.advanceTimersByTime(2_000);
    expect(poll).toHaveBeenCalledTimes(2);
  });

  it('lets time go on, asks for the health after the first frame, and ends', () => {
    const { tick, checkHealth, stop, stopped } = start();
    expect(checkHealth).not.toHaveBeenCalled();
    vi.advanceTimersByTime(10_000);
    expect(tick).toHaveBeenCalledTimes(10);
    expect(checkHealth).toHaveBeenCalledTimes(3);
    stop();
    vi.advanceTimersByTime(10_000);
    expect(tick).toHaveBeenCalledTimes(10);
    expect(stopped).toHaveBeenCalledOnce();
  });
});
