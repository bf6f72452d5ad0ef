import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listLike, makePlace, type Place, QUIET_END, query, runHook } from './run-hook.js';

const OWN = 'k3j4h5g6f7d8s9a0';
const OF_PROJECT = 'zq9xw8vc7bn6mm5l';

function makeProject(place: Place): string {
  const folder = join(place.root, 'project');
  mkdirSync(join(folder, '.git'), { recursive: true });
  mkdirSync(join(folder, 'src'));
  writeFileSync(join(folder, '.env'), `SERVICE_KEY='${OF_PROJECT}'\n`);
  return folder;
}

async function commandsAfter(place: Place, cwd: string, env = {}): Promise<string> {
  const encoded = Buffer.from(`me:${OWN}`).toString('base64');
  const input = {
    session_id: 'session',
    hook_event_name: 'PreToolUse',
    tool_name: 'Bash',
    tool_use_id: 'toolu_1',
    prompt_id: 'p',
    cwd,
    tool_input: { command: `send ${OWN} and ${OF_PROJECT} and ${encoded}` },
  };
  const ended = await runHook(place, input, { env: { SERVICE_TOKEN: OWN, ...env } });
  expect(ended).toMatchObject(QUIET_END);
  listLike(place);
  const rows = query<{ text: string }>(place, 'SELECT payload_json AS text FROM hook_executions');
  return rows.map(({ text }) => text).join();
}

it('keeps no value of the environment or of a project, and writes none anywhere', async () => {
  const place = makePlace();
  const kept = await commandsAfter(place, join(makeProject(place), 'src'));
  expect(kept).toContain('send [REDACTED:environment] and [REDACTED:environment] and');
  for (const name of ['spoor.db', 'spoor.db-wal']) {
    const bytes = readFileSync(join(place.dataDir, name), 'latin1');
    expect(bytes.includes(OWN) || bytes.includes(OF_PROJECT)).toBe(false);
  }
});

it('lets no project switch that off', async () => {
  const place = makePlace();
  const folder = makeProject(place);
  writeFileSync(join(folder, '.spoor.json'), '{"redaction":{"environment":false}}');
  const env = { SPOOR_WARNINGS: 'false' };
  expect(await commandsAfter(place, folder, env)).not.toContain(OWN);
});

it('lets the user switch it off', async () => {
  const place = makePlace();
  const env = { SPOOR_REDACTION_ENVIRONMENT: 'false' };
  expect(await commandsAfter(place, makeProject(place), env)).toContain(OF_PROJECT);
});
