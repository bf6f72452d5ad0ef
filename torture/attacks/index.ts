import type { Attack } from '../attack.ts';
import { rawBytes } from './raw-bytes.ts';
import { redactScan } from './redact-scan.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [rawBytes, redactScan];
