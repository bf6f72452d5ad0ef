/** How much is recorded: `lean` sessions and turns, `standard` tool calls too, `all` every event. */
export type HookProfile = 'lean' | 'standard' | 'all';

/** The profiles, from the least to the most recorded. */
export const HOOK_PROFILES: readonly HookProfile[] = ['lean', 'standard', 'all'];

/** What the installer knows of one hook event of the client. */
export interface ProfiledEvent {
  readonly name: string;
  /** The smallest profile that has it. */
  readonly profile: HookProfile;
  /** Whether the client may go on without waiting for the hook. */
  readonly async: boolean;
  /** Whether the event's groups carry a matcher over tool names. */
  readonly tool: boolean;
  /** The oldest client version that is known to fire it. */
  readonly since: string;
}

/**
 * The events that may be installed. Left out on purpose: a hook on WorktreeCreate or WorktreeRemove
 * replaces what git would do, one on MessageDisplay blocks the display, and FileChanged asks for a
 * list of files to watch.
 */
export const PROFILED_EVENTS: readonly ProfiledEvent[] = [
  event('SessionStart', 'lean', '1.0.62'),
  event('SessionEnd', 'lean', '1.0.85', { async: false }),
  event('UserPromptSubmit', 'lean', '1.0.54'),
  event('Stop', 'lean', '1.0.38', { async: false }),
  event('StopFailure', 'lean', '2.1.78', { async: false }),
  event('SubagentStart', 'lean', '2.0.43'),
  event('SubagentStop', 'lean', '1.0.41', { async: false }),
  event('PreCompact', 'lean', '1.0.48'),
  event('PreToolUse', 'standard', '1.0.38', { tool: true }),
  event('PostToolUse', 'standard', '1.0.38', { tool: true }),
  event('PostToolUseFailure', 'standard', '2.1.33', { tool: true }),
  event('PermissionRequest', 'standard', '2.0.45', { tool: true }),
  event('PermissionDenied', 'standard', '2.1.89', { tool: true }),
  event('Notification', 'standard', '1.0.38'),
  event('PostCompact', 'standard', '2.1.76'),
  event('TaskCreated', 'standard', '2.1.84'),
  event('TaskCompleted', 'standard', '2.1.33'),
  event('PostModelSwitch', 'standard', '2.1.251'),
  event('Setup', 'all', '2.1.10'),
  event('UserPromptExpansion', 'all', '2.1.152'),
  event('PostToolBatch', 'all', '2.1.152'),
  event('TeammateIdle', 'all', '2.1.33'),
  event('InstructionsLoaded', 'all', '2.1.69'),
  event('ConfigChange', 'all', '2.1.49'),
  event('CwdChanged', 'all', '2.1.83'),
  event('DirectoryAdded', 'all', '2.1.219'),
  event('PreModelSwitch', 'all', '2.1.251'),
  event('Elicitation', 'all', '2.1.76'),
  event('ElicitationResult', 'all', '2.1.76'),
];

/** The events of a profile; those that the client is too old for are left out. */
export function profileEvents(
  profile: HookProfile,
  clientVersion?: string | undefined,
): readonly ProfiledEvent[] {
  const rank = HOOK_PROFILES.indexOf(profile);
  return PROFILED_EVENTS.filter(
    (candidate) =>
      HOOK_PROFILES.indexOf(candidate.profile) <= rank &&
      (clientVersion === undefined || !isOlder(clientVersion, candidate.since)),
  );
}

/** The profile that a list of installed events comes nearest to. */
export function nearestProfile(events: readonly string[]): HookProfile {
  const distance = (profile: HookProfile): number => {
    const names = new Set(profileEvents(profile).map(({ name }) => name));
    const known = events.filter((name) => names.has(name)).length;
    return names.size - known + (events.length - known);
  };
  return HOOK_PROFILES.reduce((best, profile) =>
    distance(profile) < distance(best) ? profile : best,
  );
}

function event(
  name: string,
  profile: HookProfile,
  since: string,
  options: { readonly async?: boolean; readonly tool?: boolean } = {},
): ProfiledEvent {
  return { name, profile, since, async: options.async ?? true, tool: options.tool ?? false };
}

function isOlder(version: string, than: string): boolean {
  const [left, right] = [version, than].map((text) => text.split('.').map(Number));
  for (const part of [0, 1, 2]) {
    const difference = (left?.[part] ?? 0) - (right?.[part] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
