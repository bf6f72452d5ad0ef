import { chownSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { CONFIGURATION_KEYS } from '@spoor/core';
import type { Scale } from '../../attack.ts';
import { callStart } from '../../support/events.ts';
import { inPlace, type Place } from '../../support/place.ts';
import { runCommand } from '../../support/run-command.ts';
import { runHook } from '../../support/run-hook.ts';
import type { Case } from './case.ts';
import { recorded } from './planted.ts';

const VALUES = [
  '',
  '-1',
  '1e999',
  'NaN',
  '../../x',
  '/dev/zero',
  '[',
  '[{"name":"x","pattern":"(a|a)*$"}]',
  '{"__proto__":{"x":1}}',
  '\u001b[2J',
  'x'.repeat(100_000),
];

/** Variables with hostile values, and folders that somebody else made where ours would be. */
export function environmentCases(scale: Scale): Case[] {
  const keys = CONFIGURATION_KEYS.filter((_, index) => scale === 'full' || index % 12 === 0);
  return [
    ...keys.map(({ variable }) => variableCase(variable)),
    ...[
      'HOME',
      'XDG_DATA_HOME',
      'XDG_CONFIG_HOME',
      'XDG_RUNTIME_DIR',
      'TMPDIR',
      'CLAUDE_CONFIG_DIR',
      'SPOOR_CONFIG',
    ].map(placeCase),
    relativeData(),
    ...plantedSpools(),
    ...dataFolders(),
    ...slowRules(),
  ];
}

/** Any value of a key's variable: recorded, or said to be unusable. */
function variableCase(variable: string): Case {
  return {
    name: `${variable} with any value`,
    run: () =>
      inPlace(async (place) => {
        for (const value of VALUES) {
          const env = { [variable]: value };
          const { status, stdout } = await runHook(place, callStart(1), { env });
          if (status !== 0 || stdout !== '')
            return `${JSON.stringify(value.slice(0, 40))}: the hook ended with ${status}`;
        }
        const { stderr } = await runCommand(place, ['config', 'list'], {
          env: { [variable]: VALUES[8] ?? '' },
        });
        return stderr.includes('unexpected error') ? stderr.toString().slice(0, 200) : null;
      }),
  };
}

function placeCase(variable: string): Case {
  return {
    name: `${variable} that is relative, a device, a file or a loop`,
    run: async () => {
      for (const value of PLACES) {
        const wrong = await inPlace((place) => misplaced(place, variable, value));
        if (wrong !== null) return `${value}: ${wrong}`;
      }
      return null;
    },
  };
}

const PLACES = ['.', 'relative/x', '/dev/zero', '/proc/self/fd/0', 'FILE', 'LOOP'];

async function misplaced(place: Place, variable: string, value: string): Promise<string | null> {
  const [file, loop] = [join(place.home, 'file'), join(place.home, 'loop')];
  writeFileSync(file, 'mine');
  symlinkSync(loop, loop);
  const given = value === 'FILE' ? file : value === 'LOOP' ? loop : value;
  const wrong = await recorded(place, place.home, { [variable]: given });
  if (wrong !== null) return wrong;
  const left = readdirSync(place.home).filter((name) => !['data', 'loop', 'file'].includes(name));
  return left.length === 0 ? null : `made ${left.join(', ')} where it was run`;
}

/** A relative data folder would be another one in each project. */
function relativeData(): Case {
  return {
    name: 'SPOOR_DATA_DIR that is relative',
    run: () =>
      inPlace(async (place) => {
        await runHook(place, callStart(1), { cwd: place.home, env: { SPOOR_DATA_DIR: 'planted' } });
        return existsSync(join(place.home, 'planted')) ? 'it was made in the working folder' : null;
      }),
  };
}

/** A user of the machine who was there first: in the shared folder, under the name of our spool. */
function plantedSpools(): Case[] {
  const others: Readonly<Record<string, (folder: string, theirs: string) => void>> = {
    'another’s folder': (folder) => {
      mkdirSync(join(folder, 'spool'), { recursive: true, mode: 0o777 });
      giveAway(folder);
    },
    'our folder in another’s': (folder) => {
      mkdirSync(join(folder, 'spool'), { recursive: true });
      chownSync(folder, OTHER, OTHER);
    },
    'a link to another’s folder': (folder, theirs) => {
      mkdirSync(join(theirs, 'spool'), { recursive: true, mode: 0o777 });
      giveAway(theirs);
      symlinkSync(theirs, folder);
    },
    'a spool that is a link': (folder, theirs) => {
      mkdirSync(folder, { recursive: true });
      mkdirSync(theirs, { mode: 0o777 });
      symlinkSync(theirs, join(folder, 'spool'));
    },
  };
  return Object.entries(others).map(([name, plant]) => ({
    name: `the second spool is ${name}`,
    run: () =>
      inPlace(async (place) => {
        if (process.getuid?.() !== 0) return null;
        const theirs = join(place.home, 'theirs');
        const folder = join(place.home, `spoor-${process.getuid()}`);
        plant(folder, theirs);
        writeFileSync(join(place.home, 'data'), 'no folder');
        const { status, stderr } = await runHook(place, callStart(1));
        if (status !== 0) return `the hook ended with ${status}`;
        const written = [folder, theirs].flatMap(filesIn);
        if (written.length > 0) return `an event was written there: ${written.join(', ')}`;
        return stderr === '' ? 'nothing was said of the loss' : null;
      }),
  }));
}

const OTHER = 65_534;

function giveAway(folder: string): void {
  chownSync(folder, OTHER, OTHER);
  if (existsSync(join(folder, 'spool'))) chownSync(join(folder, 'spool'), OTHER, OTHER);
}

function filesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.json'),
  );
}

/** The data folder itself, where somebody else made it. */
function dataFolders(): Case[] {
  return [
    {
      name: 'the data folder belongs to another user',
      run: () =>
        inPlace(async (place) => {
          if (process.getuid?.() !== 0) return null;
          const folder = join(place.home, 'theirs');
          mkdirSync(folder, { mode: 0o777 });
          chownSync(folder, OTHER, OTHER);
          return unused(place, folder);
        }),
    },
    {
      name: 'the data folder is a link to another user’s',
      run: () =>
        inPlace(async (place) => {
          if (process.getuid?.() !== 0) return null;
          const folder = join(place.home, 'theirs');
          mkdirSync(folder, { mode: 0o777 });
          chownSync(folder, OTHER, OTHER);
          symlinkSync(folder, join(place.home, 'link'));
          return unused(place, join(place.home, 'link'));
        }),
    },
  ];
}

async function unused(place: Place, folder: string): Promise<string | null> {
  const { status } = await runHook(place, callStart(1), { env: { SPOOR_DATA_DIR: folder } });
  if (status !== 0) return `the hook ended with ${status}`;
  const made = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return made.some((name) => /\.json$|\.db/.test(name)) ? `made ${made.join(', ')} there` : null;
}

/** Rules of a user's own that would run for ever are broken off; the event stays. */
function slowRules(): Case[] {
  const patterns = [
    '(a|a)*$',
    '(a|aa)+$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '(.*)(.*)(.*)(.*)(.*)x',
    'a*a*a*a*a*a*b',
    '(?=(a+))\\1*b',
    '(?:a?){50}a{50}',
  ];
  return patterns.map((pattern) => ({
    name: `a rule of one’s own: ${pattern}`,
    run: () =>
      inPlace((place) =>
        recorded(place, '/', {
          SPOOR_REDACTION_RULES: JSON.stringify([{ name: 'slow', pattern }]),
        }),
      ),
  }));
}
