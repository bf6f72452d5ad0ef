import { describe, expect, it } from 'vitest';
import { formatDuration, formatElapsed } from '../../src/present/duration.js';
import { modelName, projectName } from '../../src/present/project-name.js';
import { clockAt, clockTime, relativeTime } from '../../src/present/relative-time.js';

describe('durations', () => {
  it.each([
    [null, '–'],
    [0, '0ms'],
    [999.4, '999ms'],
    [1_000, '1.0s'],
    [59_949, '59.9s'],
    [59_999, '1m00s'],
    [184_000, '3m04s'],
    [7_500_000, '2h05m'],
    [273_600_000, '3d04h'],
  ])('%s ms is %s', (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it('counts what still runs in whole seconds', () => {
    expect([0, 999, 59_999, 60_000].map(formatElapsed)).toEqual(['0s', '0s', '59s', '1m00s']);
  });
});

describe('relativeTime', () => {
  const now = Date.parse('2026-11-21T12:00:00.000Z');
  it.each([
    [-5, 'now'],
    [1, 'now'],
    [2, '2s ago'],
    [59, '59s ago'],
    [60, '1m ago'],
    [3_600, '1h ago'],
    [86_400, '1d ago'],
    [20 * 86_400, '2w ago'],
    [800 * 86_400, '2y ago'],
  ])('%i seconds back is %s', (seconds, text) => {
    expect(relativeTime(new Date(now - seconds * 1_000).toISOString(), now)).toBe(text);
  });
});

it('tells the time of day, of any moment', () => {
  const time = '2026-11-21T12:00:09.000Z';
  expect(clockAt(Date.parse(time))).toBe(clockTime(time));
  expect(clockTime(time)).toMatch(/^\d\d:\d\d:09$/);
  expect([clockAt(Number.NaN), clockAt(9e15), clockTime('no time')]).toEqual(['–', '–', '–']);
});

describe('names', () => {
  it.each([
    ['/home/dev/spoor', 'spoor'],
    ['C:\\work\\spoor\\', 'spoor'],
    ['/', '/'],
    [null, '–'],
  ])('the project %s is %s', (path, name) => {
    expect(projectName(path)).toBe(name);
  });

  it.each([
    ['claude-opus-4-1-20250805', 'opus-4-1'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'sonnet-4-5'],
    ['gpt-x', 'gpt-x'],
    [null, '–'],
  ])('the model %s is %s', (model, name) => {
    expect(modelName(model)).toBe(name);
  });
});
