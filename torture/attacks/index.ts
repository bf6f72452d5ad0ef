import type { Attack } from '../attack.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [];
