import type { LiveDelta, LiveOperation, LivePosition, LiveSnapshot } from './protocol.js';

/** One channel as this page knows it: where it stands, and what is in it. */
export interface ChannelState extends LivePosition {
  readonly items: ReadonlyMap<string, unknown>;
}

export function ofSnapshot({ epoch, seq, data }: LiveSnapshot): ChannelState {
  return { epoch, seq, items: new Map(data.items.map(({ id, value }) => [id, value])) };
}

/** @returns null where a delta is missing in between, or there was no snapshot yet: ask again */
export function afterDelta(state: ChannelState | null, { seq, prev, ops }: LiveDelta): ChannelState | null {
  if (state === null || (prev > state.seq && seq > state.seq)) return null;
  if (seq <= state.seq) return state;
  const items = new Map(state.items);
  for (const operation of ops) apply(items, operation);
  return { ...state, seq, items };
}

function apply(items: Map<string, unknown>, operation: LiveOperation): void {
  if (operation.op === 'remove') items.delete(operation.id);
  else items.set(operation.id, operation.value);
}
