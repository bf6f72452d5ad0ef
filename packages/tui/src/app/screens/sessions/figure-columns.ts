import { formatCost, shortNumber } from '../../../present/amounts.js';
import type { Tone } from '../../../present/status.js';
import { type Span, span } from '../../present/line.js';
import type { ListEntry } from './list-entries.js';
import { sumOf } from './project-groups.js';
import type { SessionColumn } from './session-columns.js';
import type { SessionItem } from './session-item.js';
import type { SortId } from './sort-orders.js';
import { isLive } from './standing.js';

/** The columns of counts, tokens and cost; a project's are the sums of its sessions'. */
export function figureColumns(): SessionColumn[] {
  return [
    count('TURNS', 'turns', 8, ({ row }) => row.turns),
    count('CALLS', 'calls', 9, ({ row }) => row.toolCalls),
    count('FAILS', 'failed', 6, ({ row }) => row.failedCalls, failureTone),
    count('AGENTS', 'agents', 14, ({ row }) => row.subagents),
    {
      title: 'CTX',
      min: 6,
      align: 'right',
      priority: 4,
      sort: 'context',
      cell: (entry) =>
        entry.kind === 'session' ? numberSpan(entry.item.row.contextTokens) : span(''),
    },
    {
      title: 'TOKENS',
      min: 6,
      align: 'right',
      priority: 13,
      sort: 'tokens',
      cell: (entry) => numberSpan(sumOf(itemsOf(entry), tokensOf)),
    },
    { title: 'COST', min: 7, max: 10, align: 'right', priority: 5, sort: 'cost', cell: costCell },
  ];
}

function itemsOf(entry: ListEntry): readonly SessionItem[] {
  return entry.kind === 'session' ? [entry.item] : entry.group.items;
}

function count(
  title: string,
  sort: SortId,
  priority: number,
  value: (item: SessionItem) => number,
  toneOf: (entry: ListEntry) => Tone = () => 'plain',
): SessionColumn {
  const cell = (entry: ListEntry) => numberSpan(sumOf(itemsOf(entry), value), toneOf(entry));
  return { title, min: title.length, align: 'right', priority, sort, cell };
}

/** What failed in a session that is over alarms nobody any more. */
function failureTone(entry: ListEntry): Tone {
  return itemsOf(entry).some(({ row }) => isLive(row) && row.failedCalls > 0) ? 'bad' : 'plain';
}

function numberSpan(value: number | null, tone: Tone = 'plain'): Span {
  return value === null || value === 0 ? span('·', 'faint') : span(shortNumber(value), tone);
}

/** Only transcripts tell of tokens. */
function tokensOf({ row }: SessionItem): number | null {
  return row.messages === 0 ? null : row.tokens;
}

function costCell(entry: ListEntry): Span {
  const told = itemsOf(entry).filter(({ row }) => row.messages > 0);
  if (told.length === 0) return span('·', 'faint');
  const cost = sumOf(told, ({ row }) => row.costUsd);
  return span(
    formatCost(
      cost,
      told.some(({ row }) => row.unpriced > 0),
    ),
    cost === null ? 'faint' : 'plain',
  );
}
