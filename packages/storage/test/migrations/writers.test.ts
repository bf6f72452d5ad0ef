import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  CounterStore,
  MIGRATIONS,
  migrate,
  SCHEMA_VERSION,
  SpoorDatabase,
} from '../../src/index.js';
import { type Child, run, start } from '../support/child.js';
import { quickStep, slowStep } from '../support/steps.js';
import { openDatabase, temporaryFolder } from '../support/temporary.js';

const steps = [...MIGRATIONS, quickStep, slowStep];
const NAMES = ['a', 'b', 'c', 'd'];

interface Ended {
  readonly acknowledged: number;
  readonly code: string | null;
}

async function endOf(child: Child): Promise<Ended> {
  const { stdout } = await child.done;
  return JSON.parse(stdout.slice(stdout.indexOf('{'))) as Ended;
}

const counted = (path: string, name: string) => {
  const db = openDatabase({ path, readonly: true, migrations: 'none' });
  return new CounterStore(db).get('global', name);
};

describe('while four processes write', () => {
  test('a step up loses nothing: they go on until they see that they are too old', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path, busyTimeoutMs: 20_000 });
    const writers = NAMES.map((name) => start('write-until-refused.mjs', { path, name }));
    await Promise.all(writers.map((writer) => writer.printed('writing')));
    const { backup } = migrate(db.getDb(), { steps, lockBudgetMs: 20_000 });
    const ended = await Promise.all(writers.map(endOf));
    expect(ended.map(({ code }) => code)).toEqual(NAMES.map(() => 'NEWER_SCHEMA'));
    migrate(db.getDb(), { steps, to: SCHEMA_VERSION });
    expect(NAMES.map((name) => counted(path, name))).toEqual(ended.map((one) => one.acknowledged));
    expect(db.getDb().pragma('integrity_check', { simple: true })).toBe('ok');
    // The copy was made with the writers shut out: it holds all that they were told is kept.
    expect(NAMES.map((name) => counted(String(backup), name))).toEqual(
      ended.map((one) => one.acknowledged),
    );
  });

  test('a step down loses nothing: they go on until what they need is gone', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = openDatabase({ path, busyTimeoutMs: 20_000 });
    const writers = NAMES.map((name) => start('write-until-refused.mjs', { path, name }));
    await Promise.all(writers.map((writer) => writer.printed('writing')));
    migrate(db.getDb(), { to: 1, lockBudgetMs: 20_000 });
    const ended = await Promise.all(writers.map(endOf));
    expect(ended.map(({ code }) => code)).toEqual(NAMES.map(() => 'NEEDS_MIGRATION'));
    migrate(db.getDb());
    expect(NAMES.map((name) => counted(path, name))).toEqual(ended.map((one) => one.acknowledged));
  });

  test('that all open an older database, it is migrated once and all their writes are kept', async () => {
    const path = join(temporaryFolder(), 'spoor.db');
    const db = new SpoorDatabase({ path });
    migrate(db.getDb(), { to: 1 });
    db.close();
    const at = Date.now() + 600;
    await Promise.all(
      NAMES.map(() => run('commit.mjs', { path, scope: 'global', name: 'n', times: 50, at })),
    );
    const opened = openDatabase({ path });
    expect(new CounterStore(opened).get('global', 'n')).toBe(200);
    expect(opened.getDb().prepare('SELECT count(*) FROM schema_versions').pluck().get()).toBe(
      SCHEMA_VERSION,
    );
    // The way down was backed up, and the way up once, where its steps touch rows.
    const ways = MIGRATIONS.slice(1).every((step) => step.quick) ? 1 : 2;
    expect(readdirSync(join(dirname(path), 'backups')).length).toBe(ways);
  });
});
