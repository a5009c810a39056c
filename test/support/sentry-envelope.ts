/** One item of an envelope, with its payload read. */
export interface EnvelopeItem {
  readonly type: string;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly payload: unknown;
}

/** What one request carried. */
export interface Envelope {
  readonly headers: Readonly<Record<string, unknown>>;
  readonly items: readonly EnvelopeItem[];
}

/** Why an envelope is refused, as Sentry's own server would. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';

  constructor(
    readonly status: 400 | 413,
    message: string,
  ) {
    super(message);
  }
}

/** Decompressed, in bytes: what the server takes of an envelope, and of one item by its type. */
const MOST_BYTES = 200 * 2 ** 20;
const MOST_BYTES_BY_TYPE: Readonly<Record<string, number>> = {
  event: 2 ** 20,
  transaction: 2 ** 20,
  span: 2 ** 20,
  check_in: 100 * 2 ** 10,
  client_report: 4 * 2 ** 10,
  session: 100 * 2 ** 10,
  sessions: 100 * 2 ** 10,
};
/** Of containers: how many the server takes at once, each counted in the item's header. */
const MOST_SPANS = 1_000;
const MOST_ITEMS_OF_ONE_KIND = 1;
const HEX_32 = /^[0-9a-f]{32}$/;

/**
 * Reads an envelope as strictly as the server does: a header line, then items, each a header line and a payload of exactly the
 * length that it says, or up to the end of the line where it says none.
 *
 * @throws EnvelopeError
 */
export function readEnvelope(body: Buffer): Envelope {
  if (body.length > MOST_BYTES) throw new EnvelopeError(413, 'the envelope is too large');
  let [header, at] = lineAt(body, 0);
  const headers = objectOf(header, 'the header of the envelope');
  const items: EnvelopeItem[] = [];
  while (at < body.length) {
    [header, at] = lineAt(body, at);
    if (header.length === 0 && at >= body.length) break;
    const itemHeaders = objectOf(header, 'the header of an item');
    const [payload, next] = payloadAt(body, at, itemHeaders);
    items.push(itemOf(itemHeaders, payload));
    at = next;
  }
  checkTogether(headers, items);
  return { headers, items };
}

function lineAt(body: Buffer, from: number): [line: Buffer, next: number] {
  const end = body.indexOf(0x0a, from);
  return end === -1 ? [body.subarray(from), body.length] : [body.subarray(from, end), end + 1];
}

function payloadAt(body: Buffer, from: number, { length }: Record<string, unknown>): [Buffer, number] {
  if (length === undefined) return lineAt(body, from);
  if (!Number.isSafeInteger(length) || (length as number) < 0)
    throw refused('the length of an item is no length');
  const end = from + (length as number);
  if (end > body.length)
    throw refused(`an item says ${String(length)} bytes, and ${body.length - from} are left`);
  if (end < body.length && body[end] !== 0x0a) throw refused('an item goes on behind its length');
  return [body.subarray(from, end), end + 1];
}

function itemOf(headers: Record<string, unknown>, payload: Buffer): EnvelopeItem {
  const { type } = headers;
  if (typeof type !== 'string' || type === '') throw refused('an item has no type');
  const most = MOST_BYTES_BY_TYPE[type];
  if (most === undefined) throw refused(`nobody expects items of type ${type} here`);
  if (payload.length > most)
    throw new EnvelopeError(413, `an item of type ${type} has ${payload.length} bytes`);
  const read = objectOf(payload, `the payload of an item of type ${type}`);
  if (type === 'span') checkSpans(headers, read);
  if (type === 'check_in') checkCheckIn(read);
  return { type, headers, payload: read };
}

/** Spans come in a container, and how many there are stands in front. */
function checkSpans(
  { item_count: count, content_type: kind }: Record<string, unknown>,
  { items }: Record<string, unknown>,
): void {
  if (!Array.isArray(items) || items.length !== count)
    throw refused('spans are not as many as their header says');
  if (items.length > MOST_SPANS) throw new EnvelopeError(413, `${items.length} spans at once are too many`);
  if (kind !== 'application/vnd.sentry.items.span.v2+json')
    throw refused(`spans are of type ${String(kind)}`);
}

const SLUG = /^(?!\d+$)[a-z0-9_-]{1,50}$/;
const UNITS = ['year', 'month', 'week', 'day', 'hour', 'minute'];

function checkCheckIn(checkIn: Record<string, unknown>): void {
  const { check_in_id: id, monitor_slug: slug, status, duration, monitor_config: config } = checkIn;
  if (typeof id !== 'string' || !HEX_32.test(id)) throw refused('a check-in has no id');
  if (typeof slug !== 'string' || !SLUG.test(slug)) throw refused(`no monitor can be called ${String(slug)}`);
  if (!['in_progress', 'ok', 'error'].includes(status as string)) throw refused('a check-in has no status');
  if (duration !== undefined && !(typeof duration === 'number' && duration >= 0))
    throw refused('no duration');
  if (config !== undefined) checkMonitor(config as Record<string, unknown>);
}

function checkMonitor({ schedule, timezone, ...limits }: Record<string, unknown>): void {
  const { type, value, unit } = schedule as Record<string, unknown>;
  const isCrontab = type === 'crontab' && typeof value === 'string' && value.split(' ').length === 5;
  const isInterval = type === 'interval' && Number.isSafeInteger(value) && UNITS.includes(unit as string);
  if (!isCrontab && !isInterval) throw refused(`no monitor has the schedule ${JSON.stringify(schedule)}`);
  if (!Intl.supportedValuesOf('timeZone').includes(timezone as string) && timezone !== 'UTC') {
    throw refused(`no monitor has the zone ${String(timezone)}`);
  }
  for (const [name, limit] of Object.entries(limits)) {
    if (limit !== undefined && !(Number.isSafeInteger(limit) && (limit as number) >= 1)) {
      throw refused(`${name} of a monitor has to be a whole number`);
    }
  }
}

function checkTogether(headers: Record<string, unknown>, items: readonly EnvelopeItem[]): void {
  const events = items.filter(({ type }) => type === 'event' || type === 'transaction');
  if (events.length > MOST_ITEMS_OF_ONE_KIND) throw refused('an envelope has one event at most');
  for (const { payload } of events) {
    const { event_id: id } = payload as { event_id?: unknown };
    if (typeof id !== 'string' || !HEX_32.test(id)) throw refused('an event has no id');
    if (headers.event_id !== id) throw refused('the envelope and its event have different ids');
  }
}

function objectOf(json: Buffer, what: string): Record<string, unknown> {
  let read: unknown;
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch {
    throw refused(`${what} is not JSON`);
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) throw refused(`${what} is no object`);
  return read as Record<string, unknown>;
}

function refused(message: string): EnvelopeError {
  return new EnvelopeError(400, message);
}
