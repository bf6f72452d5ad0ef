import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SpoorDatabase } from '@spoor/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordSteps } from './record-demo.js';
import { makeUser, runSpoor, type TestUser } from './spoor-process.js';

/** What no rule finds; the user calls it secret. */
const WORD = 'bluefinch-warehouse';

let user: TestUser;
let config: string;
beforeEach(() => {
  user = makeUser();
  config = join(user.root, 'config.json');
  writeFileSync(config, JSON.stringify({ redaction: { literals: [WORD] } }));
});
afterEach(() => user.remove());

const redact = (...args: string[]) =>
  runSpoor(user, ['redact', ...args], { env: { SPOOR_CONFIG: config } });

function recordWord(word = WORD): void {
  recordSteps(user.databasePath);
  const db = new SpoorDatabase({ path: user.databasePath });
  db.getDb().prepare('UPDATE sessions SET title = ?').run(`Move the ${word}`);
  db.close();
  mkdirSync(join(user.dataDir, 'spool'), { recursive: true, mode: 0o700 });
}

const bytesHold = () => readFileSync(user.databasePath).includes(WORD);

describe('spoor redact', () => {
  it('needs to be told what to do', async () => {
    const { code, stdout, stderr } = await redact();
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('--scan');
  });

  it('says so where nothing is recorded', async () => {
    const { code, stderr } = await redact('--scan');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^spoor: nothing is recorded yet; [^\n]+\n$/);
  });

  it('counts without changing anything on a dry run, and fails where it finds', async () => {
    recordWord();
    const { code, stdout } = await redact('--scan', '--dry-run');
    expect(code).toBe(1);
    expect(stdout).toMatch(/Would take out \d+ values? /);
    expect(stdout).toContain(' literal in sessions.title\n');
    expect(stdout).toContain('Nothing was changed.');
    expect(stdout).not.toContain(WORD);
    expect(bytesHold()).toBe(true);
  });

  it('takes it out, and finds nothing the next time', async () => {
    recordWord();
    const mended = await redact('--scan');
    expect({ code: mended.code, stderr: mended.stderr }).toEqual({ code: 0, stderr: '' });
    expect(mended.stdout).toMatch(/^Took out \d+ values? /);
    expect(bytesHold()).toBe(false);

    const again = await redact('--scan', '--json');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ mend: true, values: 0, found: [] });
  });

  it('takes out what the environment says is secret', async () => {
    const value = `${WORD}-9417x`;
    recordWord(value);
    const env = { SPOOR_CONFIG: join(user.root, 'none.json') };
    const without = await runSpoor(user, ['redact', '--scan', '--dry-run'], { env });
    expect(without.stdout).not.toContain('sessions.title');

    const named = { ...env, WAREHOUSE_TOKEN: value };
    const mended = await runSpoor(user, ['redact', '--scan', '--yes'], { env: named });
    expect(mended.stdout).toContain(' environment in sessions.title');
    expect(bytesHold()).toBe(false);
  });

  it('names the backups that may hold it, and mends them when asked to', async () => {
    recordWord();
    await runSpoor(user, ['db', 'backup']);
    const alone = await redact('--scan', '--yes');
    expect(alone.stdout).toContain(join(user.dataDir, 'backups', 'spoor-'));
    expect(alone.stdout).toContain('`--backups`');

    const both = await redact('--scan', '--backups');
    expect(both.code).toBe(0);
    expect(both.stdout).toMatch(/took out \d+ values? of /);
    const dry = await redact('--scan', '--backups', '--dry-run', '--json');
    expect(JSON.parse(dry.stdout)).toMatchObject({ values: 0, backups: [{ values: 0 }] });
  });
});
