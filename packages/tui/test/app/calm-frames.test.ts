import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { calmFrames } from '../../src/app/components/calm-frames.js';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

function open() {
  const source: { listener: () => void; presses: number } = {
    listener: () => {
      throw new Error('nobody listens yet');
    },
    presses: 0,
  };
  const told = vi.fn();
  const leave = calmFrames({
    subscribe: (listener) => {
      source.listener = listener;
      return () => undefined;
    },
    presses: () => source.presses,
  }).subscribe(told);
  return { source, told, leave };
}

it('tells at once what a key has brought about', () => {
  const { source, told } = open();
  source.presses = 1;
  source.listener();
  expect(told).toHaveBeenCalledTimes(1);
});

it('tells what comes by itself only now and then, and whole', () => {
  const { source, told } = open();
  for (let i = 0; i < 50; i += 1) source.listener();
  expect(told).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveBeenCalledTimes(1);
});

it('tells nothing any more once it is left', () => {
  const { source, told, leave } = open();
  source.listener();
  leave();
  vi.advanceTimersByTime(60_000);
  expect(told).not.toHaveBeenCalled();
});
