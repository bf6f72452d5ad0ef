import type { Attack } from '../attack.ts';
import { crowd } from './crowd.ts';
import { heldLocks } from './held-locks.ts';
import { load } from './load.ts';
import { undisturbedClient } from './undisturbed-client.ts';
import { unusablePlaces } from './unusable-places.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [
  unusablePlaces,
  heldLocks,
  undisturbedClient,
  crowd,
  load,
];
