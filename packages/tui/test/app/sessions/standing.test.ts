import { describe, expect, it } from 'vitest';
import { needsAttention, standingOf } from '../../../src/app/screens/sessions/standing.js';
import { at, START } from '../records.js';
import { sessionRow } from './session-rows.js';

const MINUTE = 60;

describe('how a session stands', () => {
  it.each([
    ['asks', { status: 'waiting' }, 0, 'waiting', true],
    ['asks, long ago', { status: 'waiting', lastTurn: 'open' }, 300, 'waiting', true],
    ['has answered', { status: 'idle' }, 300, 'idle', false],
    ['came upon an error', { status: 'idle', lastTurn: 'failed' }, 1, 'failed', true],
    [
      'came upon an error and was left',
      { status: 'ended', lastTurn: 'failed' },
      1,
      'failed',
      false,
    ],
    ['is over', { status: 'ended' }, 1, 'ended', false],
    ['was left', { status: 'abandoned', lastTurn: 'open' }, 1, 'abandoned', false],
    ['works', { status: 'active', lastTurn: 'open' }, 9, 'working', false],
    ['has gone quiet', { status: 'active', lastTurn: 'open' }, 11, 'stuck', true],
    ['works without turns', { status: 'active', lastTurn: null }, 9, 'working', false],
    ['has gone quiet without turns', { status: 'active', lastTurn: null }, 11, 'stuck', true],
    [
      'waits for a call',
      { status: 'active', lastTurn: 'open', runningCalls: 1 },
      29,
      'working',
      false,
    ],
    ['waits for a call for long', { status: 'active', runningCalls: 1 }, 31, 'stuck', true],
    ['was only opened', { status: 'active', phase: 'starting', lastTurn: null }, 99, 'idle', false],
    ['was resumed', { status: 'active', phase: 'starting' }, 0, 'idle', false],
    ['heard of a late event', { status: 'active', lastTurn: 'done' }, 3, 'idle', false],
    ['just heard of an event', { status: 'active', lastTurn: 'done' }, 1, 'working', false],
    [
      'was interrupted, as its transcript alone tells',
      { status: 'active', lastTurn: 'done', lastTurnEndedAt: at(0) },
      0,
      'idle',
      false,
    ],
    [
      'goes on after its turn',
      { status: 'active', lastTurn: 'done', lastTurnEndedAt: at(-1) },
      1,
      'working',
      false,
    ],
    ['failed, then a late event', { status: 'active', lastTurn: 'failed' }, 3, 'failed', true],
  ] as const)('one that %s', (_, more, quietMinutes, standing, attention) => {
    const session = sessionRow('s', { ...more, lastActivityAt: at(0) });
    const nowMs = START + quietMinutes * MINUTE * 1_000;
    expect(standingOf(session, nowMs)).toBe(standing);
    expect(needsAttention(session, nowMs)).toBe(attention);
  });
});
