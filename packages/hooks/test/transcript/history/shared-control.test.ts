import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { SharedControl } from '../../../src/transcript/history/shared-control.js';

it('lets one thread at a time have its turn', async () => {
  const control = new SharedControl();
  const sum = new Int32Array(new SharedArrayBuffer(4));
  const rounds = 40;
  const script = new URL('./take-turns.mjs', import.meta.url);
  const workers = [1, 2, 3].map(
    () => new Worker(script, { workerData: { control: control.buffer, sum, rounds } }),
  );
  const codes = await Promise.all(workers.map((worker) => once(worker, 'exit')));
  expect(codes).toEqual([[0], [0], [0]]);
  expect(sum[0]).toBe(3 * rounds);
});

it('gives the turn back when what was done in it fails', () => {
  const control = new SharedControl();
  const fail = () => {
    throw new Error('as told');
  };
  expect(() => control.inTurn(fail)).toThrow('as told');
  expect(control.inTurn(() => 'again')).toBe('again');
});
