import { describe, expect, it } from 'vitest';
import { isLive, standingSpan, stateLook } from '../../../src/app/screens/workflows/state-look.js';

describe('a state', () => {
  it.each([
    ['failed', 'bad'],
    ['tests_failing', 'bad'],
    ['waiting_for_approval', 'warn'],
    ['blocked', 'warn'],
    ['Cancelled', 'faint'],
    ['ended', 'faint'],
    ['Completed', 'good'],
    ['idle', 'good'],
    ['implementing', 'busy'],
    ['sending', 'busy'],
    ['', 'plain'],
  ])('%s looks %s', (state, tone) => {
    expect(stateLook(state).tone).toBe(tone);
  });
});

const session = { status: 'ended', name: null, title: null, firstPrompt: null } as const;

describe('a task', () => {
  it.each([
    ['done', false],
    ['COMPLETED', false],
    ['succeeded', false],
    ['failed', false],
    ['failed_once', true],
    ['reviewing', true],
    [null, false],
  ])('in the state %s is live: %s', (state, live) => {
    expect(isLive({ session: null, state })).toBe(live);
  });

  it('that is a session stands where the session does', () => {
    expect(isLive({ session, state: 'active' })).toBe(false);
    expect(standingSpan({ session, state: 'active' }).text).toContain('ended');
    const waiting = { ...session, status: 'waiting' } as const;
    expect(isLive({ session: waiting, state: null })).toBe(true);
    expect(standingSpan({ session: waiting, state: null }).text).toContain('waiting');
    expect(standingSpan({ session: waiting, state: 'compacting' }).text).toContain('compacting');
  });
});
