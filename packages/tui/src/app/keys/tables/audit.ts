import type { Binding } from '../binding.js';

/** Keys of the audit log. */
export const AUDIT_KEYS: readonly Binding[] = [];
