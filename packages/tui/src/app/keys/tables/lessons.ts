import type { Binding } from '../binding.js';

/** Keys of lessons. */
export const LESSONS_KEYS: readonly Binding[] = [];
