import type { Target } from '../target.ts';
import { configuration } from './configuration.ts';
import { history } from './history.ts';
import { payloadImport } from './payload-import.ts';
import { portableImport } from './portable-import.ts';
import { record } from './record.ts';
import { settings } from './settings.ts';
import { spool } from './spool.ts';
import { transcript } from './transcript.ts';
import { wire } from './wire.ts';

/** All targets; each is made when its turn comes. */
export const TARGETS: readonly (() => Target | Promise<Target>)[] = [
  () => wire,
  record,
  spool,
  transcript,
  history,
  payloadImport,
  portableImport,
  settings,
  configuration,
];
