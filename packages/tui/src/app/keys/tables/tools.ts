import type { Binding } from '../binding.js';

/** Keys of the tools' figures. */
export const TOOLS_KEYS: readonly Binding[] = [];
