import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fill } from '../support/fill.ts';
import { read } from '../support/kept.ts';
import { SPOOR } from '../support/programs.ts';
import { runNode, startNode } from '../support/running.ts';
import type { Site, Writer } from './writer.ts';

const OWN_SETTINGS = { model: 'mine', env: { MINE: 'yes' }, permissions: { allow: ['Bash(ls)'] } };

const settingsOf = ({ place }: Site) => join(place.home, '.claude', 'settings.json');

/** The installer; the user's own settings must stay. */
export function installing(): Writer {
  return {
    name: 'hooks install',
    begin: async (site) => {
      mkdirSync(join(site.place.home, '.claude'));
      writeFileSync(settingsOf(site), JSON.stringify(OWN_SETTINGS, null, 2));
    },
    prepare: async ({ place }) => {
      await runNode(place, [SPOOR, 'hooks', 'uninstall']);
      return [];
    },
    start: ({ place }) => startNode(place, [SPOOR, 'hooks', 'install']),
    afterKill: faultsOfSettings,
    afterAll: async ({ place }) => {
      await runNode(place, [SPOOR, 'hooks', 'install']);
      return [];
    },
  };
}

/** The uninstaller; likewise. */
export function uninstalling(): Writer {
  return {
    ...installing(),
    name: 'hooks uninstall',
    prepare: async ({ place }) => {
      await runNode(place, [SPOOR, 'hooks', 'install']);
      return [];
    },
    start: ({ place }) => startNode(place, [SPOOR, 'hooks', 'uninstall']),
  };
}

function faultsOfSettings(site: Site): string[] {
  const settings = JSON.parse(readFileSync(settingsOf(site), 'utf8'));
  return Object.entries(OWN_SETTINGS)
    .filter(([key, value]) => JSON.stringify(settings[key]) !== JSON.stringify(value))
    .map(([key]) => `the user's \`${key}\` is gone from the settings`);
}

/** A change of the configuration. */
export function configuring(): Writer {
  const set = [SPOOR, 'config', 'set', 'database.busyTimeoutMs'];
  return {
    name: 'config set',
    begin: async ({ place }) => {
      await runNode(place, [...set, '4000']);
    },
    start: ({ place }) => startNode(place, [...set, String(4_000 + Math.round(Math.random() * 9))]),
    afterKill: ({ place }) => {
      const { database } = JSON.parse(readFileSync(configurationOf(place.home), 'utf8'));
      return database?.busyTimeoutMs >= 4_000 ? [] : ['the configuration is not what it was'];
    },
    afterAll: async ({ place }) => {
      await runNode(place, [...set, '4000']);
      return [];
    },
  };
}

const configurationOf = (home: string) => join(home, '.config', 'spoor', 'config.json');

/** An export; the file is there whole, or not at all. */
export function exporting(): Writer {
  const command = ({ place }: Site) => [SPOOR, 'export', '--output', join(place.home, 'out.jsonl')];
  return {
    name: 'export',
    prepare: ({ place }, from) => fill(place, { from, to: from + 200 }),
    start: (site) => startNode(site.place, command(site)),
    afterAll: async (site) => {
      await runNode(site.place, command(site));
      return [];
    },
  };
}

/** Takes a session away for good, and nothing else. */
export function forgetting(): Writer {
  const sessions: string[] = [];
  const command = (sessionId: string) => [SPOOR, 'forget', sessionId, '--yes'];
  return {
    name: 'forget',
    prepare: async ({ place }, from) => {
      const sessionId = `gone-${from}`;
      sessions.push(sessionId);
      await fill(place, { from, to: from + 100, sessionId });
      return [];
    },
    start: ({ place }) => startNode(place, command(sessions.at(-1) ?? '')),
    afterAll: async ({ place }) => {
      for (const sessionId of sessions) await runNode(place, command(sessionId));
      return read<{ id: string }>(
        place.databasePath,
        `SELECT DISTINCT session_id AS id FROM hook_executions WHERE session_id LIKE 'gone-%'`,
      ).map(({ id }) => `${id} is still there`);
    },
  };
}
