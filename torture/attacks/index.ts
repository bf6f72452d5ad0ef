import type { Attack } from '../attack.ts';
import { rawBytes } from './raw-bytes.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [rawBytes];
