// Hook events as a working session sends them: texts of the usual lengths, a fixed seed.
const TOOLS = ['Read', 'Bash', 'Edit', 'Bash', 'Read', 'Grep', 'Read', 'Edit', 'Bash', 'Write'];

/**
 * The events of one session, in order, each with its time.
 * @param calls tool calls; each gives two events, every 20 of them are a turn with a subagent.
 * @param outputLength mean length of a tool's output.
 */
export function* sessionEvents({ session, project, calls, outputLength, startMs }) {
  const random = randomNumbers(session);
  let at = startMs;
  let prompt = 0;
  const event = (hook_event_name, fields = {}) => {
    at += 100 + Math.floor(random() * 900);
    return {
      at,
      payload: {
        session_id: session,
        transcript_path: `/home/dev/.claude/projects/p/${session}.jsonl`,
        cwd: project,
        prompt_id: `${session}-p${prompt}`,
        permission_mode: 'default',
        hook_event_name,
        ...fields,
      },
    };
  };
  yield event('SessionStart', { source: 'startup', model: 'claude-sonnet-4-5' });
  for (let call = 0; call < calls; call++) {
    if (call % 20 === 0) {
      prompt += 1;
      yield event('UserPromptSubmit', { prompt: words(random, 300) });
      yield event('SubagentStart', { agent_id: `a${prompt}`, agent_type: AGENTS[prompt % 3] });
    }
    const agent =
      call % 20 < 5 ? { agent_id: `a${prompt}`, agent_type: AGENTS[prompt % 3] } : undefined;
    const tool = TOOLS[Math.floor(random() * TOOLS.length)];
    const use = { tool_name: tool, tool_use_id: `toolu_${call}`, ...agent };
    const tool_input = inputOf(tool, call, random);
    yield event('PreToolUse', { ...use, tool_input });
    const length = Math.floor(-Math.log(1 - random()) * outputLength);
    if (random() < 0.05) {
      yield event('PostToolUseFailure', { ...use, tool_input, error: words(random, 120) });
    } else {
      const tool_response = { stdout: words(random, length), stderr: '', interrupted: false };
      yield event('PostToolUse', { ...use, tool_input, tool_response, duration_ms: 40 + call });
    }
    if (call % 20 === 5) {
      yield event('SubagentStop', { agent_id: `a${prompt}`, agent_type: AGENTS[prompt % 3] });
    }
    if (call % 20 === 19 || call === calls - 1) yield event('Stop', { stop_hook_active: false });
  }
  yield event('SessionEnd', { reason: 'prompt_input_exit' });
}

/** Text of about so many characters, as lines of code or prose have it. */
export function words(random, length) {
  let text = '';
  while (text.length < length) {
    text += WORDS[Math.floor(random() * WORDS.length)];
    text += random() < 0.1 ? '\n' : ' ';
  }
  return text.slice(0, Math.max(1, length));
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function randomNumbers(seed) {
  let state = [...seed].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) | 0, 7);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function inputOf(tool, call, random) {
  const file_path = `/work/src/module-${call % 40}.ts`;
  if (tool === 'Read') return { file_path };
  if (tool === 'Bash') return { command: `pnpm test ${call}`, description: words(random, 40) };
  if (tool === 'Grep') return { pattern: words(random, 12), path: '/work/src' };
  if (tool === 'Write') return { file_path, content: words(random, 900) };
  return { file_path, old_string: words(random, 300), new_string: words(random, 350) };
}

const AGENTS = ['Explore', 'Plan', 'general-purpose'];
const WORDS = `const return function import export await async if else for of new throw error value
  result session event store table index query row reader writer lock budget transaction commit the
  a of to in is that it was for on are with as be at one have this from by not but what all were when
  { } => === ( ) ; '/work/src/file.ts' 200 0.25 null undefined`.split(/\s+/);
