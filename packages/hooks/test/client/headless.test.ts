import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Availability } from './availability.ts';
import { readCounted } from './counting-hook.ts';
import { expectedRows } from './expected-rows.ts';
import { need } from './left-out.ts';
import { catchUpAsAListing } from './listing.ts';
import { readRecordedRows } from './recorded-rows.ts';
import { type ClientTools, findClientTools, type RunOptions, runClient } from './run-client.ts';
import { runRecorded, visibleOutcome } from './spoor.ts';

const SCENARIOS: readonly (RunOptions & { readonly scenario: string; readonly status: number })[] =
  [
    { scenario: 'parallel', status: 0 },
    { scenario: 'agent', status: 0 },
    { scenario: 'agent-nested', status: 0 },
    { scenario: 'agent-error', status: 0 },
    { scenario: 'two-agents', status: 0 },
    { scenario: 'bash-fail', status: 0 },
    { scenario: 'write', status: 0 },
    { scenario: 'p10', status: 0 },
    { scenario: 'danger', status: 0, allowedTools: [], permissionMode: 'auto' },
    { scenario: 'api-500', status: 1 },
    { scenario: 'maxtok', status: 1 },
  ];

let tools: Availability<ClientTools>;
beforeAll(async () => {
  tools = await findClientTools();
}, 400_000);

describe('a headless session of the real client', () => {
  it.for(SCENARIOS)('is recorded and not disturbed: $scenario', async (options, context) => {
    const client = need(context, tools);
    const plain = await runClient(client, options);
    const recorded = await runRecorded(client, options);
    onTestFinished(() => {
      plain.remove();
      recorded.remove();
    });

    expect(recorded.status).toBe(options.status);
    expect(visibleOutcome(recorded)).toEqual(visibleOutcome(plain));
    catchUpAsAListing(recorded);
    expect(readRecordedRows(recorded.databasePath)).toEqual(
      expectedRows(readCounted(recorded.counted)),
    );
  });
});
