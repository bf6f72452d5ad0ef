import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { callStart } from '../../support/events.ts';
import { drain, read } from '../../support/kept.ts';
import { inPlace, type Place } from '../../support/place.ts';
import { runCommand } from '../../support/run-command.ts';
import { runHook } from '../../support/run-hook.ts';
import type { Case } from './case.ts';

/** What a hostile repository brings along, with hooks and commands run inside it. */
export function plantedCases(): Case[] {
  return [programs(), projectSettings(), ...repositories(), ...projectFiles()];
}

interface Repository {
  readonly project: string;
  /** A file that is there once something of the repository has run. */
  readonly trace: string;
}

function makeRepository({ home }: Place): Repository {
  const project = join(home, 'project');
  mkdirSync(join(project, '.git'), { recursive: true });
  writeFileSync(join(project, '.git/HEAD'), 'ref: refs/heads/main\n');
  return { project, trace: join(home, 'was-run') };
}

const NAMES =
  'git node true sh bash env claude script cat mkdir rm ls less vi vim ps kill id uname spoor spoor-hooks python3'.split(
    ' ',
  );

/** Programs by every likely name, first on the search path, and modules by those that are loaded. */
function programs(): Case {
  return {
    name: 'programs and modules with names that could be run',
    run: () =>
      inPlace(async (place) => {
        const { project, trace } = makeRepository(place);
        for (const name of NAMES) {
          writeFileSync(join(project, name), `#!/bin/sh\n/bin/echo ${name} >> '${trace}'\n`);
          chmodSync(join(project, name), 0o755);
        }
        const evil = `require('node:fs').appendFileSync(${JSON.stringify(trace)}, 'module');`;
        for (const name of [
          'better-sqlite3',
          '@spoor/core',
          '@spoor/storage',
          'ink',
          'commander',
        ]) {
          mkdirSync(join(project, 'node_modules', name), { recursive: true });
          writeFileSync(join(project, 'node_modules', name, 'index.js'), evil);
        }
        writeFileSync(join(project, 'evil.cjs'), evil);
        writeFileSync(join(project, '.npmrc'), `node-options=--require ${project}/evil.cjs\n`);
        writeFileSync(join(project, '.env'), `NODE_OPTIONS=--require ${project}/evil.cjs\n`);
        writeFileSync(
          join(project, 'package.json'),
          '{"type":"module","imports":{"#x":"./evil.cjs"}}',
        );
        const installed = await runCommand(place, ['hooks', 'install']);
        if (installed.status !== 0) return `install ended with ${installed.status}`;
        const env = {
          PATH: `.:${project}:${place.env['PATH'] ?? ''}`,
          NODE_PATH: join(project, 'node_modules'),
        };
        const command = installedCommand(place);
        const loader = { NODE_OPTIONS: `--require ${project}/evil.cjs`, NODE_V8_COVERAGE: project };
        const status = await runAsClient(
          command,
          JSON.stringify({ ...callStart(1), cwd: project }),
          project,
          {
            ...place.env,
            ...env,
            ...loader,
          },
        );
        if (status !== 0) return `the hook ended with ${status}`;
        if (existsSync(trace)) return `the hook ran ${readFileSync(trace, 'utf8')}`;
        const commands = [
          ['sessions', 'list'],
          ['hooks', 'status'],
          ['hooks', 'doctor'],
          ['db', 'status'],
          ['db', 'maintain', '--force'],
          ['import'],
        ];
        for (const args of commands) {
          await runCommand(place, args, { cwd: project, env });
          if (existsSync(trace))
            return `\`spoor ${args.join(' ')}\` ran ${readFileSync(trace, 'utf8')}`;
        }
        drain(place);
        const [row] = read<{ n: number }>(
          place.databasePath,
          "SELECT count(*) AS n FROM hook_executions WHERE tool_use_id = 'toolu_1'",
        );
        return row?.n === 1 ? null : 'the event is missing';
      }),
  };
}

function installedCommand({ home }: Place): string {
  const settings = JSON.parse(readFileSync(join(home, '.claude/settings.json'), 'utf8'));
  return settings.hooks.Stop[0].hooks[0].command;
}

/** As the client does. */
function runAsClient(
  command: string,
  input: string,
  cwd: string,
  env: Record<string, string>,
): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn('/bin/sh', ['-c', command], {
      cwd,
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.on('error', reject);
    child.stdin.on('error', () => {});
    child.stdin.end(input);
    child.on('close', (status) => resolve(status));
  });
}

function projectSettings(): Case {
  return {
    name: 'settings with commands that look like ours',
    run: () =>
      inPlace(async (place) => {
        const { project, trace } = makeRepository(place);
        await runCommand(place, ['hooks', 'install']);
        const launcher = join(place.dataDir, 'hook/spoor-hook');
        const hooks = [
          `touch '${trace}'; . '${launcher}'`,
          `[ -x '${launcher}' ] || exit 0; . '${launcher}'; touch '${trace}'`,
          `touch '${trace}' #/hook/spoor-hook`,
        ].map((command) => ({ hooks: [{ type: 'command', command }] }));
        mkdirSync(join(project, '.claude'));
        for (const name of ['settings.json', 'settings.local.json']) {
          writeFileSync(join(project, '.claude', name), JSON.stringify({ hooks: { Stop: hooks } }));
        }
        for (const args of [
          ['hooks', 'doctor'],
          ['hooks', 'status'],
          ['hooks', 'install', '--project'],
          ['hooks', 'uninstall', '--local'],
        ]) {
          await runCommand(place, args, { cwd: project });
          if (existsSync(trace)) return `\`spoor ${args.join(' ')}\` ran it`;
        }
        return null;
      }),
  };
}

/** What can stand for `.git`. */
const GITS: Readonly<Record<string, (git: string) => void>> = {
  'a link to itself': (git) => symlinkSync(git, git),
  'a link to the root': (git) => symlinkSync('/', git),
  'a pipe': (git) => execFileSync('mkfifo', [git]),
  'a file that leads out': (git) => writeFileSync(git, 'gitdir: ../../../../../../etc\n'),
  'a file that names a device': (git) => writeFileSync(git, 'gitdir: /dev/zero\n'),
  'a file of 100 MB': (git) => writeFileSync(git, Buffer.alloc(100_000_000, 'gitdir: x')),
  'a HEAD that is a pipe': (git) => {
    mkdirSync(git);
    execFileSync('mkfifo', [join(git, 'HEAD')]);
  },
  'a HEAD that is a device': (git) => {
    mkdirSync(git);
    symlinkSync('/dev/zero', join(git, 'HEAD'));
  },
};

function repositories(): Case[] {
  return Object.entries(GITS).map(([name, make]) => ({
    name: `.git is ${name}`,
    run: () =>
      inPlace(async (place) => {
        const project = join(place.home, 'project');
        mkdirSync(project);
        make(join(project, '.git'));
        return recorded(place, project);
      }),
  }));
}

/** What can stand for `.spoor.json`. */
const CONFIGURATIONS: Readonly<Record<string, (path: string) => void>> = {
  'a link to a file': (path) => symlinkSync('/etc/passwd', path),
  'a link to a device': (path) => symlinkSync('/dev/zero', path),
  'a link to itself': (path) => symlinkSync(path, path),
  'a pipe': (path) => execFileSync('mkfifo', [path]),
  'a folder': (path) => mkdirSync(path),
  '100 MB': (path) => writeFileSync(path, Buffer.alloc(100_000_000, ' ')),
  'nested 400,000 times': (path) => writeFileSync(path, '['.repeat(400_000) + ']'.repeat(400_000)),
  'no UTF-8': (path) => writeFileSync(path, Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
  'a prototype': (path) =>
    writeFileSync(
      path,
      '{"__proto__":{"payloads":true},"capture":{"__proto__":{"payloads":true},"constructor":{"prototype":{"x":1}}}}',
    ),
  '500 literals of 1,024 characters': (path) =>
    writeFileSync(
      path,
      JSON.stringify({
        redaction: {
          literals: Array.from(
            { length: 500 },
            (_, n) => `${'a'.repeat(1_019)}${String(n).padStart(5, '0')}`,
          ),
        },
      }),
    ),
  'rules that never end': (path) =>
    writeFileSync(
      path,
      JSON.stringify({
        redaction: {
          rules: [
            { name: 'x', pattern: '(a|a)*$' },
            { name: 'y', pattern: '(a*)*b' },
          ],
        },
      }),
    ),
};

function projectFiles(): Case[] {
  return Object.entries(CONFIGURATIONS).map(([name, make]) => ({
    name: `.spoor.json is ${name}`,
    run: () =>
      inPlace(async (place) => {
        const { project } = makeRepository(place);
        make(join(project, '.spoor.json'));
        return recorded(place, project);
      }),
  }));
}

/** Records a call in a folder, whose text is hard work for rules, and looks for it. */
export async function recorded(
  place: Place,
  cwd: string,
  env: Record<string, string> = {},
): Promise<string | null> {
  const event = { ...callStart(1), cwd, tool_input: { command: 'a'.repeat(30_000) } };
  const { status, stdout, elapsedMs } = await runHook(place, event, { cwd, env });
  if (status !== 0 || stdout !== '')
    return `the hook ended with ${status} and wrote ${JSON.stringify(stdout.slice(0, 80))}`;
  // Its own bound is 2 s; what a loaded machine adds before and after is not the hook's.
  if (elapsedMs > 12_000) return `the hook took ${elapsedMs.toFixed(0)} ms`;
  drain(place);
  const [row] = read<{ n: number }>(
    place.databasePath,
    "SELECT count(*) AS n FROM hook_executions WHERE tool_use_id = 'toolu_1'",
  );
  return row?.n === 1 ? null : 'the event is missing';
}
