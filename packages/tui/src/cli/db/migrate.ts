import { UsageError } from '@spoor/core';
import {
  type MigrationReport,
  type MigrationState,
  migrateDatabase as migrate,
  readMigrationState,
  SCHEMA_VERSION,
  SpoorDatabase,
  StorageError,
} from '@spoor/storage';
import { safeText } from '../../present/safe-text.js';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { databaseExists, pathsOf } from '../paths.js';

/** What the user asked for. */
export interface MigrateCommandOptions {
  readonly to?: number;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Runs the steps to the schema that was asked for, up or down, or says which they are. */
export function migrateDatabase(io: CliIo, options: MigrateCommandOptions): void {
  const target = options.to ?? SCHEMA_VERSION;
  const db = options.dryRun === true ? openToPlan(io) : openToRun(io);
  try {
    const state = planOf(db, target);
    const report =
      options.dryRun === true ? { ...state, backup: null } : migrate(db, { to: target });
    if (options.json === true) printJson(io, jsonOf(report, options));
    else printLines(io, linesOf(report, options));
  } finally {
    db.close();
  }
}

function openToPlan(io: CliIo): SpoorDatabase {
  if (!databaseExists(pathsOf(io)))
    return new SpoorDatabase({ inMemory: true, migrations: 'none' });
  const path = pathsOf(io).databasePath;
  return new SpoorDatabase({ path, readonly: true, migrations: 'none' });
}

function openToRun(io: CliIo): SpoorDatabase {
  return new SpoorDatabase({ path: pathsOf(io).databasePath, migrations: 'none' });
}

/** A target that no way leads to is the user's mistake. */
function planOf(db: SpoorDatabase, target: number): MigrationState {
  try {
    return readMigrationState(db.getDb(), target);
  } catch (error) {
    if (!(error instanceof StorageError) || error.code !== 'INVALID') throw error;
    throw new UsageError(`\`--to ${target}\`: ${error.message}`);
  }
}

function jsonOf(report: MigrationReport, { dryRun }: MigrateCommandOptions) {
  const { version, target, direction, pending, backup } = report;
  const steps = pending.map((step) => ({ version: step.version, description: step.description }));
  return { from: version, to: target, direction, dryRun: dryRun === true, steps, backup };
}

function linesOf(report: MigrationReport, { dryRun }: MigrateCommandOptions): string[] {
  const { version, target, direction, pending, backup } = report;
  if (direction === 'none') return [`Nothing to do: the database has schema ${version}`];
  const back = direction === 'down' ? 'back ' : '';
  const head = dryRun === true ? `Would go ${back}` : `Went ${back}`;
  return [
    `${head}from schema ${version} to ${target}:`,
    ...pending.map((step) => `  ${step.version}  ${step.description}`),
    ...(backup === null ? [] : [`Backup from just before: ${safeText(backup)}`]),
    ...(direction === 'down' && dryRun !== true
      ? ['This Spoor brings the schema up again when it next opens the database to write.']
      : []),
  ];
}
