import type { SpoorDatabase } from '@spoor/storage';
import { openStores } from '../../src/record/context.js';
import type { AgentMeta } from '../../src/record/subagent-telling.js';
import { GapRepair } from '../../src/transcript/gap-repair.js';
import type { TranscriptLine } from '../../src/transcript/line.js';
import { SESSION, timeAt } from './lines.js';

/** Lines of one file, to be read at once. */
export interface Batch {
  readonly lines: readonly TranscriptLine[];
  readonly agentId?: string;
  readonly meta?: AgentMeta;
  /** All of them belong to another session. */
  readonly areCopies?: boolean;
}

/** Reads a batch as a reader of files does: messages first, then what they tell of. */
export function feed(db: SpoorDatabase, batch: Batch): void {
  const { lines, agentId = null, meta = null, areCopies = false } = batch;
  const path = agentId === null ? '/t/main.jsonl' : `/t/agent-${agentId}.jsonl`;
  const file = { path, sessionId: SESSION, agentId, changedAt: timeAt(1_000) };
  db.transaction(() => {
    const repair = new GapRepair({ db, stores: openStores(db), file }, meta);
    for (const line of lines) {
      keep(db, line, agentId);
      repair.add(line, areCopies);
    }
    repair.flush();
  });
}

function keep(db: SpoorDatabase, line: TranscriptLine, agentId: string | null): void {
  const { body } = line;
  db.prepare<object>(
    `INSERT INTO messages (session_id, id, agent_id, type, kind, prompt_id, parent_id, content,
       is_summary, timestamp)
     VALUES (@session, @id, @agentId, @type, @kind, @promptId, @parentId, @content, @isSummary,
       @timestamp)
     ON CONFLICT DO NOTHING`,
  ).run({
    session: SESSION,
    id: line.uuid,
    agentId: line.agentId ?? agentId,
    type: line.type,
    kind: body.kind === 'prompt' && !line.isMeta ? 'prompt' : 'notice',
    promptId: line.promptId,
    parentId: line.parentUuid,
    content: 'text' in body ? body.text : null,
    isSummary: body.kind === 'prompt' && body.isSummary ? 1 : 0,
    timestamp: line.timestamp,
  });
}
