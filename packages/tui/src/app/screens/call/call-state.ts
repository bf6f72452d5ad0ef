import type { Entry, EntryPlace, EntryReading } from '@spoor/storage';
import type { Piece } from '../../present/piece.js';
import { EMPTY_VIEW, type TextView } from '../../state/text-view.js';
import { callSections } from './call-sections.js';
import { statusOf } from './entry-title.js';
import { subagentSections } from './subagent-sections.js';
import { turnSections } from './turn-sections.js';

/** An entry on the screen. */
export interface CallState {
  readonly place: EntryPlace;
  readonly loaded: boolean;
  readonly version: string | null;
  readonly session: EntryReading['session'];
  readonly entry: Entry | null;
  readonly pieces: readonly Piece[];
  readonly view: TextView;
}

/** An entry before it is read. */
export function firstCall(place: EntryPlace): CallState {
  return {
    place,
    loaded: false,
    version: null,
    session: null,
    entry: null,
    pieces: [],
    view: EMPTY_VIEW,
  };
}

/** The entry as it was read; its texts are laid out anew only where they may have changed. */
export function withReading(state: CallState, told: EntryReading): CallState {
  const { version, session, entry = state.entry } = told;
  if (told.entry === undefined && version === state.version) return state;
  return {
    ...state,
    loaded: true,
    version,
    session,
    entry,
    pieces: entry === null ? [] : sectionsOf(entry, session),
  };
}

function sectionsOf(entry: Entry, session: EntryReading['session']): Piece[] {
  const context = {
    status: statusOf(entry, session),
    folder: session?.workingDirectory ?? null,
  };
  switch (entry.kind) {
    case 'call':
      return callSections(entry, context);
    case 'turn':
      return turnSections(entry, context);
    case 'subagent':
      return subagentSections(entry, context);
  }
}
