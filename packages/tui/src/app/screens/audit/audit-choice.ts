import { isoTime, messageOf } from '@spoor/core';
import type { AuditCategory, AuditFilter, AuditNames } from '@spoor/storage';
import { readMoment } from '../../../input/moment.js';
import { projectName } from '../../../present/project-name.js';
import type { AuditCriteria } from './audit-criteria.js';

/** The categories of entries. */
export const AUDIT_CATEGORIES: readonly AuditCategory[] = [
  'state',
  'file',
  'agent',
  'security',
  'user',
];

/** What short names are looked up in; null for what the log has too many of. */
export interface AuditKnown {
  readonly names: AuditNames | null;
  /** Ids of sessions that begin as was typed. */
  readonly sessionIds: readonly string[];
}

/** The entries that a filter means, or what is wrong with it. */
export type AuditChoice =
  | { readonly filter: AuditFilter; readonly problem: null }
  | { readonly filter: null; readonly problem: string };

/** Finds what a filter means: beginnings of names are enough, and a project's last part. */
export function auditChoiceOf(
  criteria: AuditCriteria,
  { names, sessionIds }: AuditKnown,
  nowMs: number,
): AuditChoice {
  const { category, action, without, agent, session, project, user, task, address, text } =
    criteria;
  const known = category === undefined ? undefined : nameOf(category, AUDIT_CATEGORIES);
  if (known !== undefined && !isCategory(known)) {
    return wrong(`category is one of ${AUDIT_CATEGORIES.join(', ')}`);
  }
  try {
    return {
      filter: withoutAbsent({
        category: known,
        action: action === undefined ? undefined : nameOf(action, names?.actions ?? []),
        withoutActions: without
          ?.split(',')
          .filter((name) => name !== '')
          .map((name) => nameOf(name, names?.actions ?? [])),
        agent: agent === undefined ? undefined : nameOf(agent, names?.agents ?? []),
        sessionId: session === undefined ? undefined : nameOf(session, sessionIds),
        projectId: project === undefined ? undefined : projectOf(project, names?.projects ?? []),
        userId: user,
        taskId: task,
        ipAddress: address,
        startDate: momentOf('since', criteria.since, nowMs),
        endDate: momentOf('until', criteria.until, nowMs),
        text: text === '' ? undefined : text,
      }),
      problem: null,
    };
  } catch (error) {
    return wrong(messageOf(error));
  }
}

/** Whether a filter can't be understood without the names that the log knows. */
export function needsNames({ action, without, agent, project }: AuditCriteria): boolean {
  return [action, without, agent, project].some((name) => name !== undefined);
}

/** The name that is meant: itself, whatever the case, or the only one that begins so. */
function nameOf<Name extends string>(typed: string, names: readonly Name[]): Name | string {
  if (names.some((name) => name === typed)) return typed;
  const small = typed.toLowerCase();
  const same = names.find((name) => name.toLowerCase() === small);
  const begun = names.filter((name) => name.toLowerCase().startsWith(small));
  return same ?? (begun.length === 1 ? (begun[0] ?? typed) : typed);
}

function projectOf(typed: string, projects: readonly string[]): string {
  if (projects.includes(typed)) return typed;
  const small = typed.toLowerCase();
  const ends = projects.filter((path) => path.toLowerCase().endsWith(`/${small}`));
  if (ends.length > 0) return ends[0] ?? typed;
  const begun = projects.filter((path) => projectName(path).toLowerCase().startsWith(small));
  return begun[0] ?? typed;
}

function isCategory(name: string): name is AuditCategory {
  return AUDIT_CATEGORIES.some((category) => category === name);
}

const MINUTE = 60_000;

/** To the minute: the same question for a while. */
function momentOf(field: 'since' | 'until', text: string | undefined, nowMs: number) {
  if (text === undefined) return undefined;
  const reading = { nowMs: nowMs - (nowMs % MINUTE), isEnd: field === 'until' };
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text);
  return isoTime(readMoment(`${field}:`, text, reading) - (field === 'until' && isDay ? 1 : 0));
}

function withoutAbsent(filter: AuditFilter): AuditFilter {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

function wrong(problem: string): AuditChoice {
  return { filter: null, problem };
}
