import { describe, expect, it } from 'vitest';
import { healthOf } from '../../src/cli/recording-health.js';

describe('healthOf', () => {
  it('says that all is well while hooks record', () => {
    expect(healthOf({ state: 'recording', since: null, reasons: [] })).toMatchObject({
      ok: true,
      short: 'recording',
    });
  });

  it('says until when it is paused, and why', () => {
    const until = '2026-11-21T11:00:00.000Z';
    expect(healthOf({ state: 'paused', since: null, until, reasons: [] })).toEqual({
      ok: false,
      message: `Recording is paused until ${until}: \`spoor resume\` ends that.`,
      short: 'paused',
    });
    const reasons = ['/a is left out'];
    expect(healthOf({ state: 'paused', since: null, until: null, reasons }).message).toBe(
      'Recording is paused: /a is left out.',
    );
  });

  it('says what to do where there are no hooks', () => {
    expect(healthOf({ state: 'not-installed', since: null, reasons: [] })).toEqual({
      ok: false,
      message: 'Nothing is recorded: no hooks. Run `spoor hooks install`.',
      short: 'no hooks',
    });
  });

  it('says since when and why recording has stopped', () => {
    const since = '2026-11-21T09:00:00.000Z';
    expect(healthOf({ state: 'stopped', since, reasons: ['Node is gone', 'more'] })).toEqual({
      ok: false,
      message:
        'Recording has stopped since 2026-11-21T09:00:00.000Z: Node is gone. Run `spoor hooks doctor`.',
      short: 'not recording',
    });
    expect(healthOf({ state: 'stopped', since: null, reasons: [] }).message).toBe(
      'Recording has stopped. Run `spoor hooks doctor`.',
    );
  });
});
