import type { MessageKind, MessageRecord } from '@spoor/storage';
import type { AnswerBody, LineBody, LineUsage, TranscriptLine } from './line.js';
import type { TranscriptFile } from './line-reducer.js';
import { QUEUED_PROMPT } from './wire/parse-transcript-line.js';

/** What a line's body makes of its message. */
type Told = Partial<
  Pick<
    MessageRecord,
    | 'messageId'
    | 'model'
    | 'toolUseId'
    | 'content'
    | 'toolUses'
    | 'usage'
    | 'tokenCount'
    | 'isSummary'
  >
> & { readonly kind: MessageKind };

/** The message that a line is, or null for a line without an id: that is bookkeeping. */
export function messageRecord(line: TranscriptLine, file: TranscriptFile): MessageRecord | null {
  if (line.uuid === null) return null;
  const told = toldBy(line);
  return {
    messageId: null,
    model: null,
    toolUseId: null,
    toolUses: null,
    usage: null,
    tokenCount: null,
    isSummary: 0,
    ...told,
    content: told.content || null,
    sessionId: file.sessionId,
    id: line.uuid,
    agentId: line.agentId,
    type: line.type,
    subtype: line.subtype,
    role: roleOf(line.type),
    promptId: line.promptId,
    parentId: line.parentUuid,
    timestamp: line.timestamp ?? file.changedAt,
  };
}

function roleOf(type: string): string | null {
  if (type === 'user' || type === 'assistant') return type;
  return type === 'system' || type === 'attachment' ? 'system' : null;
}

function toldBy(line: TranscriptLine): Told {
  const { body } = line;
  switch (body.kind) {
    case 'prompt':
      return {
        // What nobody typed is none of the user's.
        kind: line.isMeta ? 'notice' : 'prompt',
        content: body.text,
        isSummary: body.isSummary ? 1 : 0,
      };
    case 'answer':
      return toldByAnswer(body);
    case 'tool_results':
      return {
        kind: 'tool_output',
        content: joined([...body.results.map(({ text }) => text), body.text]),
        toolUseId: body.results[0]?.toolUseId ?? null,
      };
    case 'notice':
      return { kind: line.subtype === QUEUED_PROMPT ? 'prompt' : 'notice', content: body.text };
    case 'api_error':
      return { kind: 'error', content: body.text };
    case 'compaction':
      return { kind: 'notice', content: noticeOf(body), tokenCount: body.postTokens };
    default:
      return { kind: 'notice', content: noticeOf(body) };
  }
}

/** One kind for a line that holds several: what was said, then what was asked of tools. */
function toldByAnswer(body: AnswerBody): Told {
  const { toolUses, usage } = body;
  const results = (body.serverResults ?? []).map(({ text }) => text);
  return {
    kind: kindOfAnswer(body),
    content: joined([body.thinking, body.text, ...results]),
    messageId: body.messageId,
    model: body.model,
    toolUses:
      toolUses.length === 0
        ? null
        : JSON.stringify(toolUses.map(({ id, name, input }) => ({ id, name, input }))),
    usage: usage === null || body.isSynthetic ? null : compact(usage),
    tokenCount: usage === null || body.isSynthetic ? null : usage.outputTokens,
  };
}

function kindOfAnswer(body: AnswerBody): MessageKind {
  if (body.apiError !== null) return 'error';
  if (body.isSynthetic) return 'notice';
  if (body.text !== '') return 'answer';
  return body.toolUses.length > 0 ? 'tool_call' : 'thinking';
}

function noticeOf(body: LineBody): string {
  switch (body.kind) {
    case 'interrupt':
      return body.text;
    case 'compaction': {
      const { trigger, preTokens, postTokens } = body;
      return `compacted (${trigger ?? '?'}): ${preTokens ?? '?'} → ${postTokens ?? '?'} tokens`;
    }
    case 'model':
      return body.model;
    case 'unknown':
      return JSON.stringify(body.value);
    default:
      return '';
  }
}

/** Without what is zero or not told. */
function compact(usage: LineUsage): string {
  const kept: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(usage)) {
    if (value !== null && value !== 0) kept[name] = value;
  }
  return JSON.stringify(kept);
}

function joined(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n\n');
}
