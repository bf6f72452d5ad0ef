import type { Effect } from '../../state/screen.js';

/** What a lesson is learned from. */
export interface LessonEvidence {
  readonly sessionId: string;
  readonly toolUseId?: string;
  readonly traceId?: string;
  readonly title: string;
  readonly description: string;
}

/** What is to be done to add a lesson that something recorded taught. */
export function newLessonFrom({ sessionId, toolUseId }: LessonEvidence): Effect[] {
  const evidence = toolUseId === undefined ? sessionId : `${sessionId}:${toolUseId}`;
  return [
    {
      type: 'yank',
      text: `spoor lessons add --evidence ${evidence} --category bug --title `,
      what: 'the command that adds a lesson',
    },
    { type: 'say', text: 'The command that adds a lesson is copied: finish it in a shell.' },
  ];
}
