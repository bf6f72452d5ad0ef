import { serverOfTool, type ToolFigures, type ToolGroup } from '@spoor/storage';
import { excerpt, safeText } from '../../../present/safe-text.js';
import type { ToolsTold } from './readers.js';

/** What a row of the table can stand for. */
export const TOOL_GROUPINGS = ['tool', 'server', 'server and tool'] as const;

/** A tool, or a server, in the table. */
export interface ToolRow extends ToolFigures {
  readonly group: ToolGroup;
  /** Safe to show; null of the client's own tools. */
  readonly server: string | null;
  readonly name: string;
  readonly trend: readonly number[];
  readonly failedTrend: readonly number[];
}

/** The rows of a table, by tool or by server. */
export function toolRows({ figures, trends }: ToolsTold, grouping: string): ToolRow[] {
  const isByServer = grouping === 'server';
  return figures.map((one) => {
    const own = trends.filter(({ tool }) =>
      isByServer ? serverOfTool(tool) === one.key : tool === one.key,
    );
    const server = isByServer ? one.key : serverOfTool(one.key);
    return {
      ...one,
      group: isByServer ? { server: one.key } : { tool: one.key },
      server: server === null ? null : shown(server),
      name: isByServer ? shown(one.key ?? "the client's own") : toolName(one.key, grouping),
      trend: added(own.map(({ calls }) => calls)),
      failedTrend: added(own.map(({ failures }) => failures)),
    };
  });
}

/** Identity of a row. */
export function toolKey({ group }: Pick<ToolRow, 'group'>): string {
  return JSON.stringify(group);
}

/** A tool of a server is called without it where the server stands beside. */
function toolName(tool: string | null, grouping: string): string {
  if (tool === null) return '(no name)';
  const server = serverOfTool(tool);
  if (server === null) return shown(tool);
  const own = tool.slice(`mcp__${server}__`.length);
  return shown(grouping === 'tool' ? `${server}: ${own}` : own);
}

function shown(name: string): string {
  return safeText(excerpt(name, 400));
}

function added(lists: readonly (readonly number[])[]): number[] {
  const length = lists.reduce((most, list) => Math.max(most, list.length), 0);
  return Array.from({ length }, (_, i) => lists.reduce((sum, list) => sum + (list[i] ?? 0), 0));
}
