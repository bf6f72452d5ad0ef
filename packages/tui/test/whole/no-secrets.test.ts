import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type JsonObject, REDACTION_RULES, type RedactionRule } from '@spoor/core';
import { SpoorDatabase } from '@spoor/storage';
import { expect, it } from 'vitest';
import { makeRecordingUser, type RecordingUser } from './recording-user.js';

const LITERAL = 'nightingale-project-9';

interface Planted {
  readonly example: string;
  /** What must stand nowhere. */
  readonly secret: string;
}

const PLANTED: readonly Planted[] = REDACTION_RULES.flatMap((rule) =>
  rule.examples.map((example) => ({ example, secret: secretOf(rule, example) })),
);

/** The longest piece of what a rule takes for the secret: line ends are written in many ways. */
function secretOf(rule: RedactionRule, example: string): string {
  const found = new RegExp(rule.pattern.source, rule.pattern.flags).exec(example);
  const pieces = (found?.[rule.group ?? 0] ?? '').split(/[\s\\]+/);
  return pieces.reduce((longest, piece) => (piece.length > longest.length ? piece : longest), '');
}

/** Every file below a folder, by its path, uncompressed. */
function bytesBelow(folder: string): Map<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return new Map(
    files
      .filter((file) => file.isFile())
      .map((file) => join(file.parentPath, file.name))
      .map((path) => {
        const bytes = readFileSync(path);
        return [path, (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('latin1')];
      }),
  );
}

/** Which of the secrets stand in a text, in the forms in which they are written. */
function secretsIn(text: string): string[] {
  return [LITERAL, ...PLANTED.map(({ secret }) => secret)].filter((secret) =>
    [secret, JSON.stringify(secret).slice(1, -1)].some((form) =>
      text.includes(Buffer.from(form).toString('latin1')),
    ),
  );
}

/** A session that is full of secrets, wherever a payload has text. */
function sessionOf(id: string, examples: readonly string[]): JsonObject[] {
  const text = examples.join('\n');
  const common = { session_id: id, prompt_id: 'p', transcript_path: '/none' };
  const call = { ...common, tool_name: 'Bash', tool_use_id: `call-${id}` };
  return [
    { ...common, hook_event_name: 'UserPromptSubmit', prompt: `${text}\n${LITERAL}` },
    { ...call, hook_event_name: 'PreToolUse', tool_input: { command: text } },
    {
      ...call,
      hook_event_name: 'PostToolUse',
      tool_input: { command: text },
      tool_response: { stdout: JSON.stringify({ nested: examples }), lines: [...examples] },
    },
    { ...call, hook_event_name: 'PostToolUseFailure', error: text, tool_use_id: `failed-${id}` },
    { ...common, hook_event_name: 'SubagentStop', agent_id: 'a', last_assistant_message: text },
    { ...common, hook_event_name: 'PreCompact', custom_instructions: text },
    { ...common, hook_event_name: 'Unheard', [`field ${examples[0]}`]: [[text]] },
    { ...common, hook_event_name: 'Stop', last_assistant_message: text },
  ];
}

it('a session full of secrets leaves none of them anywhere', { timeout: 60_000 }, async () => {
  const user = await makeRecordingUser();
  const said: string[] = [];
  const run = async (...args: string[]) => {
    const { code, stdout, stderr } = await user.spoor(...args);
    said.push(stdout, stderr);
    return code;
  };
  await user.spoor('config', 'set', 'redaction.literals', JSON.stringify([LITERAL]));
  await record(user, said);

  const [first = ''] = PLANTED.map(({ example }) => example).filter((text) => /^ghp_/.test(text));
  const lesson = ['--title', `Never use ${first}`, '--details', everything(), '--tag', LITERAL];
  expect(await run('lessons', 'add', '--category', 'security', ...lesson, '--json')).toBe(0);
  expect(await run('sessions', 'rename', 'session-0', `about ${first}`)).toBe(0);
  expect(await run('config', 'set', 'recorder.deadlineMs', first)).not.toBe(0);
  expect(await run('config', 'set', 'backups.keep', '3')).toBe(0);
  const states = join(user.root, 'state.json');
  writeFileSync(states, JSON.stringify(stateOf(`${everything()}\n${LITERAL}`)));
  expect(await run('import', '--from', 'state-files', states, '--json')).toBe(0);
  const out = join(user.root, 'out');
  mkdirSync(out);
  const captured = join(user.root, 'captured.jsonl');
  writeFileSync(captured, linesOf(sessionOf('captured', allExamples())));
  expect(await run('import', '--from', 'payloads', captured, '--json')).toBe(0);
  const foreign = join(user.root, 'foreign.jsonl');
  writeFileSync(foreign, foreignExport(everything()));
  await run('import', foreign, '--json');
  for (const args of [
    ['db', 'backup', '--json'],
    ['db', 'backup', '--output', join(out, 'plain.db')],
    ['export', '--output', join(out, 'all.jsonl')],
    ['export'],
    ['audit', 'export', '--format', 'csv', '--output', join(out, 'audit.csv')],
    ['audit', 'export', '--format', 'json'],
    ['audit', 'list', '--json', '--limit', '1000'],
    ['sessions', 'list', '--json'],
    ['sessions', 'show', 'session-0', '--json'],
    ['sessions', 'show', 'captured'],
    ['lessons', 'list', '--json'],
    ['counters', 'list', '--json'],
    ['db', 'status', '--json'],
    ['db', 'maintain', '--force', '--json'],
  ]) {
    expect(await run(...args), args.join(' ')).toBe(0);
  }

  expect(said.join('').length).toBeGreaterThan(100_000);
  expect(secretsIn(Buffer.from(said.join('\n')).toString('latin1'))).toEqual([]);
  const files = new Map([...bytesBelow(user.dataDir), ...bytesBelow(out)]);
  // The recorder's own program has the examples of its rules.
  for (const path of files.keys()) if (path.includes('/spoor/hook/')) files.delete(path);
  expect([...files.keys()].filter((path) => /\.db(\.gz|-wal)?$/.test(path)).length).toBeGreaterThan(
    2,
  );
  const exported = files.get(join(out, 'all.jsonl')) ?? '';
  for (const { name } of REDACTION_RULES) expect(exported).toContain(`[REDACTED:${name}]`);
  for (const [path, text] of files)
    expect({ path, found: secretsIn(text) }).toEqual({ path, found: [] });
});

/** In two sessions; the second one's events stay in the spool of a database that is held. */
async function record(user: RecordingUser, said: string[]): Promise<void> {
  const examples = allExamples();
  const half = Math.ceil(examples.length / 2);
  const told = async (events: readonly (JsonObject | string)[]) => {
    for (const event of events) {
      const { code, stdout, stderr } = await user.hook(event);
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
      said.push(stderr);
    }
  };
  await told(sessionOf('session-0', examples.slice(0, half)));
  const db = new SpoorDatabase({ path: user.databasePath });
  db.getDb().exec('BEGIN IMMEDIATE');
  await told(sessionOf('session-1', examples.slice(half)));
  await told([`{"session_id": "broken", "prompt": "${everything()}`]);
  expect(user.spooled().length).toBeGreaterThan(0);
  const waiting = [...bytesBelow(join(user.dataDir, 'spool')).values()].join('');
  expect(secretsIn(waiting)).toEqual([]);
  db.getDb().exec('ROLLBACK');
  db.close();
}

function allExamples(): string[] {
  return PLANTED.map(({ example }) => example);
}

function everything(): string {
  return allExamples().join('\n');
}

function linesOf(values: readonly JsonObject[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

/** An orchestrator's state. */
function stateOf(text: string): JsonObject {
  return {
    taskId: 'task',
    projectId: null,
    state: 'working',
    context: { text },
    history: [{ from: 'new', to: 'working', reason: text }],
  };
}

/** An export that another program wrote, with its rows full of secrets. */
function foreignExport(text: string): string {
  const at = '2026-11-20T08:00:00.000Z';
  return linesOf([
    { spoor: 'export', version: 1, schema: 3, exportedAt: at, sessions: 1 },
    {
      table: 'sessions',
      row: {
        id: 'foreign',
        client: 'other',
        name: text,
        status: 'ended',
        started_at: at,
        last_activity_at: at,
      },
    },
    {
      table: 'audit_logs',
      row: {
        id: '01a1fef4-f126-7c62-92b4-000000000001',
        timestamp: at,
        agent: 'main',
        action: 'note',
        category: 'user',
        details: JSON.stringify({ text }),
      },
    },
  ]);
}
