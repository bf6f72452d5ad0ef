import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { DEMO_SESSION } from '../../src/cli/demo/session.js';
import { makeUser, runSpoor } from './spoor-process.js';

describe('spoor demo', () => {
  it('records the session through the real hook and sums it up; nothing of the user is touched', async () => {
    const user = makeUser();
    try {
      const { code, stdout, stderr } = await runSpoor(user, ['demo'], { umask: '000' });
      expect({ code, stderr: stderr.includes('spoor:') }).toEqual({ code: 0, stderr: false });
      expect(stdout).toContain('2 turns, 12 tool calls (2 failed), 2 subagents');
      expect(stdout).toMatch(/↳ general-purpose .*✓ done/);
      expect(stdout).toContain(`${DEMO_SESSION.length} events recorded, 0 of them with errors`);
      expect(stderr).toContain('SubagentStart');
      expect(readdirSync(user.home)).toEqual([]);
      expect(readdirSync(String(user.env['TMPDIR']))).toEqual([]);
    } finally {
      user.remove();
    }
  });

  it('leaves nothing behind when it is interrupted', async () => {
    const user = makeUser();
    try {
      const { code, stdout, stderr } = await runSpoor(user, ['demo'], {
        interruptAt: /PreToolUse/,
      });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/spoor: interrupted\n$/);
      expect(readdirSync(String(user.env['TMPDIR']))).toEqual([]);
    } finally {
      user.remove();
    }
  });

  it('holds a session with all that a demonstration needs', () => {
    const events = DEMO_SESSION.map(({ payload }) => payload['hook_event_name']);
    expect(new Set(events)).toEqual(
      new Set([
        'SessionStart',
        'UserPromptSubmit',
        'PreToolUse',
        'PostToolUse',
        'PostToolUseFailure',
        'SubagentStart',
        'SubagentStop',
        'Stop',
        'SessionEnd',
      ]),
    );
    expect(new Set(DEMO_SESSION.map(({ payload }) => payload['session_id'])).size).toBe(1);
    expect(DEMO_SESSION.at(-1)?.afterMs).toBeLessThan(5_000);
    const paths =
      JSON.stringify(DEMO_SESSION).match(/(?<=["' ])\/(?:home|tmp|root|work|var)\/\w+/g) ?? [];
    expect(new Set(paths)).toEqual(new Set(['/home/dev']));
  });
});
