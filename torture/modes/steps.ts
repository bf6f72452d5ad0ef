import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { damage } from '../support/damage.ts';
import { callStart } from '../support/events.ts';
import { fill } from '../support/fill.ts';
import { read } from '../support/kept.ts';
import type { Place } from '../support/place.ts';
import { SPOOR } from '../support/programs.ts';
import { runHook } from '../support/run-hook.ts';
import type { TextEnd } from '../support/run-process.ts';
import { startInTerminal, startNode } from '../support/running.ts';
import type { Household } from './household.ts';

/** Where Spoor is used. */
interface Surroundings {
  readonly place: Place;
  readonly household: Household;
  /** Lets every process be watched. */
  readonly env: Readonly<Record<string, string>>;
}

/** Something that makes Spoor write. */
export interface Step {
  readonly name: string;
  /** @returns how the process ended. */
  readonly run: (surroundings: Surroundings) => Promise<Pick<TextEnd, 'status' | 'stderr'>>;
}

/** All of Spoor's ways to make files, in an order in which each finds what it needs. */
export const STEPS: readonly Step[] = [
  hook('makes the database', callStart(1)),
  hook('finds a database', callStart(2)),
  hook('gets no event', 'no event'),
  {
    name: 'a hook that reads a transcript',
    run: ({ place, household, env }) => {
      const { transcript, sessionId } = household;
      const event = { ...callStart(3, sessionId), hook_event_name: 'Stop' };
      return runHook(place, { ...event, transcript_path: transcript }, { env });
    },
  },
  {
    name: 'a hook that spools',
    run: whileLocked(({ place, env }) => runHook(place, callStart(4), { env })),
  },
  {
    name: 'a hook that spools elsewhere',
    run: ({ place, household, env }) =>
      runHook(place, callStart(5), {
        env: { ...env, SPOOR_DATA_DIR: join(household.editor, 'x') },
      }),
  },
  {
    name: 'a hook that can keep nothing',
    run: ({ place, household, env }) => {
      const { blocked, editor } = household;
      return runHook(place, callStart(6), {
        env: { ...env, SPOOR_DATA_DIR: blocked, TMPDIR: editor },
      });
    },
  },
  spoor('hooks', 'install'),
  {
    name: 'an installed hook that compiles itself',
    run: async ({ place, household, env }) => {
      const folder = join(place.dataDir, 'hook');
      const version = readdirSync(folder).find((name) => /^\d/.test(name)) ?? '';
      const running = startNode(place, [join(folder, version, 'hook.cjs'), '--compile'], env);
      const event = { ...callStart(7, household.sessionId), hook_event_name: 'Stop' };
      running.type(JSON.stringify({ ...event, transcript_path: household.transcript }));
      running.close();
      return running.end;
    },
  },
  {
    name: 'spoor hooks install into settings that are not there',
    run: ({ place, env }) =>
      startNode(
        place,
        [SPOOR, 'hooks', 'install', '--settings', join(place.home, 'new', 'settings.json')],
        env,
      ).end,
  },
  {
    name: 'spoor hooks doctor',
    run: async ({ place, env }) => {
      // It fails: no client runs here.
      const { stderr } = await startNode(place, [SPOOR, 'hooks', 'doctor'], env).end;
      return { status: 0, stderr };
    },
  },
  spoor('hooks', 'uninstall'),
  spoor('sessions', 'list'),
  spoor('import'),
  {
    name: 'many events',
    run: async ({ place }) => ({
      status: (await fill(place, { from: 100, to: 400, daysAgo: 60 })).length > 0 ? 0 : 1,
      stderr: '',
    }),
  },
  spoor('config', 'set', 'database.busyTimeoutMs', '4000'),
  spoor('pause', '--for', '1m'),
  spoor('resume'),
  spoor('sessions', 'rename', 'torture', 'a name'),
  spoor('lessons', 'add', '--category', 'bug', '--title', 'before', '--summary', 'before'),
  {
    name: 'spoor lessons edit',
    run: ({ place, household, env }) => {
      const [lesson] = read<{ id: string }>(place.databasePath, 'SELECT id FROM lessons');
      const editor = { EDITOR: `sh ${household.editor}` };
      return startNode(place, [SPOOR, 'lessons', 'edit', lesson?.id ?? ''], { ...env, ...editor })
        .end;
    },
  },
  spoor('search', 'answer'),
  spoor('audit', 'export', '--format', 'csv', '--output', 'audit.csv'),
  spoor('export', '--output', 'all.jsonl'),
  spoor('export', '--output', 'all.jsonl.gz'),
  spoor('import', 'all.jsonl.gz'),
  spoor('db', 'backup'),
  spoor('db', 'backup', '--output', 'own.db'),
  spoor('db', 'cleanup', '--older-than', '14d'),
  spoor('db', 'maintain', '--force'),
  spoor('db', 'migrate', '--to', '2'),
  spoor('db', 'migrate'),
  spoor('db', 'restore', 'latest', '--yes'),
  spoor('forget', 'torture', '--yes'),
  spoor('db', 'reset', '--yes'),
  {
    name: 'writes that are held',
    run: whileLocked(({ place, env }) => startNode(place, [HOLDING, place.databasePath], env).end),
  },
  {
    name: 'the inspector',
    run: async ({ place, env }) => {
      const running = startInTerminal(place, [SPOOR], env);
      const timers = ['s', 'S', 'p', '?', '\u001b', '\u001bq', '\u001bq', '\u001bq'].map((key, n) =>
        setTimeout(() => running.type(key), 1_500 + 500 * n),
      );
      timers.push(setTimeout(running.kill, 20_000));
      const end = await running.end;
      for (const timer of timers) clearTimeout(timer);
      return end;
    },
  },
  spoor('demo'),
  {
    name: 'spoor db check --repair',
    run: async ({ place, env }) => {
      await fill(place, { from: 500, to: 800 });
      damage(place.databasePath);
      const { stderr } = await startNode(place, [SPOOR, 'db', 'check', '--repair', '--yes'], env)
        .end;
      return { status: 0, stderr };
    },
  },
];

const HOLDING = join(import.meta.dirname, '../processes/hold-writes.ts');

function hook(name: string, event: object | string): Step {
  return { name: `a hook that ${name}`, run: ({ place, env }) => runHook(place, event, { env }) };
}

function spoor(...args: readonly string[]): Step {
  return {
    name: `spoor ${args.join(' ')}`,
    run: ({ place, env }) => startNode(place, [SPOOR, ...args], env).end,
  };
}

function whileLocked(run: Step['run']): Step['run'] {
  return async (surroundings) => {
    const holder = new Database(surroundings.place.databasePath);
    holder.exec('BEGIN IMMEDIATE');
    try {
      return await run(surroundings);
    } finally {
      holder.close();
    }
  };
}
