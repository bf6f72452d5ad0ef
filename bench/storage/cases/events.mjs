import { now } from '../support.mjs';

/** Whose work it is. */
export const store = 'HookExecutionLog';

/** The work, three times; see `stores.mjs`. */
export const cases = [
  (db, byHand, { HookExecutionLog }) => {
    const log = new HookExecutionLog(db);
    const plain = new Map();
    const row = (i) => ({
      id: `bench-${i}-${Math.random()}`,
      sessionId: 'bench',
      hookType: 'PreToolUse',
      promptId: null,
      toolUseId: `t${i}`,
      toolName: 'Bash',
      agentId: null,
      agentType: null,
      agentTranscriptPath: null,
      cwd: '/work',
      status: 'success',
      errorMessage: null,
      payloadJson: '{"tool_input":{"command":"ls"}}',
      createdAt: now(),
    });
    const insert = byHand.prepare(
      `INSERT INTO hook_executions (id, session_id, hook_type, prompt_id, tool_use_id, tool_name,
         agent_id, agent_type, agent_transcript_path, cwd, status, error_message, payload_json,
         created_at)
       VALUES (@id, @sessionId, @hookType, @promptId, @toolUseId, @toolName, @agentId, @agentType,
         @agentTranscriptPath, @cwd, @status, @errorMessage, @payloadJson, @createdAt)
       ON CONFLICT (id) DO NOTHING`,
    );
    const write = byHand.transaction((given) => insert.run(given).changes === 1).immediate;
    return {
      name: 'append a hook event',
      times: 1_000,
      memory: (i) => plain.set(`${i}`, row(i)),
      byHand: (i) => write(row(i)),
      store: (i) => db.transaction(() => log.append(row(i))),
    };
  },
];
