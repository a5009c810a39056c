/**
 * A key under which something is done once, however often it is sent. Not of `crypto.randomUUID`, which pages have only over
 * HTTPS.
 */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return `page-${[...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
