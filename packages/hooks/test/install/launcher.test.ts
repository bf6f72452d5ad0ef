import { spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { HookContext } from '../../src/install/context.js';
import { hookSourceIn } from '../../src/install/hook-source.js';
import { installHooks } from '../../src/install/install.js';
import { uninstallHooks } from '../../src/install/uninstall.js';
import { makePlace, type Place, stampOf } from './place.js';

const SILENCE = { status: 0, stdout: '', stderr: '' };
const PAYLOAD = '{"session_id":"s","hook_event_name":"Stop"}\n';

describe.each([
  'home',
  'with space',
  "it's",
  'a"b',
  '$HOME',
  '`id`',
  'back\\slash',
  'späte 日本 😀',
  '-x; exit 3 #',
  '*',
])('in a folder called %s', (name) => {
  it('records, in silence', async () => {
    const place = makePlace(name);
    installHooks({ context: place.context });
    expect(await runEntry(place)).toEqual(SILENCE);
    expect(seen(place)).toMatchObject([{ text: PAYLOAD }]);
  });

  it('takes Node and data folder from there too', async () => {
    const place = makePlace();
    const node = join(place.root, name, 'node');
    mkdirSync(join(place.root, name), { recursive: true });
    symlinkSync(process.execPath, node);
    const env = { SPOOR_DATA_DIR: join(place.root, name, 'data') };
    const context = place.with({ nodePath: node, env });
    installHooks({ context });
    expect(await runEntry(place)).toEqual(SILENCE);
    expect(seen(place, env.SPOOR_DATA_DIR)).toMatchObject([{ ...env }]);
  });
});

describe('what a killed installer has left', () => {
  it.each(['installHooks', 'uninstallHooks'] as const)('goes with the next %s', (name) => {
    const { context, dataDir } = makePlace();
    const { launcher } = installHooks({ context });
    const inUse = readdirSync(join(dataDir, 'hook')).filter((file) => file.startsWith('0.'));
    const version = join(dataDir, 'hook', inUse[0] ?? '');
    const [old, young] = ['.0.1.0.aaaaaaaaaaaa', '.0.1.0.bbbbbbbbbbbb'];
    for (const half of [old, young])
      cpSync(version, join(launcher, '..', half), { recursive: true });
    const then = Date.now() / 1_000 - 2 * 3_600;
    utimesSync(join(launcher, '..', old), then, then);
    if (name === 'installHooks') installHooks({ context });
    else uninstallHooks({ context });
    const left = readdirSync(join(dataDir, 'hook')).filter((file) => /^\.?0/.test(file));
    expect(left).toEqual(name === 'installHooks' ? [young, ...inUse] : [young]);
  });

  it('lies in the data folder: no other is needed', () => {
    const { context } = makePlace();
    vi.stubEnv('TMPDIR', '/nowhere');
    try {
      expect(installHooks({ context })).toMatchObject({ changed: true });
    } finally {
      vi.unstubAllEnvs();
    }
  });
});

describe('the launcher', () => {
  it('is for its user alone, and starts the real Node', () => {
    const { context, dataDir } = makePlace();
    const { launcher } = installHooks({ context });
    expect(launcher).toBe(join(dataDir, 'hook', 'spoor-hook'));
    expect(Number(stampOf(launcher)['mode']) & 0o777).toBe(0o700);
  });

  it('can be run as well as read', async () => {
    const place = makePlace();
    const { launcher } = installHooks({ context: place.context });
    expect(await run(place.context, `'${launcher}'`)).toEqual(SILENCE);
    expect(seen(place)).toHaveLength(1);
  });

  it('is silent when it is gone, or can’t be run', async () => {
    const place = makePlace();
    const { launcher } = installHooks({ context: place.context });
    rmSync(launcher);
    expect(await runEntry(place)).toEqual(SILENCE);
    mkdirSync(launcher);
    rmSync(launcher, { recursive: true });
    writeFileSync(launcher, 'exit 3', { mode: 0o600 });
    expect(await runEntry(place)).toEqual(SILENCE);
  });

  it('is silent when Node is gone, a folder, or not executable', async () => {
    const place = makePlace();
    const nodePath = join(place.root, 'node');
    cpSync('/bin/true', nodePath);
    installHooks({ context: place.with({ nodePath }) });
    expect(await runEntry(place)).toEqual(SILENCE);
    chmodSync(nodePath, 0o600);
    expect(await runEntry(place)).toEqual(SILENCE);
    rmSync(nodePath);
    expect(await runEntry(place)).toEqual(SILENCE);
    mkdirSync(nodePath);
    expect(await runEntry(place)).toEqual(SILENCE);
  });

  it('is silent when Node is no program, or dies', async () => {
    const place = makePlace();
    const nodePath = join(place.root, 'node');
    for (const program of ['\u007fELF garbage', '#!/bin/sh\nkill -SEGV $$', '#!/bin/sh\nexit 7']) {
      writeFileSync(nodePath, program, { mode: 0o700 });
      installHooks({ context: place.with({ nodePath }) });
      expect(await runEntry(place)).toMatchObject({ status: 0, stdout: '' });
    }
  });

  it('is silent when the hook is gone', async () => {
    const place = makePlace();
    const { dataDir, context } = place;
    installHooks({ context });
    rmSync(join(dataDir, 'hook', '0.1.0'), { recursive: true });
    expect(await runEntry(place)).toEqual(SILENCE);
  });

  it('exits 0 and lets nothing through to stdout, whatever the hook does', async () => {
    const place = makePlace();
    writeFileSync(
      place.context.hookSource.hook,
      'console.log("{}"); console.error("a warning"); process.exit(2)',
    );
    installHooks({ context: place.context });
    expect(await runEntry(place)).toEqual({ status: 0, stdout: '', stderr: 'a warning\n' });
  });

  it('clears what changes how Node starts', async () => {
    const place = makePlace();
    installHooks({ context: place.context });
    const garbage = join(place.root, 'garbage');
    writeFileSync(garbage, '[[[\n= = =');
    const env = {
      NODE_OPTIONS: '--require /missing.js',
      NODE_V8_COVERAGE: join(place.root, 'coverage'),
      NODE_CHANNEL_FD: '99',
      NODE_EXTRA_CA_CERTS: '/missing.pem',
      NODE_DEBUG: 'fs,module',
      OPENSSL_CONF: garbage,
    };
    expect(await runEntry(place, env)).toEqual(SILENCE);
    expect(seen(place)).toEqual([{ text: PAYLOAD }]);
    expect(existsSync(env.NODE_V8_COVERAGE)).toBe(false);
  });

  it('lets a session’s own data folder win, if it is absolute', async () => {
    const place = makePlace();
    const [installed, session] = [join(place.root, 'installed'), join(place.root, 'session')];
    mkdirSync(session);
    installHooks({ context: place.with({ env: { SPOOR_DATA_DIR: installed } }) });
    await runEntry(place);
    await runEntry(place, { SPOOR_DATA_DIR: 'relative' });
    await runEntry(place, { SPOOR_DATA_DIR: '' });
    expect(seen(place, installed)).toHaveLength(3);
    await runEntry(place, { SPOOR_DATA_DIR: session });
    expect(seen(place, session)).toHaveLength(1);
  });

  it('waits on a signal for the hook, which is told too', async () => {
    const place = makePlace();
    writeFileSync(
      place.context.hookSource.hook,
      `const fs = require('node:fs'); const folder = process.env.HOME + '/.local/share/spoor/';
       process.on('SIGTERM', () => setTimeout(() => {
         fs.writeFileSync(folder + 'told', ''); process.exit(0);
       }, 100));
       fs.writeFileSync(folder + 'ready', ''); setTimeout(() => {}, 20_000);`,
    );
    installHooks({ context: place.context });
    const child = spawn('/bin/sh', ['-c', entryOf(place)], {
      detached: true,
      env: { HOME: place.context.homeDir },
      stdio: 'ignore',
    });
    const ended = new Promise((resolve) => child.on('exit', resolve));
    const ready = join(place.dataDir, 'ready');
    while (!existsSync(ready)) await new Promise((resolve) => setTimeout(resolve, 10));
    process.kill(-(child.pid ?? 0), 'SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(join(place.dataDir, 'told'))).toBe(true);
  });
});

describe('the hook’s files', () => {
  it('are not written again when they are the same', () => {
    const { context, dataDir } = makePlace();
    installHooks({ context });
    const files = ['spoor-hook', 'install.json', '0.1.0/hook.cjs', '0.1.0/better_sqlite3.node'];
    const stamps = (): unknown => files.map((name) => stampOf(join(dataDir, 'hook', name)));
    const before = stamps();
    installHooks({ context: { ...context, now: () => context.now() + 60_000 } });
    expect(stamps()).toEqual(before);
  });

  it('of another build of the same version leave those of a running hook in place', async () => {
    const place = makePlace();
    const { context, dataDir } = place;
    installHooks({ context });
    writeFileSync(context.hookSource.hook, `${readFileSync(context.hookSource.hook, 'utf8')}//`);
    expect(installHooks({ context })).toMatchObject({ changed: false });
    const folders = readdirSync(join(dataDir, 'hook')).filter((name) => name.startsWith('0.1'));
    expect(folders).toHaveLength(2);
    expect(await runEntry(place)).toEqual(SILENCE);
    expect(seen(place)).toHaveLength(1);
  });

  it('of older versions go, but for the last', () => {
    const { context, root, dataDir } = makePlace();
    for (const version of ['0.1.0', '0.2.0', '0.9.0', '0.10.0']) {
      const built = join(root, version);
      cpSync(join(root, 'package/dist/hook'), built, { recursive: true });
      installHooks({ context: { ...context, hookSource: hookSourceIn(built, version) } });
    }
    const folders = readdirSync(join(dataDir, 'hook')).filter((name) => name.startsWith('0.'));
    expect(folders.sort()).toEqual(['0.10.0', '0.9.0']);
  });
});

interface Run {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** The command of the Stop entry, as the client reads it from the settings. */
function entryOf({ settings }: Place): string {
  return JSON.parse(readFileSync(settings, 'utf8')).hooks.Stop[0].hooks[0].command;
}

function runEntry(place: Place, env: Record<string, string> = {}): Promise<Run> {
  return run(place.context, entryOf(place), env);
}

function run({ homeDir }: HookContext, command: string, env = {}): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', command], { env: { HOME: homeDir, ...env } });
    const result = { stdout: '', stderr: '' };
    child.stdout.on('data', (text) => {
      result.stdout += text;
    });
    child.stderr.on('data', (text) => {
      result.stderr += text;
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(PAYLOAD);
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, ...result }));
  });
}

function seen({ dataDir }: Place, folder: string = dataDir): unknown[] {
  const lines = readFileSync(join(folder, 'seen.jsonl'), 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}
