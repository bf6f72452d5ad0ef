import { cutEnd } from '../../../present/fit-text.js';
import { oneLine } from '../../../present/safe-text.js';
import type { Effect, Heard } from '../../state/screen.js';
import { lessonText } from './lesson-text.js';
import type { WholeLesson } from './readers.js';

/** What can be done with a lesson wherever it is chosen. */
export function lessonEffects(whole: WholeLesson, command: string): readonly Effect[] {
  const { lesson } = whole;
  switch (command) {
    case 'apply':
      return [
        {
          type: 'act',
          request: { name: 'lesson.apply', input: { id: lesson.id } },
          tag: APPLY_TAG,
        },
      ];
    case 'yank':
      return [{ type: 'yank', text: lessonText(lesson), what: 'the lesson' }];
    case 'page':
      return [{ type: 'page', text: lessonText(lesson), name: 'lesson.md' }];
    case 'delete': {
      const title = cutEnd(oneLine(lesson.title, 200), 50);
      return [
        { type: 'confirm', question: `Delete “${title}”?`, tag: `${DELETE_TAG}${lesson.id}` },
      ];
    }
    default:
      return [];
  }
}

/** What is said once a lesson was applied; nothing for what is heard of something else. */
export function saidOfApplying(heard: Heard): readonly Effect[] {
  if (heard.type !== 'acted' || heard.tag !== APPLY_TAG) return [];
  if (!heard.ok) return [{ type: 'say', text: heard.message, tone: 'bad' }];
  const { applicationCount } = Object(heard.value) as { applicationCount?: unknown };
  const times = applicationCount === 1 ? 'once' : `${String(applicationCount)} times`;
  return [{ type: 'say', text: `Used ${times}.`, tone: 'good' }];
}

/**
 * What is done about the deletion of a lesson once the user, and then the writer, has answered; null
 * for what is heard of something else.
 * @param id the lesson that is meant; any by default.
 */
export function deleting(heard: Heard, id?: string): readonly Effect[] | null {
  const { tag } = heard;
  if (!tag.startsWith(DELETE_TAG) || (id !== undefined && tag !== DELETE_TAG + id)) return null;
  if (heard.type === 'confirmed') {
    const input = { id: tag.slice(DELETE_TAG.length) };
    return [{ type: 'act', request: { name: 'lesson.delete', input }, tag }];
  }
  if (heard.type !== 'acted') return null;
  return heard.ok
    ? [{ type: 'say', text: 'Deleted.' }]
    : [{ type: 'say', text: heard.message, tone: 'bad' }];
}

const DELETE_TAG = 'lesson.delete:';

const APPLY_TAG = 'lesson.apply';
