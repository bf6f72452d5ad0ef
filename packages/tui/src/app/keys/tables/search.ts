import type { Binding } from '../binding.js';

/** Keys of the search. */
export const SEARCH_KEYS: readonly Binding[] = [];
