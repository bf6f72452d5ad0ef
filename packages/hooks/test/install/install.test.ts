import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SpoorError, UsageError } from '@spoor/core';
import { describe, expect, it } from 'vitest';
import { hookSourceIn } from '../../src/install/hook-source.js';
import { installHooks } from '../../src/install/install.js';
import { profileEvents } from '../../src/install/profiles.js';
import { uninstallHooks } from '../../src/install/uninstall.js';
import { bytesOf, makePlace, put, stampOf } from './place.js';

interface Handler {
  type: string;
  command: string;
  async?: boolean;
  timeout?: number;
}
type Hooks = Record<string, { matcher?: string; hooks: Handler[] }[]>;

const hooksIn = (path: string): Hooks => JSON.parse(readFileSync(path, 'utf8')).hooks;

describe('the command of the daily upkeep', () => {
  const noted = (dataDir: string) =>
    JSON.parse(readFileSync(join(dataDir, 'hook', 'install.json'), 'utf8')).launcher;

  it('is noted for the hook to start, where the package has it', () => {
    const { context, dataDir, root } = makePlace();
    installHooks({ context });
    expect(noted(dataDir)).not.toHaveProperty('maintain');
    const script = join(root, 'package', 'dist', 'spoor-hooks.js');
    writeFileSync(script, '');
    installHooks({ context });
    expect(noted(dataDir).maintain).toEqual([realpathSync(context.nodePath), script, 'maintain']);
    uninstallHooks({ context });
    expect(noted(dataDir)).toBeNull();
  });
});

describe('entries', () => {
  it('has the events of each profile', () => {
    const { context, settings } = makePlace();
    const count = { lean: 8, standard: 18, all: 29 };
    for (const profile of ['all', 'lean', 'standard'] as const) {
      installHooks({ context, profile });
      expect(Object.keys(hooksIn(settings))).toHaveLength(count[profile]);
    }
    uninstallHooks({ context });
    expect(existsSync(settings)).toBe(false);
  });

  it('waits for the hook only where the process may end next', () => {
    const { context, settings } = makePlace();
    installHooks({ context, profile: 'all' });
    const sync = Object.entries(hooksIn(settings)).filter(([, [group]]) => !group?.hooks[0]?.async);
    expect(sync.map(([name]) => name).sort()).toEqual([
      'SessionEnd',
      'Stop',
      'StopFailure',
      'SubagentStop',
    ]);
  });

  it('never hooks the events that change what the client does', () => {
    const names = profileEvents('all').map(({ name }) => name);
    for (const name of ['WorktreeCreate', 'WorktreeRemove', 'MessageDisplay', 'FileChanged']) {
      expect(names).not.toContain(name);
    }
  });

  it('leaves out what an older client does not know', () => {
    const names = profileEvents('standard', '2.1.80').map(({ name }) => name);
    expect(names).toContain('StopFailure');
    expect(names).not.toContain('TaskCreated');
    expect(names).not.toContain('PostModelSwitch');
  });

  it('keeps the hooks of others on the same events, in order', () => {
    const { context, settings } = makePlace();
    const theirs = { hooks: [{ type: 'command', command: 'say done' }] };
    const before = { hooks: { Stop: [theirs, theirs], WorktreeCreate: [theirs] } };
    put(settings, JSON.stringify(before, null, 2));
    installHooks({ context });
    const { Stop = [], WorktreeCreate } = hooksIn(settings);
    expect(Stop.slice(0, 2)).toEqual([theirs, theirs]);
    expect(Stop).toHaveLength(3);
    expect(WorktreeCreate).toEqual([theirs]);
  });

  it('brings the entries of an older Spoor up to date in their place', () => {
    const { context, settings } = makePlace();
    const old = { type: 'command', command: "exec '/old place/hook/spoor-hook'", timeout: 1 };
    const theirs = { type: 'command', command: 'say done' };
    const before = {
      hooks: {
        Stop: [{ hooks: [old, theirs] }, { hooks: [theirs] }],
        WorktreeCreate: [{ hooks: [old] }],
        PreToolUse: [
          { matcher: 'Bash', hooks: [old] },
          { matcher: 'Edit', hooks: [old] },
        ],
      },
    };
    put(settings, JSON.stringify(before, null, 2));
    const { changes } = installHooks({ context });
    expect(changes).toContainEqual({ event: 'Stop', action: 'update' });
    const { Stop, WorktreeCreate, PreToolUse } = hooksIn(settings);
    expect(Stop?.[0]?.hooks[0]?.command).toContain(join(context.homeDir, '.local'));
    expect(Stop?.[0]?.hooks[1]).toEqual(theirs);
    expect(Stop?.[1]).toEqual({ hooks: [theirs] });
    expect(WorktreeCreate).toBeUndefined();
    expect(PreToolUse).toMatchObject([{ matcher: 'Bash' }]);
    uninstallHooks({ context });
    expect(hooksIn(settings)).toEqual({ Stop: [{ hooks: [theirs] }, { hooks: [theirs] }] });
  });
});

describe('files', () => {
  it('makes settings where there are none, and takes them away again', () => {
    const { context, settings } = makePlace();
    rmSync(dirname(settings), { recursive: true });
    expect(installHooks({ context })).toMatchObject({ changed: true, backup: null });
    expect(readFileSync(settings, 'utf8')).toMatch(/^\{\n {2}"hooks": \{\n.*\}\n$/s);
    uninstallHooks({ context });
    expect(existsSync(dirname(settings))).toBe(false);
  });

  it('makes private files and folders whatever the umask', () => {
    const { context, settings, root } = makePlace();
    rmSync(dirname(settings), { recursive: true });
    const before = process.umask(0);
    try {
      installHooks({ context });
      installHooks({ context, profile: 'lean' });
    } finally {
      process.umask(before);
    }
    const made = ['.claude', '.local'].flatMap((name) => {
      const folder = join(context.homeDir, name);
      const inside = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      return [folder, ...inside.map((path) => join(folder, path))];
    });
    expect(made.filter((path) => (statSync(path).mode & 0o077) !== 0)).toEqual([]);
    expect(made.length).toBeGreaterThan(8);
    expect(root).not.toBe('');
  });

  it('follows a symbolic link to its target', () => {
    const { context, settings, root } = makePlace();
    const target = join(root, 'dotfiles', 'claude.json');
    put(target, '{}\n', 0o640);
    symlinkSync('../../dotfiles/claude.json', settings);
    installHooks({ context });
    expect(lstatSync(settings).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toContain('spoor-hook');
    expect(statSync(target).mode & 0o777).toBe(0o640);
    uninstallHooks({ context });
    expect(readFileSync(target, 'utf8')).toBe('{}\n');
    expect(lstatSync(settings).isSymbolicLink()).toBe(true);
  });

  it('writes through a link whose target is missing', () => {
    const { context, settings, root } = makePlace();
    mkdirSync(join(root, 'dotfiles'));
    symlinkSync(join(root, 'dotfiles', 'claude.json'), settings);
    installHooks({ context });
    expect(readFileSync(join(root, 'dotfiles', 'claude.json'), 'utf8')).toContain('spoor-hook');
  });

  it('leaves a read-only file alone', () => {
    const { context, settings } = makePlace();
    put(settings, '{}\n', 0o444);
    const stamp = stampOf(settings);
    expect(() => installHooks({ context })).toThrow('read-only');
    expect(stampOf(settings)).toEqual(stamp);
    expect(uninstallHooks({ context }).changed).toBe(false);
  });

  it('refuses a folder in the place of the file', () => {
    const { context, settings } = makePlace();
    mkdirSync(settings);
    expect(() => installHooks({ context })).toThrow('no regular file');
  });

  it('keeps the owner of the file', ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give files away');
    const { context, settings } = makePlace();
    put(settings, '{}\n');
    const { chownSync } = process.getBuiltinModule('node:fs');
    chownSync(settings, 4242, 4243);
    installHooks({ context });
    expect(statSync(settings)).toMatchObject({ uid: 4242, gid: 4243 });
  });

  it('edits 2 MB without touching the rest', () => {
    const { context, settings } = makePlace();
    const allow = Array.from({ length: 40_000 }, (_, index) => `Bash(npm run script-${index}:*)`);
    const before = JSON.stringify({ permissions: { allow }, hooks: { Stop: [] } }, null, 2);
    put(settings, before);
    installHooks({ context });
    expect(Object.keys(hooksIn(settings))).toHaveLength(18);
    put(settings, `${readFileSync(settings, 'utf8')}\n`);
    uninstallHooks({ context });
    expect(readFileSync(settings, 'utf8')).toBe(`${before}\n`);
  });

  it('refuses what is nested deeper than anyone writes', () => {
    const { context, settings } = makePlace();
    put(settings, `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`);
    expect(() => installHooks({ context })).toThrow('nested too deeply');
  });

  it('keeps a backup of what was there, and only the last few', () => {
    const { context, settings, dataDir } = makePlace();
    put(settings, '{ "model": "opus" }\n');
    const { backup } = installHooks({ context });
    expect(readFileSync(backup ?? '', 'utf8')).toBe('{ "model": "opus" }\n');
    for (let day = 1; day < 20; day += 1) {
      const later = { ...context, now: () => context.now() + day * 86_400_000 };
      installHooks({ context: later, profile: day % 2 === 0 ? 'lean' : 'all' });
    }
    expect(readdirSync(join(dataDir, 'hook', 'settings-backups')).length).toBeLessThanOrEqual(6);
    uninstallHooks({ context });
    expect(readFileSync(settings, 'utf8')).toBe('{ "model": "opus" }\n');
  });

  it('restores by edits when the backup is gone', () => {
    const { context, settings } = makePlace();
    put(settings, '{\n  "model": "opus"\n}\n');
    const { backup } = installHooks({ context });
    rmSync(backup ?? '');
    expect(uninstallHooks({ context }).restored).toBe(false);
    expect(readFileSync(settings, 'utf8')).toBe('{\n  "model": "opus"\n}\n');
  });

  it('takes out the entries without any record of the installation', () => {
    const { context, settings, dataDir } = makePlace();
    put(settings, '{\n  "model": "opus"\n}\n');
    installHooks({ context });
    rmSync(dataDir, { recursive: true });
    uninstallHooks({ context });
    expect(readFileSync(settings, 'utf8')).toBe('{\n  "model": "opus"\n}\n');
  });

  it('takes the hook away with the last entry', () => {
    const { context, dataDir } = makePlace();
    installHooks({ context });
    installHooks({ context, scope: 'local' });
    uninstallHooks({ context });
    expect(existsSync(join(dataDir, 'hook', 'spoor-hook'))).toBe(true);
    uninstallHooks({ context, scope: 'local' });
    expect(readdirSync(join(dataDir, 'hook'))).toEqual(['install.json']);
  });

  it('says what a dry run of uninstall would do, and does nothing', () => {
    const { context, settings } = makePlace();
    put(settings, '{}\n');
    installHooks({ context });
    const stamp = stampOf(settings);
    const result = uninstallHooks({ context, dryRun: true });
    expect(result).toMatchObject({ changed: true, restored: true });
    expect(result.diff).toContain('+{}');
    expect(stampOf(settings)).toEqual(stamp);
  });
});

describe('scopes', () => {
  it('finds each scope’s file', () => {
    const { context, settings, root } = makePlace();
    const { cwd } = context;
    const inside = { ...context, cwd: join(cwd, 'src', 'deep') };
    mkdirSync(inside.cwd, { recursive: true });
    expect(installHooks({ context: inside }).path).toBe(settings);
    const path = (scope: 'project' | 'local'): string =>
      installHooks({ context: inside, scope, dryRun: true }).path;
    expect(path('project')).toBe(join(cwd, '.claude/settings.json'));
    expect(path('local')).toBe(join(cwd, '.claude/settings.local.json'));
    const file = { scope: 'file', file: 'my.json' } as const;
    expect(installHooks({ context: inside, ...file }).path).toBe(join(inside.cwd, 'my.json'));
    const env = { CLAUDE_CONFIG_DIR: join(root, 'config') };
    expect(installHooks({ context: { ...context, env } }).path).toBe(
      join(root, 'config', 'settings.json'),
    );
  });

  it('warns of a second scope, of disabled hooks, and of what the client does not read', () => {
    const { context, settings } = makePlace();
    put(settings, '{\n  // mine\n  "disableAllHooks": true\n}\n');
    const first = installHooks({ context }).warnings.join('\n');
    expect(first).toContain('comments or trailing commas');
    expect(first).toContain('disableAllHooks');
    const { warnings } = installHooks({ context, scope: 'local' });
    expect(warnings.join('\n')).toContain('recorded twice');
  });

  it('warns when an organisation keeps hooks from running', () => {
    const { context } = makePlace();
    writeFileSync(context.managedSettings ?? '', '{ "allowManagedHooksOnly": true }');
    expect(installHooks({ context }).warnings.join('\n')).toContain('allowManagedHooksOnly');
  });
});

describe('refusals', () => {
  it.each([
    ['Windows', { platform: 'win32' }, 'Windows'],
    ['an old Node', { nodeVersion: 'v20.1.0' }, 'Node 22'],
    ['a package cache', { hookSource: hookSourceIn('/home/u/.npm/_npx/1/hook') }, 'package cache'],
    ['a Node in a cache', { nodePath: '/home/u/.npm/_npx/1/bin/node' }, 'package cache'],
    ['a package that was not built', { hookSource: hookSourceIn('/nowhere') }, 'pnpm build'],
  ] as const)('refuses %s', (_, changes, message) => {
    const place = makePlace();
    const context = place.with(changes);
    expect(() => installHooks({ context })).toThrow(SpoorError);
    expect(() => installHooks({ context })).toThrow(message);
    expect(existsSync(place.settings)).toBe(false);
    expect(existsSync(place.dataDir)).toBe(false);
  });

  it('refuses a profile that does not exist', () => {
    const { context } = makePlace();
    const profile = 'most' as 'all';
    expect(() => installHooks({ context, profile })).toThrow(UsageError);
  });

  it('refuses root in the home of another user', ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give folders away');
    const { context } = makePlace();
    const { chownSync } = process.getBuiltinModule('node:fs');
    chownSync(context.homeDir, 4242, 4242);
    const sudo = { ...context, env: { SUDO_UID: '4242' } };
    expect(() => installHooks({ context: sudo })).toThrow('without `sudo`');
  });

  it('refuses settings that somebody else has just changed', () => {
    const { context, settings } = makePlace();
    put(settings, '{}\n');
    const racing = {
      ...context,
      now: () => {
        put(settings, '{ "model": "opus" }\n');
        return context.now();
      },
    };
    expect(() => installHooks({ context: racing })).toThrow('changed in the meantime');
    expect(bytesOf(settings)).toBe('{ "model": "opus" }\n');
    chmodSync(settings, 0o600);
  });
});
