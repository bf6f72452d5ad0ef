import type { Attack } from '../attack.ts';
import { powerLoss } from './power-loss.ts';
import { powerLossFiles } from './power-loss-files.ts';
import { powerLossRepair } from './power-loss-repair.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [powerLoss, powerLossFiles, powerLossRepair];
