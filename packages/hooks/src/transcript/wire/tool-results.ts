import { isJsonObject, type JsonObject } from '@spoor/core';
import { textField } from '../../wire/payload.js';
import type { ToolResult } from '../line.js';
import { blocksOf, textOf } from './content.js';
import { fieldOf, idIn, isSet, nameIn, numberIn, objectIn, textIn } from './fields.js';

/** What a line tells of the one call whose result it brings, beside the result itself. */
interface Beside {
  /** What the tool itself gave: an object of its own, or what went wrong as text. */
  readonly details: JsonObject;
  readonly denial: string | null;
  /** It was refused, or broken off, before it ran. */
  readonly isBeforeRun: boolean;
  readonly decision: string | null;
  /** The client tells what it refused before it ran from what was broken off. */
  readonly isTold: boolean;
}

/** Reads the results among a line's blocks. */
export function readToolResults(line: JsonObject, blocks: readonly JsonObject[]): ToolResult[] {
  const found = blocks.filter(isToolResult);
  // What stands beside is of one call; with several on a line nobody says of which.
  const beside = found.length === 1 ? besideIn(line) : ALONE;
  return found.flatMap((block) => {
    const toolUseId = idIn(block, 'tool_use_id');
    return toolUseId === null ? [] : [toolResult(toolUseId, block, beside)];
  });
}

/** Whether a block is what a tool gave back. */
export function isToolResult(block: JsonObject): boolean {
  return textField(block, 'type') === 'tool_result';
}

const ALONE: Beside = {
  details: {},
  denial: null,
  isBeforeRun: false,
  decision: null,
  isTold: false,
};

function besideIn(line: JsonObject): Beside {
  const value = fieldOf(line, 'toolUseResult');
  return {
    details: isJsonObject(value) ? value : {},
    denial: nameIn(line, 'toolDenialKind'),
    isBeforeRun: isSet(line, 'toolDenialBeforeRun'),
    decision: nameIn(objectIn(line, 'permissionDecision') ?? {}, 'decision'),
    isTold: tellsBeforeRun(nameIn(line, 'version') ?? ''),
  };
}

function toolResult(toolUseId: string, block: JsonObject, beside: Beside): ToolResult {
  const { details } = beside;
  const sent = textOf(blocksOf(fieldOf(block, 'content')));
  return {
    toolUseId,
    status: statusOf(sent, isSet(block, 'is_error'), beside),
    text: withoutTag(sent),
    bytes: Buffer.byteLength(sent),
    durationMs: durationOf(details),
    startedAgentId: idIn(details, 'agentId'),
    isAsync: isSet(details, 'isAsync') || textIn(details, 'status') === 'async_launched',
  };
}

/** What clients say that tell no kind of denial. */
const REFUSED =
  /^(?:<tool_use_error>)?(?:Error: )?(?:The user doesn't want to (?:proceed with|take) this|Permission to use .{1,200} has been denied|Claude requested permissions? to )/;
const BROKEN_OFF =
  /^(?:<tool_use_error>)?(?:\[Request interrupted by user|Tool call not completed|Interrupted by user|Request was aborted)/;

function statusOf(text: string, isError: boolean, beside: Beside): ToolResult['status'] {
  const { denial, details } = beside;
  if (denial === 'interrupted' || denial === 'cancelled') return 'cancelled';
  if (denial === 'user-rejected') return isRefusal(beside) ? 'denied' : 'cancelled';
  if (denial !== null) return 'denied';
  if (isSet(details, 'interrupted')) return 'cancelled';
  if (!isError) return 'success';
  if (REFUSED.test(text)) return 'denied';
  return BROKEN_OFF.test(text) ? 'cancelled' : 'failure';
}

/**
 * Esc while a tool runs is told as `user-rejected` too, with the same words. What was refused says
 * that it was so before it ran, or which decision refused it.
 */
function isRefusal({ isBeforeRun, decision, isTold }: Beside): boolean {
  return isBeforeRun || decision === 'reject' || (decision === null && !isTold);
}

/** The first client seen that says it; of an older one a refusal is what is more likely. */
const TELLS_BEFORE_RUN = [2, 1, 329] as const;

function tellsBeforeRun(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, least] of TELLS_BEFORE_RUN.entries()) {
    const part = parts[index] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

/** Tools call their own measure by several names. */
function durationOf(details: JsonObject): number | null {
  const seconds = numberIn(details, 'durationSeconds');
  const ms = numberIn(details, 'totalDurationMs') ?? numberIn(details, 'durationMs');
  return ms ?? (seconds === null ? null : Math.round(seconds * 1_000));
}

function withoutTag(text: string): string {
  return /^<tool_use_error>(.*)<\/tool_use_error>$/s.exec(text)?.[1] ?? text;
}
