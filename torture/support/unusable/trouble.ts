import type { Place } from '../place.ts';

/** Something that keeps Spoor from a place of its own. */
export interface Trouble {
  readonly name: string;
  /** Hooks and commands run as a user without any rights but their own. */
  readonly asOrdinaryUser?: true;
  /** It meets the first hook of all; else there is a database with an event. */
  readonly onNew?: true;
  /** Hooks that run while it is there; a few unless it says how many. */
  readonly hooks?: number;
  /** Makes the place what it needs to be, before that first event. */
  readonly prepare?: (place: Place) => void;
  /** Undoes that, whatever happened. */
  readonly cleanUp?: (place: Place) => void;
  /** Puts it in the way. */
  readonly put: (place: Place) => InTheWay | Promise<InTheWay>;
}

/** A trouble that is there. */
export interface InTheWay {
  /** Files and folders that are not Spoor's: nothing of them may change. */
  readonly others?: readonly string[];
  /** Paths where nothing may appear. */
  readonly nowhere?: readonly string[];
  /** What hooks and commands find in their environment besides. */
  readonly env?: Readonly<Record<string, string>>;
  /** Makes the place usable again. */
  readonly takeAway: () => void | Promise<void>;
}

/** The user without rights. */
export const NOBODY = 65_534;
