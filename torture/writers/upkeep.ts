import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { listBackups, SCHEMA_VERSION } from '@spoor/storage';
import Database from 'better-sqlite3';
import { damage } from '../support/damage.ts';
import { fill } from '../support/fill.ts';
import { callsIn, read } from '../support/kept.ts';
import { SPOOR } from '../support/programs.ts';
import { runNode, startNode } from '../support/running.ts';
import type { Site, Writer } from './writer.ts';

const EVENTS = 200;

/** A secret without a quote in it, put together so that no scanner takes this line for one. */
const SECRET = `ghp_${'Q7zt2Lk9Xw4Rb8VnYc3M'.repeat(2).slice(0, 36)}`;

const addOld = ({ place }: Site, from: number) =>
  fill(place, { from, to: from + EVENTS, daysAgo: 60 });

const addNew = ({ place }: Site, from: number) => fill(place, { from, to: from + EVENTS });

/** The daily upkeep. */
export function maintaining(): Writer {
  return {
    name: 'upkeep',
    prepare: addOld,
    start: ({ place }) => startNode(place, [SPOOR, 'db', 'maintain', '--force']),
    afterAll: async (site) => faultsOfBackups(site),
  };
}

/** Retention by hand. */
export function cleaningUp(): Writer {
  return {
    name: 'cleanup',
    prepare: addOld,
    start: ({ place }) => startNode(place, [SPOOR, 'db', 'cleanup', '--older-than', '14d']),
  };
}

/** A backup; all that are listed must be whole. */
export function backingUp(): Writer {
  return {
    name: 'backup',
    prepare: addNew,
    start: ({ place }) => startNode(place, [SPOOR, 'db', 'backup']),
    afterKill: (site) => faultsOfBackups(site),
  };
}

/** A restore; what was there is in the backups that it sets aside. */
export function restoring(): Writer {
  return {
    name: 'restore',
    begin: async (site) => {
      await addNew(site, 900_000);
      await runNode(site.place, [SPOOR, 'db', 'backup']);
    },
    prepare: addNew,
    start: ({ place }) => startNode(place, [SPOOR, 'db', 'restore', 'latest', '--yes']),
    afterAll: async (site) => faultsOfBackups(site),
    elsewhere: callsInBackups,
  };
}

/** A reset; what was there is in a backup. */
export function resetting(): Writer {
  return {
    name: 'reset',
    prepare: addNew,
    start: ({ place }) => startNode(place, [SPOOR, 'db', 'reset', '--yes']),
    afterAll: async (site) => faultsOfBackups(site),
    elsewhere: callsInBackups,
  };
}

const OLDER_SCHEMA = 2;

/** A migration to an older schema. */
export function migratingDown(): Writer {
  return {
    name: 'migration down',
    prepare: async (site, from) => {
      await runNode(site.place, [SPOOR, 'db', 'migrate']);
      return addNew(site, from);
    },
    start: ({ place }) => startNode(place, [SPOOR, 'db', 'migrate', '--to', String(OLDER_SCHEMA)]),
    afterKill: faultsOfSchema,
    afterAll: up,
  };
}

/** A migration to the schema of today. */
export function migratingUp(): Writer {
  return {
    name: 'migration up',
    prepare: async (site, from) => {
      const ids = await addNew(site, from);
      await runNode(site.place, [SPOOR, 'db', 'migrate', '--to', String(OLDER_SCHEMA)]);
      return ids;
    },
    start: ({ place }) => startNode(place, [SPOOR, 'db', 'migrate']),
    afterKill: faultsOfSchema,
    afterAll: up,
  };
}

/** A repair; what it can't read is in the backup from just before. */
export function repairing(): Writer {
  const repair = [SPOOR, 'db', 'check', '--repair', '--yes'];
  return {
    name: 'repair',
    mends: true,
    prepare: async (site, from) => {
      const { place } = site;
      await runNode(place, repair);
      const ids = await addNew(site, from);
      await runNode(place, [SPOOR, 'db', 'backup']);
      damage(place.databasePath);
      return ids;
    },
    start: ({ place }) => startNode(place, repair),
    afterAll: async ({ place }) => {
      await runNode(place, repair);
      return [];
    },
  };
}

/** Takes out what is secret; none of it is left after one that comes to its end. */
export function redacting(): Writer {
  const scan = [SPOOR, 'redact', '--scan', '--yes'];
  return {
    name: 'redact',
    prepare: async (site, from) => {
      const ids = await addNew(site, from);
      const db = new Database(site.place.databasePath);
      try {
        db.prepare('UPDATE hook_executions SET error_message = ? WHERE seq % 2 = 0').run(SECRET);
      } finally {
        db.close();
      }
      return ids;
    },
    start: ({ place }) => startNode(place, scan),
    afterAll: async ({ place }) => {
      await runNode(place, scan);
      return read<{ left: number }>(
        place.databasePath,
        `SELECT count(*) AS left FROM hook_executions WHERE instr(error_message, '${SECRET}') HAVING left > 0`,
      ).map(({ left }) => `a secret is left in ${left} rows`);
    },
  };
}

async function up({ place }: Site): Promise<readonly string[]> {
  await runNode(place, [SPOOR, 'db', 'migrate']);
  return [];
}

/** The version that the file says must be the one whose steps are noted in it. */
function faultsOfSchema({ place: { databasePath } }: Site): string[] {
  const [says] = read<{ user_version: number }>(databasePath, 'PRAGMA user_version');
  const steps = read<{ version: number }>(databasePath, 'SELECT version FROM schema_versions');
  const noted = Math.max(...steps.map(({ version }) => version));
  const version = says?.user_version;
  return version === noted && version >= OLDER_SCHEMA && version <= SCHEMA_VERSION
    ? []
    : [`the schema is ${version}, its steps lead to ${noted}`];
}

function callsInBackups(site: Site): string[] {
  return unpackedBackups(site).flatMap(callsIn);
}

function faultsOfBackups(site: Site): string[] {
  return unpackedBackups(site).flatMap((path) =>
    read<{ integrity_check: string }>(path, 'PRAGMA integrity_check')
      .map(({ integrity_check }) => integrity_check)
      .filter((line) => line !== 'ok')
      .map((line) => `a backup: ${line}`),
  );
}

/** A backup that is listed must be whole: one that can't be unpacked throws. */
function unpackedBackups({ place }: Site): string[] {
  return listBackups(join(place.dataDir, 'backups')).map(({ path }, n) => {
    const bytes = readFileSync(path);
    const target = join(place.home, `looked-at-${n}.db`);
    writeFileSync(target, path.endsWith('.gz') ? gunzipSync(bytes) : bytes);
    return target;
  });
}
