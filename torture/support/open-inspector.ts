import process from 'node:process';
import type { Place } from './place.ts';
import { SPOOR } from './programs.ts';
import { openTerminal, type Terminal } from './terminal.ts';

/** The inspector in a terminal of its own. */
export interface OpenInspector extends Omit<Terminal, 'ended'> {
  /** Ends it by its own key. @returns the status that it ended with; null when it didn't. */
  readonly quit: () => Promise<number | null>;
}

/** Opens the inspector on a place, as a user does. @throws NotHere without tmux. */
export function openInspector(place: Place, size = { columns: 120, rows: 40 }): OpenInspector {
  const { ended, ...terminal } = openTerminal([process.execPath, SPOOR], place.env, size);
  const quit = () => {
    terminal.type('q');
    return ended();
  };
  return { ...terminal, quit };
}
