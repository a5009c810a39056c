import { connect, type Socket } from 'node:net';
import { MessageCutter, StatementTracker, type AskedStatement } from './postgres-wire.js';

/** An answer that does not arrive. */
export interface LostAnswer {
  to(asked: AskedStatement): boolean;
  readonly how: 'reset' | 'silence' | 'torn';
  lost(): void;
}

/** What a connection asks its proxy. */
export interface ProxyWishes {
  /** By how much answers are late at the moment, milliseconds. */
  delay(): number;
  /** Whether the answer to this statement is to be lost; asked once for each. */
  answerToLose(asked: AskedStatement): LostAnswer | undefined;
  closed(): void;
}

/** How every answer to a statement without rows begins, not to its first length. */
const TORN = Buffer.from('C\0\0\0');

/** One connection of an application, passed on to the server. */
export class ProxiedConnection {
  private readonly server: Socket;
  private readonly asked = new MessageCutter(true);
  private readonly answers = new MessageCutter(false);
  private readonly tracker = new StatementTracker();
  private readonly losing = new Map<AskedStatement, LostAnswer>();
  private nothingBefore = 0;
  private silent = false;

  constructor(
    private readonly client: Socket,
    port: number,
    host: string,
    private readonly wishes: ProxyWishes,
  ) {
    this.server = connect(port, host);
    client.on('data', (data) => this.passQuestion(data));
    this.server.on('data', (data) => this.passAnswer(data));
    for (const [one, other] of [
      [client, this.server],
      [this.server, client],
    ]) {
      one.setNoDelay(true);
      one.on('error', () => {});
      one.on('close', () => {
        other.destroy();
        wishes.closed();
      });
    }
  }

  /** Lets nothing through, not even that a side has gone. */
  hold(): void {
    this.client.pause();
    this.server.pause();
  }

  goOn(): void {
    this.client.resume();
    this.server.resume();
  }

  destroy(): void {
    this.client.destroy();
    this.server.destroy();
  }

  private passQuestion(data: Buffer): void {
    for (const message of this.asked.take(data)) {
      const asked = this.tracker.sent(message);
      const lost = asked && this.wishes.answerToLose(asked);
      if (lost) this.losing.set(asked, lost);
    }
    this.server.write(data);
  }

  private passAnswer(data: Buffer): void {
    const arriving: Buffer[] = [];
    let lost: LostAnswer | undefined;
    for (const message of this.answers.take(data)) {
      const { answering } = this.tracker;
      const toLose = answering && this.losing.get(answering);
      const isLast = this.tracker.answered(message);
      if (!toLose) arriving.push(message);
      else if (isLast) lost = toLose;
    }
    if (arriving.length > 0) this.toClient(Buffer.concat(arriving));
    if (lost) this.lose(lost);
  }

  private lose({ how, lost }: LostAnswer): void {
    if (how === 'torn') this.client.write(TORN, () => this.reset());
    else if (how === 'reset') this.reset();
    else this.silent = true;
    lost();
  }

  private reset(): void {
    this.client.resetAndDestroy();
    this.server.destroy();
  }

  private toClient(data: Buffer): void {
    if (this.silent) return;
    const now = performance.now();
    const due = Math.max(now + this.wishes.delay(), this.nothingBefore);
    this.nothingBefore = due;
    if (due <= now) this.client.write(data);
    else setTimeout(() => this.client.write(data), due - now).unref();
  }
}
