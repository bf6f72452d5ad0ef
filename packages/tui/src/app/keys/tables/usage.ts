import type { Binding } from '../binding.js';

/** Keys of usage. */
export const USAGE_KEYS: readonly Binding[] = [];
