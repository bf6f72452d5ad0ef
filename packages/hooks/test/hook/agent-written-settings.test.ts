import { existsSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@spoor/core';
import { expect, test } from 'vitest';
import { listLike, makePlace, type Place, query, runHook } from './run-hook.js';

const TOKEN = `ghp_${'a1B2c3D4e5'.repeat(4)}`;

function call(id: string, cwd: string, note: string): JsonObject {
  return {
    session_id: 'session',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_use_id: id,
    prompt_id: 'p',
    cwd,
    tool_input: { command: 'ls', note },
  };
}

/** A project whose `.spoor.json` the agent could have written. */
function makeProject(place: Place): { folder: string; file: string } {
  const folder = join(place.root, 'project');
  mkdirSync(join(folder, '.git'), { recursive: true });
  return { folder, file: join(folder, '.spoor.json') };
}

const FILES: Record<string, (place: Place, file: string) => void> = {
  'switches off all there is': (place, file) => {
    const value = {
      database: { enabled: false, path: join(place.root, 'elsewhere.db'), synchronous: 'NORMAL' },
      spool: { enabled: false },
      pause: { projects: ['/', join(place.root, 'project')] },
      recorder: { deadlineMs: 1, lockBudgetMs: 0 },
      retention: { payloadDays: 0, maxSizeMb: 1 },
      messages: { maxPerSession: 1 },
    };
    writeFileSync(file, JSON.stringify(value));
  },
  'allows the secret': (_, file) =>
    writeFileSync(file, JSON.stringify({ redaction: { allow: [TOKEN] }, warnings: false })),
  'brings rules that never end': (_, file) => {
    const rules = ['(a|a|aa)+$', '(a*)*b', '^(([a-z])+.)+[A-Z]([a-z])+$'].map((pattern, n) => ({
      name: `slow-${n}`,
      pattern,
    }));
    writeFileSync(file, JSON.stringify({ redaction: { rules } }));
  },
  'brings as many literals as it may': (_, file) => {
    const literals = Array.from({ length: 500 }, (_, n) => `${'a'.repeat(1_000)}${n}`);
    writeFileSync(file, JSON.stringify({ redaction: { literals } }));
  },
  'is nested without end': (_, file) =>
    writeFileSync(file, `${'{"redaction":'.repeat(200_000)}1${'}'.repeat(200_000)}`),
  'is larger than the memory': (_, file) => {
    writeFileSync(file, '');
    truncateSync(file, 8 * 1024 ** 3);
  },
  'is a link to what never ends': (_, file) => symlinkSync('/dev/zero', file),
  'is a folder': (_, file) => mkdirSync(file),
};

test.each(Object.entries(FILES))(
  'a project’s file that %s neither stops nor stalls the hook',
  async (_, write) => {
    const place = makePlace();
    const { folder, file } = makeProject(place);
    write(place, file);
    // Whole and in the database, not only in the spool; on a machine that has no time, one of several.
    const whole = JSON.stringify({ session_id: 'session', cwd: folder });
    let recorded: string[] = [];
    for (const id of ['a', 'b', 'c', 'd', 'e', 'f']) {
      const run = await runHook(place, call(id, folder, `${TOKEN} ${'a'.repeat(200_000)}!`));
      expect(run).toMatchObject({ status: 0, signal: null, stdout: '' });
      expect(run.stderr).toMatch(/^(spoor: [^\n]+\n)?$/);
      recorded = existsSync(place.databasePath)
        ? query(place, 'SELECT session_id, cwd FROM hook_executions').map((row) =>
            JSON.stringify(row),
          )
        : [];
      if (recorded.includes(whole)) break;
    }
    rmSync(file, { recursive: true });
    expect(existsSync(join(place.root, 'elsewhere.db'))).toBe(false);
    expect(recorded).toContain(whole);
    listLike(place);
    expect(JSON.stringify(query(place, 'SELECT * FROM hook_executions'))).not.toContain(TOKEN);
  },
);
