/**
 * What a message is about: an execution, a job, an instance, the log of an execution, what somebody did, an incident, or what
 * somebody put in place of a job's code, which every instance has to hear.
 */
export type BusTopic = 'execution' | 'job' | 'instance' | 'logs' | 'audit' | 'alert' | 'override';

/** A small hint: ids, versions and what happened, never content. As JSON less than 7,900 bytes. */
export interface BusMessage {
  /** The execution, instance or incident it is about; of `logs` always the execution. */
  readonly id?: string;
  /** The job it is about. */
  readonly job?: string;
  readonly [detail: string]: string | number | boolean | null | undefined;
}

/** How somebody listens. */
export interface BusSubscription {
  /** Only messages with this `id`. Default: all of the topic. */
  readonly id?: string;
  /**
   * Called when messages may have been missed: the connection was away, or there were too many. Whoever needs to know what
   * is so reads it again. Default: nothing.
   */
  readonly missed?: () => void;
}

/**
 * How the instances of an application and environment tell each other what has changed. Best effort: a message comes at
 * most once and may be lost, so whoever needs certainty polls too. Nothing leaves the process while no instance listens.
 */
export abstract class InstanceBus {
  /**
   * Tells everybody who listens, in this process at once, on other instances within about 100 ms. Never throws and never
   * waits. Costs a look at a set where nobody listens.
   */
  abstract publish(topic: BusTopic, message: BusMessage): void;

  /** @returns a function that ends the subscription */
  abstract subscribe(
    topic: BusTopic,
    listener: (message: BusMessage) => void,
    subscription?: BusSubscription,
  ): () => void;

  /** Whether anybody on any instance listens to this. @param id only to that */
  abstract isWanted(topic: BusTopic, id?: string): boolean;

  /**
   * Does something as long as anybody on any instance listens to all of a topic.
   * @param begin called when the first one listens; what it returns is called when nobody does any more
   */
  abstract whileWanted(topic: BusTopic, begin: () => () => void): void;

  /** Whether messages of other instances arrive now; false behind a transaction pooler, and while the connection is away. */
  abstract readonly hearsOthers: boolean;
}
