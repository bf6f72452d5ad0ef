import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Availability } from './availability.ts';
import { readCounted } from './counting-hook.ts';
import { expectedRows } from './expected-rows.ts';
import { need } from './left-out.ts';
import { readRecordedRows, readValue } from './recorded-rows.ts';
import { type ClientTools, findClientTools, runClient } from './run-client.ts';
import { openToOthers, runRecorded, visibleOutcome } from './spoor.ts';

let tools: Availability<ClientTools>;
beforeAll(async () => {
  tools = await findClientTools();
}, 400_000);

describe('a session with commands, a failure, a file and a subagent', () => {
  it('is recorded whole, and in files that nobody else can read', async (context) => {
    const client = need(context, tools);
    const options = { scenario: 'all', umask: 0o000 };
    const plain = await runClient(client, options);
    const run = await runRecorded(client, options);
    onTestFinished(() => {
      plain.remove();
      run.remove();
    });
    const value = (sql: string) => readValue(run.databasePath, sql);

    expect(run.status).toBe(0);
    expect(visibleOutcome(run)).toEqual(visibleOutcome(plain));
    const counted = readCounted(run.counted);
    expect(readRecordedRows(run.databasePath)).toEqual(expectedRows(counted));
    expect(openToOthers(run.dataDir)).toEqual([]);

    expect(value('SELECT count(*) FROM sessions')).toBe(1);
    expect(value('SELECT count(*) FROM execution_traces')).toBe(1);
    expect(value('SELECT count(*) FROM tool_calls')).toBe(5);
    expect(value("SELECT count(*) FROM tool_calls WHERE status = 'success'")).toBe(4);
    expect(value("SELECT count(*) FROM tool_calls WHERE status = 'failure'")).toBe(1);
    expect(value('SELECT tool_name FROM tool_calls WHERE agent_id IS NOT NULL')).toBe('Bash');
    expect(value('SELECT count(*) FROM tool_calls WHERE duration_ms IS NULL')).toBe(0);
    expect(value('SELECT count(*) FROM agent_invocations WHERE duration_ms > 0')).toBe(1);
    expect(value('SELECT count(*) FROM execution_traces WHERE duration_ms > 0')).toBe(1);
    expect(value("SELECT value FROM counters WHERE name = 'rounds'")).toBe(1);
    expect(value('SELECT count(*) FROM hook_executions')).toBe(counted.length);
    expect(value("SELECT count(*) FROM hook_executions WHERE status <> 'success'")).toBe(0);
  });
});
