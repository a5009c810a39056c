import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ChildInstance, type ChildOptions } from '../../support/child-instance.js';
import { seededRandom, type SeededRandom } from './seeded-random.js';

/** Somebody who was killed. */
export interface Killed {
  readonly pid: number;
  /** By the clock of this process, milliseconds since the epoch. */
  readonly at: number;
}

/** Several instances of one application, each in a process of its own; they come and go. */
export class Fleet {
  /** Those that were started and not ended by this fleet, oldest first. */
  readonly members: ChildInstance[] = [];
  readonly killed: Killed[] = [];

  private constructor(
    private readonly options: ChildOptions,
    private readonly folder: string,
    readonly random: SeededRandom,
  ) {}

  /** @param count how many instances it has at first; they boot side by side */
  static async start(count: number, options: ChildOptions): Promise<Fleet> {
    const fleet = new Fleet(options, await mkdtemp(join(tmpdir(), 'tracked-cron-fault-')), seededRandom());
    try {
      await Promise.all(Array.from({ length: count }, () => fleet.add()));
    } catch (error) {
      await fleet.destroy();
      throw error;
    }
    return fleet;
  }

  /** One more. @param different what is different about it */
  async add(different: Partial<ChildOptions> = {}): Promise<ChildInstance> {
    const member = await ChildInstance.start({ ...this.options, ...different }, this.folder);
    this.members.push(member);
    return member;
  }

  /** As when memory runs out. */
  async kill(member: ChildInstance): Promise<Killed> {
    const killed = { pid: member.pid, at: Date.now() };
    this.forget(member);
    this.killed.push(killed);
    await member.kill();
    return killed;
  }

  /** Kills one of them, whichever the seed says. @param pids who may be met. Default, and where none of them is left: all. */
  killAny(pids?: readonly number[]): Promise<Killed> {
    const met = this.members.filter(({ pid }) => pids?.includes(pid));
    return this.kill(this.random.pick(met.length > 0 ? met : this.members));
  }

  /** Ends all of them properly: each has written what it had to write when this resolves. */
  async close(): Promise<void> {
    await Promise.all(this.members.splice(0).map((member) => member.close()));
  }

  /** Whatever became of them: nothing of them is left. Belongs into a `finally`. */
  async destroy(): Promise<void> {
    await Promise.all(this.members.splice(0).map((member) => member.kill()));
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What all of them logged that are still there. */
  get log(): string {
    return this.members.map(({ log }) => log).join('');
  }

  /** No longer counts as one of them, because the test ends it in its own way. */
  forget(member: ChildInstance): void {
    this.members.splice(this.members.indexOf(member), 1);
  }
}
