import type { HookStatus, ScopeStatus } from '@spoor/hooks';
import type { Vitals } from '@spoor/storage';
import { counted } from '../../../../present/amounts.js';
import { relativeTime, timeText } from '../../../../present/relative-time.js';
import { oneLine } from '../../../../present/safe-text.js';
import type { Fact, Section } from '../facts.js';
import type { RecorderFacts } from '../recorder-facts.js';
import { shortPath } from '../short-path.js';

/** Whether hooks record, where they are installed, and whether events arrive. */
export function recordingSection(
  { hooks, pausedProjects }: RecorderFacts,
  vitals: Vitals | null,
  { nowMs, homeDir }: { readonly nowMs: number; readonly homeDir: string | null },
): Section {
  const state = stateFact(hooks);
  const arrived = vitals === null ? null : eventFact(vitals, hooks, nowMs);
  return {
    id: 'recording',
    title: 'Recording',
    summary: [state.text, arrived?.text].filter((text) => text !== undefined).join('; '),
    facts: [
      state,
      ...(arrived === null ? [] : [arrived]),
      ...hooks.scopes.map((scope) => scopeFact(scope, homeDir)),
      ...partFacts(hooks),
      ...hooks.warnings.map((warning, n) => ({
        label: n === 0 ? 'warning' : `warning ${n + 1}`,
        mark: 'warn' as const,
        text: oneLine(warning),
      })),
      ...pausedProjects.map((path, n) => ({
        label: n === 0 ? 'left out' : `left out ${n + 1}`,
        mark: 'warn' as const,
        text: `nothing is recorded in ${shortPath(path, homeDir)}`,
        advice: '`spoor resume --project` there ends that',
      })),
    ],
  };
}

function stateFact({ recording, lastEvent }: HookStatus): Fact {
  const { state, reasons, until, since } = recording;
  const why = reasons.map((reason) => oneLine(reason)).join('; ');
  switch (state) {
    case 'recording':
      return { label: 'state', mark: 'ok', text: 'hooks record' };
    case 'paused': {
      const end = until == null ? 'until it is resumed' : `until ${timeText(until)}`;
      return { label: 'state', mark: 'warn', text: `paused ${end}`, advice: '`R` records again' };
    }
    case 'not-installed':
      return {
        label: 'state',
        mark: 'bad',
        text: 'no hooks: nothing is recorded',
        advice: '`i` installs them',
      };
    case 'stopped': {
      const at = since ?? lastEvent?.at;
      const when = at == null ? '' : ` since ${timeText(at)}`;
      return {
        label: 'state',
        mark: 'bad',
        text: `stopped${when}: ${why}`,
        advice: '`i` installs the hooks again; `spoor hooks doctor` looks closer',
      };
    }
  }
}

function eventFact({ lastEvent }: Vitals, { recording }: HookStatus, nowMs: number): Fact {
  const label = 'last event';
  if (lastEvent !== null) {
    const { at, event } = lastEvent;
    const name = oneLine(event ?? 'malformed', 60);
    return { label, mark: 'ok', text: `${relativeTime(at, nowMs)}, ${name}` };
  }
  const text = 'none has arrived yet';
  if (recording.state !== 'recording') return { label, mark: 'told', text };
  return { label, mark: 'told', text, advice: 'start `claude` as always: its events arrive here' };
}

function scopeFact(scope: ScopeStatus, homeDir: string | null): Fact {
  const { path, exists, problem, installed, profile, events, missing, outdated } = scope;
  const label = scope.scope === 'file' ? 'another file' : scope.scope;
  const where = shortPath(path, homeDir);
  if (problem !== null) {
    const text = `${where}: ${oneLine(problem)}`;
    return { label, mark: 'bad', text, advice: 'mend the file: the client can’t use it either' };
  }
  if (!installed) {
    return { label, mark: 'told', text: `${where}: ${exists ? 'no hooks in it' : 'no such file'}` };
  }
  const text = `${where}: ${counted(events.length, 'event')}, profile ${profile}`;
  const wrong = [
    ...(missing.length === 0 ? [] : [`${listed(missing)} missing`]),
    ...(outdated.length === 0 ? [] : [`${listed(outdated)} of another version`]),
  ];
  if (wrong.length === 0) return { label, mark: 'ok', text };
  return {
    label,
    mark: 'warn',
    text: `${text}; ${wrong.join('; ')}`,
    advice: '`i` installs the hooks again',
  };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).map((name) => oneLine(name, 40));
  return names.length > 3 ? `${shown.join(', ')} and ${names.length - 3} more` : shown.join(', ');
}

/** What hooks run on is told of only when something is wrong with it. */
function partFacts(hooks: HookStatus): Fact[] {
  if (hooks.recording.state === 'not-installed') return [];
  const parts = { launcher: hooks.launcher, Node: hooks.node, hook: hooks.hook };
  return Object.entries(parts).flatMap(([label, { path, problem }]) =>
    problem === null
      ? []
      : [
          {
            label,
            mark: 'bad' as const,
            text: `${oneLine(path ?? 'it')} ${problem}`,
            advice: '`i` installs the hooks again',
          },
        ],
  );
}
