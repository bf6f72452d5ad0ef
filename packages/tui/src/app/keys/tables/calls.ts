import type { Binding } from '../binding.js';

/** Keys of a list of calls. */
export const CALLS_KEYS: readonly Binding[] = [];
