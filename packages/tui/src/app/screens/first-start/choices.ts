import { formatBytes } from '../../../present/byte-size.js';
import type { Surroundings } from '../../state/screen.js';
import type { FirstStartState } from './first-start-state.js';

/** What one can do while nothing is recorded, by its command. */
export const CHOICE_IDS = ['install', 'import', 'demo'] as const;

/** Something that one can do while nothing is recorded. */
export interface Choice {
  readonly id: (typeof CHOICE_IDS)[number];
  readonly key: string;
  readonly title: string;
  /** What it does, in full. */
  readonly about: string;
}

/** What can be done here, what most people want first. */
export function choicesOf(
  { facts, history }: Pick<Surroundings, 'facts' | 'history'>,
  recording: FirstStartState['recording'],
): Choice[] {
  const { offers = [] } = facts;
  const needsHooks = recording === 'not-installed' || recording === 'stopped';
  return [
    ...(offers.includes('recorder') && needsHooks ? [INSTALL] : []),
    ...(history === null ? [] : [IMPORT]),
    ...(offers.includes('demo') ? [DEMO] : []),
  ];
}

const INSTALL: Choice = {
  id: 'install',
  key: 'a',
  title: 'Add the hooks to Claude Code',
  about:
    'Claude Code then tells Spoor what it does, in running sessions too. Adds entries to its settings file (a copy of it is kept); `spoor hooks uninstall` takes exactly them out again.',
};

const IMPORT: Choice = {
  id: 'import',
  key: 'i',
  title: 'Import the history',
  about:
    'Takes in what Claude Code has kept of earlier sessions: reads its transcripts and changes none. It can be stopped, and goes on where it was.',
};

const DEMO: Choice = {
  id: 'demo',
  key: 'w',
  title: 'Watch the demo',
  about:
    'A recorded session is played in a folder of its own and shown while it runs, some ten seconds. Nothing of yours is read or written; quit it to come back.',
};

/** How far an import is, in words. */
export function progressText(done: number, total: number | null): string {
  return total === null ? '' : `${formatBytes(done)} of ${formatBytes(total)}`;
}
