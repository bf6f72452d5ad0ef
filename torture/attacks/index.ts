import type { Attack } from '../attack.ts';
import { terminalText } from './terminal-text.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [terminalText];
