/**
 * Where answers are kept that several instances share: any Keyv 5, such as `new Keyv({ store: new KeyvRedis(url) })`, or an
 * object with these two methods. Whatever it does (fails, forgets, takes long), answers are right without it.
 */
export interface AnswerStore {
  /** @returns what was set, as it was set; undefined where it is gone */
  get(key: string): Promise<unknown>;
  /** @param ttl milliseconds after which it is gone */
  set(key: string, value: string, ttl: number): Promise<unknown>;
  /** Tells of errors that the methods swallow. Default: none. */
  on?(event: 'error', listener: (error: unknown) => void): unknown;
}
