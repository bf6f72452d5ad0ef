import type { RunNotice } from '../record/subagent-telling.js';
import { ERROR_LENGTH } from '../record/tool-facts.js';
import { cutText } from '../wire/payload.js';

/** A notice of the client's that a task in the background is over. */
export interface TaskNotice extends RunNotice {
  /** A subagent's id, or a command's. */
  readonly taskId: string;
}

const FORM = /^\s*<task-notification>/;
const STATUSES = ['completed', 'failed', 'killed'] as const;

/** Reads a prompt that the client makes of a notice; null for any other, or one without an end. */
export function readTaskNotice(text: string): TaskNotice | null {
  if (!FORM.test(text)) return null;
  const taskId = field(text, 'task-id');
  const said = field(text, 'status');
  const status = STATUSES.find((known) => known === said);
  if (taskId === null || status === undefined) return null;
  const summary = field(text, 'summary');
  return { taskId, status, text: summary === null ? null : cutText(summary, ERROR_LENGTH) };
}

function field(text: string, name: string): string | null {
  const begin = text.indexOf(`<${name}>`);
  const end = begin < 0 ? -1 : text.indexOf(`</${name}>`, begin);
  return end < 0 ? null : text.slice(begin + name.length + 2, end).trim();
}
