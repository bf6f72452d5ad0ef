import type { Attack } from '../attack.ts';
import { hostileFiles } from './hostile-files.ts';
import { spreadsheet } from './spreadsheet.ts';
import { terminalText } from './terminal-text.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [terminalText, hostileFiles, spreadsheet];
