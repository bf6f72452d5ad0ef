import type { SubagentEntry } from '@spoor/storage';
import { counted } from '../../../present/amounts.js';
import { modelName } from '../../../present/project-name.js';
import { oneLine } from '../../../present/safe-text.js';
import { TIMELINE_STATUS } from '../../../present/status.js';
import type { TimelineStatus } from '../../../present/timeline.js';
import { span } from '../../present/line.js';
import type { Piece } from '../../present/piece.js';
import { timeFacts, toldBy } from './call-facts.js';
import { eventSections } from './event-sections.js';
import { type Fact, fact, factLines } from './fact-rows.js';
import { type EntryContext, section } from './section.js';
import { answerSection, callsSection, lastWords, tokenFacts } from './turn-sections.js';

/** All that is known of a subagent's run, section by section. */
export function subagentSections(entry: SubagentEntry, { status }: EntryContext): Piece[] {
  const { run, task, calls, answer, events } = entry;
  return [
    section({
      key: 'about',
      title: 'Subagent',
      isApart: false,
      body: [{ kind: 'lines', lines: factLines(runFacts(entry, status)) }],
    }),
    ...(task === null
      ? []
      : [
          section({
            key: 'task',
            title: 'Task',
            body: [{ kind: 'markdown', text: task }],
            preview: 12,
            source: () => ({ text: task, name: 'task.md' }),
          }),
        ]),
    ...callsSection(calls),
    ...errorSection(run.error),
    ...answerSection(
      answer?.content ?? lastWords(events) ?? run.outputSummary,
      run.completedAt !== null,
    ),
    ...eventSections(events),
  ];
}

function runFacts({ run, parent, calls }: SubagentEntry, status: TimelineStatus): Fact[] {
  const look = TIMELINE_STATUS[status];
  const total = calls.reduce((sum, { count }) => sum + count, 0);
  return [
    ['Type', [span(oneLine(run.agent ?? 'unknown'), 'accent')]],
    ['Outcome', [span(`${look.glyph} ${look.word}`, look.tone)]],
    ...timeFacts(run),
    ...fact('Model', run.model === null ? null : oneLine(modelName(run.model))),
    ...fact('Started by', parent === null ? 'the main agent' : `subagent ${oneLine(parent)}`),
    ...fact('Holds', counted(total, 'call')),
    ...tokenFacts(run.tokenUsage),
    ...fact('Told by', toldBy(run.origin)),
    ...fact('Id', oneLine(run.agentId ?? run.id), 'faint'),
  ];
}

function errorSection(error: string | null): Piece[] {
  if (error === null || error.trim() === '') return [];
  return [
    section({
      key: 'error',
      title: 'Error',
      titleTone: 'bad',
      body: [{ kind: 'plain', text: error, tone: 'bad' }],
      source: () => ({ text: error, name: 'error.txt' }),
    }),
  ];
}
