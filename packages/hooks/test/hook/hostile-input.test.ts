import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { leaveOut } from '../left-out.js';
import { makePlace, QUIET_END, query, runHook, spooled } from './run-hook.js';

const SECRET = `ghp_${'a1B2'.repeat(9)}`;
const PRE = { session_id: 's', hook_event_name: 'PreToolUse', tool_name: 'Bash', tool_use_id: 't' };

/** The one row that a test's input gave. */
async function recorded(input: string | Buffer) {
  const place = makePlace();
  const run = await runHook(place, input);
  expect(run).toMatchObject(QUIET_END);
  expect(spooled(place)).toEqual([]);
  const rows = query<{ status: string; error_message: string | null; payload_json: string }>(
    place,
    'SELECT status, error_message, payload_json FROM hook_executions',
  );
  expect(rows).toHaveLength(1);
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  return { ...row, payload: JSON.parse(row.payload_json) as Record<string, unknown>, run };
}

describe('input that is no event', () => {
  it.each([
    ['nothing', '', 'empty input'],
    ['white space', ' \n\n', 'empty input'],
    ['garbage', `{"a": ${SECRET}`, 'not valid JSON'],
    ['half a line', '{"session_id":"s","hook_event_name":"Sto', 'not valid JSON'],
    ['two lines', `${JSON.stringify(PRE)}\n${JSON.stringify(PRE)}`, 'not valid JSON'],
    ['a list', '[1]', 'not a JSON object'],
    ['no session', '{"hook_event_name":"Stop"}', 'no `session_id`'],
    ['an empty session', '{"session_id":"","hook_event_name":"Stop"}', 'no `session_id`'],
    [
      'a hostile session',
      '{"session_id":"../../x","hook_event_name":"Stop"}',
      'unusable `session_id`',
    ],
    [
      'a session that is a number',
      '{"session_id":7,"hook_event_name":"Stop"}',
      'unusable `session_id`',
    ],
    ['no event name', '{"session_id":"s"}', 'no usable `hook_event_name`'],
  ])('keeps of %s the reason, the length and a hash, and no text', async (_, input, reason) => {
    const row = await recorded(input);
    expect(row).toMatchObject({ status: 'malformed', error_message: reason });
    expect(row.payload['length']).toBe(Buffer.byteLength(input));
    expect(row.payload['hash']).toMatch(/^[0-9a-f]{64}$/);
    expect(row.payload_json).not.toContain(SECRET.slice(0, 12));
    expect(Object.keys(row.payload).sort()).toEqual(expect.arrayContaining(['hash', 'length']));
  });

  it('says where JSON breaks off', async () => {
    const row = await recorded('{"session_id":"s"');
    expect(row.payload['position']).toBe(17);
  });
});

describe('input that is odd', () => {
  it('takes a byte order mark', async () => {
    expect(await recorded(`\ufeff${JSON.stringify(PRE)}`)).toMatchObject({ status: 'success' });
  });

  it('takes invalid UTF-8 with replacements', async () => {
    const json = Buffer.from(JSON.stringify({ ...PRE, tool_input: { command: 'XX' } }));
    json.set([0xff, 0xfe], json.indexOf('XX'));
    const row = await recorded(json);
    expect(row.payload['tool_input']).toEqual({ command: '\ufffd\ufffd' });
  });

  it('keeps unknown events and fields as they are', async () => {
    const row = await recorded(
      '{"session_id":"s","hook_event_name":"SomethingNew","field":[1,{"x":null}]}',
    );
    expect(row.payload).toMatchObject({ hook_event_name: 'SomethingNew', field: [1, { x: null }] });
  });

  it('keeps keys named like parts of every object as keys', async () => {
    const row = await recorded(
      `{"session_id":"s","hook_event_name":"PreToolUse","__proto__":{"polluted":1},"constructor":{"prototype":2},"tool_input":{"__proto__":"x"}}`,
    );
    expect(row.status).toBe('success');
    expect(row.payload_json).toContain('"__proto__":{"polluted":1}');
    expect(row.payload_json).toContain('"tool_input":{"__proto__":"x"}');
  });

  it.each([10_000, 1_000_000])('flattens %i levels of nesting', async (depth) => {
    const nested = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
    const row = await recorded(
      `{"session_id":"s","hook_event_name":"PreToolUse","tool_input":${nested}}`,
    );
    expect(row.status).toBe('success');
    expect(row.payload_json.length).toBeLessThan(20_000);
  });

  it('cuts 20 MB to what is kept, with its length', async () => {
    const content = 'a line of text\n'.repeat(1_400_000);
    const row = await recorded(JSON.stringify({ ...PRE, tool_input: { content } }));
    expect(row.status).toBe('success');
    expect(row.payload_json.length).toBeLessThan(600_000);
    expect(row.payload_json).toContain(String(content.length));
  });

  it('replaces lone surrogates', async () => {
    const row = await recorded(
      '{"session_id":"s","hook_event_name":"PreToolUse","tool_input":{"command":"a\\ud800b"}}',
    );
    expect(row.payload['tool_input']).toEqual({ command: 'a\ufffdb' });
  });
});

describe('a pipe that never closes', () => {
  it('is given up within the deadline; a whole event in it is kept', async () => {
    const place = makePlace();
    const run = await runHook(place, JSON.stringify(PRE), { keepOpen: true });
    expect(run).toMatchObject(QUIET_END);
    expect(run.elapsedMs).toBeLessThan(10_000);
    expect(query(place, 'SELECT tool_use_id FROM tool_calls')).toEqual([{ tool_use_id: 't' }]);
  });

  it('is malformed when the event in it is not whole', async () => {
    const place = makePlace();
    const run = await runHook(place, '{"session_id":"s"', { keepOpen: true });
    expect(run).toMatchObject(QUIET_END);
    expect(query(place, 'SELECT error_message FROM hook_executions')).toEqual([
      { error_message: 'input did not end' },
    ]);
  });
});

describe('SIGTERM', () => {
  it('while it waits for input: keeps what has come', async (context) => {
    if (!existsSync('/proc/self/status')) leaveOut(context, 'nothing tells of its signals');
    const place = makePlace();
    let wasListening = false;
    const run = await runHook(place, JSON.stringify(PRE), {
      keepOpen: true,
      onSpawn: (pid) => {
        const timer = setInterval(() => {
          if (!hasHandlers(pid)) return;
          clearInterval(timer);
          wasListening = true;
          process.kill(pid, 'SIGTERM');
        }, 5);
      },
    });
    expect(run).toMatchObject(QUIET_END);
    expect(wasListening).toBe(true);
    expect(query(place, 'SELECT tool_use_id FROM tool_calls')).toEqual([{ tool_use_id: 't' }]);
  });
});

/**
 * Whether a hook has made its handlers (proc(5), `SigCgt`). That for SIGHUP comes after the one for
 * SIGTERM, and Node has none of its own.
 */
function hasHandlers(pid: number): boolean {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const mask = BigInt(`0x${/^SigCgt:\s+([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  return (mask & 1n) === 1n;
}
