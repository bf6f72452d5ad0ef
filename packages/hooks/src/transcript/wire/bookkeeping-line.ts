import type { JsonObject } from '@spoor/core';
import type { LineBody } from '../line.js';
import { countIn, numberIn, objectIn, textIn } from './fields.js';

/** Lines that are of no use beyond the client, of this one and of older ones. */
const USELESS: ReadonlySet<string> = new Set([
  'agent-color',
  'agent-setting',
  'api-request',
  'api-request-blob',
  'api-request-shape',
  'artifact-autoreact-ledger',
  'artifact-comment-monitor',
  'atis-latch',
  'attribution-snapshot',
  'bridge-session',
  'content-replacement',
  'continued-in',
  'ended-by-model',
  'file-history-delta',
  'file-history-snapshot',
  'fork-context-ref',
  'frame-link',
  'history-suppression',
  'isolation-latch',
  'last-prompt',
  'marble-origami-commit',
  'marble-origami-snapshot',
  'mode',
  'permission-mode',
  'pr-link',
  'progress',
  'queue-operation',
  'relocated',
  'speculation-accept',
  'tag',
  'task-summary',
  'tools-used',
  'worktree-state',
]);

/** Lines that name the session, and the field with the name. */
const TITLES: Readonly<Record<string, { readonly key: string; readonly by: 'user' | 'client' }>> = {
  'custom-title': { key: 'customTitle', by: 'user' },
  'ai-title': { key: 'aiTitle', by: 'client' },
  'agent-name': { key: 'agentName', by: 'client' },
  summary: { key: 'summary', by: 'client' },
};

/** Reads what the client notes for itself; undefined for a type that is not known. */
export function readBookkeeping(type: string, line: JsonObject): LineBody | undefined {
  if (type === 'cost-state') return readCostState(line);
  const title = Object.hasOwn(TITLES, type) ? TITLES[type] : undefined;
  if (title !== undefined) {
    const text = textIn(line, title.key)?.trim() ?? '';
    return text === '' ? { kind: 'bookkeeping' } : { kind: 'title', title: text, by: title.by };
  }
  return USELESS.has(type) ? { kind: 'bookkeeping' } : undefined;
}

function readCostState(line: JsonObject): LineBody {
  return {
    kind: 'cost_state',
    costUsd: numberIn(line, 'totalCostUSD'),
    startMs: countIn(line, 'startTime'),
    usage: objectIn(line, 'modelUsage') ?? {},
  };
}
