import type { TakenMessages } from './bus-outbox.js';
import type { BusWant } from './bus-wants.js';
import type { BusMessage, BusTopic } from './instance-bus.js';

/** What one notification carries. */
export interface BusPayload {
  /** The bus that sent it. */
  readonly from: string;
  readonly messages: readonly (readonly [BusTopic, BusMessage])[];
  /** Messages of these topics were given up. */
  readonly gaps: readonly BusTopic[];
  /** All that the sender wants; null where it does not say. */
  readonly wants: readonly BusWant[] | null;
  /** The sender asks what others want. */
  readonly asks: boolean;
}

/** PostgreSQL takes 7,999 bytes. */
const MOST_BYTES = 7_900;
/** What stands around the messages. */
const FRAME_BYTES = ',"messages":[]}'.length;
const TOPICS: Readonly<Record<BusTopic, true>> = {
  execution: true,
  job: true,
  instance: true,
  logs: true,
  audit: true,
  override: true,
  alert: true,
};

/** Packs what leaves together into as few notifications as it fits into. @param wants what is announced, if it is */
export function packPayloads(from: string, taken: TakenMessages, wants: readonly BusWant[]): string[] {
  const head = {
    from,
    ...(taken.gaps.size > 0 && { gaps: [...taken.gaps] }),
    ...(taken.announcing && { wants }),
    ...(taken.asking && { asks: true }),
  };
  const payloads: string[] = [];
  let start = JSON.stringify(head).slice(0, -1);
  let packed: string[] = [];
  let bytes = Buffer.byteLength(start);
  const close = () =>
    payloads.push(`${start}${packed.length > 0 ? `,"messages":[${packed.join(',')}]` : ''}}`);
  for (const message of taken.messages) {
    const size = Buffer.byteLength(message) + 1;
    if (bytes + size + FRAME_BYTES > MOST_BYTES) {
      close();
      start = JSON.stringify({ from }).slice(0, -1);
      packed = [];
      bytes = Buffer.byteLength(start);
    }
    packed.push(message);
    bytes += size;
  }
  close();
  return payloads;
}

/** Reads a notification; null for what no bus has sent: whoever may connect to the database may notify. */
export function readPayload(text: string): BusPayload | null {
  let payload: Record<string, unknown>;
  try {
    payload = Object(JSON.parse(text));
  } catch {
    return null;
  }
  const { from, messages = [], gaps = [], wants = null, asks = false } = payload;
  const isRight =
    typeof from === 'string' &&
    Array.isArray(messages) &&
    messages.every(isMessage) &&
    Array.isArray(gaps) &&
    gaps.every(isTopic) &&
    (wants === null || (Array.isArray(wants) && wants.every((want) => typeof want === 'string'))) &&
    typeof asks === 'boolean';
  return isRight ? ({ from, messages, gaps, wants, asks } as BusPayload) : null;
}

function isTopic(topic: unknown): topic is BusTopic {
  return typeof topic === 'string' && Object.hasOwn(TOPICS, topic);
}

function isMessage(entry: unknown): entry is readonly [BusTopic, BusMessage] {
  if (!Array.isArray(entry) || entry.length !== 2 || !isTopic(entry[0])) return false;
  const message: unknown = entry[1];
  if (typeof message !== 'object' || message === null) return false;
  const { id, job } = message as Record<string, unknown>;
  return [id, job].every((name) => name === undefined || typeof name === 'string');
}
