import { type Configuration, isoTime, pricesOf, redactionOptions, redactText } from '@spoor/core';
import {
  costBy,
  MessageRecords,
  pausedTimes,
  type SpoorDatabase,
  TranscriptCursors,
} from '@spoor/storage';
import { openStores } from '../record/context.js';
import type { AgentMeta } from '../record/subagent-telling.js';
import { readAgentMeta } from './files/agent-meta.js';
import { metaPathOf } from './files/file-names.js';
import { type OwnedFile, positionOf } from './files/find-cursor.js';
import type { IngestContext } from './reducers.js';

/** What of a configuration says how transcripts are taken in. */
export type IngestConfiguration = Pick<Configuration, 'redaction' | 'capture' | 'pricing'>;

/** What batches of one file are written with; its `position` is where reading starts. */
export type FileContext = Omit<IngestContext, 'isAnew'>;

/**
 * Opens what one file's batches are written with, for one reading. Reads the note beside a subagent's
 * file. One that was moved is known again.
 */
export function openFileContext(
  db: SpoorDatabase,
  file: OwnedFile & { readonly mtimeMs: number },
  configuration: IngestConfiguration,
  nowMs: number,
): FileContext {
  const { path, sessionId, agentId, mtimeMs } = file;
  return {
    db,
    position: positionOf(db, new TranscriptCursors(db), file),
    paused: pausedTimes(db),
    stores: openStores(db),
    messages: new MessageRecords(db),
    costOf: costBy(pricesOf(configuration)),
    // What is kept of the path, which may hold a token as any name may.
    file: { path: redactText(path), sessionId, agentId, changedAt: isoTime(mtimeMs) },
    agent: agentId === null ? null : redactMeta(readAgentMeta(metaPathOf(path)), configuration),
    nowMs,
  };
}

function redactMeta(meta: AgentMeta | null, configuration: IngestConfiguration): AgentMeta | null {
  if (meta === null) return null;
  const options = redactionOptions(configuration);
  const text = (value: string | null) => {
    if (value === null) return null;
    return redactText(value, options).slice(0, configuration.capture.maxStringLength);
  };
  return {
    ...meta,
    agentType: text(meta.agentType),
    description: text(meta.description),
    model: text(meta.model),
  };
}
