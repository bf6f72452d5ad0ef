import type { Binding } from '../binding.js';

/** Keys of what is known of a call. */
export const CALL_KEYS: readonly Binding[] = [];
