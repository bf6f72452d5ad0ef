import type { RecorderFigures, TableSize, Vitals } from '@spoor/storage';
import { EMPTY_LIST, type ListState } from '../../state/list-state.js';
import type { RecorderFacts } from './recorder-facts.js';

/** The recorder's health. What was not told yet is null. */
export interface HealthState {
  readonly list: ListState;
  /** Whether a line was chosen; until then it is the first one, whatever comes above. */
  readonly hasMoved: boolean;
  readonly folded: readonly string[];
  /** Every key of the configuration, not only those that are set. */
  readonly allSettings: boolean;
  readonly vitals: Vitals | null;
  readonly figures: RecorderFigures | null;
  readonly room: readonly TableSize[] | null;
  readonly recorder: RecorderFacts | null;
  /** What is being done, said while it is. */
  readonly doing: string | null;
}

/** The screen before anything is known; what costs much, or is seldom asked for, is folded. */
const FIRST_HEALTH: HealthState = {
  list: EMPTY_LIST,
  hasMoved: false,
  folded: ['room', 'settings', 'versions'],
  allSettings: false,
  vitals: null,
  figures: null,
  room: null,
  recorder: null,
  doing: null,
};

/** The state as it was left, as far as what is remembered says so. */
export function rememberedHealth(remembered: unknown): HealthState {
  const folded =
    typeof remembered === 'object' && remembered !== null && 'folded' in remembered
      ? remembered.folded
      : null;
  if (!Array.isArray(folded)) return FIRST_HEALTH;
  return { ...FIRST_HEALTH, folded: folded.filter((id) => typeof id === 'string') };
}
