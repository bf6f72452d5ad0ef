import type { HookStatus } from '@spoor/hooks';
import { EMPTY_LIST, type ListState } from '../../state/list-state.js';

/** What is seen while nothing is recorded; a choice is chosen once one has moved. */
export interface FirstStartState {
  readonly list: ListState;
  /** Whether hooks record; null before that is known. */
  readonly recording: HookStatus['recording']['state'] | null;
  /** What came of adding the hooks; null before that. */
  readonly installed: { readonly ok: boolean; readonly message: string } | null;
  /** The hooks are being added. */
  readonly installing: boolean;
}

/** The screen as it begins. */
export const FIRST_FIRST_START: FirstStartState = {
  list: EMPTY_LIST,
  recording: null,
  installed: null,
  installing: false,
};
