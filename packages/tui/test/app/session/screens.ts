import type { SessionHistory } from '@spoor/storage';
import { lineText } from '../../../src/app/present/line.js';
import { sessionScreen } from '../../../src/app/screens/session/session-screen.js';
import type { SessionPlace } from '../../../src/app/screens/session/session-state.js';
import type { Screen, ScreenStep, Surroundings } from '../../../src/app/state/screen.js';
import { at, START } from '../records.js';
import { call, history, turn } from './histories.js';

/** What is around a screen of a size, some time after the start. */
export function around(columns = 100, rows = 24, second = 60): Surroundings {
  return {
    columns,
    rows,
    nowMs: START + second * 1_000,
    facts: { databasePath: '/db', homeDir: null, configuration: null },
    health: null,
    history: null,
  };
}

/** The screen once a session was read. */
export function told(
  screen: Screen,
  of: SessionHistory | null,
  { contextTokens = null, around: surroundings = around() }: ToldOptions = {},
): Screen {
  const answer = of === null ? null : { large: false as const, history: of, contextTokens };
  return screen.answered(
    { kind: 'session.history', asked: { id: 's' }, told: answer },
    surroundings,
  );
}

interface ToldOptions {
  readonly contextTokens?: number | null;
  readonly around?: Surroundings;
}

/** The session `s` on the screen. */
export function opened(of: SessionHistory, place: Partial<SessionPlace> = {}): Screen {
  return told(sessionScreen({ id: 's', ...place }), of);
}

/** The screen after commands. */
export function pressed(screen: Screen, ...commands: readonly string[]): Screen {
  return commands.reduce((now, command) => now.pressed(command, around()).screen, screen);
}

/** What the last of some commands wanted done. */
export function effectsOf(screen: Screen, ...commands: readonly string[]): ScreenStep['effects'] {
  const before = pressed(screen, ...commands.slice(0, -1));
  return before.pressed(commands.at(-1) ?? '', around()).effects;
}

/** The screen as a reader sees it. */
export function textOf(screen: Screen, surroundings = around()): string[] {
  return screen.view(surroundings).map((line) => lineText(line).trimEnd());
}

/** The chosen line of the timeline. */
export function chosenOf(screen: Screen, surroundings = around()): string {
  return screen
    .view(surroundings)
    .filter(({ selected }) => selected)
    .map(lineText)
    .join('|');
}

/** A session of one turn that grows: so many calls of a second, each after the other. */
export function growing(calls: number, status: 'active' | 'ended' = 'active'): SessionHistory {
  return history(
    {
      turns: [turn('t1', 0, { success: null, completedAt: null, durationMs: null })],
      toolCalls: Array.from({ length: calls }, (_, i) =>
        call(`c${i}`, i, { completedAt: at(i + 1) }),
      ),
    },
    { status, turns: 1, toolCalls: calls },
  );
}
