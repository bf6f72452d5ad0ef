import type { SessionOverview } from '@spoor/storage';
import { counted, exactNumber, formatCost, shortNumber } from '../../../present/amounts.js';
import { formatDuration } from '../../../present/duration.js';
import { cutMiddle } from '../../../present/fit-text.js';
import { modelName, projectName } from '../../../present/project-name.js';
import { clockTime, timeText } from '../../../present/relative-time.js';
import { excerpt, oneLine, safeText } from '../../../present/safe-text.js';
import type { Tone } from '../../../present/status.js';
import { type Line, line, type Span, span, spansWidth, spread } from '../../present/line.js';
import type { Surroundings } from '../../state/screen.js';
import { isOver, sessionTime, sessionTitle, stateCell } from '../sessions/session-words.js';
import type { SessionState } from './session-state.js';

/** What a session is and what it took, in so many lines at most. */
export function headerLines(state: SessionState, around: Surroundings, height: number): Line[] {
  // Of a large session the figures are there before its timeline.
  const then = state.scrub === null ? null : state.shown.history;
  const session = then?.session ?? state.session;
  if (session === null) return unknownLines(state, around.columns).slice(0, height);
  const { columns } = around;
  const what = whatFacts(session, around, state.scrub !== null);
  const took = tookFacts(session, state.shown.contextTokens);
  const rest =
    height === 2
      ? [factsLine([...what, ...took], columns)]
      : [factsLine(what, columns), factsLine(took, columns), line([], columns)];
  return [titleLine(session, state, columns), ...rest].slice(0, height);
}

/** Something to say of a session, and its rank: the highest goes first where there is no room. */
interface Fact {
  readonly text: string;
  readonly tone: Tone;
  readonly rank: number;
}

function unknownLines({ loaded }: SessionState, columns: number): Line[] {
  const text = loaded ? '  This session is no longer recorded.' : '';
  const blank = line([], columns);
  return [line([span(text)], columns), blank, blank, blank];
}

function titleLine(session: SessionOverview, state: SessionState, columns: number): Line {
  const mode = state.scrub !== null ? 'as it was' : state.follow ? 'following' : '';
  const isSaid = state.scrub !== null || (state.follow && !isOver(session));
  return spread(
    [span(' '), { ...sessionTitle(session), tone: 'strong' }],
    [
      ...(isSaid ? [span(`${mode}   `, state.scrub === null ? 'faint' : 'accent')] : []),
      stateCell(session),
      span(' '),
    ],
    columns,
  );
}

function whatFacts(
  session: SessionOverview,
  { nowMs, columns }: Surroundings,
  exact: boolean,
): Fact[] {
  const { gitBranch, model, durationMs, startedAt } = session;
  const name = projectName(session.projectId ?? session.workingDirectory);
  const today = new Date(startedAt).toDateString() === new Date(nowMs).toDateString();
  const width = Math.max(8, columns >> 2);
  return [
    fact(cutMiddle(safeText(excerpt(name)), width), 0, 'strong'),
    ...(gitBranch === null ? [] : [fact(cutMiddle(oneLine(gitBranch), width), 6)]),
    ...(model === null ? [] : [fact(cutMiddle(oneLine(modelName(model)), width), 7)]),
    ...(durationMs === null && isOver(session)
      ? []
      : [fact(exact ? formatDuration(durationMs) : sessionTime(session, nowMs), 3)]),
    fact(`since ${today ? clockTime(startedAt) : timeText(startedAt).slice(0, 16)}`, 9),
  ];
}

function tookFacts(session: SessionOverview, contextTokens: number | null): Fact[] {
  const { turns, toolCalls, runningCalls, failedCalls, deniedCalls, subagents, usage } = session;
  return [
    fact(counted(turns, 'turn'), 4),
    fact(counted(toolCalls, 'call'), 2),
    ...(runningCalls === 0 || isOver(session)
      ? []
      : [fact(`${exactNumber(runningCalls)} running`, 3, 'busy')]),
    ...(failedCalls === 0 ? [] : [fact(`${exactNumber(failedCalls)} failed`, 1, 'bad')]),
    ...(deniedCalls === 0 ? [] : [fact(`${exactNumber(deniedCalls)} denied`, 2, 'warn')]),
    ...(subagents === 0 ? [] : [fact(counted(subagents, 'subagent'), 5)]),
    ...(usage.messages === 0
      ? []
      : [
          fact(`${shortNumber(usage.inputTokens)} in`, 11),
          fact(`${shortNumber(usage.outputTokens)} out`, 10),
          fact(`${shortNumber(usage.cacheReadTokens)} from cache`, 12),
          fact(`${shortNumber(usage.cacheWriteTokens)} into cache`, 13),
          fact(formatCost(usage.costUsd, usage.unpriced > 0), 4, 'plain'),
        ]),
    ...(contextTokens === null ? [] : [fact(`context ${shortNumber(contextTokens)}`, 8)]),
  ];
}

function fact(text: string, rank: number, tone: Tone = 'faint'): Fact {
  return { text, tone, rank };
}

/** As many facts as there is room for, in their order. */
function factsLine(facts: readonly Fact[], columns: number): Line {
  let shown = facts;
  while (shown.length > 1 && spansWidth(factSpans(shown)) > columns) {
    const last = shown.reduce((worst, one) => (one.rank > worst.rank ? one : worst));
    shown = shown.filter((one) => one !== last);
  }
  return line(factSpans(shown), columns);
}

function factSpans(facts: readonly Fact[]): Span[] {
  return facts.flatMap(({ text, tone }, index) =>
    index === 0 ? [span(` ${text}`, tone)] : [span(' · ', 'faint'), span(text, tone)],
  );
}
