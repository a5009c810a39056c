import type { JobTraits } from 'nestjs-tracked-cron';
import type { ReadItem, ReadResult } from './channel-source.js';
import type { LiveItem } from './protocol.js';

/** A thing of a channel, and whose it is. */
export interface ChannelItem extends LiveItem {
  readonly job: JobTraits | null;
}

/** A thing that is new, has changed, or is gone. */
export interface ItemChange {
  readonly before: ChannelItem | undefined;
  readonly after: ChannelItem | undefined;
  readonly rev: number;
}

/** All that is in a channel. Only what really changed counts as a change. Pure. */
export class ChannelItems {
  private readonly items = new Map<string, ChannelItem>();
  private readonly texts = new Map<string, string>();

  all(): Iterable<ChannelItem> {
    return this.items.values();
  }

  /** Takes in what was read. @param nextRev called for each change */
  apply({ items, gone }: ReadResult, nextRev: () => number): ItemChange[] {
    const changes: ItemChange[] = [];
    for (const read of items) {
      const text = JSON.stringify(read.value);
      if (this.texts.get(read.id) === text) continue;
      const before = this.items.get(read.id);
      const after = this.keep(read, text, nextRev());
      changes.push({ before, after, rev: after.rev });
    }
    const present = new Set(items.map(({ id }) => id));
    for (const id of gone ?? [...this.items.keys()].filter((known) => !present.has(known))) {
      const before = this.items.get(id);
      if (!before) continue;
      this.items.delete(id);
      this.texts.delete(id);
      changes.push({ before, after: undefined, rev: nextRev() });
    }
    return changes;
  }

  private keep({ id, job, value }: ReadItem, text: string, rev: number): ChannelItem {
    const item = { id, job, rev, value };
    this.items.set(id, item);
    this.texts.set(id, text);
    return item;
  }
}
