import type { Step } from './scenarios.ts';

/** The part of a Messages API request that decides the answer. */
export interface MessagesRequest {
  readonly model: string;
  readonly stream: boolean;
  readonly messages: readonly RequestMessage[];
  readonly tools: readonly unknown[];
}

interface RequestMessage {
  readonly role: string;
  readonly content: string | readonly { readonly type: string; readonly text?: string }[];
}

type Scripts = ReadonlyMap<string, readonly Step[]>;

/** Chooses the answer from the request alone, so that calls in parallel don't disturb each other. */
export function chooseStep(request: MessagesRequest, scripts: Scripts): Step {
  if (asksForSummary(request)) {
    return plain('<analysis>Nothing.</analysis>\n<summary>The user played scenarios.</summary>');
  }
  if (request.tools.length === 0) {
    return plain('{"title": "A scripted title"}');
  }
  return scriptedStep(request, scripts) ?? plain('Nothing is scripted for this prompt.');
}

/** Reads a request body, with defaults for what an odd one leaves out. */
export function parseRequest(body: string): MessagesRequest {
  const sent = JSON.parse(body) as Partial<MessagesRequest>;
  return {
    model: sent.model ?? 'scripted',
    stream: sent.stream ?? false,
    messages: sent.messages ?? [],
    tools: sent.tools ?? [],
  };
}

function asksForSummary({ messages }: MessagesRequest): boolean {
  const last = messages.findLast((message) => message.role === 'user');
  return last !== undefined && /create a detailed summary/i.test(textOf(last));
}

function scriptedStep({ messages }: MessagesRequest, scripts: Scripts): Step | undefined {
  for (let index = messages.length - 1; index >= 0; index--) {
    const script = scripts.get(markerIn(messages[index], scripts) ?? '');
    if (script !== undefined) {
      const answers = messages.slice(index + 1).filter((message) => message.role === 'assistant');
      return script[Math.min(answers.length, script.length - 1)];
    }
  }
  return undefined;
}

function markerIn(message: RequestMessage | undefined, scripts: Scripts): string | undefined {
  if (message?.role !== 'user') {
    return undefined;
  }
  const names = Array.from(textOf(message).matchAll(/\[\[([a-z0-9-]+)\]\]/g), (match) => match[1]);
  return names.findLast((name) => name !== undefined && scripts.has(name));
}

function textOf({ content }: RequestMessage): string {
  return typeof content === 'string'
    ? content
    : content.map((block) => (block.type === 'text' ? (block.text ?? '') : '')).join('\n');
}

function plain(text: string): Step {
  return { kind: 'reply', content: [{ type: 'text', text }], stopReason: 'end_turn' };
}
