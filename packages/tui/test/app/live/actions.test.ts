import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { findHookSource } from '@spoor/hooks';
import { AuditLogger, listBackups, readPause, SpoorDatabase } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { ACTIONS, type ActionContext } from '../../../src/app/live/actions.js';
import type { RecorderSite } from '../../../src/app/live/recorder-site.js';
import { readRecorderFacts } from '../../../src/app/screens/health/recorder-facts.js';
import { putSession, sessionRecord } from '../records.js';
import { scratchFolder } from '../scratch.js';

/** A user of their own, with nothing yet. */
function makeUser(): { home: string; context: ActionContext; site: RecorderSite } {
  const home = scratchFolder();
  const dataDir = join(home, 'data');
  mkdirSync(join(home, '.claude'), { mode: 0o700 });
  const site: RecorderSite = {
    host: {
      env: { SPOOR_DATA_DIR: dataDir, PATH: '', XDG_CONFIG_HOME: join(home, '.config') },
      homeDir: home,
      cwd: home,
      platform: process.platform,
      uid: process.getuid?.(),
      nodePath: process.execPath,
      nodeVersion: process.version,
      hookSource: findHookSource(import.meta.resolve('@spoor/hooks')),
    },
    command: [],
  };
  const spoolDirs = [join(dataDir, 'spool')];
  return { home, site, context: { databasePath: join(dataDir, 'spoor.db'), spoolDirs, site } };
}

function audited({ databasePath }: ActionContext): string[] {
  const db = new SpoorDatabase({ path: databasePath });
  try {
    return new AuditLogger(db).query({}).map(({ action }) => action);
  } finally {
    db.close();
  }
}

describe('what the writer does for the recorder', () => {
  it('installs the hooks as the command does, and says what was changed', async () => {
    const { home, context, site } = makeUser();
    const path = join(home, '.claude', 'settings.json');
    writeFileSync(path, '{ "model": "opus" }\n');
    const install = () => ACTIONS['install-hooks'](context, { scope: 'user' });
    expect(await install()).toMatch(
      /^Installed: \d+ events \(standard\) in .*settings\.json\. The file as it was: /,
    );
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
      model: 'opus',
      hooks: { Stop: [expect.anything()] },
    });
    expect(audited(context)).toEqual(['hooks.install']);
    expect(await install()).toMatch(/^Installed already/);
    const { hooks } = await readRecorderFacts(site);
    expect(hooks.recording.state).toBe('recording');
  });

  it('touches no settings file that it does not understand', async () => {
    const { home, context } = makeUser();
    const path = join(home, '.claude', 'settings.json');
    writeFileSync(path, '{ "model": ');
    await expect(ACTIONS['install-hooks'](context, { scope: 'user' })).rejects.toThrow();
    expect(readFileSync(path, 'utf8')).toBe('{ "model": ');
  });

  it('pauses and resumes, and notes both', async () => {
    const { context, site } = makeUser();
    const dataDir = site.host.env['SPOOR_DATA_DIR'] ?? '';
    expect(ACTIONS['pause-recording'](context, { forMs: 3_600_000 })).toMatch(
      /^Nothing is recorded until \d/,
    );
    expect(readPause(dataDir, Date.now())).not.toBeNull();
    expect((await readRecorderFacts(site)).pause?.until).not.toBeNull();
    expect(ACTIONS['resume-recording'](context, null)).toBe('Recording goes on.');
    expect(readPause(dataDir, Date.now())).toBeNull();
    expect(ACTIONS['resume-recording'](context, null)).toBe('Recording was not paused.');
    expect(audited(context).toSorted()).toEqual(['recording.pause', 'recording.resume']);
  });

  it('backs up and checks the database', async () => {
    const { context } = makeUser();
    const db = new SpoorDatabase({ path: context.databasePath });
    putSession(db, sessionRecord('s1'));
    db.close();
    expect(await ACTIONS['back-up'](context, null)).toMatch(/^Backed up .* into /);
    expect(listBackups(join(context.databasePath, '../backups'))).toHaveLength(1);
    expect(await ACTIONS['check-database'](context, null)).toMatch(/^The database is whole/);
  });

  it('says what is wrong with a damaged database', async () => {
    const { context } = makeUser();
    mkdirSync(join(context.databasePath, '..'), { mode: 0o700 });
    writeFileSync(context.databasePath, 'x'.repeat(8_192), { mode: 0o600 });
    await expect(ACTIONS['check-database'](context, null)).rejects.toThrow();
  });

  it('makes the configuration where there is none, and leaves the one that is there', async () => {
    const { context, site } = makeUser();
    const path = ACTIONS['make-configuration'](context, null);
    expect(readFileSync(path, 'utf8')).toBe('{}\n');
    writeFileSync(path, '{ "backups": { "keep": 3 } }\n');
    expect(ACTIONS['make-configuration'](context, null)).toBe(path);
    const { settings } = await readRecorderFacts(site);
    expect(settings.filter(({ source }) => source !== 'default')).toEqual([
      { name: 'backups.keep', value: '3', source: 'file' },
    ]);
  });

  it('changes nothing from where the recorder is none of its business', async () => {
    const { context } = makeUser();
    const { site: _, ...bare } = context;
    await expect(ACTIONS['install-hooks'](bare, { scope: 'user' })).rejects.toThrow();
    await expect(ACTIONS['start-upkeep'](bare, null)).rejects.toThrow();
    expect(() => ACTIONS['pause-recording'](bare, { forMs: null })).toThrow();
    expect(existsSync(bare.databasePath)).toBe(false);
  });
});
