import type { NewEvidence } from '@spoor/storage';
import { EMPTY_DRAFT } from '../../../lessons/lesson-document.js';
import { excerpt } from '../../../present/safe-text.js';
import type { Effect } from '../../state/screen.js';
import { writingScreen } from './lesson-screen.js';
import { beginWriting } from './writing.js';

/** Something that a lesson is to be learned from, such as a call that failed. */
export interface LessonSource {
  readonly sessionId: string;
  /** The call; without one the lesson has no evidence, and its text says where it is from. */
  readonly toolUseId?: string;
  /** The turn. */
  readonly traceId?: string;
  /** What the lesson's title begins as. */
  readonly title: string;
  /** What happened, for the lesson's details. */
  readonly description: string;
  /** The session's project; without one the lesson holds in every project. */
  readonly projectId?: string | null;
}

/** Has the user write a lesson about something that happened, in their editor. */
export function newLessonFrom(source: LessonSource): Effect[] {
  const { sessionId, toolUseId, traceId, title, description, projectId = null } = source;
  const evidence: NewEvidence[] = toolUseId === undefined ? [] : [{ sessionId, toolUseId }];
  const turn = traceId === undefined ? '' : `, turn ${traceId}`;
  const origin = toolUseId === undefined ? `Session ${sessionId}${turn}` : '';
  const details = [plain(description, 4_000), origin].filter((part) => part !== '').join('\n\n');
  const draft = {
    ...EMPTY_DRAFT,
    category: 'bug' as const,
    title: plain(title, 200).replace(/\s+/g, ' '),
    projectId,
    details: details === '' ? null : details,
  };
  const notes =
    toolUseId === undefined ? [] : [`taught by the call ${toolUseId} of session ${sessionId}`];
  return writeNew(draft, evidence, notes);
}

/** Has the user write a lesson from nothing, in their editor. */
export function newLesson(projectId: string | null): readonly Effect[] {
  return writeNew({ ...EMPTY_DRAFT, projectId }, [], []);
}

function writeNew(
  draft: typeof EMPTY_DRAFT,
  evidence: readonly NewEvidence[],
  notes: readonly string[],
): Effect[] {
  const { writing, effects } = beginWriting({ id: null, evidence, base: draft }, draft, notes);
  return [{ type: 'open', screen: writingScreen(writing) }, ...effects];
}

/** A recorded text as an editor can have it: no controls but line ends and tabs. */
function plain(text: string, length: number): string {
  return excerpt(text, length)
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .trim();
}
