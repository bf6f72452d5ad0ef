import type { Binding } from '../binding.js';

/** Keys of workflows. */
export const WORKFLOWS_KEYS: readonly Binding[] = [];
