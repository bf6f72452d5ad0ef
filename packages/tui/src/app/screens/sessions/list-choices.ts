import { ROLLING_RANGES, type RollingRangeId } from '../../state/rolling-range.js';
import { isSortId, type SortId } from './sort-orders.js';

/** What the user has chosen of the list of sessions. */
export interface ListChoices {
  readonly sort: SortId;
  /** Whether the order is turned round. */
  readonly reversed: boolean;
  readonly grouped: boolean;
  /** Whether sessions that wait for the user stand before all others. */
  readonly attentionFirst: boolean;
  readonly liveOnly: boolean;
  readonly range: RollingRangeId;
}

/** The choices of someone who has made none. */
export const FIRST_CHOICES: ListChoices = {
  sort: 'active',
  reversed: false,
  grouped: false,
  attentionFirst: false,
  liveOnly: false,
  range: 'all',
};

/** What is remembered of the list from one start to the next. */
export interface RememberedList {
  readonly choices: ListChoices;
  /** Projects whose sessions are folded away. */
  readonly folded: ReadonlySet<string>;
  readonly filter: string;
}

/** What is written down of a list. */
export function rememberedList({ choices, folded, filter }: RememberedList): unknown {
  return { ...choices, folded: [...folded].slice(-MOST_FOLDED), filter };
}

/** Reads what was written down; what isn't understood of it is as it is at first. */
export function recallList(written: unknown): RememberedList {
  const fields = isFields(written) ? written : {};
  const { sort, range, folded, filter } = fields;
  const known = ROLLING_RANGES.find(({ id }) => id === range);
  return {
    choices: {
      sort: isSortId(sort) ? sort : FIRST_CHOICES.sort,
      reversed: fields['reversed'] === true,
      grouped: fields['grouped'] === true,
      attentionFirst: fields['attentionFirst'] === true,
      liveOnly: fields['liveOnly'] === true,
      range: known?.id ?? FIRST_CHOICES.range,
    },
    folded: new Set(Array.isArray(folded) ? folded.filter(isText).slice(-MOST_FOLDED) : []),
    filter: isText(filter) ? filter.slice(0, LONGEST_FILTER) : '',
  };
}

const MOST_FOLDED = 500;
const LONGEST_FILTER = 500;

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
