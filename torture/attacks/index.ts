import type { Attack } from '../attack.ts';
import { crowd } from './crowd.ts';
import { dependencies } from './dependencies.ts';
import { failingCalls } from './failing-calls.ts';
import { fuzz } from './fuzz.ts';
import { heldLocks } from './held-locks.ts';
import { hostileFiles } from './hostile-files.ts';
import { hostileInput } from './hostile-input.ts';
import { hostilePlaces } from './hostile-places.ts';
import { killHooks } from './kill-hooks.ts';
import { killWriters } from './kill-writers.ts';
import { load } from './load.ts';
import { modes } from './modes.ts';
import { powerLoss } from './power-loss.ts';
import { powerLossFiles } from './power-loss-files.ts';
import { powerLossRepair } from './power-loss-repair.ts';
import { rawBytes } from './raw-bytes.ts';
import { recall } from './recall.ts';
import { redactScan } from './redact-scan.ts';
import { redactionCost } from './redaction-cost.ts';
import { rules } from './rules.ts';
import { spreadsheet } from './spreadsheet.ts';
import { terminalText } from './terminal-text.ts';
import { undisturbedClient } from './undisturbed-client.ts';
import { unusablePlaces } from './unusable-places.ts';

/** All attacks, in the order of what they attack. */
export const ATTACKS: readonly Attack[] = [
  killHooks,
  killWriters,
  powerLoss,
  powerLossFiles,
  powerLossRepair,
  failingCalls,
  heldLocks,
  undisturbedClient,
  unusablePlaces,
  crowd,
  load,
  fuzz,
  hostileInput,
  hostilePlaces,
  rules,
  rawBytes,
  recall,
  redactionCost,
  redactScan,
  terminalText,
  modes,
  hostileFiles,
  spreadsheet,
  dependencies,
];
