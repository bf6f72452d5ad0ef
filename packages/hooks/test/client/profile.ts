/** How a hook of Spoor's `standard` profile is registered, by event. */
const STANDARD_PROFILE: Readonly<Record<string, 'async' | 'sync'>> = {
  SessionStart: 'async',
  SessionEnd: 'sync',
  UserPromptSubmit: 'async',
  Stop: 'sync',
  StopFailure: 'sync',
  SubagentStart: 'async',
  SubagentStop: 'sync',
  PreCompact: 'async',
  PreToolUse: 'async',
  PostToolUse: 'async',
  PostToolUseFailure: 'async',
  PermissionRequest: 'async',
  PermissionDenied: 'async',
  Notification: 'async',
  PostCompact: 'async',
  TaskCreated: 'async',
  TaskCompleted: 'async',
  PostModelSwitch: 'async',
};

/** A settings file that registers `command` on the events of the `standard` profile. */
export function settingsWithHook(
  command: string,
  registered: 'as Spoor' | 'all sync' = 'as Spoor',
): object {
  const hooks = Object.entries(STANDARD_PROFILE).map(([event, kind]) => {
    const isAsync = kind === 'async' && registered === 'as Spoor';
    return [event, [{ hooks: [{ type: 'command', command, ...(isAsync && { async: true }) }] }]];
  });
  return { hooks: Object.fromEntries(hooks) };
}
