import type { AgentDetail, AgentFigures } from '@spoor/storage';
import { counted, formatCost } from '../../../present/amounts.js';
import { type Span, span } from '../../present/line.js';
import { mount, type Screen } from '../../state/screen.js';
import { callsScreen } from '../calls/calls-screen.js';
import { figuresDefinition } from '../figures/figures-screen.js';
import type { FiguresAsked, FiguresSpec } from '../figures/figures-spec.js';
import { firstFigures } from '../figures/figures-state.js';
import { runDetailLines } from '../figures/run-detail-lines.js';
import { agentColumns, agentName } from './agent-columns.js';
import { runsScreen } from './runs-screen.js';

const SPEC: FiguresSpec<AgentFigures, AgentDetail> = {
  id: 'agents',
  title: 'Agents',
  groupings: [],
  sort: { column: 'tokens', reversed: false },
  columns: (rows, _, nowMs) => agentColumns(rows, nowMs),
  keyOf: ({ agent }) => JSON.stringify(agent),
  textOf: agentName,
  total: totalSpans,
  query: (asked) => ({ kind: 'agents.figures', asked }),
  answered: (answer) =>
    answer.kind === 'agents.figures' ? { asked: answer.asked, rows: answer.told } : null,
  detailQuery: ({ agent }, figures) => ({ kind: 'agents.detail', asked: { agent, figures } }),
  detailAnswered: (answer) =>
    answer.kind === 'agents.detail'
      ? { key: JSON.stringify(answer.asked.agent), detail: answer.told }
      : null,
  detailLines: (row, detail, room, around) =>
    runDetailLines(
      {
        title: agentName(row),
        noun: row.agent === 'main' ? 'turn' : 'run',
        trend: row.trend,
        failedTrend: [],
        durations: detail?.durations ?? null,
        failures: detail?.failures ?? null,
      },
      room,
      around,
    ),
  opens: {
    open: (row, asked) => runsOf(row, asked, false),
    'open-failed': (row, asked) => runsOf(row, asked, true),
    'open-calls': (row, { from, until, projectId }) =>
      callsScreen({ title: agentName(row), agent: row.agent, since: from, until, projectId }),
  },
};

const AGENTS = figuresDefinition(SPEC);

/** The figures of agents, with what is remembered of the screen. */
export function agentsScreen(remembered: unknown): Screen {
  const columns = agentColumns([], 0).map(({ id }) => id);
  const { groupings, sort } = SPEC;
  return mount(AGENTS, firstFigures(remembered, { groupings, columns, sort }));
}

function runsOf(
  row: AgentFigures,
  { from, until, projectId }: FiguresAsked,
  failedOnly: boolean,
): Screen {
  const { agent } = row;
  return runsScreen({ title: agentName(row), agent, from, until, projectId, failedOnly });
}

function totalSpans(rows: readonly AgentFigures[]): Span[] {
  const sum = (of: (row: AgentFigures) => number) =>
    rows.reduce((total, row) => total + of(row), 0);
  if (rows.length === 0) return [];
  const isKnown = rows.some(({ costUsd }) => costUsd !== null);
  const cost = formatCost(
    isKnown ? sum(({ costUsd }) => costUsd ?? 0) : null,
    sum(({ unpricedTokens }) => unpricedTokens) > 0,
  );
  return [
    span(
      counted(
        sum(({ runs }) => runs),
        'run',
      ),
    ),
    span(' · ', 'faint'),
    span(cost, 'good'),
  ];
}
