import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { chooseStep, parseRequest } from './mock-script.ts';
import { type ScriptedBlock, type Step, scenarios } from './scenarios.ts';

/** A running mock of the Messages API on loopback. */
export interface MockApi {
  readonly url: string;
  close(): void;
}

type Reply = Extract<Step, { kind: 'reply' }>;

/** Each run has a network of its own, so the port is free and error texts that name it are alike. */
const PORT = 4010;

const USAGE = {
  input_tokens: 100,
  output_tokens: 20,
  cache_creation_input_tokens: 10,
  cache_read_input_tokens: 500,
  cache_creation: { ephemeral_5m_input_tokens: 10, ephemeral_1h_input_tokens: 0 },
  service_tier: 'standard',
};

/** Starts the server that plays the model for one run, with scripts that work in `repo`. */
export async function startMockApi(repo: string): Promise<MockApi> {
  const scripts = scenarios(repo);
  const server = createServer((request, response) => {
    answer(request, response, scripts).catch((error: unknown) => {
      sendJson(response, 500, apiError('api_error', String(error)));
    });
  });
  await new Promise<void>((resolve) => server.listen(PORT, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${PORT}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  scripts: ReadonlyMap<string, readonly Step[]>,
): Promise<void> {
  const body = await text(request);
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/' || request.method === 'HEAD') {
    response.writeHead(200).end();
  } else if (pathname === '/v1/messages/count_tokens') {
    sendJson(response, 200, { input_tokens: 1000 });
  } else if (pathname === '/v1/messages') {
    await answerMessages(body, response, scripts);
  } else {
    sendJson(response, 404, apiError('not_found_error', pathname));
  }
}

async function answerMessages(
  body: string,
  response: ServerResponse,
  scripts: ReadonlyMap<string, readonly Step[]>,
): Promise<void> {
  const request = parseRequest(body);
  const step = chooseStep(request, scripts);
  if (step.kind === 'error') {
    sendJson(response, step.status, apiError(step.errorType, step.message));
    return;
  }
  await delay(step.delayMs ?? 0);
  const content = step.content.map(withId);
  const message = {
    id: makeId('msg'),
    type: 'message',
    role: 'assistant',
    model: request.model,
    content,
    stop_reason: step.stopReason,
    stop_sequence: null,
    usage: USAGE,
  };
  if (request.stream) {
    stream(response, message, step);
  } else {
    sendJson(response, 200, message);
  }
}

function stream(
  response: ServerResponse,
  message: { readonly content: readonly ScriptedBlock[] },
  step: Reply,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': makeId('req') });
  const send = (type: string, fields: object) =>
    response.write(`event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`);
  send('message_start', { message: { ...message, content: [], stop_reason: null } });
  for (const [index, block] of message.content.entries()) {
    const [start, delta] = framesOf(block);
    send('content_block_start', { index, content_block: start });
    send('content_block_delta', { index, delta });
    send('content_block_stop', { index });
  }
  send('message_delta', {
    delta: { stop_reason: step.stopReason, stop_sequence: null },
    usage: USAGE,
  });
  send('message_stop', {});
  response.end();
}

function framesOf(block: ScriptedBlock): [object, object] {
  return block.type === 'text'
    ? [
        { type: 'text', text: '' },
        { type: 'text_delta', text: block.text },
      ]
    : [
        { ...block, input: {} },
        { type: 'input_json_delta', partial_json: JSON.stringify(block.input) },
      ];
}

function withId(block: ScriptedBlock): ScriptedBlock & { readonly id?: string } {
  return block.type === 'text' ? block : { ...block, id: makeId('toolu') };
}

function makeId(kind: string): string {
  return `${kind}_${randomBytes(12).toString('hex')}`;
}

function apiError(type: string, message: string): object {
  return { type: 'error', error: { type, message }, request_id: makeId('req') };
}

function sendJson(response: ServerResponse, status: number, value: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': makeId('req') });
  response.end(JSON.stringify(value));
}
