import { chmodSync, existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isoTime } from '@spoor/core';
import { startPause } from '@spoor/storage';
import { describe, expect, it } from 'vitest';
import { type DoctorStore, hookDoctor } from '../../src/install/doctor.js';
import { installHooks } from '../../src/install/install.js';
import { hookStatus } from '../../src/install/status.js';
import { uninstallHooks } from '../../src/install/uninstall.js';
import { makePlace, type Place, put } from './place.js';

const last = { at: isoTime(0), event: 'Stop', sessionId: 's' };

describe('status', () => {
  it('says that nothing is installed', async () => {
    const { context } = makePlace();
    const { recording, scopes } = await hookStatus({ context });
    expect(recording).toEqual({ state: 'not-installed', since: null, reasons: [] });
    expect(scopes.map(({ scope, installed }) => [scope, installed])).toEqual([
      ['user', false],
      ['project', false],
      ['local', false],
    ]);
  });

  it('says where which events are recorded', async () => {
    const { context, root } = makePlace();
    installHooks({ context, profile: 'lean', file: join(root, 'my.json') });
    const status = await hookStatus({ context, lastEvent: () => last });
    expect(status.recording).toEqual({ state: 'recording', since: null, reasons: [] });
    expect(status.scopes.find(({ scope }) => scope === 'file')).toMatchObject({
      path: join(root, 'my.json'),
      installed: true,
      profile: 'lean',
      missing: [],
      extra: [],
      outdated: [],
    });
    expect(status.hook).toMatchObject({ version: '0.1.0', current: true, problem: null });
    expect(status.lastEvent).toEqual(last);
    expect(uninstallHooks({ context, file: join(root, 'my.json') }).restored).toBe(true);
    expect((await hookStatus({ context })).recording.state).toBe('not-installed');
  });

  it.each([
    [
      'the launcher is gone',
      ({ dataDir }: Place) => rmSync(join(dataDir, 'hook/spoor-hook')),
      'is gone',
    ],
    [
      'the hook is gone',
      ({ dataDir }: Place) => rmSync(join(dataDir, 'hook/0.1.0/hook.cjs')),
      'is gone',
    ],
    [
      'the launcher can’t be run',
      ({ dataDir }: Place) => chmodSync(join(dataDir, 'hook/spoor-hook'), 0o600),
      "can't be run",
    ],
    ['the entries are gone', ({ settings }: Place) => put(settings, '{}'), 'entries are gone'],
    ['the settings are broken', ({ settings }: Place) => put(settings, '{'), "can't use"],
    [
      'hooks are switched off',
      ({ settings }: Place) =>
        put(settings, readFileSync(settings, 'utf8').replace('{', '{"disableAllHooks": true,')),
      'disableAllHooks',
    ],
  ])('says since when and why recording has stopped when %s', async (_, damage, reason) => {
    const place = makePlace();
    installHooks({ context: place.context });
    damage(place);
    const { recording } = await hookStatus({ context: place.context, lastEvent: () => last });
    expect(recording).toMatchObject({ state: 'stopped', since: last.at });
    expect(recording.reasons.join('\n')).toContain(reason);
  });

  it('says until when it is paused, everywhere or here', async () => {
    const { context, dataDir, settings } = makePlace();
    installHooks({ context });
    const now = context.now();
    startPause(dataDir, now, now + 1_000);
    expect((await hookStatus({ context })).recording).toMatchObject({
      state: 'paused',
      since: isoTime(now),
      until: isoTime(now + 1_000),
    });
    const later = { ...context, now: () => now + 1_000 };
    expect((await hookStatus({ context: later })).recording.state).toBe('recording');
    put(
      join(context.homeDir, '.config/spoor/config.json'),
      JSON.stringify({ pause: { projects: [context.homeDir] } }),
    );
    const { recording } = await hookStatus({ context: later });
    expect(recording).toMatchObject({ state: 'paused', until: null });
    expect(recording.reasons[0]).toContain(`${context.homeDir} is left out`);
    put(settings, '{}');
    expect((await hookStatus({ context: later })).recording.state).toBe('stopped');
  });

  it('says that the configuration switches recording off, or can’t be used', async () => {
    const { context } = makePlace();
    installHooks({ context });
    const file = join(context.homeDir, '.config/spoor/config.json');
    put(file, '{"database":{"enabled":false},"spool":{"enabled":false}}');
    const { recording } = await hookStatus({ context });
    expect(recording.state).toBe('stopped');
    expect(recording.reasons[0]).toContain('`database.enabled`');
    put(file, '{"warnings":1}');
    expect((await hookStatus({ context })).warnings).toEqual([
      `${file}: warnings: must be true or false; the file is not used`,
    ]);
  });

  it('knows missing, extra and outdated entries', async () => {
    const { context, settings } = makePlace();
    installHooks({ context });
    const value = JSON.parse(readFileSync(settings, 'utf8'));
    value.hooks.FileChanged = value.hooks.Stop;
    value.hooks.SessionEnd[0].hooks[0].timeout = 1;
    delete value.hooks.Stop;
    put(settings, JSON.stringify(value));
    const { scopes } = await hookStatus({ context });
    expect(scopes[0]).toMatchObject({ missing: ['Stop'], extra: ['FileChanged'] });
    expect(new Set(scopes[0]?.outdated)).toEqual(new Set(['FileChanged', 'SessionEnd']));
  });
});

describe('doctor', () => {
  it('sends an event through the command and takes it out again', async () => {
    const place = makePlace();
    installHooks({ context: place.context });
    const store = fakeStore(place);
    const checks = await hookDoctor({
      context: place.with({ env: { HOME: place.context.homeDir } }),
      openStore: async () => store,
      newId: () => 'one',
    });
    const bad = checks.filter(({ ok }) => !ok).map(({ name }) => name);
    // The stand-in's binding is no library.
    expect(bad).toEqual(['binding']);
    expect(checks.find(({ name }) => name === 'event (user)')?.detail).toContain(
      'is in the database',
    );
    expect(store.forgotten).toEqual(['spoor-doctor-one']);
    expect(checks.find(({ name }) => name === 'transcripts')?.detail).toBe(
      '3 read; 1 line could not be read',
    );
  });

  it.each(['settings.json', 'settings.local.json'])(
    'runs nothing that stands in a project’s %s but what it would install',
    async (name) => {
      const place = makePlace();
      installHooks({ context: place.context });
      const launcher = join(place.dataDir, 'hook/spoor-hook');
      const trace = join(place.root, 'was-run');
      const commands = [
        `touch '${trace}'; . '${launcher}'`,
        `. '${launcher}'; touch '${trace}'`,
        `touch '${trace}' #/hook/spoor-hook`,
      ];
      const project = join(place.root, 'hostile');
      const hooks = commands.map((command) => ({ hooks: [{ type: 'command', command }] }));
      put(join(project, '.claude', name), JSON.stringify({ hooks: { Stop: hooks } }));
      const checks = await hookDoctor({
        context: place.with({ cwd: project, env: { HOME: place.context.homeDir } }),
        openStore: async () => fakeStore(place),
      });
      expect(existsSync(trace)).toBe(false);
      const events = checks.filter((check) => /^event \((project|local)/.test(check.name));
      expect(events).toHaveLength(3);
      for (const { ok, detail } of events) {
        expect(ok).toBe(false);
        expect(detail).toContain('was not run');
      }
    },
  );

  it('sends an event through what it has installed for a project', async () => {
    const place = makePlace();
    const project = join(place.root, 'own');
    put(join(project, '.git/HEAD'), 'ref: refs/heads/main');
    const context = place.with({ cwd: project, env: { HOME: place.context.homeDir } });
    installHooks({ context, scope: 'project' });
    const checks = await hookDoctor({ context, openStore: async () => fakeStore(place) });
    expect(checks.find((check) => check.name === 'event (project)')).toMatchObject({ ok: true });
  });

  it('sends no event in a pause, and says so', async () => {
    const place = makePlace();
    installHooks({ context: place.context });
    startPause(place.dataDir, place.context.now(), null);
    const checks = await hookDoctor({
      context: place.context,
      openStore: async () => fakeStore(place),
    });
    expect(checks.find(({ name }) => name === 'recording')).toMatchObject({
      ok: false,
      detail: 'is paused; `spoor pause` was run; `spoor resume` ends that',
    });
    expect(checks.some(({ name }) => name.startsWith('event'))).toBe(false);
  });

  it('says when the event does not arrive', async () => {
    const place = makePlace();
    installHooks({ context: place.context });
    rmSync(join(place.dataDir, 'hook/0.1.0/hook.cjs'));
    const checks = await hookDoctor({
      context: place.context,
      openStore: async () => fakeStore(place),
    });
    const failed = new Map(
      checks.filter(({ ok }) => !ok).map(({ name, detail }) => [name, detail]),
    );
    expect(failed.get('hook')).toContain('is gone');
    expect(failed.get('event (user)')).toContain('not in the database');
    expect(failed.get('recording')).toContain('stopped');
  });

  it('goes on without a database, and without an installation', async () => {
    const { context } = makePlace();
    const openStore = (): Promise<DoctorStore> => Promise.reject(new Error('no disk'));
    const checks = await hookDoctor({ context, openStore });
    expect(checks).toContainEqual(expect.objectContaining({ name: 'database', detail: 'no disk' }));
    expect(checks.filter(({ name }) => name.startsWith('event'))).toEqual([]);
    expect(checks.find(({ name }) => name === 'recording')?.advice).toContain('hooks install');
  });
});

/** A database that knows what the stand-in hook has seen. */
function fakeStore({ dataDir }: Place): DoctorStore & { forgotten: string[] } {
  const forgotten: string[] = [];
  const seen = join(dataDir, 'seen.jsonl');
  return {
    forgotten,
    drain: () => undefined,
    problem: () => null,
    lastEvent: () => last,
    transcripts: () => ({ files: 3, badLines: 1, lastReadAt: last.at }),
    findEvent: (id) =>
      existsSync(seen) && readFileSync(seen, 'utf8').includes(id)
        ? { status: 'success', errorMessage: null }
        : null,
    forgetSession: (id) => {
      forgotten.push(id);
    },
  };
}
