import { judgeLook, type Trouble } from './judge-look.js';
import type { Look } from './look.js';

/** What is told: trouble, or that it is over. */
export interface WatchWord {
  readonly word: 'BLIND' | 'RECOVERED';
  readonly sentence: string;
}

/** However often things change, one word in this time. */
const AT_MOST_EVERY_MS = 60_000;

/** Remembers what it has seen and told; pure but for that. */
export class Watcher {
  private silentSince: number | undefined;
  private trouble: (Trouble & { readonly since: number }) | undefined;
  private lastToldAt = -Infinity;

  constructor(private readonly afterMs: number) {}

  /**
   * @param now milliseconds by a clock that never goes back
   * @returns what is to be told now; null for nothing
   */
  see(seen: Look, now: number): WatchWord | null {
    if (seen.database === 'answers') this.silentSince = undefined;
    else this.silentSince ??= now;
    const trouble = judgeLook(seen, now - (this.silentSince ?? now), this.afterMs);
    // until it has been silent for long, nobody knows whether what was wrong still is
    const unknown = seen.database === 'silent' && trouble === null;
    if (unknown || trouble?.kind === this.trouble?.kind || now - this.lastToldAt < AT_MOST_EVERY_MS)
      return null;
    const before = this.trouble;
    this.trouble = trouble ? { ...trouble, since: now } : undefined;
    this.lastToldAt = now;
    return trouble
      ? { word: 'BLIND', sentence: trouble.sentence }
      : {
          word: 'RECOVERED',
          sentence: `It is well again, ${Math.round((now - before!.since) / 60_000)} min after this was told: ${before!.sentence}`,
        };
  }
}
