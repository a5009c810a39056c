import type { AlertChannel, Delivery } from 'nestjs-tracked-cron/monitor';

/** A channel that keeps what it is sent, and answers as it is told to. */
export class RecordingChannel implements AlertChannel {
  /** What it accepted, oldest first. */
  readonly accepted: Delivery[] = [];
  /** What it was asked to send, accepted or not. */
  readonly asked: Delivery[] = [];
  /** How it answers the next ones; then it accepts. */
  readonly answers: ((delivery: Delivery) => unknown)[] = [];

  constructor(readonly name: string) {}

  async send(delivery: Delivery): Promise<unknown> {
    this.asked.push(delivery);
    const answer = this.answers.shift();
    const receipt = answer === undefined ? { at: this.asked.length } : await answer(delivery);
    this.accepted.push(delivery);
    return receipt;
  }

  /** Titles of what it accepted. */
  get titles(): string[] {
    return this.accepted.map(({ message }) => message.title);
  }

  forget(): void {
    for (const list of [this.accepted, this.asked, this.answers]) list.length = 0;
  }
}
