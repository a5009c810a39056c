import type { BusMessage, BusTopic, JobTraits } from 'nestjs-tracked-cron';
import type { LiveValue } from './protocol.js';

/** One thing as it was read. */
export interface ReadItem {
  readonly id: string;
  /** The job it is about, in a channel of many: who may not read that, sees nothing of it. Null: who follows may see it. */
  readonly job: JobTraits | null;
  readonly value: LiveValue;
}

/** What a read found. */
export interface ReadResult {
  readonly items: readonly ReadItem[];
  /** Ids that were looked for and are no more; null: whatever is not among `items` is no more. */
  readonly gone: readonly string[] | null;
}

/** Where a channel's content comes from: the same reads that REST answers with. */
export interface ChannelSource {
  /** How often it is read whether or not somebody said that it changed, milliseconds: hints are hints. */
  readonly pollMs: number;
  /**
   * In how many parts that is done, so that what changes needn't wait for all of it. The ids of its items are the keys then, and a part has
   * at most `mostKeys`: of more items all are read at once as ever. Otherwise that is done a minute apart, for what nobody knows of.
   */
  readonly parts?: { readonly count: number; readonly mostKeys: number };
  /** What of it a hint is about: a key for {@link read}; null for nothing. */
  keyOf(topic: BusTopic, message: BusMessage): string | null;
  /** @param keys only what these are about; null for everything */
  read(keys: readonly string[] | null): Promise<ReadResult>;
}
