import { isAbsolute, join } from 'node:path';
import { isJsonObject } from '@spoor/core';
import type { CallEntry, Entry, EntryPlace } from '@spoor/storage';
import type { Effect, Step } from '../../state/screen.js';
import { pieceAt, type TextDocument } from '../../state/text-document.js';
import { conversationScreen } from '../conversation/conversation-screen.js';
import { newLessonFrom } from '../lessons/new-lesson.js';
import { resumeEffects } from '../resume-effects.js';
import { callScreen } from './call-screen.js';
import { inputOf } from './call-sections.js';
import { type CallState, firstCall } from './call-state.js';

/** Carries out what is done with an entry, or with the part of it that the keys act on. */
export function callPressed(
  state: CallState,
  document: TextDocument,
  command: string,
): Step<CallState> {
  const { entry, place, session } = state;
  if (entry === null) return { state };
  switch (command) {
    case 'next-entry':
      return beside(state, entry.nextId);
    case 'previous-entry':
      return beside(state, entry.previousId);
    case 'yank':
    case 'page':
      return { state, effects: sourceEffects(state, document, command) };
    case 'yank-resume':
      return { state, effects: resumeEffects({ ...session, id: place.sessionId }) };
    case 'conversation':
      return { state, effects: [{ type: 'open', screen: conversationAt(entry, place) }] };
    case 'open-turn':
      return { state, effects: openEntry(place.sessionId, 'turn', turnOf(entry)) };
    case 'open-agent':
      return { state, effects: openEntry(place.sessionId, 'subagent', agentOf(entry)) };
    case 'edit':
      return { state, effects: editEffects(state, entry) };
    case 'add-lesson':
      return { state, effects: lessonEffects(state, entry) };
    default:
      return { state };
  }
}

/** The next one takes the place of this one: back leads to where one came from. */
function beside(state: CallState, id: string | null): Step<CallState> {
  if (id === null) {
    return {
      state,
      effects: [{ type: 'say', text: `There is no other ${state.place.kind} there.` }],
    };
  }
  const { view } = state;
  const fresh = firstCall({ ...state.place, id });
  return { state: { ...fresh, view: { ...fresh.view, folds: { ...view.folds, pieces: {} } } } };
}

function sourceEffects(
  { view }: CallState,
  document: TextDocument,
  command: 'yank' | 'page',
): Effect[] {
  const piece = pieceAt(document, view.text);
  const source = piece?.source() ?? null;
  if (piece === null || source === null) {
    return [{ type: 'say', text: 'There is no text in this part: tab goes to the next.' }];
  }
  const what = piece.head.map(({ text }) => text).join('');
  return command === 'yank'
    ? [{ type: 'yank', text: source.text, what }]
    : [{ type: 'page', ...source }];
}

function conversationAt(entry: Entry, { sessionId }: EntryPlace) {
  const messageId =
    entry.kind === 'call' ? (entry.asking ?? entry.answering)?.id : entry.answer?.id;
  const agentId =
    entry.kind === 'call'
      ? entry.call.agentId
      : entry.kind === 'subagent'
        ? entry.run.agentId
        : null;
  return conversationScreen({
    sessionId,
    ...(messageId === undefined ? {} : { messageId }),
    ...(agentId === null ? {} : { agentId }),
  });
}

function openEntry(sessionId: string, kind: EntryPlace['kind'], id: string | null): Effect[] {
  return id === null
    ? [{ type: 'say', text: `No ${kind} is known that it belongs to.` }]
    : [{ type: 'open', screen: callScreen({ sessionId, kind, id }) }];
}

function turnOf(entry: Entry): string | null {
  if (entry.kind === 'turn') return null;
  return entry.kind === 'call' ? entry.call.traceId : entry.run.traceId;
}

function agentOf(entry: Entry): string | null {
  if (entry.kind === 'turn') return null;
  if (entry.kind === 'subagent') return entry.run.parentAgentId;
  return entry.started?.agentId ?? entry.call.agentId;
}

function editEffects({ session }: CallState, entry: Entry): Effect[] {
  const path = entry.kind === 'call' ? entry.call.filePath : null;
  const folder = session?.workingDirectory ?? null;
  if (entry.kind !== 'call' || path === null || (!isAbsolute(path) && folder === null)) {
    return [{ type: 'say', text: 'It touched no file that is known.' }];
  }
  const line = lineOf(entry);
  return [
    {
      type: 'edit-file',
      path: isAbsolute(path) ? path : join(folder ?? '', path),
      ...(line === null ? {} : { line }),
    },
  ];
}

/** Where in its file a call read. */
function lineOf(entry: CallEntry): number | null {
  const input = inputOf(entry);
  const offset = isJsonObject(input) ? input['offset'] : null;
  return typeof offset === 'number' && Number.isSafeInteger(offset) && offset > 0 ? offset : null;
}

function lessonEffects({ place }: CallState, entry: Entry): Effect[] {
  const { sessionId } = place;
  if (entry.kind === 'call') {
    const { toolUseId, toolName, summary, error, traceId } = entry.call;
    return newLessonFrom({
      sessionId,
      toolUseId,
      ...(traceId === null ? {} : { traceId }),
      title: [toolName, summary]
        .filter((part) => part !== null)
        .join(' ')
        .slice(0, 200),
      description: error ?? '',
    });
  }
  if (entry.kind === 'turn') {
    const { id, prompt } = entry.turn;
    return newLessonFrom({
      sessionId,
      traceId: id,
      title: (prompt ?? '').slice(0, 200),
      description: entry.answer?.content?.slice(0, 4_000) ?? '',
    });
  }
  const { traceId, agent, taskFragment, error, toolUseId } = entry.run;
  return newLessonFrom({
    sessionId,
    ...(toolUseId === null ? {} : { toolUseId }),
    ...(traceId === null ? {} : { traceId }),
    title: [agent, taskFragment]
      .filter((part) => part !== null)
      .join(' ')
      .slice(0, 200),
    description: error ?? '',
  });
}
