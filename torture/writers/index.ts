import { writingThroughLibrary } from './library.ts';
import { draining, importing, inspecting } from './recording.ts';
import { configuring, exporting, forgetting, installing, uninstalling } from './single-files.ts';
import {
  backingUp,
  cleaningUp,
  maintaining,
  migratingDown,
  migratingUp,
  redacting,
  repairing,
  resetting,
  restoring,
} from './upkeep.ts';
import type { Writer } from './writer.ts';

/** All that writes, hooks apart. */
export const WRITERS: readonly (() => Writer)[] = [
  writingThroughLibrary,
  draining,
  inspecting,
  importing,
  maintaining,
  cleaningUp,
  backingUp,
  restoring,
  resetting,
  migratingDown,
  migratingUp,
  repairing,
  redacting,
  forgetting,
  exporting,
  installing,
  uninstalling,
  configuring,
];
