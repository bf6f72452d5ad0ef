import { initial } from './0001-initial.js';
import { upkeep } from './0002-upkeep.js';
import { fastReads } from './0003-fast-reads.js';
import { transcripts } from './0004-transcripts.js';
import { figures } from './0005-figures.js';
import type { Migration } from './migration.js';

/** All steps, in order; the number of a step is its place. */
export const MIGRATIONS: readonly Migration[] = [initial, upkeep, fastReads, transcripts, figures];

/** The schema that this version of Spoor writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;
