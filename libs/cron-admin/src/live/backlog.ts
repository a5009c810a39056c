import type { LiveConnection } from './live-socket.js';

const MOST_MESSAGES = 512;
const MOST_BYTES = 2 ** 20;

/** Whether more waits for the network to take it than may; one message may always wait, however long it is. Pure. */
export function isOverfull({ writeBuffer }: Pick<LiveConnection, 'writeBuffer'>): boolean {
  if (writeBuffer.length <= 1) return false;
  if (writeBuffer.length > MOST_MESSAGES) return true;
  let bytes = 0;
  for (const { data } of writeBuffer) {
    bytes += typeof data === 'string' ? data.length : ((data as Uint8Array | undefined)?.byteLength ?? 0);
  }
  return bytes > MOST_BYTES;
}
