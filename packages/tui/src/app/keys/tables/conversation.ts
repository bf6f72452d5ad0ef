import type { Binding } from '../binding.js';

/** Keys of the conversation. */
export const CONVERSATION_KEYS: readonly Binding[] = [];
