import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '@spoor/core';
import { readLostEvents, SpoorDatabase, startPause } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { listLike, makePlace, type Place, QUIET_END, query, runHook, spooled } from './run-hook.js';

/** Writes the user's configuration; the place's hooks find it. */
function configure(place: Place, value: unknown): void {
  const folder = join(place.root, '.config', 'spoor');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'config.json'),
    typeof value === 'string' ? value : JSON.stringify(value),
  );
}

function call(extra: JsonObject = {}): JsonObject {
  return {
    session_id: 'session',
    hook_event_name: 'PostToolUse',
    tool_name: 'Bash',
    tool_use_id: 'call',
    prompt_id: 'p',
    tool_input: { command: 'echo nightingale' },
    tool_response: { stdout: 'nightingale sings', agentId: 'a1' },
    ...extra,
  };
}

/** Rows of the place's database, with what a hook that had no time left in the spool. */
function rowsOf<Row = Record<string, unknown>>(place: Place, sql: string): Row[] {
  listLike(place);
  return query<Row>(place, sql);
}

function payload(place: Place): JsonObject {
  const rows = rowsOf<{ payload_json: string }>(
    place,
    'SELECT payload_json FROM hook_executions ORDER BY created_at DESC, id DESC LIMIT 1',
  );
  return JSON.parse(rows[0]?.payload_json ?? 'null');
}

describe('the database', () => {
  it('is where the configuration says, and as it says', async () => {
    const place = makePlace();
    const path = join(place.root, 'other', 'it.db');
    configure(place, { database: { path, synchronous: 'NORMAL' } });
    expect(await runHook(place, call())).toMatchObject(QUIET_END);
    expect(statSync(place.databasePath, { throwIfNoEntry: false })).toBeUndefined();
    expect(payload({ ...place, databasePath: path })).toMatchObject({ tool_name: 'Bash' });
  });

  it('is not touched when it is off: events wait in the spool', async () => {
    const place = makePlace();
    configure(place, { database: { enabled: false } });
    expect(await runHook(place, call())).toMatchObject(QUIET_END);
    expect(spooled(place)).toHaveLength(1);
    expect(statSync(place.databasePath, { throwIfNoEntry: false })).toBeUndefined();
    configure(place, {});
    expect(listLike(place)).toMatchObject({ drained: 1 });
    expect(payload(place)).toMatchObject({ tool_use_id: 'call' });
  });

  it('has each event at once when the spool is off; what it refuses is lost and counted', async () => {
    const place = makePlace();
    configure(place, { spool: { enabled: false } });
    expect(await runHook(place, call())).toMatchObject(QUIET_END);
    expect(payload(place)).toMatchObject({ tool_use_id: 'call' });
    expect(statSync(place.spoolDir, { throwIfNoEntry: false })).toBeUndefined();
    const db = new SpoorDatabase({ path: place.databasePath });
    db.getDb().exec('BEGIN IMMEDIATE');
    const run = await runHook(place, call());
    db.getDb().exec('ROLLBACK');
    db.close();
    expect(run).toMatchObject({ status: 0, stdout: '' });
    expect(run.stderr).toMatch(/^spoor: event not recorded: .*locked.*the spool is off\n$/);
    expect(readLostEvents(place.dataDir, [])).toBe(1);
    expect(spooled(place)).toEqual([]);
  });

  it('and the spool are left alone when both are off', async () => {
    const place = makePlace();
    configure(place, { database: { enabled: false }, spool: { enabled: false } });
    expect(await runHook(place, call())).toMatchObject(QUIET_END);
    expect(await runHook(place, 'no event')).toMatchObject(QUIET_END);
    expect(spooled(place)).toEqual([]);
    expect(statSync(place.databasePath, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('is waited for no longer than the configuration says', async () => {
    const place = makePlace();
    new SpoorDatabase({ path: place.databasePath }).close();
    configure(place, { recorder: { lockBudgetMs: 0, deadlineMs: 500 } });
    const db = new SpoorDatabase({ path: place.databasePath });
    db.getDb().exec('BEGIN IMMEDIATE');
    expect(await runHook(place, call())).toMatchObject(QUIET_END);
    db.getDb().exec('ROLLBACK');
    db.close();
    expect(spooled(place)).toHaveLength(1);
  });
});

describe('what is captured', () => {
  const prompt = { ...call(), hook_event_name: 'UserPromptSubmit', prompt: 'a secret plan' };

  it('leaves out the payload', async () => {
    const place = makePlace();
    configure(place, { capture: { payloads: false } });
    await runHook(place, prompt);
    await runHook(place, call());
    expect(payload(place)).toEqual({
      session_id: 'session',
      hook_event_name: 'PostToolUse',
      tool_name: 'Bash',
      tool_use_id: 'call',
      prompt_id: 'p',
      tool_response: { agentId: 'a1' },
    });
    const everything = JSON.stringify([
      ...rowsOf(place, 'SELECT * FROM hook_executions'),
      ...rowsOf(place, 'SELECT * FROM audit_logs'),
      ...rowsOf(place, 'SELECT * FROM tool_calls'),
      ...rowsOf(place, 'SELECT * FROM execution_traces'),
    ]);
    expect(everything).not.toMatch(/nightingale|secret plan/);
    expect(rowsOf(place, 'SELECT status FROM tool_calls')).toEqual([{ status: 'success' }]);
  });

  it('leaves out texts of messages, and what tools give back', async () => {
    const place = makePlace();
    configure(place, { capture: { messageText: false, toolOutput: false } });
    await runHook(place, prompt);
    expect(payload(place)).toMatchObject({ prompt: '[not kept: 13 characters]' });
    expect(rowsOf(place, 'SELECT prompt FROM execution_traces')).toEqual([
      { prompt: '[not kept: 13 characters]' },
    ]);
    await runHook(place, call());
    expect(payload(place)).toMatchObject({
      tool_input: { command: 'echo nightingale' },
      tool_response: {
        agentId: 'a1',
        note: expect.stringMatching(/^\[not kept: \d+ characters\]$/),
      },
    });
    const failed = { ...call(), hook_event_name: 'PostToolUseFailure', error: 'exit 1: no such' };
    await runHook(place, failed);
    expect(payload(place)).toMatchObject({ error: '[not kept: 15 characters]' });
    const batch = {
      ...call(),
      hook_event_name: 'PostToolBatch',
      tool_calls: [{ tool_name: 'Bash', tool_response: 'nightingale' }],
    };
    await runHook(place, batch);
    expect(payload(place)).toMatchObject({
      tool_calls: [{ tool_name: 'Bash', tool_response: '[not kept: 11 characters]' }],
    });
  });

  it('keeps to the caps', async () => {
    const place = makePlace();
    configure(place, { capture: { maxStringLength: 1_000, maxToolOutputLength: 300 } });
    const long = 'word '.repeat(1_000);
    await runHook(
      place,
      call({ tool_input: { command: long }, tool_response: { stdout: long }, other: long }),
    );
    const kept = payload(place) as { tool_input: JsonObject; tool_response: JsonObject };
    expect(kept.tool_input['command']).toHaveLength(1_000);
    expect(kept.tool_response['stdout']).toHaveLength(300);
    expect(kept.tool_response['stdout']).toMatch(/…\[cut: 5000 characters\]$/);
  });
});

describe('redaction', () => {
  it('takes literals and rules, and leaves what is allowed', async () => {
    const place = makePlace();
    const token = `ghp_${'a1B2c3D4e5'.repeat(4)}`;
    configure(place, {
      redaction: {
        literals: ['nightingale'],
        rules: [{ name: 'customer', pattern: 'CU-\\d{4}' }],
        allow: [token],
      },
    });
    await runHook(place, call({ note: `CU-1234 ${token}`, cwd: '/nightingale' }));
    const text = JSON.stringify(rowsOf(place, 'SELECT * FROM hook_executions'));
    expect(text).not.toMatch(/nightingale|CU-1234/);
    expect(payload(place)).toMatchObject({ note: `[REDACTED:customer] ${token}` });
  });

  it('breaks off a rule that takes too long: ids, time and type stay', async () => {
    const place = makePlace();
    configure(place, { redaction: { rules: [{ name: 'slow', pattern: '(a|a|aa)+$' }] } });
    const run = await runHook(place, call({ note: `${'a'.repeat(200)}!` }));
    expect(run).toMatchObject(QUIET_END);
    expect(payload(place)).toEqual({ spoor: 'redaction failed; the content was dropped' });
    expect(rowsOf(place, 'SELECT tool_use_id FROM hook_executions')).toEqual([
      { tool_use_id: 'call' },
    ]);
  });
});

describe('a project’s file', () => {
  it('may only redact more', async () => {
    const place = makePlace();
    const project = join(place.root, 'project');
    mkdirSync(join(project, '.git'), { recursive: true });
    mkdirSync(join(project, 'deep'));
    writeFileSync(
      join(project, '.spoor.json'),
      JSON.stringify({
        redaction: { literals: ['nightingale'], rules: [{ name: 'all', pattern: '.*' }] },
        capture: { toolOutput: false },
        database: { enabled: false },
      }),
    );
    const run = await runHook(place, call({ cwd: join(project, 'deep') }));
    expect(run).toMatchObject({ status: 0, stdout: '' });
    expect(run.stderr).toMatch(/^spoor: .*\.spoor\.json: .*may only redact more \(and 1 more\)\n$/);
    expect(payload(place)).toMatchObject({
      tool_input: { command: 'echo [REDACTED:literal]' },
      tool_response: { note: expect.stringContaining('not kept') },
    });
  });

  it('that is a pipe, or nonsense, keeps nothing up', async () => {
    const place = makePlace();
    const project = join(place.root, 'project');
    mkdirSync(project);
    execFileSync('mkfifo', [join(project, '.spoor.json')]);
    const run = await runHook(place, call({ cwd: project }));
    expect(run.stderr).toMatch(/^spoor: .*is no regular file; the file is not used\n$/);
    rmSync(join(project, '.spoor.json'));
    writeFileSync(join(project, '.spoor.json'), '{"capture":{"payloads":');
    expect(await runHook(place, call({ cwd: project }))).toMatchObject({ status: 0, stdout: '' });
    expect(rowsOf(place, 'SELECT count(*) AS n FROM hook_executions')).toEqual([{ n: 2 }]);
  });
});

describe('a wrong configuration', () => {
  it('is told of in one line, and the defaults count', async () => {
    const place = makePlace();
    configure(place, { database: { enabled: false }, recorder: { deadlineMs: 'hunter2' } });
    const run = await runHook(place, call());
    expect(run).toMatchObject({ status: 0, stdout: '' });
    expect(run.stderr).toMatch(
      /^spoor: .*config\.json: recorder\.deadlineMs: must be a whole number.*not used\n$/,
    );
    expect(payload(place)).toMatchObject({ tool_use_id: 'call' });
  });

  it('is told of in the same line as what else is wrong, or not at all', async () => {
    const place = makePlace();
    mkdirSync(place.databasePath, { recursive: true, mode: 0o700 });
    configure(place, '{');
    const run = await runHook(place, call());
    expect(run.stderr).toMatch(/^spoor: event kept in the spool: .*; .*config\.json: line 1.*\n$/);
    configure(place, { warnings: false });
    expect(await runHook(place, call())).toMatchObject(QUIET_END);
    expect(spooled(place)).toHaveLength(2);
  });

  it('of the environment leaves out what is wrong', async () => {
    const place = makePlace();
    const env = { SPOOR_CAPTURE_PAYLOADS: 'maybe', SPOOR_CAPTURE_TOOL_OUTPUT: 'false' };
    const run = await runHook(place, call(), { env });
    expect(run.stderr).toBe(
      'spoor: environment: SPOOR_CAPTURE_PAYLOADS: must be true or false; the variable is not used\n',
    );
    expect(payload(place)).toMatchObject({ tool_response: { note: expect.any(String) } });
  });
});

describe('a pause', () => {
  it('keeps nothing until it is over', async () => {
    const place = makePlace();
    const now = Date.now();
    startPause(place.dataDir, now, null);
    expect(await runHook(place, call())).toMatchObject(QUIET_END);
    expect(await runHook(place, 'no event')).toMatchObject(QUIET_END);
    expect(spooled(place)).toEqual([]);
    expect(statSync(place.databasePath, { throwIfNoEntry: false })).toBeUndefined();
    startPause(place.dataDir, now, now - 1);
    expect(await runHook(place, call())).toMatchObject(QUIET_END);
    expect(rowsOf(place, 'SELECT count(*) AS n FROM hook_executions')).toEqual([{ n: 1 }]);
  });

  it('of a project keeps nothing from there', async () => {
    const place = makePlace();
    const project = join(place.root, 'private');
    mkdirSync(join(project, '.git'), { recursive: true });
    mkdirSync(join(project, 'deep'));
    configure(place, { pause: { projects: [project] } });
    expect(await runHook(place, call({ cwd: join(project, 'deep') }))).toMatchObject(QUIET_END);
    expect(spooled(place)).toEqual([]);
    expect(await runHook(place, call({ cwd: place.root }))).toMatchObject(QUIET_END);
    expect(rowsOf(place, 'SELECT cwd FROM hook_executions')).toEqual([{ cwd: place.root }]);
  });
});
