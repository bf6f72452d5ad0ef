import { type SpoorDatabase, uptimeMs } from '@spoor/storage';
import { transcriptsOf } from './files/discover.js';
import { type IngestOptions, type IngestReport, ingestTranscript } from './ingest.js';

/**
 * Takes in a session's own file, and those of its subagents. With a budget, what is left of it when
 * it is over is left for the next time.
 * @param path of the session's own file.
 * @throws StorageError when the database can't be written.
 */
export function ingestSession(
  db: SpoorDatabase,
  path: string,
  options: Omit<IngestOptions, 'owner'> = {},
): IngestReport[] {
  const { budgetMs, signal } = options;
  const started = uptimeMs();
  const reports: IngestReport[] = [];
  for (const { path: filePath, sessionId, agentId } of transcriptsOf(path)) {
    const leftMs = budgetMs === undefined ? undefined : budgetMs - (uptimeMs() - started);
    if (signal?.aborted === true || (leftMs !== undefined && leftMs <= 0)) break;
    reports.push(
      ingestTranscript(db, filePath, {
        ...options,
        ...(leftMs === undefined ? {} : { budgetMs: leftMs }),
        owner: { sessionId, agentId },
      }),
    );
  }
  return reports;
}
