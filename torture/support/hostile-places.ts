import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { callStart } from './events.ts';
import type { Place } from './place.ts';
import type { HookOptions } from './run-hook.ts';

/** Surroundings that a hook is started in, or that its input points at. */
export interface HostilePlace {
  readonly name: string;
  /** Makes them; says what the hook is given, and how it is run. */
  readonly make: (place: Place, folder: string) => { event: object; options?: HookOptions };
  /** The event can be kept nowhere, and the user is told. */
  readonly isHopeless?: true;
}

const SESSION = 'torture';
const GB = 1024 ** 3;
const NOBODY = 65_534;

/** All of them. */
export const HOSTILE_PLACES: readonly HostilePlace[] = [
  ...transcripts(),
  ...projects(),
  ...processes(),
  ...clocks(),
];

/** The file that an event names as its transcript, by the name that a transcript has. */
function transcripts(): HostilePlace[] {
  const at = (name: string, put: (path: string) => void, options?: HookOptions): HostilePlace => ({
    name: `a transcript that is ${name}`,
    make: (_place, folder) => {
      const path = join(folder, `${SESSION}.jsonl`);
      put(path);
      return { event: stop({ transcript_path: path }), ...(options && { options }) };
    },
  });
  return [
    at('a pipe', (path) => execFileSync('mkfifo', [path])),
    at('a link to a pipe', (path) => {
      execFileSync('mkfifo', [`${path}.pipe`]);
      symlinkSync(`${path}.pipe`, path);
    }),
    at('an endless device', (path) => symlinkSync('/dev/zero', path)),
    at('a terminal', (path) => symlinkSync('/dev/tty', path)),
    at('a folder', (path) => mkdirSync(path)),
    at('a circle of links', (path) => symlinkSync(path, path)),
    at('10 GB of nothing', (path) => sparse(path, 10 * GB)),
    at('10 GB of one line', (path) => sparse(path, 10 * GB, '{"type":"user","uuid":"')),
    at('gone', () => undefined),
    at('no transcript', (path) => symlinkSync('/etc/passwd', path)),
    at('of another user', (path) => writeFileSync(path, '{"type":"user"}\n', { mode: 0o600 }), {
      uid: NOBODY,
    }),
  ];
}

/** The folder that an event says it comes from. */
function projects(): HostilePlace[] {
  const at = (name: string, put: (folder: string) => string | undefined): HostilePlace => ({
    name: `a project ${name}`,
    make: (_place, folder) => ({ event: stop({ cwd: put(folder) ?? folder }) }),
  });
  const withGit = (name: string, put: (git: string) => void): HostilePlace =>
    at(name, (folder) => {
      mkdirSync(join(folder, '.git'));
      put(join(folder, '.git'));
      return undefined;
    });
  return [
    at('that is gone', (folder) => join(folder, 'gone')),
    at('that is a circle of links', (folder) => {
      symlinkSync(join(folder, 'circle'), join(folder, 'circle'));
      return join(folder, 'circle');
    }),
    at('with a NUL', () => '/a\u0000b'),
    withGit('whose HEAD is a pipe', (git) => execFileSync('mkfifo', [join(git, 'HEAD')])),
    withGit('whose HEAD has a GB', (git) => sparse(join(git, 'HEAD'), GB, 'ref: refs/heads/')),
    withGit('whose HEAD is an endless device', (git) =>
      symlinkSync('/dev/zero', join(git, 'HEAD')),
    ),
    at('whose `.git` has a GB', (folder) => {
      sparse(join(folder, '.git'), GB, 'gitdir: ');
      return undefined;
    }),
    at('whose settings are a pipe', (folder) => {
      execFileSync('mkfifo', [join(folder, '.spoor.json')]);
      return undefined;
    }),
    at('whose settings have a GB', (folder) => {
      sparse(join(folder, '.spoor.json'), GB, '{"redaction":');
      return undefined;
    }),
  ];
}

/** What a hook's process is given. */
function processes(): HostilePlace[] {
  const long = 'x'.repeat(120_000);
  const started = (name: string, options: HookOptions): HostilePlace => ({
    name,
    make: () => ({ event: callStart(1), options }),
  });
  return [
    {
      name: 'a working directory that is gone',
      make: (_place, folder) => ({
        event: callStart(1),
        options: { cwd: folder, onStarted: () => rmSync(folder, { recursive: true }) },
      }),
    },
    {
      name: 'a working directory that may not be read',
      make: (_place, folder) => {
        chmodSync(folder, 0o111);
        return { event: callStart(1), options: { cwd: folder, uid: NOBODY } };
      },
    },
    started('an environment of 1.5 MB', {
      env: Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`CLAUDE_${n}`, long])),
    }),
    started("the client's variables, hostile", {
      env: {
        AI_AGENT: `claude-code_${'9-'.repeat(50_000)}`,
        CLAUDE_CODE_ENTRYPOINT: 'cli\n\u001b]8;;x\u0007',
        CLAUDE_PID: '1e9',
        CLAUDE_PROJECT_DIR: `/${'\n'.repeat(1_000)}`,
        CLAUDE_CONFIG_DIR: long,
      },
    }),
    started('a process of the client that is none', { env: { CLAUDE_PID: '-1' } }),
    started('no home', { env: { HOME: '' } }),
    started('a user that nobody knows', { env: { HOME: '' }, uid: 54_321 }),
    started('a folder for temporary files that is gone', { env: { TMPDIR: '/nowhere/at/all' } }),
    started("Spoor's own variables, hostile", {
      env: {
        SPOOR_RECORDER_DEADLINEMS: '-1',
        SPOOR_REDACTION_RULES: long,
        SPOOR_CONFIG: '/dev/zero',
      },
    }),
    {
      name: 'no folder at all',
      isHopeless: true,
      make: () => ({
        event: callStart(1),
        options: { env: { SPOOR_DATA_DIR: '/proc/spoor', TMPDIR: '/proc/spoor', HOME: '/proc' } },
      }),
    },
  ];
}

/** Clocks that are wrong. */
function clocks(): HostilePlace[] {
  const preload = join(import.meta.dirname, '../processes/set-clock.mjs');
  return [
    '1969-12-31T23:59:59.999Z',
    '1970-01-01T00:00:00.000Z',
    '9999-12-31T23:59:59.999Z',
    '+012345-01-01T00:00:00.000Z',
  ].map((time) => ({
    name: `a clock that says ${time}`,
    make: () => ({
      event: callStart(1),
      options: {
        env: { NODE_OPTIONS: `--import ${preload}`, SPOOR_TORTURE_CLOCK: String(Date.parse(time)) },
      },
    }),
  }));
}

/** An event at which transcripts are read. */
function stop(fields: object): object {
  return { ...callStart(1), hook_event_name: 'Stop', stop_hook_active: false, ...fields };
}

function sparse(path: string, size: number, start = ''): void {
  writeFileSync(path, start);
  truncateSync(path, size);
}

/** Lets the user that some hooks run as into a place. */
export function openTo({ options }: { options?: HookOptions }, ...folders: string[]): void {
  if (options?.uid === undefined) return;
  for (const folder of folders) chownSync(folder, options.uid, options.uid);
}
