import { weightsOf } from '../api/weights.js';

/** In what a file can lie there beside itself, and with which ending of its name. The smallest first. */
export const ENCODINGS = { br: '.br', gzip: '.gz' } as const;
export type Encoding = keyof typeof ENCODINGS;

/**
 * The first of some encodings that a client takes, as its `Accept-Encoding` says; null for none of them. Its own ranking is
 * not asked for: whoever takes Brotli is helped most by it.
 */
export function acceptedEncoding(header: string | undefined, there: readonly Encoding[]): Encoding | null {
  const weights = weightsOf(header);
  const takes = (name: string) => (weights.get(name) ?? weights.get('*') ?? 0) > 0;
  return (Object.keys(ENCODINGS) as Encoding[]).find((one) => there.includes(one) && takes(one)) ?? null;
}
