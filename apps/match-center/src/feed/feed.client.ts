import { Inject, Injectable } from '@nestjs/common';
import {
  parseFixtures,
  parseScores,
  parseTeams,
  parseTransfers,
  type FeedFixture,
  type FeedScore,
  type FeedTeam,
  type FeedTransfer,
} from './feed-shape.js';
import { FeedError } from './feed.error.js';

export const FEED_URL = Symbol('FEED_URL');

const TIMEOUT_MS = 5000;

/**
 * Asks the provider. Every method throws {@link FeedError} when the answer can't be used,
 * or the reason of the `signal` when that is what ended the request.
 */
@Injectable()
export class FeedClient {
  constructor(@Inject(FEED_URL) private readonly url: string) {}

  teams(signal?: AbortSignal): Promise<FeedTeam[]> {
    return this.get('/teams', parseTeams, signal);
  }

  /** All fixtures of this season and the next. */
  fixtures(signal?: AbortSignal): Promise<FeedFixture[]> {
    return this.get('/fixtures', parseFixtures, signal);
  }

  /** Matches that are on, or were over a short while ago. */
  scores(signal?: AbortSignal): Promise<FeedScore[]> {
    return this.get('/scores', parseScores, signal);
  }

  /** Transfers since an instant; those of the last hours without one. */
  transfers(since?: Date, signal?: AbortSignal): Promise<FeedTransfer[]> {
    const query = since ? `?since=${encodeURIComponent(since.toISOString())}` : '';
    return this.get(`/transfers${query}`, parseTransfers, signal);
  }

  private async get<T>(path: string, parse: (body: unknown) => T, signal?: AbortSignal): Promise<T> {
    const text = await this.fetchText(path, signal);
    try {
      return parse(JSON.parse(text));
    } catch (error) {
      const beginning = text.slice(0, 60);
      throw new FeedError(
        'malformed',
        path,
        `${(error as Error).message}. The answer begins with: ${beginning}`,
        200,
        { cause: error },
      );
    }
  }

  private async fetchText(path: string, signal?: AbortSignal): Promise<string> {
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const response = await fetch(this.url + path, {
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      });
      if (!response.ok) {
        await response.body?.cancel();
        throw new FeedError('status', path, `answered ${response.status}`, response.status);
      }
      return await response.text();
    } catch (error) {
      if (error instanceof FeedError) throw error;
      signal?.throwIfAborted();
      if (timeout.aborted) {
        throw new FeedError('timeout', path, `no answer within ${TIMEOUT_MS} ms`, undefined, {
          cause: error,
        });
      }
      throw new FeedError('unreachable', path, 'no connection', undefined, { cause: error });
    }
  }
}
