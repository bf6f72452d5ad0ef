import { UsageError } from '@spoor/core';
import {
  AuditLogger,
  type MigrationState,
  migrate,
  readMigrationState,
  SCHEMA_VERSION,
  SpoorDatabase,
} from '@spoor/storage';
import type { CliIo } from '../io.js';
import { printJson, printLines } from '../output/print.js';
import { databaseExists, pathsOf } from '../paths.js';

/** What the user asked for. */
export interface MigrateCommandOptions {
  readonly to?: number;
  readonly dryRun?: true;
  readonly json?: true;
}

/** Runs the steps that the database's schema lacks, or says which they are. */
export function migrateDatabase(io: CliIo, options: MigrateCommandOptions): void {
  const target = options.to ?? SCHEMA_VERSION;
  if (target > SCHEMA_VERSION) {
    throw new UsageError(`\`--to ${target}\`: this Spoor knows schemas up to ${SCHEMA_VERSION}`);
  }
  const state = options.dryRun === true ? planSteps(io, target) : runSteps(io, target);
  if (options.json === true) {
    printJson(io, reportOf(state, options));
    return;
  }
  printLines(io, linesOf(state, options));
}

function planSteps(io: CliIo, target: number): MigrationState {
  const path = pathsOf(io).databasePath;
  if (!databaseExists(pathsOf(io))) {
    const db = new SpoorDatabase({ inMemory: true, migrations: 'none' });
    return closing(db, () => checked(readMigrationState(db.getDb(), target)));
  }
  const db = new SpoorDatabase({ path, readonly: true });
  return closing(db, () => checked(readMigrationState(db.getDb(), target)));
}

function runSteps(io: CliIo, target: number): MigrationState {
  const db = new SpoorDatabase({ path: pathsOf(io).databasePath, migrations: 'none' });
  return closing(db, () => {
    checked(readMigrationState(db.getDb(), target));
    const before = migrate(db.getDb(), { to: target });
    if (before.pending.length > 0) noteInAudit(db, before, io);
    return before;
  });
}

function closing<T>(db: SpoorDatabase, use: () => T): T {
  try {
    return use();
  } finally {
    db.close();
  }
}

function checked(state: MigrationState): MigrationState {
  if (state.target < state.version) {
    throw new UsageError(
      `\`--to ${state.target}\`: the database has schema ${state.version} already, and there is no way back`,
    );
  }
  return state;
}

function noteInAudit(db: SpoorDatabase, before: MigrationState, io: CliIo): void {
  new AuditLogger(db).log({
    action: 'migrate',
    category: 'state',
    details: { from: before.version, to: before.target },
    userId: io.userName,
  });
}

function reportOf({ version, target, pending }: MigrationState, { dryRun }: MigrateCommandOptions) {
  const steps = pending.map((step) => ({ version: step.version, description: step.description }));
  return { from: version, to: target, dryRun: dryRun === true, steps };
}

function linesOf(state: MigrationState, { dryRun }: MigrateCommandOptions): string[] {
  const { version, target, pending } = state;
  if (pending.length === 0) return [`Nothing to do: the database has schema ${version}`];
  const head = dryRun === true ? 'Would go' : 'Went';
  return [
    `${head} from schema ${version} to ${target}:`,
    ...pending.map((step) => `  ${step.version}  ${step.description}`),
  ];
}
