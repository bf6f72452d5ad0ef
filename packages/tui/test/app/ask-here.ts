import type { SpoorDatabase } from '@spoor/storage';
import { askDatabase } from '../../src/app/live/ask-database.js';
import type { Effect, Screen, ScreenStep, Surroundings } from '../../src/app/state/screen.js';

/** What a screen knows besides its state, in a test. */
export function surroundings(more: Partial<Surroundings> = {}): Surroundings {
  return {
    columns: 100,
    rows: 30,
    nowMs: Date.parse('2026-11-21T10:00:00.000Z'),
    facts: { databasePath: ':memory:', homeDir: '/home/dev', configuration: null },
    health: null,
    history: null,
    ...more,
  };
}

/** Answers all that a screen asks from a database, until it asks nothing new. */
export function answered(screen: Screen, db: SpoorDatabase, around: Surroundings): Screen {
  let known = new Set<string>();
  let now = screen;
  for (let round = 0; round < 10; round += 1) {
    const queries = now.queries(around);
    const fresh = queries.filter((query) => !known.has(JSON.stringify(query)));
    if (fresh.length === 0) return now;
    known = new Set(queries.map((query) => JSON.stringify(query)));
    for (const query of fresh) {
      const answer = askDatabase(db, query);
      if (answer !== null) now = now.answered(answer, around);
    }
  }
  throw new Error('the screen asks without end');
}

/** A screen after commands, with what was to be done besides. */
export function pressed(
  screen: Screen,
  commands: readonly string[],
  db: SpoorDatabase,
  around: Surroundings,
): { screen: Screen; effects: readonly Effect[] } {
  const effects: Effect[] = [];
  let now = answered(screen, db, around);
  for (const command of commands) {
    const step: ScreenStep = command.startsWith('type:')
      ? now.typed(command.slice(5), around, true)
      : now.pressed(command, around);
    effects.push(...step.effects);
    now = answered(step.screen, db, around);
  }
  return { screen: now, effects };
}
