import { appendFileSync, cpSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SpoorDatabase } from '@spoor/storage';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateTranscripts } from '../../../../bench/transcripts/generate.mjs';
import { makeUser, runSpoor, type TestUser } from './spoor-process.js';

const SAMPLES = fileURLToPath(new URL('../../../hooks/test/fixtures/transcripts', import.meta.url));

let user: TestUser;
beforeEach(() => {
  user = makeUser();
});
afterEach(() => user.remove());

const spoor = (...args: string[]) => runSpoor(user, args);

/** A profile of the client's with what it wrote in a run. */
function profile(name: string, run: string): string {
  const folder = join(user.home, name);
  cpSync(join(SAMPLES, run, 'projects'), join(folder, 'projects'), { recursive: true });
  return folder;
}

function sessionIds(): string[] {
  const db = new SpoorDatabase({ path: user.databasePath, readonly: true });
  try {
    const rows = db.prepare<[], { id: string }>('SELECT id FROM sessions ORDER BY id').all();
    return rows.map(({ id }) => id);
  } finally {
    db.close();
  }
}

describe('spoor import of transcripts', () => {
  it('finds those of the default profile, and nothing new the second time', async () => {
    profile('.claude', 'tui-resume');
    const first = await spoor('import');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /^Imported 3 transcripts, 65 kB in .+\n {2}New {8}3 sessions, .+ messages\n.+ tool calls, .+\n {2}Tokens {5}200 in, 40 out, 1\.0k from cache, 20 into cache\n {2}Look at {4}spoor stats, .+\n$/,
    );
    const { stdout } = await spoor('import');
    expect(stdout).toBe('No transcripts have anything new\n  Unchanged  3 transcripts\n');
  });

  it('reads other profiles, and other places besides', async () => {
    const [own, work, old] = [
      profile('.claude', 'write'),
      profile('work', 'bg'),
      profile('old', 'parallel'),
    ];
    const env = { CLAUDE_CONFIG_DIR: work };
    const { stdout } = await runSpoor(user, ['import', '--path', old, '--json'], { env });
    expect(JSON.parse(stdout)).toMatchObject([
      { from: 'transcripts', files: { found: 2, read: 2 } },
    ]);
    expect(sessionIds()).toHaveLength(2);
    await spoor('import', own);
    expect(sessionIds()).toHaveLength(3);
  });

  it('tells a transcript by its name', async () => {
    const folder = profile('work', 'text-usage');
    const file = 'projects/-home-dev-repo/a31f1417-bbd5-4251-bbef-e959f50d7bce.jsonl';
    expect((await spoor('import', join(folder, file))).stdout).toMatch(/^Imported 1 transcript,/);
    expect(sessionIds()).toEqual(['a31f1417-bbd5-4251-bbef-e959f50d7bce']);
  });

  it('says in a trial what it would read, and makes no database', async () => {
    profile('.claude', 'write');
    const { code, stdout } = await spoor('import', '--dry-run');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'Would import 1 transcript, 30 kB\n' });
    expect(existsSync(user.databasePath)).toBe(false);
  });

  it('takes only what was changed since a time', async () => {
    profile('.claude', 'write');
    const { code, stderr } = await spoor('import', '--since', '2999-01-01');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^spoor: no transcripts changed since then in .+\.claude; .+\n$/);
  });

  it('tells which lines it could not read, as safe text', async () => {
    const folder = profile('.claude', 'write');
    const path = join(folder, 'projects/-home-dev-repo/2785f0a7-ecae-408c-9871-dc2cea37be5f.jsonl');
    appendFileSync(path, '{"type":"\u001b[31m\n');
    const { code, stdout } = await spoor('import');
    expect(code).toBe(0);
    expect(stdout).toContain(`  Unread     1 line; the rest was taken in\n    ${path}:`);
    expect(stdout).not.toContain('\u001b');
  });

  it('says what it could not read when that is all there is', async () => {
    const { code, stdout } = await spoor('import', '--path', join(user.root, 'nowhere'));
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^No transcripts could be read\n {2}Unread {5}1 file\n {4}.+nowhere doesn't exist\n$/,
    );
  });

  it('says where it looked when there is nothing, and what to do', async () => {
    expect(await spoor('import')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(
        /^spoor: Claude Code has no folder here; `--path FOLDER` .+\n$/,
      ),
    });
    mkdirSync(join(user.home, 'empty'));
    const { code, stderr } = await spoor('import', join(user.home, 'empty'));
    expect({ code, stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^spoor: no transcripts in .+empty; .+\n$/),
    });
    expect(existsSync(user.databasePath)).toBe(false);
  });

  it('stops at ctrl-c, keeps what is done, and goes on the next time', async () => {
    const truth = generateTranscripts({ folder: join(user.home, '.claude'), seed: 2, bytes: 12e6 });
    // Without a terminal nothing is shown that one could wait for: the warning is.
    const config = join(user.root, 'config.json');
    writeFileSync(config, '{"unknown": 1}');
    const stopped = await runSpoor(user, ['import', '--json'], {
      env: { SPOOR_CONFIG: config },
      interruptAt: /config/,
    });
    if (stopped.code === 1) {
      const [report] = JSON.parse(stopped.stdout) as [
        { isStopped: boolean; files: { left: number } },
      ];
      expect(report.isStopped).toBe(true);
      expect(report.files.left).toBeGreaterThan(0);
    } else {
      // The signal came before anything listened to it.
      expect(stopped.code).toBeNull();
    }
    const { stdout } = await spoor('import', '--json');
    expect(JSON.parse(stdout)).toMatchObject([
      { isStopped: false, files: { left: 0, unreadable: 0 } },
    ]);
    const db = new SpoorDatabase({ path: user.databasePath, readonly: true });
    const row = db.prepare<[], object>('SELECT count(*) AS messages FROM messages').get();
    db.close();
    expect(row).toEqual({ messages: truth.messages });
  }, 120_000);
});
