import { TranscriptOutput } from './output.mjs';
import { QUARTER_MS } from './tally.mjs';

const SETTLED_MS = 30_000;

/** One agent's transcript: what every line of it has in common, and how its messages look. */
export class AgentTranscript {
  #parent = null;
  #requests = 0;
  #lastRequest = null;
  #context = 0;

  /**
   * @param play what all transcripts of a run share: random, words, tally
   * @param session `{ id, path, clock, cost, truth, old, version, entrypoint, project, kept }`
   * @param agent null for the main agent, else `{ id, type, model, truth }`
   */
  constructor(play, session, path, agent) {
    this.play = play;
    this.session = session;
    this.agent = agent;
    this.model = agent?.model ?? session.model;
    this.output = new TranscriptOutput(path, play.tally);
  }

  get clock() {
    return this.session.clock;
  }

  close() {
    this.output.close();
  }

  /** A line of the conversation: it has an id and follows the one before. */
  message(fields, { promptId = null, parent = this.#parent } = {}) {
    const uuid = this.play.random.uuid();
    const { session, agent } = this;
    const line = {
      parentUuid: parent,
      ...(fields.subtype === 'compact_boundary' ? { logicalParentUuid: this.#parent } : {}),
      isSidechain: agent !== null,
      ...(promptId === null || session.old ? {} : { promptId }),
      ...(agent === null ? {} : { agentId: agent.id }),
      ...fields,
      uuid,
      timestamp: this.#now(),
      ...this.#tail,
    };
    this.write(line);
    this.#parent = uuid;
    return uuid;
  }

  /** Writes a whole line that has an id, one copied from elsewhere, say. */
  write(line) {
    this.output.line(line);
    this.play.tally.truth.messages++;
    this.session.truth.messages++;
    if (this.agent === null) this.session.kept?.push(line);
    this.#parent = line.uuid;
  }

  /** A line that the client keeps for itself. */
  bookkeeping(fields) {
    this.output.line(fields);
  }

  /** The lines that follow what the user typed and what was answered. */
  latches(prompt) {
    const sessionId = this.session.id;
    const leafUuid = this.#parent;
    this.bookkeeping({
      type: 'last-prompt',
      lastPrompt: prompt.slice(0, 200),
      leafUuid,
      sessionId,
    });
    this.bookkeeping({ type: 'mode', mode: 'normal', sessionId });
    this.bookkeeping({ type: 'permission-mode', permissionMode: 'default', sessionId });
    this.bookkeeping({ type: 'atis-latch', atis: '', sessionId });
  }

  /**
   * One answer of the model: a line a block, all with the message's id; the figures grow.
   * @returns the uuids of its lines.
   */
  answer(blocks, { stopReason, promptId }) {
    const { random, tally } = this.play;
    const { session, agent, model } = this;
    this.#leaveMidnight();
    this.#request(promptId);
    const usage = this.#usage(blocks);
    const growing = blocks.length > 1 && random.chance(0.3);
    const message = { id: random.apiId('msg'), type: 'message', role: 'assistant', model };
    const requestId = random.apiId('req');
    const uuids = blocks.map((block, index) => {
      this.clock.pass(random.between(20, 2_500));
      const isLast = index === blocks.length - 1;
      const said =
        growing && !isLast
          ? { ...usage, output_tokens: Math.min(index + 1, usage.output_tokens) }
          : usage;
      return this.message({
        message: {
          ...message,
          content: [block],
          stop_reason: growing && !isLast ? null : stopReason,
          stop_sequence: null,
          usage: said,
          ...(session.old ? {} : { stop_details: null }),
        },
        ...(session.old ? {} : { apiBlockIndex: index }),
        requestId,
        ...(session.old
          ? {}
          : {
              requestRef: this.#lastRequest,
              requestedModel: model,
              promptCacheRequested: '5m',
              ...(agent === null ? {} : { attributionAgent: agent.type }),
            }),
        type: 'assistant',
        ...(session.old ? {} : { effort: 'medium', perTurnEffort: 'medium', madeBy: 'model' }),
      });
    });
    tally.answer(session.truth, agent?.truth ?? null, this.clock.ms, model, usage);
    session.cost.add(model, usage);
    return uuids;
  }

  /** What a call gave back. */
  result(use, { content, isError, toolUseResult, extra = {} }, { promptId, sourceUuid }) {
    const block =
      isError === true
        ? { type: 'tool_result', content, is_error: true, tool_use_id: use.id }
        : {
            tool_use_id: use.id,
            type: 'tool_result',
            content,
            ...(isError === undefined ? {} : { is_error: isError }),
          };
    const said = this.agent !== null && this.play.random.chance(0.7) ? undefined : toolUseResult;
    return this.message(
      {
        type: 'user',
        message: { role: 'user', content: [block] },
        ...(said === undefined ? {} : { toolUseResult: said }),
        ...(this.session.old ? {} : { sourceToolAssistantUUID: sourceUuid }),
        ...extra,
      },
      { promptId },
    );
  }

  attachment(attachment, rendered) {
    return this.message({
      attachment,
      type: 'attachment',
      ...(rendered === undefined
        ? {}
        : { rendered: [{ content: rendered }], renderedRole: 'system' }),
    });
  }

  get #tail() {
    const { id, version, entrypoint, project, branch } = this.session;
    return {
      userType: 'external',
      entrypoint,
      cwd: project,
      sessionId: id,
      version,
      gitBranch: branch,
    };
  }

  #now() {
    return new Date(this.clock.ms).toISOString();
  }

  /** No message's lines lie in two days, in any time zone. */
  #leaveMidnight() {
    const left = QUARTER_MS - (this.clock.ms % QUARTER_MS);
    if (left < SETTLED_MS) this.clock.pass(left);
  }

  #request(promptId) {
    const { random } = this.play;
    if (this.session.old || promptId === null) return;
    const base = this.#lastRequest;
    this.#lastRequest = random.uuid();
    this.bookkeeping({
      type: 'api-request',
      sessionId: this.session.id,
      ...(this.agent === null ? {} : { agentId: this.agent.id }),
      id: this.#lastRequest,
      timestamp: this.#now(),
      version: this.session.version,
      querySource: this.agent === null ? 'repl_main_thread' : `agent:builtin:${this.agent.type}`,
      shapeHash: this.session.shapeHash,
      params: {
        model: this.model,
        betas: [
          'claude-code-20250219',
          'interleaved-thinking-2025-05-14',
          'context-management-2025-06-27',
          'effort-2025-11-24',
        ],
        max_tokens: 128_000,
        thinking: { type: 'adaptive', display: 'updates' },
        output_config: { effort: 'medium' },
      },
      ...(base === null ? {} : { base }),
      keep: this.#requests++,
      tail: [random.hex(64), random.hex(64)],
      cacheControl: [{ path: ['system', 0], value: { type: 'ephemeral' } }],
      requestDigest: random.hex(64),
    });
  }

  #usage(blocks) {
    const { random } = this.play;
    const thinking = blocks.some(({ type }) => type === 'thinking') ? random.spread(30, 2_000) : 0;
    const searches = blocks.filter(({ type }) => type === 'server_tool_use').length;
    const written = random.spread(100, 12_000);
    const for1h = this.agent === null && this.session.writes1h ? written : 0;
    const read = this.#context;
    this.#context = Math.min(this.#context + written, 180_000);
    return {
      input_tokens: random.between(1, 30),
      cache_creation_input_tokens: written,
      cache_read_input_tokens: read,
      output_tokens: thinking + random.spread(20, 2_500),
      ...(this.session.old ? {} : { output_tokens_details: { thinking_tokens: thinking } }),
      server_tool_use: { web_search_requests: searches, web_fetch_requests: 0 },
      service_tier: 'standard',
      cache_creation: {
        ephemeral_1h_input_tokens: for1h,
        ephemeral_5m_input_tokens: written - for1h,
      },
      ...(this.session.old
        ? {}
        : { inference_geo: '', iterations: [], speed: 'standard', fallback_credit: null }),
    };
  }

  /** After a compaction little is left to read from the cache. */
  forgetContext() {
    this.#context = this.play.random.between(2_000, 9_000);
  }
}
