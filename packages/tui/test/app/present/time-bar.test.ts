import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { THIN, timeBar } from '../../../src/app/present/time-bar.js';

describe('a bar on a scale of time', () => {
  it.each([
    [0, 1, '██████████'],
    [0, 0.5, '█████     '],
    [0.5, 1, '     █████'],
    [0.25, 0.5, '  ▐██     '],
    [0.2, 0.45, '  ██▌     '],
    [0.25, 0.35, '  ▐▌      '],
    [0.4, 0.4, '    ▏     '],
    [0.45, 0.46, '    ▕     '],
    [1, 1, '         ▕'],
    [-1, 0.1, '█         '],
    [0.9, 7, '         █'],
    [2, 3, '         ▕'],
  ])('from %d to %d is "%s"', (from, to, bar) => {
    expect(timeBar({ from, to }, 10)).toBe(bar);
  });

  it('may be a thin line', () => {
    expect(timeBar({ from: 0.25, to: 0.75 }, 6, THIN)).toBe(' ╶──╴ ');
  });

  it('takes exactly its columns, whatever it is of', () => {
    fc.assert(
      fc.property(fc.double(), fc.double(), fc.nat({ max: 200 }), (from, to, columns) => {
        expect(timeBar({ from, to }, columns)).toHaveLength(columns);
      }),
    );
  });
});
