import { join } from 'node:path';
import { AgentTranscript } from './agent.mjs';
import { writeMeta } from './output.mjs';
import { CostState, MODELS, SMALL_MODEL } from './pricing.mjs';
import { cancellation, denial, failure, someCall } from './tools.mjs';

const DEEPEST = 3;
const AGENT_TYPES = ['general-purpose', 'Explore', 'Plan'];
const VERSIONS = ['2.1.300', '2.1.316', '2.1.329'];

/**
 * Plays one session into its transcripts.
 * @param play `{ folder, random, words, tally, weight }`
 * @param how `{ startMs, old, isForked }`: an old client says less; a session that will be forked
 *   keeps its lines.
 * @returns the session, for a fork of it.
 */
export function playSession(play, { startMs, old, isForked }) {
  const session = beginSession(play, { startMs, old, isForked });
  const main = new AgentTranscript(play, session, session.path, null);
  openSession(main);
  goOn(main);
  return session;
}

/** Plays a session that begins with a copy of another one's lines. */
export function playFork(play, source) {
  const { random, tally } = play;
  const session = beginSession(play, {
    startMs: source.clock.ms + random.between(1_000, 600_000),
    old: source.old,
    isForked: false,
    project: source.project,
    forkedFrom: source.id,
  });
  tally.truth.forks++;
  const main = new AgentTranscript(play, session, session.path, null);
  const until = random.between(Math.ceil(source.kept.length / 2), source.kept.length);
  for (const line of source.kept.slice(0, until)) {
    const copy = { ...line, sessionId: session.id };
    if (!source.old) copy.forkedFrom = { sessionId: source.id, messageUuid: line.uuid };
    main.write(copy);
  }
  goOn(main);
  return session;
}

function beginSession(play, { startMs, old, isForked, project, forkedFrom = null }) {
  const { random, words, tally, folder } = play;
  const id = random.uuid();
  const place = project ?? `/home/dev/${words.name()}-${words.name()}`;
  const base = join(folder, 'projects', place.replace(/[^a-zA-Z0-9]/g, '-'), id);
  const clock = {
    ms: startMs,
    pass(ms) {
      this.ms += ms;
    },
  };
  const truth = tally.session({
    id,
    path: `${base}.jsonl`,
    project: place,
    startedAt: new Date(startMs).toISOString(),
    forkedFrom,
    isOld: old,
    wasKilled: false,
    title: null,
  });
  return {
    id,
    base,
    path: `${base}.jsonl`,
    clock,
    truth,
    old,
    project: place,
    branch: random.chance(0.7) ? 'main' : `${words.verb()}-${words.name()}`,
    version: old ? '1.0.113' : random.pick(VERSIONS),
    entrypoint: random.chance(0.8) ? 'cli' : 'sdk-cli',
    model: old ? 'claude-sonnet-4-5-20250929' : random.pick(MODELS),
    writes1h: random.chance(0.3),
    shapeHash: random.hex(64),
    cost: new CostState(startMs),
    kept: isForked ? [] : undefined,
  };
}

function goOn(main) {
  const { play, session } = main;
  const { random } = play;
  const turns = Math.max(1, Math.round(random.spread(1, 24) * play.weight));
  for (let turn = 0; turn < turns; turn++) {
    session.clock.pass(random.spread(2_000, 1_800_000));
    playTurn(main, turn === turns - 1 && random.chance(0.08));
    if (turn === 0) nameSession(main);
  }
  if (!session.truth.wasKilled && !session.old) {
    main.bookkeeping(session.cost.line(session.id, session.clock.ms));
  }
  main.close();
}

/** What the client says before the first prompt's request. */
function openSession(main) {
  const { play, session } = main;
  if (session.old) return;
  const { random } = play;
  const sessionId = session.id;
  main.bookkeeping({ type: 'mode', mode: 'normal', sessionId });
  main.bookkeeping({ type: 'permission-mode', permissionMode: 'default', sessionId });
  const messageId = random.uuid();
  main.bookkeeping({
    type: 'file-history-snapshot',
    messageId,
    snapshot: {
      messageId,
      trackedFileBackups: {},
      timestamp: new Date(session.clock.ms).toISOString(),
    },
    isSnapshotUpdate: false,
  });
}

function nameSession(main) {
  const { session, play } = main;
  const { random, words } = play;
  const title = words.sentence(5);
  if (session.old) {
    main.bookkeeping({ type: 'summary', summary: title, leafUuid: random.uuid() });
  } else {
    main.bookkeeping({ type: 'ai-title', aiTitle: title, sessionId: session.id });
  }
  session.truth.title = title;
  if (session.old || !random.chance(0.1)) return;
  const customTitle = `${words.verb()}-${words.name()}`;
  main.bookkeeping({ type: 'custom-title', customTitle, sessionId: session.id });
  session.truth.title = customTitle;
}

function playTurn(main, isKilled) {
  const { play, session } = main;
  const { random, words, tally } = play;
  const prompt = words.text('prose', random.spread(20, 3_000));
  const promptId = random.uuid();
  const startMs = session.clock.ms;
  const turn = { promptId, prompt, notifications: [] };
  session.truth.turns++;
  tally.truth.turns++;
  main.message(
    {
      type: 'user',
      message: { role: 'user', content: prompt },
      ...(session.old
        ? {}
        : {
            permissionMode: 'default',
            origin: { kind: 'human' },
            promptSource: 'typed',
            turnOrigin: 'human',
            turnPosition: { promptIndex: session.truth.turns, turnIndex: session.truth.turns },
          }),
    },
    { promptId },
  );
  if (session.truth.turns === 1) attachContext(main);
  main.latches(prompt);
  const end = playSteps(main, turn, { isKilled, depth: 0 });
  if (end === 'killed') {
    session.truth.wasKilled = true;
    return;
  }
  if (end === 'done') endTurn(main, startMs);
  for (const notify of turn.notifications) notify();
}

function endTurn(main, startMs) {
  const { session, play } = main;
  if (session.old) return;
  main.message({
    type: 'system',
    subtype: 'stop_hook_summary',
    hookCount: 0,
    hookInfos: [],
    hookErrors: [],
    failedHookErrorIndexes: [],
    hookAdditionalContext: [],
    preventedContinuation: false,
    stopReason: '',
    hasOutput: false,
    level: 'suggestion',
    toolUseID: play.random.uuid(),
  });
  main.message({
    type: 'system',
    subtype: 'turn_duration',
    durationMs: session.clock.ms - startMs,
    messageCount: session.truth.messages,
    isMeta: false,
  });
}

/** @returns how it ended: `done`, `failed` (the API), `interrupted` (Esc) or `killed`. */
function playSteps(transcript, turn, { isKilled, depth }) {
  const { play, session } = transcript;
  const { random, words } = play;
  const isMain = depth === 0;
  const steps = random.spread(1, isMain ? 16 : 8);
  for (let step = 0; step < steps; step++) {
    session.clock.pass(random.spread(400, 9_000));
    if (isMain && random.chance(0.004)) compact(transcript, turn);
    if (random.chance(isMain ? 0.004 : 0.006)) {
      failAtTheApi(transcript);
      return 'failed';
    }
    const isLast = isKilled && step === steps - 1;
    const calls = callsOfStep(play, depth);
    const uuids = askFor(transcript, turn, calls);
    if (isLast) {
      for (const { name } of calls) play.tally.call(session.truth, name, 'unfinished');
      return 'killed';
    }
    const wasInterrupted = isMain && random.chance(0.006);
    calls.forEach((call, index) => {
      answerCall(transcript, turn, call, {
        sourceUuid: uuids.get(call.id),
        depth,
        wasInterrupted,
        index,
      });
    });
    if (wasInterrupted) {
      transcript.message(
        {
          type: 'user',
          message: {
            role: 'user',
            content: [{ type: 'text', text: '[Request interrupted by user for tool use]' }],
          },
        },
        turn,
      );
      return 'interrupted';
    }
  }
  session.clock.pass(random.spread(400, 9_000));
  const blocks = [{ type: 'text', text: words.text('prose', random.spread(60, 4_000)) }];
  if (random.chance(0.05)) blocks.unshift(...webSearch(play, session));
  if (random.chance(0.3)) blocks.unshift(thinking(play));
  transcript.answer(blocks, { stopReason: 'end_turn', ...turn });
  return 'done';
}

function callsOfStep(play, depth) {
  const { random, words } = play;
  const calls = [];
  for (let i = random.chance(0.2) ? random.between(2, 4) : 1; i > 0; i--) {
    const isAgent = depth < DEEPEST && random.chance(depth === 0 ? 0.02 : 0.03);
    const call = isAgent ? agentCall(random, words) : someCall(random, words);
    calls.push({ id: random.apiId('toolu'), ...call });
  }
  return calls;
}

function agentCall(random, words) {
  return {
    name: 'Agent',
    input: {
      description: words.sentence(4),
      prompt: words.text('prose', random.spread(100, 2_000)),
      subagent_type: random.pick(AGENT_TYPES),
      run_in_background: random.chance(0.2),
    },
  };
}

function askFor(transcript, turn, calls) {
  const { play } = transcript;
  const { random, words } = play;
  const blocks = [];
  if (random.chance(0.3)) blocks.push(thinking(play));
  if (random.chance(0.5)) {
    blocks.push({ type: 'text', text: words.text('prose', random.spread(30, 800)) });
  }
  const before = blocks.length;
  for (const { id, name, input } of calls) blocks.push({ type: 'tool_use', id, name, input });
  const uuids = transcript.answer(blocks, { stopReason: 'tool_use', ...turn });
  return new Map(calls.map(({ id }, index) => [id, uuids[before + index]]));
}

function answerCall(transcript, turn, call, { sourceUuid, depth, wasInterrupted, index }) {
  const { play, session } = transcript;
  const { random, words, tally } = play;
  const where = { promptId: turn.promptId, sourceUuid };
  session.clock.pass(random.spread(10, 30_000));
  const outcome =
    wasInterrupted && index > 0 ? 'cancelled' : outcomeOf(random, call, wasInterrupted);
  tally.call(session.truth, call.name, outcome);
  if (outcome !== 'success') {
    const told =
      outcome === 'cancelled'
        ? cancellation()
        : outcome === 'denied'
          ? denial(random, call.name)
          : failure(random, words, call.name);
    transcript.result(call, { ...told, isError: true }, where);
    return;
  }
  if (call.name === 'Agent') {
    playSubagent(transcript, turn, call, { ...where, depth: depth + 1 });
    return;
  }
  const { content, isError, result } = call;
  transcript.result(call, { content, isError, toolUseResult: result, extra: ALLOWED }, where);
}

const ALLOWED = {
  permissionDecision: {
    decision: 'accept',
    source: 'config',
    reasonType: 'rule',
    ruleSource: 'cliArg',
  },
};

function outcomeOf(random, call, wasInterrupted) {
  if (wasInterrupted) return 'cancelled';
  if (call.name === 'Agent') return 'success';
  const chance = random.fraction();
  return chance < 0.02 ? 'denied' : chance < 0.08 ? 'failure' : 'success';
}

function playSubagent(parent, turn, call, { promptId, sourceUuid, depth }) {
  const { play, session } = parent;
  const { random, words, tally } = play;
  const id = `a${random.hex(16)}`;
  const type = call.input.subagent_type;
  const model = type === 'Explore' ? SMALL_MODEL : session.model;
  const path = join(session.base, 'subagents', `agent-${id}.jsonl`);
  const isAsync = call.input.run_in_background && depth === 1 && !session.old;
  const truth = tally.subagent({
    agentId: id,
    sessionId: session.id,
    parentAgentId: parent.agent?.id ?? null,
    toolUseId: call.id,
    type,
    model,
    depth,
    isAsync,
    path,
  });
  const own = new AgentTranscript(play, session, path, { id, type, model, truth });
  const startMs = session.clock.ms;
  if (isAsync) launched(parent, call, id, { promptId, sourceUuid });
  own.message(
    { type: 'user', message: { role: 'user', content: call.input.prompt } },
    { promptId },
  );
  attachContext(own);
  const end = playSteps(own, { ...turn, promptId }, { isKilled: false, depth });
  own.close();
  if (end === 'failed') truth.outcome = 'failure';
  writeMeta(path, {
    agentType: type,
    isBuiltIn: true,
    launchedWithDefaults: true,
    description: call.input.description,
    toolUseId: call.id,
    ...(parent.agent === null ? {} : { parentAgentId: parent.agent.id }),
    spawnDepth: depth,
    requestShape: isAsync ? 'background' : 'foreground',
    requestNonInteractive: true,
    model,
    pickedEffortModel: model,
    finished: true,
  });
  const report = words.text('prose', random.spread(100, 3_000));
  const durationMs = session.clock.ms - startMs;
  if (isAsync) {
    turn.notifications.push(() => notify(parent, call, id, { report, durationMs }));
    return;
  }
  parent.result(
    call,
    {
      content: [
        {
          type: 'text',
          text: `[Subagent hand-back] The report follows:\n  ${report}\nagentId: ${id} (use SendMessage with to: '${id}' to continue this agent)`,
        },
      ],
      toolUseResult: {
        status: 'completed',
        prompt: call.input.prompt,
        agentId: id,
        agentType: type,
        content: [{ type: 'text', text: report }],
        resolvedModel: model,
        totalDurationMs: durationMs,
        totalTokens: truth.tokens.input + truth.tokens.output,
        totalToolUseCount: 1,
        canContinueAgent: true,
      },
      extra: ALLOWED,
    },
    { promptId, sourceUuid },
  );
}

function launched(parent, call, agentId, where) {
  parent.result(
    call,
    {
      content: [
        {
          type: 'text',
          text: `Async agent launched successfully.\nagentId: ${agentId} (internal ID)\nThe agent is working in the background.`,
        },
      ],
      toolUseResult: {
        isAsync: true,
        status: 'async_launched',
        agentId,
        description: call.input.description,
        prompt: call.input.prompt,
        canReadOutputFile: true,
      },
      extra: ALLOWED,
    },
    where,
  );
}

/** A background agent is done: the client tells the model in a turn of its own. */
function notify(main, call, agentId, { report, durationMs }) {
  const { play, session } = main;
  const { random, words, tally } = play;
  session.clock.pass(random.spread(500, 60_000));
  const promptId = random.uuid();
  session.truth.notifications++;
  tally.truth.notifications++;
  main.message(
    {
      type: 'user',
      message: {
        role: 'user',
        content: `<task-notification>\n<task-id>${agentId}</task-id>\n<tool-use-id>${call.id}</tool-use-id>\n<status>completed</status>\n<summary>Agent "${call.input.description}" finished</summary>\n<result>${report}</result>\n<usage><duration_ms>${durationMs}</duration_ms></usage>\n</task-notification>`,
      },
      permissionMode: 'default',
      origin: { kind: 'task-notification', producer: 'session-task' },
      promptSource: 'system',
      turnOrigin: 'task_notification',
      queueSkipAttachments: true,
    },
    { promptId },
  );
  const startMs = session.clock.ms;
  main.answer([{ type: 'text', text: words.text('prose', random.spread(60, 800)) }], {
    stopReason: 'end_turn',
    promptId,
  });
  endTurn(main, startMs);
}

/** The API refuses twice, and the client says so in the model's place. */
function failAtTheApi(transcript) {
  const { play, session } = transcript;
  const { random, tally } = play;
  tally.truth.apiErrors++;
  if (!session.old) {
    const requestId = random.apiId('req');
    transcript.message({
      type: 'system',
      subtype: 'api_error',
      level: 'error',
      error: {
        message: `529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"${requestId}"}`,
        status: 529,
        requestId,
        formatted: '529 Overloaded',
        connection: null,
      },
      retryInMs: 1192,
      retryAttempt: 1,
      maxRetries: 1,
      source: 'request_retry',
    });
  }
  transcript.message({
    type: 'assistant',
    message: {
      id: random.uuid(),
      container: null,
      model: '<synthetic>',
      role: 'assistant',
      stop_reason: 'stop_sequence',
      stop_sequence: '',
      type: 'message',
      usage: {
        input_tokens: 0,
        output_tokens: 0,
        cache_creation_input_tokens: 0,
        cache_read_input_tokens: 0,
        server_tool_use: { web_search_requests: 0, web_fetch_requests: 0 },
        service_tier: null,
        cache_creation: { ephemeral_1h_input_tokens: 0, ephemeral_5m_input_tokens: 0 },
      },
      content: [{ type: 'text', text: 'API Error: Request rejected (529) · Overloaded' }],
    },
    requestId: random.apiId('req'),
    error: 'overloaded',
    isApiErrorMessage: true,
    apiErrorStatus: 529,
    apiErrorType: 'overloaded_error',
  });
}

function compact(main, turn) {
  const { play, session } = main;
  const { random, words, tally } = play;
  tally.truth.compactions++;
  main.message(
    {
      type: 'system',
      subtype: 'compact_boundary',
      content: 'Conversation compacted',
      level: 'info',
      compactMetadata: {
        trigger: 'auto',
        preTokens: random.between(120_000, 180_000),
        postTokens: random.between(3_000, 12_000),
        durationMs: random.between(20_000, 90_000),
      },
    },
    { parent: null },
  );
  main.message(
    {
      type: 'user',
      message: {
        role: 'user',
        content: `This session is being continued from a previous conversation that ran out of context. The summary below covers the earlier portion of the conversation.\n\nSummary:\n${words.text('prose', random.spread(2_000, 9_000))}`,
      },
      isVisibleInTranscriptOnly: true,
      isCompactSummary: true,
    },
    { promptId: turn.promptId },
  );
  session.clock.pass(1_000);
  main.forgetContext();
}

/** What the client tells the model around the first prompt. */
function attachContext(transcript) {
  const { play, session, model } = transcript;
  if (session.old) return;
  const { random, words } = play;
  transcript.attachment(
    {
      type: 'environment',
      snapshot: {
        workingDirectory: session.project,
        isWorktree: false,
        isGitRepo: true,
        additionalWorkingDirectories: [],
        platform: 'linux',
        shell: 'bash',
      },
    },
    words.text('prose', 800),
  );
  transcript.attachment(
    { type: 'model', identity: { modelId: model }, text: `You are powered by the model ${model}.` },
    `<system-reminder>\nYou are powered by the model ${model}.\n</system-reminder>`,
  );
  transcript.attachment(
    {
      type: 'instructions',
      files: [
        {
          path: `${session.project}/CLAUDE.md`,
          type: 'Project',
          content: words.text('prose', random.spread(200, 4_000)),
        },
      ],
    },
    words.text('prose', 400),
  );
  const date = new Date(session.clock.ms).toISOString().slice(0, 10);
  transcript.attachment({ type: 'date', date }, `Today's date is ${date}.`);
  const systemPrompt = [words.text('prose', 2_000), words.text('prose', 2_100)];
  transcript.attachment({
    type: 'prompt_snapshot',
    systemPrompt,
    reminderFold: false,
    echoWireToolInputs: false,
    contextRendering: 'announced',
  });
  transcript.bookkeeping({
    type: 'api-request-shape',
    sessionId: session.id,
    ...(transcript.agent === null ? {} : { agentId: transcript.agent.id }),
    shapeHash: session.shapeHash,
    timestamp: new Date(session.clock.ms).toISOString(),
    version: session.version,
    shape: {
      system: systemPrompt.map((text) => ({ type: 'text', text })),
      tools: ['Agent', 'Bash', 'Edit', 'Grep', 'Read', 'Write', 'WebFetch'].map((name) => ({
        name,
        description: words.text('prose', 2_000),
        input_schema: { type: 'object', properties: {}, additionalProperties: false },
      })),
    },
  });
}

function thinking({ random, words }) {
  return {
    type: 'thinking',
    thinking: words.text('prose', random.spread(60, 3_000)),
    signature: random.hex(400),
  };
}

/** The API's server searches the web within the answer; no line of the user's follows. */
function webSearch({ random, words, tally }) {
  const id = random.apiId('srvtoolu');
  tally.truth.serverCalls++;
  return [
    { type: 'server_tool_use', id, name: 'web_search', input: { query: words.sentence(5) } },
    {
      type: 'web_search_tool_result',
      tool_use_id: id,
      content: [
        {
          type: 'web_search_result',
          title: words.sentence(5),
          url: `https://example.org/${words.name()}`,
          encrypted_content: random.hex(600),
          page_age: null,
        },
      ],
    },
  ];
}
