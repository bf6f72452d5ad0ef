import { describe, expect, it } from 'vitest';
import { barScale, durationBar } from '../../../src/app/present/duration-bar.js';

describe('bars', () => {
  it.each([
    [[], 1],
    [[3], 5],
    [[12, 99], 100],
    [[101], 200],
    [[48_200], 50_000],
  ])('the scale of %j is %i', (durations, scale) => {
    expect(barScale(durations)).toBe(scale);
  });

  it.each([
    [0, ''],
    [1, '▏'],
    [50, '█████'],
    [55, '█████▌'],
    [100, '██████████'],
    [900, '██████████'],
  ])('%i of 100 on 10 columns is "%s"', (ms, bar) => {
    expect(durationBar(ms, 100, 10)).toBe(bar);
  });
});
