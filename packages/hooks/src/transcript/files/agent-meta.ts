import { isJsonObject, type JsonObject } from '@spoor/core';
import { readJsonFile } from '@spoor/storage';
import { HOSTILE_ID, readId } from '../../wire/ids.js';
import { textField } from '../../wire/payload.js';

/** What the client notes of a subagent beside its transcript. Texts are as sent, not redacted. */
export interface AgentMeta {
  readonly agentType: string | null;
  readonly description: string | null;
  /** The call that started it. */
  readonly toolUseId: string | null;
  /** The subagent whose call that was; null for the main agent's. */
  readonly parentAgentId: string | null;
  /** 1 for a subagent of the main agent. */
  readonly spawnDepth: number | null;
  readonly model: string | null;
  /** Null when the client doesn't say. */
  readonly isFinished: boolean | null;
}

/** No client nests them so deep. */
const DEEPEST = 1000;

/** Reads a subagent's `.meta.json`. Never throws. @returns null when there is none that can be read. */
export function readAgentMeta(path: string): AgentMeta | null {
  const file = readJsonFile(path, { followLink: true });
  if (file.kind !== 'value' || !isJsonObject(file.value)) return null;
  const meta = file.value;
  const { spawnDepth, finished } = meta;
  const isDepth = Number.isInteger(spawnDepth) && Number(spawnDepth) >= 0;
  return {
    agentType: textField(meta, 'agentType') ?? null,
    description: textField(meta, 'description') ?? null,
    toolUseId: usableId(meta, 'toolUseId'),
    parentAgentId: usableId(meta, 'parentAgentId'),
    spawnDepth: isDepth && Number(spawnDepth) <= DEEPEST ? Number(spawnDepth) : null,
    model: textField(meta, 'model') ?? null,
    isFinished: typeof finished === 'boolean' ? finished : null,
  };
}

function usableId(meta: JsonObject, key: string): string | null {
  const id = readId(meta, key);
  return id === undefined || id === HOSTILE_ID ? null : id;
}
