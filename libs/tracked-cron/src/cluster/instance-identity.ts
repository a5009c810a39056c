/** Who this process is, in the cluster and in every row it writes. */
export class InstanceIdentity {
  private current: string;

  /** Which code it runs, once its jobs are registered; null where it runs none. */
  generationId: string | null = null;

  constructor(
    id: string,
    /** Release of the application, where it is known. */
    readonly release: string | null,
  ) {
    this.current = id;
  }

  /** A fresh UUID for each process start, and for each life after a lost lease; never the host's name. */
  get id(): string {
    return this.current;
  }

  /** Starts over as somebody else, because others have declared this one dead. */
  renew(id: string): void {
    this.current = id;
  }
}
