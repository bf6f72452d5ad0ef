import type { Binding } from '../binding.js';

/** Keys of the agents' figures. */
export const AGENTS_KEYS: readonly Binding[] = [];
