import type { QueryClient } from '@tanstack/react-query';
import type { PageClock } from '../time/now.js';
import type { Api } from './client.js';

/** What a screen's first questions are asked with before any of its components is there, which then find the answers. */
export interface Asking {
  readonly client: QueryClient;
  readonly api: Api;
  readonly clock: PageClock;
}
