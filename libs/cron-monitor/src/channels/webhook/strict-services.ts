import type { Answering, ReceivedRequest } from './loopback-receiver.js';

// What the services document of their APIs, for specs: whatever breaks it is refused, with the reason.

class Refused extends Error {
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

function check(holds: unknown, message: string, status?: number): asserts holds {
  if (!holds) throw new Refused(message, status);
}

type Json = Readonly<Record<string, unknown>>;

function strict(handle: (request: ReceivedRequest, body: unknown) => number): Answering {
  return (request) => {
    try {
      check(request.headers['content-type'] === 'application/json', 'the content type is not JSON');
      return { status: handle(request, JSON.parse(request.body)), body: '{}' };
    } catch (error) {
      if (error instanceof Refused) return { status: error.status, body: error.message };
      throw error;
    }
  };
}

function text(value: unknown, most: number, what: string): string {
  check(
    typeof value === 'string' && value !== '' && value.length <= most,
    `${what} must have 1 to ${most} characters`,
  );
  return value;
}

function onlyKnown(value: unknown, known: readonly string[], what: string): Json {
  check(typeof value === 'object' && value !== null && !Array.isArray(value), `${what} is no object`);
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  check(unknown.length === 0, `${what} has ${unknown.join(', ')}, which is not documented`);
  return value as Json;
}

function list(value: unknown, most: number, what: string): readonly unknown[] {
  check(Array.isArray(value) && value.length <= most, `${what} must be a list of at most ${most}`);
  return value;
}

function instant(value: unknown, what: string): number {
  const at = Date.parse(text(value, 40, what));
  check(Number.isFinite(at), `${what} is no RFC 3339 time`);
  return at;
}

function page(value: unknown, what: string): void {
  check(
    typeof value === 'string' && /^https?:\/\//.test(value) && URL.canParse(value),
    `${what} is no address`,
  );
}

/** Events API v2; keeps which alerts are open. */
export function strictPagerDuty(
  alerts = new Map<string, 'triggered' | 'acknowledged' | 'resolved'>(),
): Answering {
  const severities = ['critical', 'error', 'warning', 'info'];
  return strict(({ path, method, body: raw }, body) => {
    check(method === 'POST' && path === '/v2/enqueue', 'no such resource', 404);
    check(Buffer.byteLength(raw) <= 512 * 1024, 'an event has at most 512 KB', 413);
    const known = [
      'routing_key',
      'event_action',
      'dedup_key',
      'payload',
      'images',
      'links',
      'client',
      'client_url',
    ];
    const event = onlyKnown(body, known, 'the event');
    check(/^\w{32}$/.test(text(event.routing_key, 32, 'routing_key')), 'routing_key must have 32 characters');
    const key = text(event.dedup_key, 255, 'dedup_key');
    if (event.event_action === 'acknowledge' || event.event_action === 'resolve') {
      if (alerts.has(key)) alerts.set(key, event.event_action === 'resolve' ? 'resolved' : 'acknowledged');
      return 202;
    }
    check(event.event_action === 'trigger', 'event_action must be trigger, acknowledge or resolve');
    const fields = [
      'summary',
      'source',
      'severity',
      'timestamp',
      'component',
      'group',
      'class',
      'custom_details',
    ];
    const payload = onlyKnown(event.payload, fields, 'payload');
    text(payload.summary, 1_024, 'summary');
    text(payload.source, 255, 'source');
    check(
      severities.includes(payload.severity as string),
      'severity must be critical, error, warning or info',
    );
    instant(payload.timestamp, 'timestamp');
    for (const name of ['component', 'group', 'class'])
      if (payload[name] !== undefined) text(payload[name], 255, name);
    check(typeof payload.custom_details === 'object', 'custom_details must be an object');
    for (const link of list(event.links, 50, 'links')) {
      const { href, text: words } = onlyKnown(link, ['href', 'text'], 'a link');
      page(href, 'href');
      text(words, 255, 'text');
    }
    if (event.client_url !== undefined) page(event.client_url, 'client_url');
    if (alerts.get(key) !== 'acknowledged') alerts.set(key, 'triggered');
    return 202;
  });
}

/** Alert API; keeps alerts by alias. */
export function strictOpsgenie(
  alerts = new Map<string, { state: string; priority: string; notes: string[] }>(),
): Answering {
  return strict(({ path, method, headers }, body) => {
    check(headers.authorization === 'GenieKey key-of-ours', 'Key format is not valid', 401);
    if (path === '/v2/alerts' && method === 'POST') {
      const known = ['message', 'alias', 'description', 'priority', 'tags', 'details', 'entity', 'source'];
      const alert = onlyKnown(body, known, 'the alert');
      text(alert.message, 130, 'message');
      const alias = text(alert.alias, 512, 'alias');
      if (alert.description !== undefined) text(alert.description, 15_000, 'description');
      if (alert.entity !== undefined) text(alert.entity, 512, 'entity');
      text(alert.source, 100, 'source');
      for (const tag of list(alert.tags, 20, 'tags')) text(tag, 50, 'a tag');
      const details = Object.entries(onlyKnown(alert.details, Object.keys(alert.details ?? {}), 'details'));
      check(
        details.every(([, value]) => typeof value === 'string'),
        'details are texts',
      );
      check(details.flat().join('').length <= 8_000, 'details have at most 8,000 characters');
      const priority = text(alert.priority, 2, 'priority');
      check(/^P[1-5]$/.test(priority), 'priority must be P1 to P5');
      // of one that is open a further one only counts
      if (alerts.get(alias)?.state !== 'open') alerts.set(alias, { state: 'open', priority, notes: [] });
      return 202;
    }
    const [, encoded, action] =
      /^\/v2\/alerts\/([^/]+)\/(acknowledge|close|notes|priority)\?identifierType=alias$/.exec(path) ?? [];
    check(encoded, 'no such resource', 404);
    const alert = alerts.get(decodeURIComponent(encoded));
    if (action === 'priority') {
      check(method === 'PUT', 'priorities are put', 405);
      const { priority } = onlyKnown(body, ['priority'], 'the priority');
      if (alert) alert.priority = text(priority, 2, 'priority');
      return 202;
    }
    check(method === 'POST', 'only POST', 405);
    const { note, source } = onlyKnown(body, ['note', 'source', 'user'], 'the action');
    alert?.notes.push(text(note, 25_000, 'note'));
    text(source, 100, 'source');
    if (alert && action === 'close') alert.state = 'closed';
    return 202;
  });
}

/** API v2; keeps until when each set of labels fires. */
export function strictAlertmanager(alerts = new Map<string, number>()): Answering {
  return strict(({ path, method }, body) => {
    check(method === 'POST' && path === '/prefix/api/v2/alerts', 'no such resource', 404);
    for (const one of list(body, 100, 'the body')) {
      const known = ['labels', 'annotations', 'startsAt', 'endsAt', 'generatorURL'];
      const alert = onlyKnown(one, known, 'an alert');
      const labels = Object.entries(alert.labels as Json);
      for (const [name, value] of [...labels, ...Object.entries(alert.annotations as Json)]) {
        check(/^[a-zA-Z_]\w*$/.test(name), `${name} is no name of a label`);
        check(typeof value === 'string', `${name} is no text`);
      }
      check(
        labels.every(([, value]) => value !== ''),
        'an empty label is none',
      );
      check(
        labels.some(([name]) => name === 'alertname'),
        'alertname is missing',
      );
      if (alert.generatorURL !== undefined) page(alert.generatorURL, 'generatorURL');
      const ends = instant(alert.endsAt, 'endsAt');
      check(ends >= instant(alert.startsAt, 'startsAt'), 'it ends before it starts');
      alerts.set(JSON.stringify(Object.fromEntries(labels.sort())), ends);
    }
    return 200;
  });
}

/** A workflow that posts an adaptive card. */
export const strictTeams: Answering = strict(({ method, body: raw }, body) => {
  check(method === 'POST', 'only POST', 405);
  check(Buffer.byteLength(raw) <= 28 * 1024, 'Request Entity too large', 413);
  const { type, attachments } = onlyKnown(body, ['type', 'attachments'], 'the message');
  check(type === 'message', 'it is no message');
  const [attachment, ...others] = list(attachments, 1, 'attachments');
  check(others.length === 0, 'one card a message');
  const known = ['contentType', 'contentUrl', 'content'];
  const { contentType, contentUrl, content } = onlyKnown(attachment, known, 'the attachment');
  check(contentType === 'application/vnd.microsoft.card.adaptive' && contentUrl === null, 'it is no card');
  const card = onlyKnown(content, ['$schema', 'type', 'version', 'body', 'actions', 'msteams'], 'the card');
  check(card.type === 'AdaptiveCard' && card.version === '1.4', 'it is no card of this version');
  for (const block of list(card.body, 500, 'body')) {
    const { type: kind, inlines } = onlyKnown(block, ['type', 'inlines', 'spacing'], 'a block');
    check(kind === 'RichTextBlock', 'an unknown block');
    for (const inline of list(inlines, 20, 'inlines')) {
      const run = onlyKnown(inline, ['type', 'text', 'weight', 'size', 'color', 'fontType'], 'a run');
      check(run.type === 'TextRun', 'an unknown run');
      text(run.text, 10_000, 'the text of a run');
    }
  }
  for (const action of list(card.actions, 6, 'actions')) {
    const { type: kind, title, url } = onlyKnown(action, ['type', 'title', 'url'], 'an action');
    check(kind === 'Action.OpenUrl', 'an unknown action');
    text(title, 100, 'the title of an action');
    page(url, 'url');
  }
  return 202;
});

/** Execute Webhook. */
export const strictDiscord: Answering = strict(({ path, method }, body) => {
  check(method === 'POST' && path === '/api/webhooks/1/token?wait=true', 'Unknown Webhook', 404);
  const message = onlyKnown(body, ['allowed_mentions', 'embeds'], 'the message');
  check(JSON.stringify(message.allowed_mentions) === '{"parse":[]}', 'it may ping somebody');
  const [embed] = list(message.embeds, 1, 'embeds');
  const known = ['title', 'description', 'url', 'color', 'timestamp', 'fields'];
  const { title, description, url, color, timestamp, fields } = onlyKnown(embed, known, 'the embed');
  let total = text(title, 256, 'title').length;
  if (description !== undefined) total += text(description, 4_096, 'description').length;
  if (url !== undefined) page(url, 'url');
  check(Number.isInteger(color) && Number(color) >= 0 && Number(color) <= 0xffffff, 'color is none');
  instant(timestamp, 'timestamp');
  for (const field of list(fields, 25, 'fields')) {
    const { name, value, inline } = onlyKnown(field, ['name', 'value', 'inline'], 'a field');
    total += text(name, 256, 'name').length + text(value, 1_024, 'value').length;
    check(typeof inline === 'boolean', 'inline is true or false');
  }
  check(total <= 6_000, 'Embed size exceeds maximum size of 6000');
  return 200;
});
