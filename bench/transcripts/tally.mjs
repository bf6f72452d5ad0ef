/** Tokens by kind, as they are counted here and by Spoor. */
function noTokens() {
  return {
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite: 0,
    cacheWrite1h: 0,
    thinking: 0,
    webSearches: 0,
    answers: 0,
  };
}

function add(to, from) {
  for (const kind of Object.keys(to)) to[kind] += from[kind];
}

/** Counts what is written while it is written: the truth to compare other counts with. */
export class Tally {
  #days;
  truth;

  /** @param zones IANA names of the time zones whose days are counted. */
  constructor(zones) {
    this.#days = new Map(zones.map((zone) => [zone, localDay(zone)]));
    this.truth = {
      files: 0,
      bytes: 0,
      lines: 0,
      messages: 0,
      turns: 0,
      notifications: 0,
      apiErrors: 0,
      compactions: 0,
      forks: 0,
      calls: { success: 0, failure: 0, denied: 0, cancelled: 0, unfinished: 0 },
      callsByTool: {},
      serverCalls: 0,
      tokens: noTokens(),
      tokensByDay: Object.fromEntries(zones.map((zone) => [zone, {}])),
      tokensByModel: {},
      sessions: [],
      subagents: [],
    };
  }

  /** An answer of the API, once, however many lines and files it stands on. */
  answer(session, agent, atMs, model, usage) {
    const tokens = {
      input: usage.input_tokens,
      output: usage.output_tokens,
      cacheRead: usage.cache_read_input_tokens,
      cacheWrite: usage.cache_creation_input_tokens,
      cacheWrite1h: usage.cache_creation.ephemeral_1h_input_tokens,
      thinking: usage.output_tokens_details?.thinking_tokens ?? 0,
      webSearches: usage.server_tool_use.web_search_requests,
      answers: 1,
    };
    const { truth } = this;
    add(truth.tokens, tokens);
    add(session.tokens, tokens);
    if (agent !== null) add(agent.tokens, tokens);
    truth.tokensByModel[model] ??= noTokens();
    add(truth.tokensByModel[model], tokens);
    for (const [zone, dayOf] of this.#days) {
      const days = truth.tokensByDay[zone];
      const day = dayOf(atMs);
      days[day] ??= noTokens();
      add(days[day], tokens);
    }
  }

  call(session, tool, outcome) {
    this.truth.calls[outcome]++;
    session.calls[outcome]++;
    this.truth.callsByTool[tool] = (this.truth.callsByTool[tool] ?? 0) + 1;
  }

  session(fields) {
    const session = {
      messages: 0,
      turns: 0,
      notifications: 0,
      calls: { success: 0, failure: 0, denied: 0, cancelled: 0, unfinished: 0 },
      tokens: noTokens(),
      ...fields,
    };
    this.truth.sessions.push(session);
    return session;
  }

  subagent(fields) {
    const subagent = { outcome: 'success', tokens: noTokens(), ...fields };
    this.truth.subagents.push(subagent);
    return subagent;
  }
}

/** Zones differ from UTC by quarters of an hour, so that a quarter lies in one day. */
function localDay(zone) {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const days = new Map();
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_MS);
    const known = days.get(quarter);
    if (known !== undefined) return known;
    const day = format.format(ms);
    days.set(quarter, day);
    return day;
  };
}

/** A quarter of an hour. */
export const QUARTER_MS = 900_000;
