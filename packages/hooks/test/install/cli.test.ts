import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findClientVersion } from '../../src/cli/client-version.js';
import { runHooksCli } from '../../src/cli/run.js';
import { makePlace, type Place, put } from './place.js';

describe('spoor-hooks', () => {
  it.each([
    [['install', '--user', '--local'], 'one of'],
    [['install', '--events', 'most'], 'lean, standard, all'],
    [['install', '--settings'], 'argument missing'],
    [['isntall'], 'unknown command'],
  ])('%j is bad usage, said in one line', async (argv, message) => {
    const { code, stdout, stderr } = await cli(makePlace(), argv);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^spoor-hooks: .*\n$/);
    expect(stderr).toContain(message);
  });

  it('says hostile arguments and paths so that no terminal obeys them', async () => {
    const hostile = 'x\u001b[2J\u009b6n\u202e\u2028\u{e0041}';
    for (const argv of [
      [hostile],
      ['install', `--${hostile}`],
      ['install', '--events', hostile],
      ['install', '--settings', `/dev/null/${hostile}`],
    ]) {
      const { code, stdout, stderr } = await cli(makePlace(), argv);
      expect(code).not.toBe(0);
      expect(stdout + stderr).toContain('x␛[2J');
      expect(stdout + stderr).not.toMatch(/[\u001b\u009b\u202e\u2028\u{e0041}]/u);
    }
    const place = makePlace();
    put(place.settings, JSON.stringify({ hooks: { [hostile]: [] } }));
    const { stdout } = await cli(place, ['install', '--dry-run', '--json']);
    expect(stdout).not.toMatch(/[\u001b\u009b\u202e\u2028\u{e0041}]/u);
    expect(JSON.parse(stdout).diff).toContain('Stop');
  });

  it('refuses malformed settings in one line, with 1', async () => {
    const place = makePlace();
    put(place.settings, '{ oops }');
    const { code, stderr } = await cli(place, ['install']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^spoor-hooks: .*line 1, column 3.*\n$/);
  });

  it('shows help for every command', async () => {
    for (const name of ['install', 'uninstall', 'status', 'doctor']) {
      const { code, stdout } = await cli(makePlace(), [name, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain('Usage: spoor-hooks');
    }
  });

  it('says what is not installed', async () => {
    const place = makePlace();
    const { code, stdout } = await cli(place, ['status', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).recording.state).toBe('not-installed');
    expect((await cli(place, ['uninstall'])).stdout).toContain('Nothing to take out');
    const status = await cli(place, ['status']);
    expect(status.stdout).toMatch(/^Not installed: nothing is recorded\./);
    expect(status.stdout).toMatch(/\nRecord Claude Code from now on: spoor hooks install\n$/);
    expect(status.stdout).not.toContain('is gone');
    expect((await cli(place, ['doctor'])).code).toBe(1);
    expect(existsSync(place.settings)).toBe(false);
  });
});

describe('a database that is not to be had', () => {
  it('keeps neither status nor doctor from telling the rest', async () => {
    const place = makePlace();
    await cli(place, ['install']);
    for (const end of ['', '-wal', '-shm']) {
      rmSync(join(place.dataDir, `spoor.db${end}`), { force: true });
    }
    mkdirSync(join(place.dataDir, 'spoor.db'));
    const status = await cli(place, ['status']);
    expect(status).toMatchObject({ code: 0 });
    expect(status.stdout).toMatch(/^Recording\.\n/);
    expect(status.stdout).toContain("Last event: can't be told");
    // Names of events, wrapped; a line with a path is as long as the path.
    const long = status.stdout.split('\n').filter((line) => line.length > 80);
    expect(long.filter((line) => !line.includes('/'))).toEqual([]);
    expect(status.stderr).toMatch(/^spoor-hooks: the database can't be read: .+\n$/);
    const doctor = await cli(place, ['doctor']);
    expect(doctor).toMatchObject({ code: 1, stderr: '' });
    expect(doctor.stdout).toMatch(/^FAIL {2}database .+ is no regular file; move it away$/m);
    expect(doctor.stdout).toMatch(/^ok {4}launcher/m);
  });
});

describe('the client’s version', () => {
  it('is read off the place of its program', () => {
    const { root } = makePlace();
    const program = join(root, 'share/claude/versions/2.1.99');
    put(program, '');
    expect(findClientVersion({ PATH: linked(root, program) })).toBe('2.1.99');
  });

  it('is read from its package', () => {
    const { root } = makePlace();
    const program = join(root, 'lib/claude-code/bin/claude');
    put(program, '');
    const manifest = { name: '@anthropic-ai/claude-code', version: '2.1.100' };
    writeFileSync(join(dirname(program), '../package.json'), JSON.stringify(manifest));
    expect(findClientVersion({ PATH: `/nowhere:${linked(root, program)}` })).toBe('2.1.100');
  });

  it('is not known without a client', () => {
    expect(findClientVersion({ PATH: '/nowhere' })).toBeUndefined();
    expect(findClientVersion({})).toBeUndefined();
  });
});

function linked(root: string, program: string): string {
  const folder = join(root, 'bin');
  mkdirSync(folder);
  symlinkSync(program, join(folder, 'claude'));
  expect(readFileSync(join(folder, 'claude'), 'utf8')).toBe('');
  return folder;
}

async function cli(
  { context }: Place,
  argv: readonly string[],
): Promise<{ code: number; stdout: string; stderr: string }> {
  const output = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string): void => {
      output[name] += text;
    },
  });
  const code = await runHooksCli(argv, {
    ...context,
    name: 'spoor-hooks',
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    uid: context.uid,
    userName: 'tester',
    execPath: context.nodePath,
  });
  return { code, ...output };
}
