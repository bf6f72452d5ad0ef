import type { CallEntry } from '@spoor/storage';
import { formatBytes } from '../../../present/byte-size.js';
import { formatDuration } from '../../../present/duration.js';
import { insideFolder } from '../../../present/inside-folder.js';
import { promptText } from '../../../present/prompt-text.js';
import { clockTime, timeText } from '../../../present/relative-time.js';
import { oneLine } from '../../../present/safe-text.js';
import { type Fact, fact } from './fact-rows.js';
import type { EntryContext } from './section.js';

/** What a call is, but for what stands above it in one line: its tool, how it came out, its time. */
export function callFacts(
  { call, agent, started, prompt }: CallEntry,
  { folder }: EntryContext,
): Fact[] {
  const { toolName, filePath, agentId } = call;
  const server = /^mcp__(.+?)__/.exec(toolName ?? '')?.[1] ?? null;
  return [
    ...timeFacts({ ...call, durationMs: null }),
    ...fact('Server', server === null ? null : oneLine(server)),
    ...fact('File', filePath === null ? null : oneLine(insideFolder(filePath, folder))),
    ...fact(
      'Made by',
      agentId === null ? 'the main agent' : `subagent ${oneLine(agent ?? agentId)}`,
    ),
    ...fact(
      'Started',
      started === null ? null : `subagent ${oneLine(started.agent ?? started.agentId)}`,
    ),
    ...fact('Turn', prompt === null ? null : oneLine(promptText(prompt))),
    ...fact('Told by', toldBy(call.origin)),
    ...fact('Result', call.resultBytes === null ? null : formatBytes(call.resultBytes)),
    ...fact('Id', oneLine(call.toolUseId), 'faint'),
  ];
}

/** When something was, and for how long. */
export function timeFacts({
  startedAt,
  completedAt,
  durationMs,
}: {
  readonly startedAt: string | null;
  readonly completedAt: string | null;
  readonly durationMs: number | null;
}): Fact[] {
  const end = completedAt === null ? '' : ` → ${clockTime(completedAt)}`;
  return [
    ...fact('Took', durationMs === null ? null : formatDuration(durationMs)),
    ...fact('Time', startedAt === null ? null : `${timeText(startedAt)}${end}`),
  ];
}

/** Where what is known comes from. */
export function toldBy(origin: 'hook' | 'transcript' | 'both'): string {
  return { hook: 'hooks', transcript: 'the transcript', both: 'hooks and the transcript' }[origin];
}
