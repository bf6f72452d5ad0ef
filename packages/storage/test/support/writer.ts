import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  DurableWriter,
  type DurableWriterOptions,
  type OperationTable,
  SpoorDatabase,
  type WriterNotice,
} from '../../src/index.js';
import { temporaryFolder } from './temporary.js';

/** A writer whose notices are kept, on a database in a folder of its own; closed with the test. */
export function temporaryWriter<Own extends OperationTable = Record<never, never>>(
  options: Omit<DurableWriterOptions<Own>, 'database' | 'onNotice'> & {
    readonly path?: string;
    readonly busyTimeoutMs?: number;
  } = {},
) {
  const { path = join(temporaryFolder(), 'spoor.db'), busyTimeoutMs = 100, ...others } = options;
  const notices: WriterNotice[] = [];
  const writer = new DurableWriter<Own>({
    spoolDirs: [heldFolder(path)],
    deadlineMs: 150,
    // No attempt by itself, unless a test asks for it.
    retryMs: { min: 600_000, max: 600_000 },
    ...others,
    database: { path, busyTimeoutMs },
    onNotice: (notice) => notices.push(notice),
  });
  onTestFinished(async () => {
    await writer.close();
  });
  return { path, writer, notices, kinds: () => notices.map(({ kind }) => kind) };
}

/** Where a writer's held writes are. */
export function heldFolder(path: string): string {
  return join(dirname(path), 'held');
}

/** Names of the files that are held. */
export function heldFiles(path: string): string[] {
  const folder = heldFolder(path);
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : [];
}

/** Asks a database something through a connection of its own. */
export function ask<Row>(path: string, sql: string): Row[] {
  const db = new SpoorDatabase({ path, readonly: true, migrations: 'none' });
  try {
    return db.getDb().prepare(sql).pluck().all() as Row[];
  } finally {
    db.close();
  }
}
