import type { Binding } from '../binding.js';

/** Keys of the recorder's health. */
export const HEALTH_KEYS: readonly Binding[] = [];
