import type { JsonObject } from '@spoor/core';
import { hash53 } from '../../hash53.js';
import { HOSTILE_ID, readId } from '../../wire/ids.js';
import type { TranscriptLine } from '../line.js';
import { idIn, isSet, nameIn, objectIn, sessionIdIn, textIn, timeIn } from './fields.js';

/** A line without what it tells. */
export type Envelope = Omit<TranscriptLine, 'body'>;

/** Reads what all lines have. */
export function readEnvelope(line: JsonObject): Envelope {
  const agentId = idIn(line, 'agentId');
  return {
    type: nameIn(line, 'type') ?? 'unknown',
    subtype: nameIn(line, 'subtype') ?? nameIn(objectIn(line, 'attachment') ?? {}, 'type'),
    uuid: uuidOf(line),
    parentUuid: idIn(line, 'parentUuid') ?? idIn(line, 'logicalParentUuid'),
    timestamp: timeIn(line, 'timestamp'),
    sessionId: sessionIdIn(line, 'sessionId'),
    agentId,
    promptId: idIn(line, 'promptId'),
    cwd: textIn(line, 'cwd'),
    gitBranch: textIn(line, 'gitBranch'),
    clientVersion: nameIn(line, 'version'),
    entrypoint: nameIn(line, 'entrypoint'),
    forkedFrom: forkedFrom(line),
    isMeta: isSet(line, 'isMeta'),
    ...(agentId === null && isSet(line, 'isSidechain') ? { isSidechain: true } : {}),
  };
}

/** The line's id. One that can't be a key gets another in its place, always the same. */
function uuidOf(line: JsonObject): string | null {
  const id = readId(line, 'uuid');
  if (id === undefined) return null;
  if (id !== HOSTILE_ID) return id;
  const value = line['uuid'];
  // Whatever is no text (a number, a list) is not looked into: it may be nested without end.
  const text = typeof value === 'string' ? value : typeof value;
  return `unusable-${hash53(text)}`;
}

function forkedFrom(line: JsonObject): TranscriptLine['forkedFrom'] {
  const from = objectIn(line, 'forkedFrom');
  const sessionId = from === undefined ? null : sessionIdIn(from, 'sessionId');
  if (from === undefined || sessionId === null) return null;
  return { sessionId, uuid: idIn(from, 'messageUuid') };
}
