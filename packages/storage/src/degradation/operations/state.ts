import { draftOf } from '../../stores/state-draft.js';
import { writeState } from '../../stores/state-store.js';
import type { SavedState } from '../../stores/workflow-state.js';
import { defineOperation } from '../write-operation.js';

/**
 * States of any orchestrator's machines. One that is held and can't be appended when its turn comes,
 * because another writer was faster, is refused then.
 */
export const stateOperations = {
  'state.save': defineOperation({
    keep: (state: SavedState) => {
      // What is no state is refused at the call, not when it is too late.
      draftOf(state);
      return state;
    },
    apply: (db, state) => writeState(db, draftOf(state)),
  }),
};
