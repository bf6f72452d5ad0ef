import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { SPOOR_VERSION } from '@spoor/core';
import { afterAll, describe, expect, it } from 'vitest';
import { makeUser, runSpoor, SPOOR } from './spoor-process.js';

const user = makeUser();
afterAll(user.remove);

describe('spoor', () => {
  it('prints its version', async () => {
    expect(await runSpoor(user, ['--version'])).toEqual({
      code: 0,
      stdout: `${SPOOR_VERSION}\n`,
      stderr: '',
    });
  });

  it.each([
    [['--help'], ['hooks', 'sessions', 'db', 'demo', '--version']],
    [
      ['help', 'db'],
      ['init', 'path', 'status', 'migrate'],
    ],
    [
      ['db', 'migrate', '--help'],
      ['--to', '--dry-run', '--json'],
    ],
    [
      ['sessions', '--help'],
      ['list', 'show', 'rename', 'delete'],
    ],
    [
      ['sessions', 'list', '--help'],
      ['--limit', '--json'],
    ],
    [
      ['sessions', 'show', '-h'],
      ['<id>', '--json'],
    ],
    [
      ['audit', '--help'],
      ['list', 'tail', 'summary', 'export'],
    ],
    [
      ['audit', 'tail', '--help'],
      ['--lines', '--text', '--since', '--json'],
    ],
    [
      ['hooks', '--help'],
      ['install', 'uninstall', 'status', 'doctor'],
    ],
    [
      ['lessons', '--help'],
      ['add', 'list', 'search', 'show', 'edit', 'apply', 'remove'],
    ],
    [
      ['counters', '--help'],
      ['list', 'get', 'reset'],
    ],
    [
      ['config', '--help'],
      ['list', 'get', 'set', 'unset', 'path', 'validate'],
    ],
    [
      ['pause', '--help'],
      ['--for', '--until', '--project', '--json'],
    ],
    [
      ['resume', '--help'],
      ['--project', '--json'],
    ],
    [['demo', '--help'], ['Nothing of yours']],
  ])('shows help for %j', async (args, words) => {
    const { code, stdout, stderr } = await runSpoor(user, args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const word of words) expect(stdout).toContain(word);
  });

  it.each([
    [['sesions'], /unknown command 'sesions' \(Did you mean sessions\?\); see `spoor --help`$/],
    [['db', 'pth'], /unknown command 'pth' \(Did you mean path\?\); see `spoor db --help`$/],
    [['--nope'], /unknown option '--nope'/],
    [['sessions', 'list', '--nope'], /unknown option.*see `spoor sessions list --help`$/],
    [['sessions', 'show'], /missing required argument 'id'/],
    [['sessions', 'list', '--limit', 'many'], /'many' is invalid.*whole number/],
    [['sessions', 'list', '--limit', '0'], /'0' is invalid/],
    [['db', 'migrate', '--to', '999'], /this Spoor knows 1 to \d+; see `spoor db migrate --help`$/],
    [['db', 'path', 'extra'], /too many arguments/],
    [['\u001b[31mred'], /unknown command '␛\[31mred'/],
  ])('calls %j bad usage, in one line', async (args, message) => {
    const { code, stdout, stderr } = await runSpoor(user, args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^spoor: .*\n$/);
    expect(stderr.trimEnd()).toMatch(message);
  });

  it.each(['db', 'sessions', 'lessons', 'counters', 'hooks'])(
    'shows the help of %s without a command, as an error',
    async (group) => {
      const { code, stdout, stderr } = await runSpoor(user, [group]);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toContain(`Usage: spoor ${group}`);
    },
  );

  it('says what to do where there is no terminal and nothing recorded', async () => {
    const { code, stdout } = await runSpoor(user, []);
    expect(code).toBe(0);
    expect(stdout).toContain('spoor hooks install');
    expect(stdout).toContain('spoor --help');
  });

  it('says in one line that no home is known', async () => {
    const env = { PATH: user.env['PATH'] ?? '', HOME: 'relative' };
    const { code, stderr } = await runSpoor({ env }, ['db', 'path']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^spoor: No home folder is known.*\n$/);
  });
});

describe('the built entry', () => {
  it('loads neither SQLite nor React before it is asked to', () => {
    const packages = packagesLoadedBy(SPOOR);
    expect([...packages].sort()).toEqual(['@spoor/core']);
  });
});

/** The packages that a file loads at once, itself or through files that it loads. */
function packagesLoadedBy(file: string, seen = new Set<string>()): Set<string> {
  seen.add(file);
  const packages = new Set<string>();
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(STATIC_IMPORT)) {
    const next = join(dirname(file), name);
    if (isBuiltin(name) || seen.has(next)) continue;
    const found = name.startsWith('.') ? packagesLoadedBy(next, seen) : [name];
    for (const one of found) packages.add(one);
  }
  return packages;
}

/** One that stands in no function: at the beginning of a line. */
const STATIC_IMPORT =
  /^(?:(?:import|export)(?:[^'"();]*?from)?\s*|await import\()['"]([^'"]+)['"]/gm;
