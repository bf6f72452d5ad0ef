import type { Attack } from '../attack.ts';
import { rules } from './rules.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [rules];
