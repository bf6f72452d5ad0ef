import { isJsonObject, type JsonObject, type JsonValue } from '@spoor/core';
import { lookUp } from '../record/look-up.js';

type Check = (value: JsonValue) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isTextOrNull: Check = (value) => value === null || typeof value === 'string';
const isNumberOrNull: Check = (value) => value === null || typeof value === 'number';
const isPid: Check = (value) => Number.isSafeInteger(value) && Number(value) > 0;
const isTime: Check = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

const isOneOf =
  (...values: JsonValue[]): Check =>
  (value) =>
    values.includes(value);

const isMark =
  (isValue: Check): Check =>
  (value) =>
    isJsonObject(value) &&
    isTime(value['at'] ?? null) &&
    isText(value['id'] ?? null) &&
    isValue(value['value'] ?? null);

/** All fields must be there. */
const has =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isJsonObject(value) &&
    Object.entries(fields).every(([name, check]) => check(value[name] ?? null));

/** As {@link has}, but fields may be absent, and others are let be. */
const mayHave =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isJsonObject(value) &&
    Object.entries(value).every(([name, field]) => lookUp(fields, name)?.(field) ?? true);

const isPlace: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const isSpan = has({ first: isTime, last: isTime });
const isPlaced = (isValue: Check) => has({ offset: isPlace, value: isValue });

const isCosts: Check = (value) =>
  isJsonObject(value) &&
  Object.values(value).every(has({ costUsd: isNumberOrNull, usage: isJsonObject }));

/** What transcripts tell of a session; without a time there is no session. */
const isSessionTelling: Check = (value) =>
  isJsonObject(value) &&
  ['own', 'copied', 'undated'].some((name) => Object.hasOwn(value, name)) &&
  has({
    titles: mayHave({
      user: isPlaced(isText),
      client: isPlaced(isText),
      agent: isPlaced(isText),
      summary: isPlaced(isText),
    }),
    costs: isCosts,
  })(value) &&
  mayHave({
    own: isSpan,
    copied: isSpan,
    undated: isTime,
    path: isPlaced(isText),
    place: isPlaced(has({ directory: isText, project: isTextOrNull })),
    branch: isPlaced(isText),
    version: isPlaced(isText),
    entrypoint: isPlaced(isText),
    model: isPlaced(isText),
    fork: isPlaced(has({ sessionId: isText, uuid: isTextOrNull })),
    ownFrom: isPlace,
    lastMessage: isPlace,
    lastCount: isPlace,
  })(value);

const isBoolean = isOneOf(true, false);

const isStanding = isMark(
  has({ state: isOneOf('open', 'done', 'failed', 'interrupted'), text: isTextOrNull }),
);

const isResultStatus = isOneOf('success', 'failure', 'denied', 'cancelled');

const CALL = {
  toolName: isTextOrNull,
  promptId: isTextOrNull,
  agentId: isTextOrNull,
  summary: isTextOrNull,
  filePath: isTextOrNull,
};

const isToolTelling = mayHave({
  asked: isMark(has({ ...CALL, messageId: isTextOrNull, isServer: isBoolean })),
  answered: isMark(
    has({
      status: isResultStatus,
      durationMs: isNumberOrNull,
      error: isTextOrNull,
      bytes: isNumberOrNull,
      promptId: isTextOrNull,
    }),
  ),
});

const isTurnTelling: Check = (value) =>
  has({ first: isTime, last: isTime })(value) &&
  mayHave({ prompt: isTime, standing: isStanding, closed: isTime })(value);

const isSubagentTelling = mayHave({
  first: isTime,
  last: isTime,
  path: isText,
  prompt: isMark(isText),
  model: isMark(isText),
  standing: isStanding,
  meta: has({
    agentType: isTextOrNull,
    description: isTextOrNull,
    toolUseId: isTextOrNull,
    parentAgentId: isTextOrNull,
    spawnDepth: isNumberOrNull,
    model: isTextOrNull,
    isFinished: isOneOf(true, false, null),
  }),
  call: isMark(
    has({
      toolUseId: isText,
      parentAgentId: isTextOrNull,
      promptId: isTextOrNull,
      status: isResultStatus,
      isAsync: isBoolean,
      text: isTextOrNull,
    }),
  ),
  notice: isMark(has({ status: isOneOf('completed', 'failed', 'killed'), text: isTextOrNull })),
});

/** Facts by table: fields that may be absent, and groups of which one must be there. */
const SHAPES: Readonly<
  Record<string, { needs: readonly (readonly string[])[]; fields: Record<string, Check> }>
> = {
  sessions: {
    needs: [['first', 'last'], ['fromTranscript']],
    fields: {
      first: isTime,
      last: isTime,
      fromTranscript: isSessionTelling,
      status: isMark(isOneOf('active', 'idle', 'waiting', 'ended', 'abandoned')),
      end: isMark(isTextOrNull),
      call: isMark(isOneOf(true)),
      other: isMark(isOneOf(true)),
      abandonedAt: isTime,
      source: isMark(isText),
      directory: isMark(isText),
      project: isMark(isText),
      branch: isMark(isText),
      model: isMark(isText),
      version: isMark(isText),
      transcript: isMark(isText),
      title: isMark(isText),
      process: isMark(has({ pid: isPid, start: isTextOrNull })),
    },
  },
  execution_traces: {
    needs: [['first'], ['fromTranscript']],
    fields: {
      first: isTime,
      project: isMark(isText),
      end: isMark(isOneOf(0, 1)),
      fromTranscript: isTurnTelling,
      goneAt: isTime,
    },
  },
  tool_calls: {
    needs: [],
    fields: {
      start: isTime,
      about: isMark(has(CALL)),
      end: isMark(
        has({
          status: isOneOf('success', 'failure', 'denied'),
          durationMs: isNumberOrNull,
          error: isTextOrNull,
        }),
      ),
      cancelledAt: isTime,
      fromTranscript: isToolTelling,
      goneAt: isTime,
    },
  },
  agent_invocations: {
    needs: [['first'], ['fromTranscript']],
    fields: {
      first: isTime,
      type: isMark(isText),
      prompt: isMark(isText),
      end: isMark(
        has({
          outcome: isOneOf('success', 'failure'),
          message: isTextOrNull,
          error: isTextOrNull,
        }),
      ),
      transcript: isMark(isText),
      parentTranscript: isMark(isText),
      call: isMark(
        has({
          toolUseId: isTextOrNull,
          parentAgentId: isTextOrNull,
          description: isTextOrNull,
          type: isTextOrNull,
        }),
      ),
      fromTranscript: isSubagentTelling,
      goneAt: isTime,
    },
  },
};

/**
 * Whether facts are such as the recorder writes: it reads them again at the row's next event.
 * None at all is what rows have that no event told of. Fields that it doesn't know are let be.
 */
export function areFacts(table: string, facts: JsonObject): boolean {
  const shape = lookUp(SHAPES, table);
  if (shape === undefined || Object.keys(facts).length === 0) return true;
  const hasAll = (names: readonly string[]) => names.every((name) => Object.hasOwn(facts, name));
  return (shape.needs.length === 0 || shape.needs.some(hasAll)) && mayHave(shape.fields)(facts);
}
